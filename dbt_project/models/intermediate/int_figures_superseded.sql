-- One row per submission and superseded figure.
-- A line told twice with two values: the value that does not add up with its parts gives way to the one that does.
-- Parts are the sub-projects of a project; where it has none, the sources of the undivided line.
with lines as (

    select
        submission_id, figure_id, project, subproject, fund_source, value,
        concat_ws('|', indicator, kind, component, reported_capital_type, budget_year, period, narrowing_breakdown)
            as line_kind
    from {{ ref('int_figures_described') }}
    where subject = 'capital' and unit = 'vnd' and place = '' and project <> ''

),

doubled as (

    select submission_id, line_kind, project, subproject, fund_source
    from lines
    group by submission_id, line_kind, project, subproject, fund_source
    having min(value) <> max(value)

),

told_values as (

    select
        submission_id, line_kind, project, subproject, fund_source,
        min(value) as value,
        min(value) = max(value) as is_told_once
    from lines
    group by submission_id, line_kind, project, subproject, fund_source

),

summed_subprojects as (

    select submission_id, line_kind, project, fund_source, sum(value) as parts_value
    from told_values
    where subproject <> ''
    group by submission_id, line_kind, project, fund_source
    having bool_and(is_told_once)

),

summed_sources as (

    select submission_id, line_kind, project, subproject, sum(value) as parts_value
    from told_values
    where fund_source not in ('all', 'state_budget')
    group by submission_id, line_kind, project, subproject
    having bool_and(is_told_once)

),

compared as (

    select
        lines.submission_id, lines.figure_id, lines.line_kind, lines.project, lines.subproject, lines.fund_source,
        coalesce(lines.value = coalesce(summed_subprojects.parts_value, summed_sources.parts_value), false) as closes
    from lines
    inner join doubled
        using (submission_id, line_kind, project, subproject, fund_source)
    left join summed_subprojects
        on
            lines.submission_id = summed_subprojects.submission_id
            and lines.line_kind = summed_subprojects.line_kind
            and lines.project = summed_subprojects.project
            and lines.fund_source = summed_subprojects.fund_source
            and lines.subproject = ''
    left join summed_sources
        on
            lines.submission_id = summed_sources.submission_id
            and lines.line_kind = summed_sources.line_kind
            and lines.project = summed_sources.project
            and lines.subproject = summed_sources.subproject
            and lines.fund_source = 'all'

),

weighed as (

    select
        submission_id, figure_id, closes,
        bool_or(closes) over (partition by submission_id, line_kind, project, subproject, fund_source) as one_closes
    from compared

)

select submission_id, figure_id
from weighed
where one_closes and not closes
