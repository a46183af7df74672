-- One row per submission that is new, read anew or gone since the relations were last built.
-- Without a fingerprint: nothing is left of it.
{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with described as (

    select * from {{ ref('int_submissions_described') }}

),

built as (

    select * from {{ ref('stg_built__submissions') }}

)

select
    coalesce(described.submission_id, built.submission_id) as submission_id, described.area_list,
    described.province_code, described.reporting_unit_code, described.round, described.fingerprint
from described
full outer join built on described.submission_id = built.submission_id
where described.fingerprint is distinct from built.fingerprint
