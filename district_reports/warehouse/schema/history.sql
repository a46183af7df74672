-- Quality over time, and what was told of it to whom. Safe to run again; nothing here drops or alters what is there.

-- Quality over time; only added to, one row when something changed. Unit, round and province stand in the row, so that
-- history is readable whatever becomes of the submission. What a score is: docs/quality.md.
create table if not exists quality.submission_scores (
    submission_id text not null,
    subject text not null check (subject in ('all', 'capital', 'poverty', 'targets', 'support')),
    recorded_at timestamptz not null,
    area_list text,
    province_code text,
    reporting_unit_code text,
    round text,
    figure_count integer not null,
    critical_figure_count integer not null,
    warning_figure_count integer not null,
    -- Null: there was nothing to score.
    score_pct numeric(7, 2) check (score_pct between 0 and 100),
    critical_finding_count integer not null,
    warning_finding_count integer not null,
    note_finding_count integer not null,
    waived_finding_count integer not null,
    rule_set_version text not null,
    reader_version text not null,
    primary key (submission_id, subject, recorded_at)
);

create table if not exists quality.rule_counts (
    area_list text not null,
    province_code text not null,
    round text not null,
    rule text not null,
    recorded_at timestamptz not null,
    severity text not null,
    finding_count integer not null,
    waived_finding_count integer not null,
    unit_count integer not null,
    rule_set_version text not null,
    primary key (area_list, province_code, round, rule, recorded_at)
);

-- The newest score of the newest submission of every unit and round.
create or replace view quality.unit_scores as
select distinct on (scores.area_list, scores.reporting_unit_code, scores.round, scores.subject)
    scores.submission_id, scores.subject, scores.recorded_at, scores.area_list, scores.province_code,
    scores.reporting_unit_code, scores.round, scores.figure_count, scores.critical_figure_count,
    scores.warning_figure_count, scores.score_pct, scores.critical_finding_count, scores.warning_finding_count,
    scores.note_finding_count, scores.waived_finding_count, scores.rule_set_version, scores.reader_version
from quality.submission_scores as scores
inner join raw.submissions on scores.submission_id = submissions.submission_id
where
    scores.reporting_unit_code is not null
    and scores.round is not null
    and not exists (
        select from raw.submissions as newer
        where
            newer.area_list = submissions.area_list
            and newer.reporting_unit_code = submissions.reporting_unit_code
            and newer.round = submissions.round
            and (newer.received_at, newer.submission_id) > (submissions.received_at, submissions.submission_id)
    )
order by
    scores.area_list, scores.reporting_unit_code, scores.round, scores.subject, scores.recorded_at desc;

-- What each recipient knows: the state it was told last, whole, and the letters that told it. `scope` is a province
-- (`<area_list>:<code>`) or a task of a DAG; `address` is as in the list of recipients, without what is secret.
create table if not exists quality.told_states (
    topic text not null check (topic in ('quality', 'missing')),
    address text not null,
    scope text not null,
    round text not null,
    unit_key text not null,
    rule text not null,
    unit_name text not null,
    severity text not null check (severity in ('critical', 'warning', 'waived', 'missing')),
    finding_count integer not null,
    message_vi text not null,
    primary key (topic, address, scope, round, unit_key, rule)
);

create table if not exists quality.digests_sent (
    topic text not null check (topic in ('quality', 'missing', 'task')),
    address text not null,
    scope text not null,
    digest_number integer not null check (digest_number > 0),
    sent_at timestamptz not null,
    message_id text not null,
    title text not null,
    news_count integer not null,
    primary key (topic, address, scope, digest_number)
);
