-- One row per area view, area list, province, round and review year.
-- Households summed over the units that state them. A rate is made of the units that state both of its sides.
with reviews as (

    select * from {{ ref('fct_poverty_reviews_yearly') }}

),

units as (

    select * from {{ ref('dim_unit_provinces') }}

),

completeness as (

    select * from {{ ref('agg_province_completeness_by_round') }}

),

summed as (

    select
        units.area_view, units.province_area_list as area_list, units.province_code, reviews.round,
        reviews.review_year,
        {%- for measure in ['total_households', 'total_population', 'poor_households', 'near_poor_households'] %}
        sum(reviews.{{ measure }}_count * units.weight) as {{ measure }}_count,
        {%- endfor %}
        {%- for measure in ['household_rate_pct', 'household_rate_change_pp'] %}
        max(reviews.reported_poor_{{ measure }}) as reported_poor_{{ measure }},
        max(reviews.reported_near_poor_{{ measure }}) as reported_near_poor_{{ measure }},
        {%- endfor %}
        {%- for group in ['poor', 'near_poor'] %}
        {{ ratio_sides(
            'reviews.' ~ group ~ '_households_count', 'reviews.total_households_count', (group, 'total'), 'count'
        ) }}
        {%- endfor %}
        bool_and(units.is_exact) as is_exact,
        case
            when bool_or(reviews.status = 'preliminary') then 'preliminary'
            when bool_and(coalesce(reviews.status = 'official', false)) then 'official'
        end as status,
        case when min(reviews.standard) = max(reviews.standard) then min(reviews.standard) end as standard,
        count(*) as reporting_unit_count,
        row_number() over (
            partition by units.area_view, units.province_area_list, units.province_code, reviews.round
            order by reviews.review_year desc
        ) as newness
    from reviews
    inner join units using (area_list, reporting_unit_code)
    group by units.area_view, units.province_area_list, units.province_code, reviews.round, reviews.review_year

)

select
    {{ province_row_key('summed', 'summed.review_year') }} as row_key,
    summed.area_view, summed.area_list, summed.province_code, completeness.province_name, summed.round, summed.review_year,
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
    summed.is_exact,
    completeness.expected_unit_count, completeness.received_unit_count,
    completeness.accepted_poverty_unit_count as accepted_unit_count,
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.reporting_unit_count = completeness.expected_unit_count as is_complete
from summed
inner join completeness using (area_view, area_list, province_code, round)
