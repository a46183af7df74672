-- Grain: area list × reporting unit × round × subject. Whose word later rounds are compared with: the newest submission
-- that nothing in its own documents holds. What other submissions say plays no part, nor does any earlier run.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with submissions as (

    select *, {{ period_end_month('round') }} as round_end_month
    from {{ ref('int_submissions_received') }}
    where area_list is not null and reporting_unit_code is not null and round is not null

),

subjects (subject) as (

    values ('capital'), ('poverty')

),

held as (

    select submission_id, subject
    from {{ ref('stg_district_reports__problems') }}
    where severity = 'critical'
    union
    select submission_id, subject
    from {{ ref('int_relations_judged') }}
    where is_main and verdict in ('mismatch', 'truncated') and rule in {{ critical_rules() }}
    union
    select submission_id, subject
    from {{ ref('int_figures_resolved') }}
    where subject = 'capital' and unit = 'vnd' and value < 0

),

held_subjects as (

    select distinct held.submission_id, subjects.subject
    from held
    inner join subjects on held.subject in (subjects.subject, 'submission')

),

ranked as (

    select
        submissions.area_list, submissions.province_code, submissions.reporting_unit_code, submissions.round,
        submissions.round_end_month, subjects.subject, submissions.submission_id, submissions.household_status,
        row_number() over (
            partition by
                submissions.area_list, submissions.reporting_unit_code, submissions.round, subjects.subject
            order by submissions.received_at desc, submissions.submission_id desc
        ) as newness
    from submissions
    cross join subjects
    left join held_subjects
        on submissions.submission_id = held_subjects.submission_id and subjects.subject = held_subjects.subject
    where held_subjects.submission_id is null and submissions.round_end_month is not null

)

select
    area_list, province_code, reporting_unit_code, round, round_end_month, subject, submission_id, household_status
from ranked
where newness = 1
