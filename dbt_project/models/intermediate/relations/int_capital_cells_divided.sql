-- Grain: submission × line told × line one step below it, told or summed.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with filled as (

    select * from {{ ref('int_capital_cells_filled') }}

)

select
    whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component, whole.node_level,
    whole.fund_source, whole.capital_type, whole.budget_year, whole.period,
    whole.value as stated, whole.printed_unit as stated_printed_unit, whole.figure_ids as stated_figure_ids,
    case part.node_level when 1 then part.project when 2 then coalesce(nullif(part.component, ''), part.subproject)
        else part.component end as part,
    case when part.component <> '' then 'component' when part.subproject <> '' then 'subproject' else 'project' end
        as part_kind,
    part.value as part_value, part.printed_unit as part_printed_unit, part.figure_ids as part_figure_ids,
    part.leaves, part.is_told, part.assumed_count, part.is_stated, whole.assumed_count as whole_assumed_count
from filled as whole
inner join filled as part
    on whole.submission_id = part.submission_id
    and whole.measure = part.measure
    and whole.fund_source = part.fund_source
    and whole.capital_type = part.capital_type
    and whole.budget_year = part.budget_year
    and whole.period = part.period
    and part.node_level = whole.node_level + 1
    and (whole.node_level = 0 or whole.project = part.project)
    and (whole.node_level < 2 or whole.subproject = part.subproject)
-- A sum of sums, or an implied nothing, was not stated by anybody.
where whole.is_told and (whole.is_stated or whole.fund_source = 'central')
