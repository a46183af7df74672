-- One row per submission.
-- When it came against when it was due, and which revision of its unit's report it is.
with submissions as (

    select * from {{ ref('fct_submissions') }}

),

timed as (

    select * from {{ ref('int_submissions_timed') }}

),

numbered as (

    select
        submission_id, area_list, province_code, reporting_unit_code, round, received_at,
        -- Whose report nobody can tell is a revision of none.
        case when reporting_unit_code is not null and round is not null then revision end as revision_number
    from submissions

)

select
    numbered.submission_id, numbered.area_list, numbered.province_code, numbered.reporting_unit_code, numbered.round,
    numbered.received_at,
    (numbered.received_at at time zone 'Asia/Ho_Chi_Minh')::date as received_date,
    timed.due_date,
    timed.days_late::integer as days_late,
    case
        -- A correction is not late: what came first was in time or was not. What comes a year after its day comes from
        -- an archive, and says nothing of how punctual the unit is.
        when numbered.revision_number > 1 or timed.days_late > 366 then null
        else timed.days_late <= 0
    end as is_on_time,
    numbered.revision_number::integer as revision_number
from numbered
left join timed on numbered.submission_id = timed.submission_id
