-- Grain: submission × project told of one source or type × sub-project with all the money told for it. Where every
-- sub-project is told, if only over all sources or types, a project cannot have more than they have together.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select
        *, concat_ws('|', measure, project, budget_year, period) as block_key,
        concat_ws('|', measure, project, fund_source, capital_type, budget_year, period) as line_key
    from {{ ref('int_capital_cells_filled') }}
    where is_told and component = '' and node_level in (1, 2)

),

registered as (

    select parent_code as project, count(*) as part_count
    from {{ ref('stg_registry__projects') }}
    where level <> 'project'
    group by parent_code

),

ceilings as (

    select
        whole.submission_id, whole.line_key, whole.measure, whole.project, whole.fund_source, whole.capital_type,
        whole.budget_year, whole.period, whole.value as stated, whole.printed_unit as stated_printed_unit,
        whole.figure_ids as stated_figure_ids, part.subproject as part, part.value as part_value,
        part.printed_unit as part_printed_unit, part.figure_ids as part_figure_ids,
        part.fund_source <> whole.fund_source or part.capital_type <> whole.capital_type as is_wider,
        row_number() over (
            partition by whole.submission_id, whole.line_key, part.subproject
            order by part.value, part.fund_source = 'all', part.capital_type = 'all'
        ) as height
    from cells as whole
    inner join cells as part
        on whole.submission_id = part.submission_id and whole.block_key = part.block_key
        and part.fund_source in ('all', whole.fund_source) and part.capital_type in ('all', whole.capital_type)
    where whole.node_level = 1 and whole.is_stated and part.node_level = 2 and part.subproject <> ''

),

lowest as (

    select
        ceilings.*, registered.part_count,
        count(*) over line as told_count, sum(ceilings.part_value) over line as computed,
        bool_or(ceilings.is_wider) over line as is_ceiling
    from ceilings
    inner join registered on ceilings.project = registered.project
    where ceilings.height = 1
    window line as (partition by ceilings.submission_id, ceilings.line_key)

)

select
    submission_id, 'SUM-004' as rule, measure, project, '' as subproject, '' as component, fund_source, capital_type,
    budget_year, period, 'ceiling' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, stated,
    stated_printed_unit, stated_figure_ids, 'subproject' as part_kind, part, part_value, part_printed_unit,
    part_figure_ids, true as is_complete
from lowest
where is_ceiling and told_count = part_count and computed < stated
