-- Grain: submission × printed household rate or change of one, and × target of a change.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with reviewed as (

    select * from {{ ref('int_household_reviews_stated') }}

),

rates as (

    select
        rate.submission_id, 'RAT-004' as rule, rate.measure, rate.review_year, rate.place, rate.breakdown,
        rate.subject, 'percent' as unit, rate.figure_id,
        array[counted.figure_id, total.figure_id] as computed_figure_ids, rate.value as stated,
        100 * counted.value / total.value as computed, counted.value as numerator,
        'households' as amount_unit, total.value as denominator, rate.printed_unit / 2 as tolerance,
        rate.printed_unit as note_tolerance
    from reviewed as rate
    inner join reviewed as counted
        on rate.submission_id = counted.submission_id
        and rate.measure in ('poor_household_rate', 'near_poor_household_rate')
        and counted.measure = replace(rate.measure, '_household_rate', '_households')
        and rate.kind = counted.kind
        and rate.place = counted.place
        and rate.breakdown = counted.breakdown
        and rate.review_year = counted.review_year
        and rate.status = counted.status
    inner join reviewed as total
        on counted.submission_id = total.submission_id
        and total.measure = 'total_households'
        and counted.kind = total.kind
        and counted.place = total.place
        and counted.breakdown = total.breakdown
        and counted.review_year = total.review_year
    where rate.kind = 'actual' and total.value > 0 and rate.unit = 'percent'

),

changes as (

    select
        change.submission_id, 'RAT-005' as rule, change.measure, change.review_year, change.place, change.breakdown,
        change.subject, 'pp' as unit, change.figure_id, array[later.figure_id, earlier.figure_id] as other_figure_ids,
        change.value as stated, later.value - earlier.value as computed, later.value as numerator,
        'percent' as amount_unit, earlier.value as denominator,
        (change.printed_unit + later.printed_unit + earlier.printed_unit) / 2 as tolerance,
        change.printed_unit + (later.printed_unit + earlier.printed_unit) / 2 as note_tolerance
    from reviewed as change
    inner join reviewed as later
        on change.submission_id = later.submission_id
        and later.measure || '_change' = change.measure
        and change.kind = later.kind
        and change.place = later.place
        and change.breakdown = later.breakdown
        and change.review_year = later.review_year
    inner join reviewed as earlier
        on later.submission_id = earlier.submission_id
        and later.measure = earlier.measure
        and earlier.kind = 'actual'
        and later.place = earlier.place
        and later.breakdown = earlier.breakdown
        and earlier.review_year = (left(later.review_year, 4)::int - 1)::text
    where change.kind = 'actual' and change.unit = 'pp' and later.review_year ~ '^[0-9]{4}$'

),

against_targets as (

    select
        change.submission_id, 'RAT-006' as rule, change.measure, change.review_year, change.place, change.breakdown,
        target.subject, 'pp' as unit, change.figure_id, array[target.figure_id] as other_figure_ids, change.value as stated,
        target.value as computed, null::numeric as numerator, '' as amount_unit, null::numeric as denominator,
        -- More of a fall than asked for is no finding.
        case when change.value <= target.value then abs(change.value - target.value) else 0 end as tolerance,
        0::numeric as note_tolerance
    from reviewed as change
    inner join reviewed as target
        on change.submission_id = target.submission_id
        and change.measure = target.measure
        and change.place = target.place
        and change.breakdown = target.breakdown
        and change.review_year = target.review_year
        and target.kind = 'target'
        and target.unit = change.unit
    where change.kind = 'actual' and change.unit = 'pp' and target.value < 0

)

select * from rates
union all
select * from changes
union all
select * from against_targets
