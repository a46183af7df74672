-- Grain: submission. Reports on one year, by their title, that count to a day of its first half. A plan may, and so may
-- a review of several years.
{%- set several_years = '[0-9] [Nn][Ăă][Mm]|[Gg][Ii][Ữữ][Aa] |[Đđ][Ếế][Nn] ([Hh][Ếế][Tt] )?[Nn][Ăă][Mm]' %}
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with of_one_year as (

    select submission_id, cut_off_date, make_date(round::integer, 1, 1) as round_start_date
    from {{ ref('int_submissions_received') }}
    where
        round ~ '^\d{4}$' and document_type = 'report'
        and (title is null or title ~ ('[Nn][Ăă][Mm] ' || round) and title !~ '{{ several_years }}')

),

-- The first day a report names may be one that it compares with.
counted_later as (

    select distinct of_one_year.submission_id
    from of_one_year
    inner join {{ ref('stg_district_reports__figures') }} as figures
        on of_one_year.submission_id = figures.submission_id
    where
        figures.kind in ('actual', 'disbursed') and figures.as_of > of_one_year.cut_off_date
        and figures.as_of < of_one_year.round_start_date + interval '13 months'

)

select of_one_year.submission_id
from of_one_year
left join counted_later on of_one_year.submission_id = counted_later.submission_id
where
    of_one_year.cut_off_date
    between of_one_year.round_start_date and of_one_year.round_start_date + interval '6 months - 1 day'
    and counted_later.submission_id is null
