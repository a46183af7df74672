-- Grain: submission × printed household rate × count it is made of. Households, or people, of a group over all of them;
-- of the deprived, over the poor or the near-poor.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with reviewed as (

    select * from {{ ref('int_household_reviews_stated') }}

),

shares (measure, counted, total, household_group) as (

    values
        ('poor_household_rate', 'poor_households', 'total_households', ''),
        ('near_poor_household_rate', 'near_poor_households', 'total_households', ''),
        ('average_living_household_rate', 'average_living_households', 'total_households', ''),
        ('poor_people_rate', 'poor_people', 'total_population', ''),
        ('near_poor_people_rate', 'near_poor_people', 'total_population', ''),
        ('average_living_people_rate', 'average_living_people', 'total_population', ''),
        ('deprived_household_rate', 'deprived_households', 'poor_households', 'poor'),
        ('deprived_household_rate', 'deprived_households', 'near_poor_households', 'near_poor')

),

rates as (

    select
        rate.submission_id, 'RAT-004' as rule, rate.measure, rate.review_year, rate.place, rate.breakdown,
        rate.subject, 'percent' as unit, rate.figure_id,
        array[counted.figure_id, total.figure_id] as computed_figure_ids, rate.value as stated,
        100 * counted.value / total.value as computed, counted.value as numerator,
        counted.unit as amount_unit, total.value as denominator, total.measure as denominator_measure,
        rate.printed_unit / 2 as tolerance, rate.printed_unit as note_tolerance,
        row_number() over (
            partition by rate.submission_id, rate.figure_id, counted.figure_id
            order by total.status <> counted.status, total.status
        ) as choice
    from reviewed as rate
    inner join shares on rate.measure = shares.measure
    inner join reviewed as counted
        on rate.submission_id = counted.submission_id
        and shares.counted = counted.measure
        and rate.kind = counted.kind
        and rate.place = counted.place
        and rate.breakdown = counted.breakdown
        and rate.dimension = counted.dimension
        and rate.review_year = counted.review_year
        and rate.status = counted.status
    inner join reviewed as total
        on counted.submission_id = total.submission_id
        and shares.total = total.measure
        and counted.kind = total.kind
        and counted.place = total.place
        and case when shares.household_group = '' then counted.breakdown else '' end = total.breakdown
        and counted.review_year = total.review_year
    where
        rate.kind = 'actual' and total.value > 0 and rate.unit = 'percent' and counted.unit = total.unit
        and (shares.household_group = '' or rate.breakdown like shares.household_group || ';%')

)

select
    submission_id, rule, measure, review_year, place, breakdown, subject, unit, figure_id, computed_figure_ids, stated,
    computed, numerator, amount_unit, denominator, denominator_measure, tolerance, note_tolerance
from rates
where choice = 1
