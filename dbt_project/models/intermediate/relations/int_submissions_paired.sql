-- Grain: submission × subject × earlier submission. With which earlier rounds of its own unit, of the same year and the
-- one before, a submission is compared. Held submissions too: their senders hear everything at once.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with affected as (

    {{ of_changed_submissions('int_submissions_received', changed='int_submissions_affected') }}

),

submissions as (

    select *, {{ period_end_month('round') }} as round_end_month
    from affected

)

select
    submissions.submission_id, earlier.subject, submissions.round, submissions.round_end_month,
    left(submissions.round, 4) as round_year, earlier.submission_id as earlier_submission_id,
    earlier.round as earlier_round, earlier.round_end_month as earlier_round_end_month,
    earlier.household_status as earlier_household_status
from submissions
inner join {{ ref('int_submissions_sound') }} as earlier
    on submissions.area_list = earlier.area_list
    and submissions.reporting_unit_code = earlier.reporting_unit_code
where
    earlier.round_end_month < submissions.round_end_month
    -- Months are counted from the year 0.
    and (earlier.round_end_month - 1) / 12 >= (submissions.round_end_month - 1) / 12 - 1
