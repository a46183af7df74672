-- Grain: submission × household count or rate × unit × place × group × period × who told it. What a change may start
-- from or end at: what the report itself tells, and what earlier rounds of the unit told.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with affected as (

    select submission_id from {{ ref('int_submissions_affected') }}

),

ranked as (
    select
        *,
        -- The review counts, the movement only where no review is told.
        row_number() over (
            partition by submission_id, measure, unit, place, breakdown, period
            order by is_movement, status desc, figure_id
        ) as preference
    from {{ ref('int_household_stocks_stated') }}

),

stocks as (

    select submission_id, measure, unit, place, breakdown, period, value, printed_unit, figure_id
    from ranked
    where preference = 1

)

select
    stocks.submission_id, stocks.measure, stocks.unit, stocks.place, stocks.breakdown, stocks.period, stocks.value,
    stocks.printed_unit, stocks.figure_id, stocks.submission_id as told_by, '' as earlier_round,
    -- Its own word comes before any other.
    1000000 as told_in_month
from stocks
inner join affected on stocks.submission_id = affected.submission_id
union all
select
    pairs.submission_id, stocks.measure, stocks.unit, stocks.place, stocks.breakdown, stocks.period, stocks.value,
    stocks.printed_unit, stocks.figure_id, stocks.submission_id as told_by, pairs.earlier_round,
    pairs.earlier_round_end_month as told_in_month
from {{ ref('int_submissions_paired') }} as pairs
inner join stocks on pairs.earlier_submission_id = stocks.submission_id
where
    pairs.subject = 'poverty'
    -- What was told of a year that was not over is no closing.
    and (stocks.period = pairs.earlier_round or left(stocks.period, 4) < left(pairs.earlier_round, 4))
