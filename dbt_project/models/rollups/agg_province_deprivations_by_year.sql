-- One row per area view, area list, province, round, review year, household group, dimension and deprivation.
-- Households that lack it, summed over the units that tell it. The share is made of the units that state both sides.
with deprivations as (

    select * from {{ ref('fct_deprivations_yearly') }}

),

{{ units_and_coverage() }},

summed as (

    select
        {{ province_round() }}, deprivations.review_year, deprivations.household_group, deprivations.dimension,
        deprivations.deprivation,
        sum(deprivations.deprived_households_count * units.weight) as deprived_households_count,
        sum(deprivations.group_households_count * units.weight) as group_households_count,
        {{ ratio_sides(
            'deprivations.deprived_households_count', 'deprivations.group_households_count', ('deprived', 'group'),
            'count'
        ) }}
        max(deprivations.reported_deprived_share_pct) as reported_deprived_share_pct,
        bool_and(units.is_exact) as is_exact,
        {{ status_of_all('deprivations.status') }} as status,
        count(*) filter (where not deprivations.is_not_applicable) as reporting_unit_count,
        count(*) filter (where deprivations.is_not_applicable) as not_applicable_unit_count
    from deprivations
    inner join units using (area_list, reporting_unit_code, round)
    group by
        {{ province_round() }}, deprivations.review_year, deprivations.household_group, deprivations.dimension,
        deprivations.deprivation

)

select
    {{ province_columns('summed.review_year, summed.household_group, summed.dimension, summed.deprivation') }},
    summed.deprived_households_count::bigint as deprived_households_count,
    summed.group_households_count::bigint as group_households_count,
    -- What one unit printed stands beside the province's share only while that unit is alone.
    case when summed.reporting_unit_count = 1 then summed.reported_deprived_share_pct end
        as reported_deprived_share_pct,
    {{ pct_of('summed.deprived_of_group_count', 'summed.group_of_deprived_count') }}::numeric(7, 2)
        as deprived_share_pct,
    summed.status, summed.is_exact, {{ coverage_columns('accepted_poverty_unit_count') }},
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.not_applicable_unit_count::integer as not_applicable_unit_count,
    summed.reporting_unit_count + summed.not_applicable_unit_count = coverage.expected_unit_count as is_complete
from summed
{{ join_coverage('summed') }}
