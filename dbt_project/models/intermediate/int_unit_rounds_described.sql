-- One row per area list, reporting unit and round that something was sent for.
-- A fingerprint of all that its rows in the facts are made of: what was sent, and whose word counts on which subject.
with submissions as (

    select * from {{ ref('int_submissions_received') }}
    where area_list is not null and reporting_unit_code is not null and round is not null

),

sent as (

    select submission_id, fingerprint from {{ ref('int_submissions_described') }}

),

accepted as (

    select submission_id, string_agg(subject, ';' order by subject) as accepted_subjects
    from {{ ref('int_submissions_latest') }}
    group by submission_id

)

select
    submissions.area_list, submissions.reporting_unit_code, submissions.round,
    md5(string_agg(
        concat_ws(
            '|', submissions.submission_id, submissions.household_status, sent.fingerprint,
            accepted.accepted_subjects
        ),
        '||' order by submissions.submission_id
    )) as fingerprint
from submissions
left join sent on submissions.submission_id = sent.submission_id
left join accepted on submissions.submission_id = accepted.submission_id
group by submissions.area_list, submissions.reporting_unit_code, submissions.round
