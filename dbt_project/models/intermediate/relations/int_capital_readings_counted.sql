-- Grain: submission × capital line × value told for it. Whether the line is told once, repeated with fewer digits, or
-- told with values that contradict each other (`is_doubled`).
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with compared as (

    select
        *,
        count(*) over line as value_count,
        max(value) over line - min(value) over line as value_spread,
        max(printed_unit) over line as coarsest_unit,
        -- One of several amounts that is all the others together is the line; the others are parts of it.
        count(*) over line > 2 and 2 * max(value) over line = sum(value) over line as is_divided,
        max(value) over line as highest_value,
        row_number() over (line order by printed_unit, document_order) as fineness
    from {{ ref('int_capital_cells_stated') }}
    window line as (
        partition by submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year,
            period
    )

)

select
    *,
    value_count = 1 or (is_divided and value = highest_value) as is_single,
    -- Several values, each for another part, are not several readings of the whole.
    value_count > 1 and value_spread > coarsest_unit and distance_from_whole = 0 and not is_divided as is_doubled,
    -- A plain repetition of one amount with fewer digits: the finer print is the amount.
    value_count > 1 and value_spread <= coarsest_unit and fineness = 1 as is_finest_print
from compared
