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

short as (

    select *
    from of_one_year
    where cut_off_date between round_start_date and round_start_date + interval '6 months - 1 day'

)

select short.submission_id
from short
-- The first day a report names may be one that it compares with.
where not exists (
    select 1
    from {{ ref('stg_district_reports__figures') }} as figures
    where
        figures.submission_id = short.submission_id and figures.kind in ('actual', 'disbursed')
        and figures.as_of > short.cut_off_date and figures.as_of < short.round_start_date + interval '13 months'
)
