-- Grain: submission × line × the line one step below. The programme is the sum of its projects, a project of its
-- sub-projects, a sub-project of its activities. Short sums count only where the parts are all there: every part of
-- the registry, or the very lines that close another sum of the same line.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with divided as (

    select
        *,
        concat_ws(
            '|', measure, project, subproject, component, fund_source, capital_type, budget_year, period
        ) as line_key
    from {{ ref('int_capital_cells_divided') }}

),

registered as (

    select
        case when level = 'project' then '' else split_part(project_code, '.', 1) end as parent_project,
        count(*) as part_count
    from {{ ref('stg_registry__projects') }}
    group by 1

),

summed as (

    select * from {{ ref('int_capital_lines_summed') }}

),

-- Sums that close say which lines together are the whole, and that the usual capital types hold in this report.
closing as (

    select
        submission_id, block_key, capital_type, budget_year, leaves, empty_leaves, assumed_count, whole_assumed_count
    from summed
    where
        measure in ('assigned', 'planned') and stated > 0 and cardinality(leaves) > 1
        and abs(stated - computed) <= stated_printed_unit / 2

),

completed as (

    select distinct summed.submission_id, summed.line_key
    from summed
    inner join closing
        on summed.submission_id = closing.submission_id and summed.block_key = closing.block_key
    -- Of a line that was given nothing, nothing can be missing.
    where summed.leaves || closing.empty_leaves @> closing.leaves

),

types_proven as (

    -- Lines that all are recurrent say nothing of others that may hold maintenance beside works.
    select distinct submission_id, budget_year, capital_type
    from closing
    -- A total whose own type is only assumed, or parts whose types are all told, prove nothing about usual types.
    where capital_type <> 'all' and whole_assumed_count = 0 and assumed_count > 0

)

select
    divided.submission_id,
    case divided.part_kind when 'project' then 'SUM-003' when 'subproject' then 'SUM-004' else 'SUM-005' end as rule,
    divided.measure, divided.project, divided.subproject, divided.component, divided.fund_source,
    divided.capital_type, divided.budget_year, divided.period, '' as breakdown, '' as place,
    'capital' as subject, 'vnd' as unit, divided.stated, divided.stated_printed_unit, divided.stated_figure_ids,
    divided.part_kind, divided.part, divided.part_value, divided.part_printed_unit, divided.part_figure_ids,
    completed.submission_id is not null
        or (
            summed.are_parts_told and summed.part_count = registered.part_count
            and divided.part_kind <> 'component' and divided.capital_type = 'all'
        ) as is_complete
from divided
inner join summed
    on divided.submission_id = summed.submission_id and divided.line_key = summed.line_key
left join completed
    on divided.submission_id = completed.submission_id and divided.line_key = completed.line_key
left join types_proven
    on divided.submission_id = types_proven.submission_id
    and divided.budget_year = types_proven.budget_year
    and divided.capital_type = types_proven.capital_type
left join registered
    on divided.project = registered.parent_project
where summed.assumed_count = 0 or types_proven.submission_id is not null
