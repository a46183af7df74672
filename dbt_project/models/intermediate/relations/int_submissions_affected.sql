-- Grain: submission. Those compared anew with others: what changed, the other rounds of a unit that changed, and the
-- neighbours in a province and round where one did, as it is now and as it was when last built.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with submissions as (

    select submission_id, area_list, province_code, reporting_unit_code, round
    from {{ ref('int_submissions_described') }}

),

changed as (

    select submission_id, area_list, province_code, reporting_unit_code, round
    from {{ ref('int_submissions_changed') }}
    union all
    select built.submission_id, built.area_list, built.province_code, built.reporting_unit_code, built.round
    from {{ ref('stg_built__submissions') }} as built
    inner join {{ ref('int_submissions_changed') }} as changed on built.submission_id = changed.submission_id

)

select submission_id from changed
union
select submissions.submission_id
from submissions
inner join changed
    on submissions.area_list = changed.area_list and submissions.reporting_unit_code = changed.reporting_unit_code
union
select submissions.submission_id
from submissions
inner join changed
    on submissions.area_list = changed.area_list
    and submissions.province_code = changed.province_code
    and submissions.round = changed.round
