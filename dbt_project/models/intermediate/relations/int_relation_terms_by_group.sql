-- Grain: submission × count × group it is divided into. Groups of one division exclude each other.
with figures as (

    select * from {{ ref('int_figures_measured') }}
    where
        bound = 'exact' and unit not in ('vnd', 'percent', 'pp', 'date', 'month', 'years', 'months')
        and not is_superseded and kind in ('actual', 'planned', 'allocated')

),

divisions (division, part, is_exhaustive) as (

    values
        ('households', 'poor', false), ('households', 'near_poor', false), ('households', 'newly_escaped', false),
        ('progress', 'completed', false), ('progress', 'transitional', false), ('progress', 'new_start', false),
        ('place', 'urban', true), ('place', 'rural', true)

),

-- A count told twice with two values is a finding of its own, not a whole nor a part.
counted as (

    select
        submission_id, subject, indicator as measure, project, subproject, component, budget_year, period, kind,
        policy, dimension, place, unit, breakdown,
        min(value) as value, array_agg(figure_id order by document_order) as figure_ids
    from figures
    group by
        submission_id, subject, indicator, project, subproject, component, budget_year, period, kind, policy,
        dimension, place, unit, breakdown
    having min(value) = max(value)

),

divided as (

    select
        whole.submission_id, 'SUM-010' as rule, whole.measure, whole.project, whole.subproject, whole.component,
        whole.budget_year, whole.period, whole.kind, whole.policy, whole.place, divisions.division, whole.subject,
        whole.unit, whole.value as stated, whole.figure_ids as stated_figure_ids, part.breakdown as part,
        part.value as part_value, part.figure_ids as part_figure_ids, divisions.is_exhaustive
    from counted as whole
    inner join counted as part
        using (
            submission_id, measure, project, subproject, component, budget_year, period, kind, policy, dimension,
            place, unit
        )
    inner join divisions on divisions.part = part.breakdown
    where whole.breakdown = ''
    union all
    select
        whole.submission_id, 'SUM-012' as rule, whole.measure, whole.project, whole.subproject, whole.component,
        whole.budget_year, whole.period, whole.kind, whole.policy, whole.place, 'households' as division,
        whole.subject, whole.unit, whole.value as stated, whole.figure_ids as stated_figure_ids,
        replace(part.measure, '_households', '') as part, part.value as part_value,
        part.figure_ids as part_figure_ids, false as is_exhaustive
    from counted as whole
    inner join counted as part
        on whole.submission_id = part.submission_id
        and whole.project = part.project
        and whole.budget_year = part.budget_year
        and whole.period = part.period
        and whole.kind = part.kind
        and whole.place = part.place
        and whole.breakdown = part.breakdown
    where
        whole.measure = 'total_households' and whole.kind = 'actual' and whole.breakdown = ''
        and part.measure in ('poor_households', 'near_poor_households')

)

select
    submission_id, rule, measure, project, subproject, component, '' as fund_source, '' as capital_type,
    budget_year, period, kind || coalesce(nullif('|' || policy, '|'), '') || '|' || division as breakdown, place, subject, unit, stated, 0::numeric as stated_printed_unit,
    stated_figure_ids, 'breakdown' as part_kind, part, part_value, 0::numeric as part_printed_unit, part_figure_ids,
    is_exhaustive and count(*) over (
        partition by
            submission_id, rule, measure, project, subproject, component, kind, division, budget_year, period, policy,
            place, unit
    ) = 2 as is_complete
from divided
