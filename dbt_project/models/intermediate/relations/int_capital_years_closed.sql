-- Grain: submission of a whole year × capital line. What there was to spend that year, and what was paid out of it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_lines_told') }}

),

closing_cells as (

    select
        cells.*, {{ is_money_at_hand('cells.budget_year', 'sound.round') }} as is_at_hand,
        cells.budget_year <> sound.round as is_of_other_years
    from cells
    inner join {{ ref('int_submissions_sound') }} as sound
        on cells.submission_id = sound.submission_id and sound.subject = 'capital'
    where
        (cells.budget_year = sound.round and cells.measure = 'assigned')
        or (cells.measure = 'available' and {{ is_money_at_hand('cells.budget_year', 'sound.round') }})
        or (
            cells.measure = 'disbursed' and cells.period = sound.round
            and (
                {{ is_money_at_hand('cells.budget_year', 'sound.round') }}
                or (cells.budget_year ~ '^\d{4}(\+\d{4})*$' and right(cells.budget_year, 4) < sound.round)
            )
        )

),

-- What was paid of this year's and of carried-over money is told together, or apart.
paid_together as (

    select
        *,
        bool_or(measure = 'disbursed' and is_at_hand and is_of_other_years) over (
            partition by submission_id, project, subproject, component, fund_source, capital_type
        ) as is_paid_together
    from closing_cells

)

select
    cells.submission_id, cells.project, cells.subproject, cells.component, cells.fund_source, cells.capital_type,
    max(cells.value) filter (where cells.measure = 'available') as available_value,
    max(cells.value) filter (where cells.measure = 'assigned') as assigned_value,
    max(cells.value) filter (where cells.measure = 'disbursed' and is_at_hand) as disbursed_value,
    -- Money that year had itself carried over, and paid out.
    coalesce(sum(cells.value) filter (where cells.measure = 'disbursed' and not is_at_hand and not is_paid_together), 0)
        as older_disbursed_value,
    max(cells.printed_unit) as printed_unit,
    min(cells.figure_ids[1]) filter (where cells.measure = 'disbursed' and is_at_hand) as figure_id
from paid_together as cells
group by
    cells.submission_id, cells.project, cells.subproject, cells.component, cells.fund_source, cells.capital_type
