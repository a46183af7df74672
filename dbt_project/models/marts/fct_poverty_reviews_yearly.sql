-- One row per area list, reporting unit, round and review year.
-- What a household review found. A count told with two values that nothing decides between is left out.
with standards as (

    select * from {{ ref('stg_registry__poverty_standards') }}

),

measures as (

    select
        area_list, reporting_unit_code, round, review_year, measure, max(value) as value,
        bool_or(status = 'preliminary') as is_preliminary,
        bool_and(status = 'official') as is_official,
        min(submission_id) as submission_id
    from {{ ref('int_poverty_measures_chosen') }}
    group by area_list, reporting_unit_code, round, review_year, measure
    having min(value) = max(value)

),

reviews as (

    select
        area_list, reporting_unit_code, round, review_year,
        max(value) filter (where measure = 'total_households_count')::bigint as total_households_count,
        max(value) filter (where measure = 'total_population_count')::bigint as total_population_count,
        max(value) filter (where measure = 'poor_households_count')::bigint as poor_households_count,
        max(value) filter (where measure = 'near_poor_households_count')::bigint as near_poor_households_count,
        max(value) filter (where measure = 'reported_poor_household_rate_pct')::numeric(7, 2)
            as reported_poor_household_rate_pct,
        max(value) filter (where measure = 'reported_near_poor_household_rate_pct')::numeric(7, 2)
            as reported_near_poor_household_rate_pct,
        max(value) filter (where measure = 'reported_poor_household_rate_change_pp')::numeric(7, 2)
            as reported_poor_household_rate_change_pp,
        max(value) filter (where measure = 'reported_near_poor_household_rate_change_pp')::numeric(7, 2)
            as reported_near_poor_household_rate_change_pp,
        case when bool_or(is_preliminary) then 'preliminary' when bool_and(is_official) then 'official' end as status,
        min(submission_id) as submission_id
    from measures
    group by area_list, reporting_unit_code, round, review_year

)

select
    reviews.area_list, reviews.reporting_unit_code, reviews.round, reviews.review_year,
    reviews.total_households_count, reviews.total_population_count, reviews.poor_households_count,
    reviews.near_poor_households_count, reviews.reported_poor_household_rate_pct,
    reviews.reported_near_poor_household_rate_pct, reviews.reported_poor_household_rate_change_pp,
    reviews.reported_near_poor_household_rate_change_pp, reviews.status,
    -- A year without a row was reviewed under two standards, and no report says which it counts by.
    standards.standard,
    reviews.submission_id
from reviews
left join standards
    on reviews.review_year between standards.first_review_year and standards.last_review_year
