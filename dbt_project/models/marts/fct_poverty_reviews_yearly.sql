-- One row per area list, reporting unit, round and review year.
-- What a household review found. A count told with two values that nothing decides between is left out.
with measures as (

    select
        area_list, reporting_unit_code, round, review_year, measure, max(value) as value,
        bool_or(status = 'preliminary') as is_preliminary,
        bool_and(status = 'official') as is_official,
        min(submission_id) as submission_id
    from {{ ref('int_poverty_measures_chosen') }}
    group by area_list, reporting_unit_code, round, review_year, measure
    having min(value) = max(value)

)

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
    -- No reader tells the poverty standard yet, and unknown is null.
    null::text as standard,
    min(submission_id) as submission_id
from measures
group by area_list, reporting_unit_code, round, review_year
