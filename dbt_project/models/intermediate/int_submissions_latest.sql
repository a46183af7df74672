-- One row per area list, reporting unit, round and subject.
-- Whose word counts: the newest submission whose subject no critical finding holds.
with submissions as (

    select * from {{ ref('int_submissions_received') }}

),

held_subjects as (

    select * from {{ ref('stg_quality__held_subjects') }}

),

subjects as (

    select distinct subject from {{ ref('stg_registry__indicators') }}

),

paired_with_subjects as (

    select
        submissions.area_list, submissions.reporting_unit_code, submissions.round, subjects.subject,
        submissions.submission_id, submissions.received_at, submissions.household_status
    from submissions
    cross join subjects
    where
        submissions.area_list is not null
        and submissions.reporting_unit_code is not null
        and submissions.round is not null

),

ranked as (

    select
        paired_with_subjects.*,
        row_number() over (
            partition by
                paired_with_subjects.area_list, paired_with_subjects.reporting_unit_code,
                paired_with_subjects.round, paired_with_subjects.subject
            order by paired_with_subjects.received_at desc, paired_with_subjects.submission_id desc
        ) as newness
    from paired_with_subjects
    left join held_subjects
        on
            paired_with_subjects.submission_id = held_subjects.submission_id
            and paired_with_subjects.subject = held_subjects.subject
    where held_subjects.subject is null

)

select area_list, reporting_unit_code, round, subject, submission_id, household_status
from ranked
where newness = 1
