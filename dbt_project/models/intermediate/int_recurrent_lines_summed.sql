-- One row per submission, source, budget year and period.
-- What the recurrent lines of the projects assign: maintenance under project 1, and all of projects 2 to 7.
{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with lines as (

    select
        submission_id, project, subproject, component, fund_source, budget_year, period, figure_id, value
    from {{ ref('int_figures_described') }}
    where
        indicator = 'capital_assigned' and kind = 'assigned' and unit = 'vnd' and place = '' and project <> ''
        and narrowing_breakdown = ''

),

superseded as (

    select * from {{ ref('int_figures_superseded') }}

),

reduced_to_one_value as (

    select
        lines.submission_id, lines.project, lines.subproject, lines.component, lines.fund_source,
        lines.budget_year, lines.period,
        max(lines.value) as value
    from lines
    left join superseded
        on lines.submission_id = superseded.submission_id and lines.figure_id = superseded.figure_id
    where superseded.figure_id is null
    group by
        lines.submission_id, lines.project, lines.subproject, lines.component, lines.fund_source,
        lines.budget_year, lines.period
    having min(lines.value) = max(lines.value)

),

summed_by_project as (

    select
        submission_id, project, fund_source, budget_year, period,
        sum(value) filter (where component = 'maintenance') as maintenance_value,
        -- The project's own line counts; a project that has none is the sum of its sub-projects.
        coalesce(
            max(value) filter (where component = '' and subproject = ''),
            sum(value) filter (where component = '' and subproject <> '')
        ) as project_value
    from reduced_to_one_value
    group by submission_id, project, fund_source, budget_year, period

)

select
    submission_id, fund_source, budget_year, period,
    sum(case when project = 'DA1' then maintenance_value else project_value end) as recurrent_value
from summed_by_project
group by submission_id, fund_source, budget_year, period
