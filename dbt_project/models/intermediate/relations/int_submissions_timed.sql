-- Grain: submission. When it came against when it was due, and whether its cut-off day fits the round it is for.
{{ config(materialized='table', unlogged=false, post_hook='analyze {{ this }}') }}

with received as (

    select *, coalesce(document_type = 'plan', false) as is_plan
    from {{ ref('int_submissions_received') }}
    where reporting_unit_code is not null and round ~ '^\d{4}(H1|-\d{1,2}M)?$'

),

submissions as (

    select
        *,
        (received_at at time zone 'Asia/Ho_Chi_Minh')::date as received_date,
        min(received_at) over (partition by area_list, reporting_unit_code, round) as first_received_at,
        -- A plan tells what the year before it came to, up to the day it is made.
        make_date(left(round, 4)::integer - case when is_plan then 1 else 0 end, 1, 1)
            as round_start_date,
        {{ round_end_date('round') }} as round_end_date,
        case when round ~ '^\d{4}$' then 'year' else regexp_replace(round, '^\d{4}-?', '') end as round_window
    from received

),

-- A province's own day before the one that holds everywhere.
due as (

    select
        submissions.submission_id, deadlines.working_days,
        row_number() over (
            partition by submissions.submission_id
            order by deadlines.province_code = '', deadlines.area_list = ''
        ) as distance
    from submissions
    inner join {{ ref('stg_registry__reporting_deadlines') }} as deadlines
        on submissions.round_window = deadlines.round_window
        -- The days are those of reports on a round that has ended.
        and not submissions.is_plan
        and deadlines.area_list in ('', submissions.area_list)
        and deadlines.province_code in ('', submissions.province_code)

),

dated as (

    select
        submissions.*,
        {{ add_working_days('submissions.round_end_date', 'due.working_days') }} as due_date,
        -- A year's capital is paid out until 31 January of the next.
        case
            when submissions.round_window = 'year' then submissions.round_end_date + 31 else submissions.round_end_date
        end as last_cut_off_date,
        cut_short.submission_id is not null as is_cut_short
    from submissions
    left join due on submissions.submission_id = due.submission_id and due.distance = 1
    left join {{ ref('int_submissions_cut_short') }} as cut_short on submissions.submission_id = cut_short.submission_id

)

select
    submission_id, round, received_date, round_start_date, round_end_date, cut_off_date, last_cut_off_date, due_date,
    document_date,
    coalesce(document_number, title, '') as location,
    received_date - due_date as days_late,
    case
        -- A correction is not late: what came first was in time or was not. What comes a year after its day comes
        -- from an archive, and says nothing of how punctual the unit is.
        when received_at > first_received_at or received_date > due_date + 366 then 'ok'
        when received_date > due_date then 'late'
        else 'ok'
    end as arrival_verdict,
    case
        when cut_off_date < round_start_date or cut_off_date > last_cut_off_date then 'outside' else 'ok'
    end as cut_off_verdict,
    -- Whoever reports before the round has ended says up to which day the numbers go.
    case
        when received_date <= round_end_date and cut_off_date is null and not is_plan then 'early'
        when cut_off_date > received_date then 'early'
        else 'ok'
    end as completeness_verdict,
    case when document_date > received_date then 'ahead' else 'ok' end as document_verdict,
    case when is_cut_short then 'short' else 'ok' end as reach_verdict
from dated
