-- Grain: submission × line told. What the lines one step below it add to, and which lines those are.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with assigned as (

    select
        *,
        count(*) over (
            partition by submission_id, measure, project, subproject, component, fund_source, budget_year
        ) as type_count
    from {{ ref('int_capital_cells_filled') }}
    where measure in ('assigned', 'planned')

),

divided as (

    select
        submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period, stated,
        stated_printed_unit, part_value, is_told, assumed_count, whole_assumed_count, leaves
    from {{ ref('int_capital_cells_divided') }}
    union all
    -- Money told of one type alone may be all the money of its line, which lines told without types then are.
    select
        whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component, whole.fund_source,
        part.capital_type, whole.budget_year, whole.period, whole.value as stated,
        whole.printed_unit as stated_printed_unit, part.value as part_value, part.is_told, part.assumed_count,
        whole.assumed_count as whole_assumed_count, part.leaves
    from assigned as whole
    inner join assigned as part
        using (submission_id, measure, fund_source, budget_year)
    where
        whole.node_level = 0 and whole.type_count = 1 and whole.is_stated and whole.capital_type <> 'all'
        and part.node_level = 1 and part.capital_type = 'all'

),

summed as (

    select
        submission_id, measure, fund_source, capital_type, budget_year, stated, stated_printed_unit,
        concat_ws(
            '|', measure, project, subproject, component, fund_source, capital_type, budget_year, period
        ) as line_key,
        -- One key a line: joined on its columns, a planner expects one row where there are thousands.
        concat_ws('|', project, subproject, component, capital_type, budget_year) as block_key,
        sum(part_value) as computed,
        count(*) as part_count,
        bool_and(is_told) as are_parts_told,
        sum(assumed_count) as assumed_count,
        max(whole_assumed_count) as whole_assumed_count,
        string_to_array(string_agg(array_to_string(leaves, ';'), ';'), ';') as leaves
    from divided
    group by
        submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period, stated,
        stated_printed_unit

),

nothing_given as (

    select
        submission_id, measure, fund_source, capital_type, budget_year,
        array_agg(distinct concat_ws('/', project, subproject, component)) as leaves
    from {{ ref('int_capital_cells_expanded') }}
    where measure in ('assigned', 'planned') and value = 0
    group by submission_id, measure, fund_source, capital_type, budget_year

)

select summed.*, coalesce(nothing_given.leaves, array[]::text[]) as empty_leaves
from summed
left join nothing_given using (submission_id, measure, fund_source, capital_type, budget_year)
