-- Grain: submission × value of a doubled line × kind of sum. What the value would have to be for the sum to close: over
-- the parts below, over fund sources, and within the programme.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_counted') }}

),

single as (

    select * from cells where is_single

),

doubled as (

    select * from cells where is_doubled

),

summed_below as (

    select doubled.submission_id, doubled.figure_ids, doubled.capital_type, sum(below.value) as value
    from doubled
    inner join single as below
        using (submission_id, measure, fund_source, capital_type, budget_year, period)
    where
        below.node_level = doubled.node_level + 1
        and (doubled.node_level = 0 or below.project = doubled.project)
        and (doubled.node_level < 2 or below.subproject = doubled.subproject)
    group by doubled.submission_id, doubled.figure_ids, doubled.capital_type

),

summed_over_sources as (

    select
        doubled.submission_id,
        doubled.figure_ids,
        doubled.capital_type,
        -- all = central + local, so central = all - local.
        sum(case when doubled.fund_source <> 'all' and other.fund_source <> 'all' then -other.value else other.value end)
            as value
    from doubled
    inner join single as other
        using (submission_id, measure, project, subproject, component, capital_type, budget_year, period)
    where
        doubled.fund_source in ('all', 'central', 'local')
        and other.fund_source in ('all', 'central', 'local')
        and doubled.fund_source <> other.fund_source
    group by doubled.submission_id, doubled.figure_ids, doubled.capital_type
    having count(distinct other.fund_source) = 2

),

-- The highest lines told for each part of the programme, one value each.
topmost as (

    select lower_line.*
    from single as lower_line
    left join cells as upper_line
        on lower_line.submission_id = upper_line.submission_id
        and lower_line.measure = upper_line.measure
        and lower_line.fund_source = upper_line.fund_source
        and lower_line.capital_type = upper_line.capital_type
        and lower_line.budget_year = upper_line.budget_year
        and lower_line.period = upper_line.period
        and upper_line.node_level between 1 and lower_line.node_level - 1
        and upper_line.project = lower_line.project
        and upper_line.subproject in ('', lower_line.subproject)
    where lower_line.node_level > 0 and upper_line.submission_id is null

),

left_by_the_rest as (

    select
        doubled.submission_id, doubled.figure_ids, doubled.capital_type, whole.value - sum(topmost.value) as value
    from doubled
    inner join single as whole
        using (submission_id, measure, fund_source, capital_type, budget_year, period)
    inner join topmost
        using (submission_id, measure, fund_source, capital_type, budget_year, period)
    where whole.node_level = 0 and doubled.node_level = 1 and topmost.project <> doubled.project
    group by doubled.submission_id, doubled.figure_ids, doubled.capital_type, whole.value

)

select submission_id, figure_ids, capital_type, 'parts' as proof, value from summed_below
union all
select submission_id, figure_ids, capital_type, 'sources' as proof, value from summed_over_sources
union all
select submission_id, figure_ids, capital_type, 'programme' as proof, value from left_by_the_rest
