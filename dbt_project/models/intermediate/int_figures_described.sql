-- One row per submission and figure.
-- The subject each figure belongs to, and the source a capital line is about when the report does not divide it.
{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with figures as (

    {{ of_changed_submissions('stg_district_reports__figures') }}

),

submissions as (

    select * from {{ ref('int_submissions_received') }}

),

indicators as (

    select * from {{ ref('stg_registry__indicators') }}

),

given_a_subject as (

    select
        figures.*,
        case
            when figures.kind = 'target' and indicators.subject in ('capital', 'poverty') then 'targets'
            -- An indicator the registry does not know is a finding; no total is made of it.
            else coalesce(indicators.subject, 'support')
        end as subject
    from figures
    inner join submissions on figures.submission_id = submissions.submission_id
    left join indicators on figures.indicator = indicators.indicator

)

select
    submission_id, figure_id, subject, indicator, project, subproject, component, policy, dimension,
    case when subject = 'capital' and fund_source = '' then 'all' else fund_source end as fund_source,
    case when subject = 'capital' and capital_type = '' then 'all' else capital_type end as capital_type,
    capital_type as reported_capital_type,
    capital_type_inferred, budget_year,
    -- What stood at the beginning of a year is what the review of the year before has found.
    case
        when ';' || breakdown || ';' like '%;start\_of\_year;%' and period ~ '^\d{4}$'
            then (period::integer - 1)::text
        else period
    end as period,
    as_of, kind, status, bound, presence, breakdown, place, value, unit,
    value_text, unit_text, quote, locator, rule, location_paragraph, paragraph_number, character_number,
    {{ narrowing_breakdown('breakdown', 'indicator') }} as narrowing_breakdown
from given_a_subject
