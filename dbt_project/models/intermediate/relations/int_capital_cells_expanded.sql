-- Grain: submission × capital line. One value a line, and what the report implies without printing it: where all money
-- of a line is central, its parts are central too, and its local money is nothing.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_compared') }} where is_used

),

wholly_central as (

    select distinct
        undivided.submission_id,
        undivided.project,
        undivided.subproject,
        undivided.component,
        undivided.budget_year,
        undivided.figure_ids || central.figure_ids as figure_ids
    from cells as undivided
    inner join cells as central
        using (submission_id, measure, project, subproject, component, budget_year, period)
    where
        undivided.fund_source = 'all' and undivided.capital_type = 'all' and central.fund_source = 'central'
        and undivided.value = central.value and undivided.value > 0
        and undivided.measure in ('assigned', 'planned')

),

under_central as (

    select
        cells.*,
        wholly_central.figure_ids as proof_figure_ids,
        row_number() over (
            partition by
                cells.submission_id, cells.measure, cells.project, cells.subproject, cells.component,
                cells.fund_source, cells.capital_type, cells.budget_year, cells.period
            order by wholly_central.component desc, wholly_central.subproject desc, wholly_central.project desc
        ) as proof_distance
    from cells
    inner join wholly_central
        on cells.submission_id = wholly_central.submission_id
        and cells.budget_year = wholly_central.budget_year
        and wholly_central.project in ('', cells.project)
        and wholly_central.subproject in ('', cells.subproject)
        and wholly_central.component in ('', cells.component)

),

implied as (

    select
        submission_id, measure, project, subproject, component, node_level, 'central' as fund_source, capital_type,
        budget_year, period, value, printed_unit, figure_ids
    from under_central
    where fund_source = 'all' and proof_distance = 1
    union all
    select
        submission_id, measure, project, subproject, component, node_level, 'local' as fund_source, capital_type,
        budget_year, period, 0 as value, 0 as printed_unit, proof_figure_ids as figure_ids
    from under_central
    where fund_source = 'all' and proof_distance = 1 and measure in ('assigned', 'planned')
    union all
    -- What was never assigned was never allocated either.
    select
        submission_id, 'allocated' as measure, project, subproject, component, node_level, 'local' as fund_source,
        capital_type, budget_year, period, 0 as value, 0 as printed_unit, proof_figure_ids as figure_ids
    from under_central
    where fund_source = 'all' and proof_distance = 1 and measure = 'assigned'

),

told_and_implied as (

    select
        submission_id, measure, project, subproject, component, node_level, fund_source, capital_type, budget_year,
        period, value, printed_unit, figure_ids, is_type_assumed, true as is_stated
    from cells
    union all
    select implied.*, false as is_type_assumed, false as is_stated
    from implied
    left join {{ ref('int_capital_cells_stated') }} as told
        using (
            submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period
        )
    where told.submission_id is null

)

select *
from told_and_implied
