-- Grain: submission × capital line × value told for it. How many sums of the report each value of a doubled line closes,
-- and which value is used.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_counted') }}

),

proofs as (

    select * from {{ ref('int_capital_readings_proven') }}

),

scored as (

    select
        cells.submission_id,
        cells.figure_ids,
        cells.capital_type,
        count(proofs.value) as closing_count
    from cells
    inner join proofs
        on cells.submission_id = proofs.submission_id
        and cells.figure_ids = proofs.figure_ids
        and cells.capital_type = proofs.capital_type
        and abs(cells.value - proofs.value) <= cells.coarsest_unit / 2
    -- A reading the resolution already set aside closes nothing.
    where cells.is_doubled and not cells.is_superseded
    group by cells.submission_id, cells.figure_ids, cells.capital_type

),

ranked as (

    select
        cells.*,
        coalesce(scored.closing_count, 0) as closing_count,
        count(*) filter (where scored.closing_count > 0) over line as closing_reading_count
    from cells
    left join scored
        on cells.submission_id = scored.submission_id
        and cells.figure_ids = scored.figure_ids
        and cells.capital_type = scored.capital_type
    window line as (
        partition by
            cells.submission_id, cells.measure, cells.project, cells.subproject, cells.component, cells.fund_source,
            cells.capital_type, cells.budget_year, cells.period
    )

)

select
    submission_id, measure, project, subproject, component, node_level, fund_source, capital_type, budget_year, period,
    value, printed_unit, is_type_assumed, is_zero_in_words, is_budget_year_stated, is_told_twice_at_once,
    distance_from_whole, figure_ids,
    document_order, is_doubled, closing_count,
    -- Exactly one reading closes every sum that can be tried.
    is_doubled and closing_reading_count = 1 as is_decided,
    is_doubled and closing_reading_count = 1 and closing_count > 0 as is_proven,
    is_single or is_finest_print or (is_doubled and closing_reading_count = 1 and closing_count > 0) as is_used
from ranked
