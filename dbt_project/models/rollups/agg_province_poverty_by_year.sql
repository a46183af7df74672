-- One row per area list, province, round and review year.
-- Households summed over the units that state them. A rate is made of the units that state both of its sides.
with reviews as (

    select * from {{ ref('fct_poverty_reviews_yearly') }}

),

units as (

    select * from {{ ref('dim_reporting_units') }}

),

completeness as (

    select * from {{ ref('agg_province_completeness_by_round') }}

),

summed as (

    select
        reviews.area_list, units.province_code, reviews.round, reviews.review_year,
        sum(reviews.total_households_count) as total_households_count,
        sum(reviews.total_population_count) as total_population_count,
        sum(reviews.poor_households_count) as poor_households_count,
        sum(reviews.near_poor_households_count) as near_poor_households_count,
        max(reviews.reported_poor_household_rate_pct) as reported_poor_household_rate_pct,
        max(reviews.reported_near_poor_household_rate_pct) as reported_near_poor_household_rate_pct,
        max(reviews.reported_poor_household_rate_change_pp) as reported_poor_household_rate_change_pp,
        max(reviews.reported_near_poor_household_rate_change_pp) as reported_near_poor_household_rate_change_pp,
        sum(reviews.poor_households_count) filter (where reviews.total_households_count is not null)
            as poor_of_total_count,
        sum(reviews.total_households_count) filter (where reviews.poor_households_count is not null)
            as total_of_poor_count,
        sum(reviews.near_poor_households_count) filter (where reviews.total_households_count is not null)
            as near_poor_of_total_count,
        sum(reviews.total_households_count) filter (where reviews.near_poor_households_count is not null)
            as total_of_near_poor_count,
        case
            when bool_or(reviews.status = 'preliminary') then 'preliminary'
            when bool_and(coalesce(reviews.status = 'official', false)) then 'official'
        end as status,
        case when min(reviews.standard) = max(reviews.standard) then min(reviews.standard) end as standard,
        count(*) as reporting_unit_count,
        row_number() over (
            partition by reviews.area_list, units.province_code, reviews.round order by reviews.review_year desc
        ) as newness
    from reviews
    inner join units
        on reviews.area_list = units.area_list and reviews.reporting_unit_code = units.reporting_unit_code
    group by reviews.area_list, units.province_code, reviews.round, reviews.review_year

)

select
    concat_ws('|', summed.area_list, summed.province_code, summed.round, summed.review_year) as row_key,
    summed.area_list, summed.province_code, completeness.province_name, summed.round, summed.review_year,
    summed.total_households_count::bigint as total_households_count,
    summed.total_population_count::bigint as total_population_count,
    summed.poor_households_count::bigint as poor_households_count,
    summed.near_poor_households_count::bigint as near_poor_households_count,
    {{ pct_of('summed.poor_of_total_count', 'summed.total_of_poor_count') }}::numeric(7, 2)
        as poor_household_rate_pct,
    {{ pct_of('summed.near_poor_of_total_count', 'summed.total_of_near_poor_count') }}::numeric(7, 2)
        as near_poor_household_rate_pct,
    case when summed.reporting_unit_count = 1 then summed.reported_poor_household_rate_pct end
        as reported_poor_household_rate_pct,
    case when summed.reporting_unit_count = 1 then summed.reported_near_poor_household_rate_pct end
        as reported_near_poor_household_rate_pct,
    case when summed.reporting_unit_count = 1 then summed.reported_poor_household_rate_change_pp end
        as reported_poor_household_rate_change_pp,
    case when summed.reporting_unit_count = 1 then summed.reported_near_poor_household_rate_change_pp end
        as reported_near_poor_household_rate_change_pp,
    summed.status, summed.standard,
    summed.newness = 1 as is_headline,
    completeness.expected_unit_count, completeness.received_unit_count,
    completeness.accepted_poverty_unit_count as accepted_unit_count,
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.reporting_unit_count = completeness.expected_unit_count as is_complete
from summed
inner join completeness using (area_list, province_code, round)
