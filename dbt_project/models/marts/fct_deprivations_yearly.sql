-- One row per area list, reporting unit, round, review year, household group, dimension and deprivation.
-- How many poor or near-poor households lack what, with the share printed and the share recomputed.
with chosen as (

    {{ of_changed_unit_rounds('int_deprivation_measures_chosen') }}

),

measures as (

    select
        area_list, reporting_unit_code, round, review_year, household_group, dimension, deprivation, measure,
        max(value) filter (where presence <> 'not_applicable') as value,
        bool_and(presence = 'not_applicable') as is_not_applicable,
        bool_or(status = 'preliminary') as is_preliminary,
        bool_and(status = 'official') as is_official,
        min(submission_id) as submission_id
    from chosen
    group by area_list, reporting_unit_code, round, review_year, household_group, dimension, deprivation, measure
    -- A count told with two values that nothing decides between is left out.
    having
        min(value) filter (where presence <> 'not_applicable')
        is not distinct from max(value) filter (where presence <> 'not_applicable')

),

side_by_side as (

    select
        area_list, reporting_unit_code, round, review_year, household_group, dimension, deprivation,
        max(value) filter (where measure = 'deprived_households_count')::bigint as deprived_households_count,
        max(value) filter (where measure = 'reported_deprived_share_pct')::numeric(7, 2)
            as reported_deprived_share_pct,
        bool_and(is_not_applicable) as is_not_applicable,
        case when bool_or(is_preliminary) then 'preliminary' when bool_and(is_official) then 'official' end as status,
        min(submission_id) as submission_id
    from measures
    group by area_list, reporting_unit_code, round, review_year, household_group, dimension, deprivation

),

reviews as (

    {{ of_changed_unit_rounds('fct_poverty_reviews_yearly') }}

),

compared as (

    select
        side_by_side.*,
        case side_by_side.household_group
            when 'poor' then reviews.poor_households_count
            when 'near_poor' then reviews.near_poor_households_count
            when 'poor_and_near_poor' then reviews.poor_households_count + reviews.near_poor_households_count
        end as group_households_count
    from side_by_side
    left join reviews using (area_list, reporting_unit_code, round, review_year)

)

select
    area_list, reporting_unit_code, round, review_year, household_group, dimension, deprivation,
    deprived_households_count, group_households_count, reported_deprived_share_pct,
    {{ pct_of('deprived_households_count', 'group_households_count') }}::numeric(7, 2) as deprived_share_pct,
    is_not_applicable, status, submission_id
from compared
