"""The SQL of quality over time: scores of submissions and counts of findings, added to when something changed."""

from datetime import datetime

from psycopg import Connection

# One key for whoever adds to the history: two at once would each write down the same change.
_HISTORY_LOCK = 7_215_202_502


def record_quality(connection: Connection, recorded_at: datetime) -> int:
    """Write down scores and counts that are not what was written last; how many rows were added.

    Needs gate 1 to have run. What a score is stands in docs/quality.md.
    """
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [_HISTORY_LOCK])
        scores = connection.execute(_RECORD_SCORES, {"recorded_at": recorded_at}).rowcount
        counts = connection.execute(_RECORD_COUNTS, {"recorded_at": recorded_at}).rowcount
    return scores + counts


def list_judged(connection: Connection, until: datetime) -> set[str]:
    """Ids of the submissions that had been judged by a moment; none where nobody wrote down yet what was judged."""
    rows = connection.execute("select submission_id from quality.submission_scores where recorded_at <= %s", [until])
    return {submission_id for (submission_id,) in rows}


_RECORD_SCORES = """
with findings as materialized (

    select submission_id, finding_id, severity, subject, figure_ids, is_waived
    from quality.findings_told
    where gate = 1

),

figures as (

    select submission_id, subject, figure_id
    from intermediate.int_figures_resolved

),

-- A critical finding that names no figure speaks of all its subject.
touched as (

    select findings.submission_id, named.figure_id, bool_or(findings.severity = 'critical') as is_critical
    from findings
    cross join unnest(string_to_array(findings.figure_ids, ';')) as named (figure_id)
    where findings.severity in ('critical', 'warning') and findings.figure_ids <> ''
    group by findings.submission_id, named.figure_id

),

spoilt as (

    select findings.submission_id, subjects.subject
    from findings
    cross join (values ('capital'), ('poverty'), ('targets'), ('support')) as subjects (subject)
    where
        findings.severity = 'critical'
        and findings.figure_ids = ''
        and findings.subject in (subjects.subject, 'submission')
    group by findings.submission_id, subjects.subject

),

marked as (

    select
        figures.submission_id,
        figures.subject,
        coalesce(touched.is_critical, false) or spoilt.subject is not null as is_critical,
        touched.figure_id is not null and not touched.is_critical and spoilt.subject is null as is_warned
    from figures
    left join touched on figures.submission_id = touched.submission_id and figures.figure_id = touched.figure_id
    left join spoilt on figures.submission_id = spoilt.submission_id and figures.subject = spoilt.subject

),

figure_counts as (

    select
        submission_id,
        coalesce(subject, 'all') as subject,
        count(*) as figure_count,
        count(*) filter (where is_critical) as critical_figure_count,
        count(*) filter (where is_warned) as warning_figure_count
    from (
        select submission_id, subject, is_critical, is_warned from marked
        union all
        select submission_id, 'all', is_critical, is_warned from marked
    ) as both_levels
    group by submission_id, subject

),

finding_counts as (

    select
        submission_id,
        subject,
        count(*) filter (where severity = 'critical') as critical_finding_count,
        count(*) filter (where severity = 'warning') as warning_finding_count,
        count(*) filter (where severity = 'info') as note_finding_count,
        count(*) filter (where is_waived) as waived_finding_count
    from (
        select submission_id, subject, severity, is_waived from findings where subject <> 'submission'
        union all
        select submission_id, 'all', severity, is_waived from findings
    ) as both_levels
    group by submission_id, subject

),

scored as (

    select
        submission_id,
        subject,
        coalesce(figure_count, 0)::integer as figure_count,
        coalesce(critical_figure_count, 0)::integer as critical_figure_count,
        coalesce(warning_figure_count, 0)::integer as warning_figure_count,
        -- Nothing to count is worth nothing only where something critical was found: an empty or unreadable report.
        case
            when figure_count > 0
                then round(100.0 * (figure_count - critical_figure_count - warning_figure_count) / figure_count, 2)
            when critical_finding_count > 0 then 0
        end as score_pct,
        coalesce(critical_finding_count, 0)::integer as critical_finding_count,
        coalesce(warning_finding_count, 0)::integer as warning_finding_count,
        coalesce(note_finding_count, 0)::integer as note_finding_count,
        coalesce(waived_finding_count, 0)::integer as waived_finding_count
    from figure_counts
    full join finding_counts using (submission_id, subject)

),

newest as (

    select distinct on (submission_id, subject) *
    from quality.submission_scores
    order by submission_id, subject, recorded_at desc

),

compared as (

    select
        submission_id, subject, scored.score_pct, newest.figure_count is null as is_first,
        -- A subject that is told no more is written down with nothing in it, once.
        array[
            coalesce(scored.figure_count, 0), coalesce(scored.critical_figure_count, 0),
            coalesce(scored.warning_figure_count, 0), coalesce(scored.critical_finding_count, 0),
            coalesce(scored.warning_finding_count, 0), coalesce(scored.note_finding_count, 0),
            coalesce(scored.waived_finding_count, 0)
        ] as counts,
        array[
            newest.figure_count, newest.critical_figure_count, newest.warning_figure_count,
            newest.critical_finding_count, newest.warning_finding_count, newest.note_finding_count,
            newest.waived_finding_count
        ] as written_counts,
        newest.score_pct as written_score_pct,
        (newest.area_list, newest.province_code, newest.reporting_unit_code, newest.round)::text as written_unit
    from scored
    full join newest using (submission_id, subject)

)

insert into quality.submission_scores
select
    compared.submission_id, compared.subject, %(recorded_at)s, submissions.area_list, submissions.province_code,
    submissions.reporting_unit_code, submissions.round, compared.counts[1], compared.counts[2], compared.counts[3],
    compared.score_pct, compared.counts[4], compared.counts[5], compared.counts[6], compared.counts[7],
    catalogue.rule_set_version, submissions.reader_version
from compared
join intermediate.int_submissions_received as submissions on compared.submission_id = submissions.submission_id
cross join (select coalesce(max(rule_set_version), '') as rule_set_version from quality.rules) as catalogue
where
    compared.is_first
    or compared.counts <> compared.written_counts
    or compared.score_pct is distinct from compared.written_score_pct
    or compared.written_unit is distinct from
    (submissions.area_list, submissions.province_code, submissions.reporting_unit_code, submissions.round)::text
"""

_RECORD_COUNTS = """
with counted as (

    select
        coalesce(area_list, '') as area_list,
        coalesce(province_code, '') as province_code,
        coalesce(round, '') as round,
        rule,
        min(severity) as severity,
        count(*)::integer as finding_count,
        count(*) filter (where is_waived)::integer as waived_finding_count,
        count(distinct coalesce(reporting_unit_code, submission_id))::integer as unit_count
    from quality.findings_told
    where gate = 1 and is_standing
    group by 1, 2, 3, 4

),

newest as (

    select distinct on (area_list, province_code, round, rule) *
    from quality.rule_counts
    order by area_list, province_code, round, rule, recorded_at desc

)

insert into quality.rule_counts
select
    area_list, province_code, round, rule, %(recorded_at)s,
    coalesce(counted.severity, newest.severity),
    -- A rule that finds nothing any more is written down as none, once.
    coalesce(counted.finding_count, 0), coalesce(counted.waived_finding_count, 0), coalesce(counted.unit_count, 0),
    catalogue.rule_set_version
from counted
full join newest using (area_list, province_code, round, rule)
cross join (select coalesce(max(rule_set_version), '') as rule_set_version from quality.rules) as catalogue
where
    (coalesce(counted.severity, newest.severity), coalesce(counted.finding_count, 0),
     coalesce(counted.waived_finding_count, 0), coalesce(counted.unit_count, 0))
    is distinct from
    (newest.severity, newest.finding_count, newest.waived_finding_count, newest.unit_count)
"""
