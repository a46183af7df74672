-- One row per submission and superseded figure.
-- A line told twice with two values: the value that does not add up with its parts gives way to the one that does.
-- Parts are the sub-projects of a project; where it has none, the sources of the undivided line.
{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with lines as (

    select
        submission_id, figure_id, project, subproject, fund_source, value,
        concat_ws('|', indicator, kind, component, reported_capital_type, budget_year, period, narrowing_breakdown)
            as line_kind
    from {{ ref('int_figures_described') }}
    where subject = 'capital' and unit = 'vnd' and place = '' and project <> ''

),

-- Windows and no joins: one pass over the lines, however many submissions there are.
compared_with_copies as (

    select
        lines.*,
        min(value) over same_line <> max(value) over same_line as is_doubled,
        row_number() over (
            partition by submission_id, line_kind, project, subproject, fund_source order by figure_id
        ) as copy_number
    from lines
    window same_line as (partition by submission_id, line_kind, project, subproject, fund_source)

),

given_their_parts as (

    select
        compared_with_copies.*,
        sum(value) filter (where subproject <> '' and copy_number = 1) over same_project as subprojects_value,
        coalesce(bool_or(is_doubled) filter (where subproject <> '') over same_project, false)
            as is_subproject_doubled,
        sum(value) filter (where fund_source not in ('all', 'state_budget') and copy_number = 1) over all_sources
            as sources_value,
        coalesce(bool_or(is_doubled) filter (where fund_source not in ('all', 'state_budget')) over all_sources, false)
            as is_source_doubled
    from compared_with_copies
    window
        same_project as (partition by submission_id, line_kind, project, fund_source),
        all_sources as (partition by submission_id, line_kind, project, subproject)

),

judged as (

    select
        submission_id, figure_id, line_kind, project, subproject, fund_source,
        coalesce(
            value = coalesce(
                case when subproject = '' and not is_subproject_doubled then subprojects_value end,
                case when fund_source = 'all' and not is_source_doubled then sources_value end
            ),
            false
        ) as closes
    from given_their_parts
    where is_doubled

),

weighed as (

    select
        submission_id, figure_id, closes,
        bool_or(closes) over (partition by submission_id, line_kind, project, subproject, fund_source) as one_closes
    from judged

)

select submission_id, figure_id
from weighed
where one_closes and not closes
