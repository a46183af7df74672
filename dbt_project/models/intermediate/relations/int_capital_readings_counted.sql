-- Grain: submission × capital line × value told for it. Whether the line is told once, repeated with fewer digits, or
-- told with values that contradict each other (`is_doubled`).
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select
        *,
        -- Below a project stand its sub-projects, and activities that are of none; below a sub-project its activities.
        case
            when component <> '' then subproject
            when subproject <> '' then ''
        end as upper_subproject
    from {{ ref('int_capital_cells_stated') }}

),

told_below as (

    select
        submission_id, measure, project, upper_subproject as subproject, '' as component, fund_source, capital_type,
        budget_year, period, sum(value) as value_below
    from cells
    where upper_subproject is not null
    group by submission_id, measure, project, upper_subproject, fund_source, capital_type, budget_year, period

),

compared as (

    select
        cells.*,
        count(*) over line as value_count,
        max(cells.value) over line - min(cells.value) over line as value_spread,
        max(cells.printed_unit) over line as coarsest_unit,
        -- One of several amounts that is all the others together is the line; the others are parts of it.
        count(*) over line > 2 and 2 * max(cells.value) over line = sum(cells.value) over line as is_sum_of_others,
        told_below.value_below,
        max(cells.value) over line as highest_value,
        row_number() over (line order by cells.printed_unit, cells.document_order) as fineness
    from cells
    left join told_below
        using (
            submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period
        )
    window line as (
        partition by
            cells.submission_id, cells.measure, cells.project, cells.subproject, cells.component, cells.fund_source,
            cells.capital_type, cells.budget_year, cells.period
    )

),

divided as (

    select
        *,
        -- So is the higher of two, when what is told below the line is all that the lower one lacks of it.
        is_sum_of_others or (value_count = 2 and value_spread > 0 and value_spread is not distinct from value_below)
            as is_divided
    from compared

)

select
    *,
    value_count = 1 or (is_divided and value = highest_value) as is_single,
    -- Several values, each for another part, are not several readings of the whole.
    value_count > 1 and value_spread > coarsest_unit and distance_from_whole = 0 and not is_divided as is_doubled,
    -- A plain repetition of one amount with fewer digits: the finer print is the amount.
    value_count > 1 and value_spread <= coarsest_unit and fineness = 1 as is_finest_print
from divided
