-- Grain: submission × printed change of a household rate × figures it is compared with: the rates of two years, and
-- the target of the change.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with reviewed as (

    select * from {{ ref('int_household_reviews_stated') }}

),

changes as (

    select
        change.submission_id, 'RAT-005' as rule, change.measure, change.review_year, change.place, change.breakdown,
        change.subject, 'pp' as unit, change.figure_id, array[later.figure_id, earlier.figure_id] as computed_figure_ids,
        change.value as stated, later.value - earlier.value as computed, later.value as numerator,
        'percent' as amount_unit, earlier.value as denominator, '' as denominator_measure,
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
    where change.kind in ('actual', 'forecast') and change.unit = 'pp' and later.review_year ~ '^[0-9]{4}$'

),

against_targets as (

    select
        change.submission_id, 'RAT-006' as rule, change.measure, change.review_year, change.place, change.breakdown,
        target.subject, 'pp' as unit, change.figure_id, array[target.figure_id] as computed_figure_ids, change.value as stated,
        target.value as computed, null::numeric as numerator, '' as amount_unit, null::numeric as denominator, '' as denominator_measure,
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

select * from changes
union all
select * from against_targets
