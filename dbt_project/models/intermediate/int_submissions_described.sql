-- One row per submission.
-- A fingerprint of all that its relations are made of: what was sent, and what the readers found wrong with it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with submissions as (

    select * from {{ ref('int_submissions_received') }}

),

problems as (

    select submission_id, sum(hashtextextended(problems::text, 0)) as problems_hash
    from {{ ref('stg_district_reports__problems') }} as problems
    group by submission_id

)

select
    submissions.submission_id, submissions.area_list, submissions.province_code, submissions.reporting_unit_code,
    submissions.round,
    md5(concat_ws(
        '|', submissions::text, coalesce(figures.figures_hash, 0), coalesce(problems.problems_hash, 0)
    )) as fingerprint
from submissions
left join {{ ref('stg_district_reports__figure_hashes') }} as figures
    on submissions.submission_id = figures.submission_id
left join problems on submissions.submission_id = problems.submission_id
