-- One row per submission.
-- What was received, and for which subjects its word counts.
with submissions as (

    select * from {{ ref('int_submissions_received') }}

),

accepted_subjects as (

    select
        submission_id,
        bool_or(subject = 'capital') as is_capital_accepted,
        bool_or(subject = 'poverty') as is_poverty_accepted,
        bool_or(subject = 'targets') as is_targets_accepted,
        bool_or(subject = 'support') as is_support_accepted
    from {{ ref('int_submissions_latest') }}
    group by submission_id

),

held_subjects as (

    select submission_id, string_agg(subject, ';' order by subject) as held_subjects
    from {{ ref('stg_quality__held_subjects') }}
    group by submission_id

),

counted_findings as (

    select
        submission_id,
        count(*) filter (where severity = 'critical') as critical_finding_count,
        count(*) filter (where severity = 'warning') as warning_finding_count,
        count(*) filter (where severity = 'info') as note_finding_count,
        count(*) filter (where is_waived) as waived_finding_count,
        string_agg(
            distinct concat(
                rule, ': ', waived_by, ' cho phép đến hết ', to_char(waived_until, 'DD/MM/YYYY'), ', ', waiver_reason
            ), '; '
        ) filter (where is_waived) as waivers
    from {{ ref('fct_findings') }}
    group by submission_id

),

ranked as (

    select
        submissions.*,
        row_number() over (
            partition by area_list, reporting_unit_code, round order by received_at desc, submission_id desc
        ) as newness,
        -- By when they came, and not by when they were loaded.
        case
            when reporting_unit_code is null or round is null then 1
            else row_number() over (
                partition by area_list, reporting_unit_code, round order by received_at, submission_id
            )
        end as arrival_number
    from submissions

)

select
    ranked.submission_id, ranked.package_sha256, ranked.area_list, ranked.province_code, ranked.province_name,
    ranked.reporting_unit_code, ranked.reporting_unit_name, ranked.unit_level, ranked.round, ranked.document_type,
    ranked.title, ranked.document_number, ranked.document_date, ranked.document_date_text, ranked.is_draft,
    ranked.cut_off_date, ranked.household_status,
    ranked.arrival_number::integer as revision, ranked.received_at, ranked.sender,
    ranked.reader_version,
    ranked.newness = 1 as is_newest,
    coalesce(held_subjects.held_subjects, '') as held_subjects,
    coalesce(accepted_subjects.is_capital_accepted, false) as is_capital_accepted,
    coalesce(accepted_subjects.is_poverty_accepted, false) as is_poverty_accepted,
    coalesce(accepted_subjects.is_targets_accepted, false) as is_targets_accepted,
    coalesce(accepted_subjects.is_support_accepted, false) as is_support_accepted,
    -- No finding is a count of none: both gates ran before this table is built.
    coalesce(counted_findings.critical_finding_count, 0)::integer as critical_finding_count,
    coalesce(counted_findings.warning_finding_count, 0)::integer as warning_finding_count,
    coalesce(counted_findings.note_finding_count, 0)::integer as note_finding_count,
    coalesce(counted_findings.waived_finding_count, 0)::integer as waived_finding_count,
    coalesce(counted_findings.waivers, '') as waivers
from ranked
left join accepted_subjects on ranked.submission_id = accepted_subjects.submission_id
left join held_subjects on ranked.submission_id = held_subjects.submission_id
left join counted_findings on ranked.submission_id = counted_findings.submission_id
