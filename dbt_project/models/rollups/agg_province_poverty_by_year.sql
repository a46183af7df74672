-- One row per area view, area list, province, round and review year.
-- Households summed over the units that state them. A rate is made of the units that state both of its sides, a change of
-- those that state both sides in both years.
{% set counts = poverty_counts() + ['multidimensional_poor_households_count'] %}
with reviews as (

    select * from {{ ref('fct_poverty_reviews_yearly') }}

),

changes as (

    select * from {{ ref('fct_poverty_changes_yearly') }}

),

{{ units_and_coverage(rounds='all') }},

summed as (

    select
        {{ province_round() }}, reviews.review_year,
        {%- for measure in counts %}
        sum(reviews.{{ measure }} * units.weight) as {{ measure }},
        {%- endfor %}
        {%- for measure in reported_poverty_measures() %}
        max(reviews.{{ measure }}) as {{ measure }},
        {%- endfor %}
        {%- for part, whole, ratio in poverty_ratios() %}
        {{ ratio_sides('reviews.' ~ part, 'reviews.' ~ whole, ratio, 'count') }}
        {%- endfor %}
        {%- for group in ['poor', 'near_poor'] %}{% for year in ['', 'previous_'] %}{% for measure in [group, 'total'] %}
        sum(changes.{{ year }}{{ measure }}_households_count * units.weight)
            filter (where changes.{{ group }}_household_rate_change_pp is not null)
            as {{ year }}{{ measure }}_compared_for_{{ group }}_count,
        {%- endfor %}{% endfor %}{% endfor %}
        bool_and(units.is_exact) as is_exact,
        {{ status_of_all('reviews.status') }} as status,
        case when min(reviews.standard) = max(reviews.standard) then min(reviews.standard) end as standard,
        count(*) as reporting_unit_count,
        row_number() over (partition by {{ province_round() }} order by reviews.review_year desc) as newness
    from reviews
    inner join units using (area_list, reporting_unit_code, round)
    left join changes using (area_list, reporting_unit_code, round, review_year)
    group by {{ province_round() }}, reviews.review_year

)

select
    {{ province_columns('summed.review_year') }},
    {%- for measure in counts %}
    summed.{{ measure }}::bigint as {{ measure }},
    {%- endfor %}
    {%- for part, whole, ratio in poverty_ratios() %}
    {{ pct_of('summed.' ~ ratio[0] ~ '_of_' ~ ratio[1] ~ '_count', 'summed.' ~ ratio[1] ~ '_of_' ~ ratio[0] ~ '_count') }}
        ::numeric(7, 2) as {{ ratio[2] }},
    {%- endfor %}
    {%- for group in ['poor', 'near_poor'] %}
    (
        {{ pct_of(
            'summed.' ~ group ~ '_compared_for_' ~ group ~ '_count', 'summed.total_compared_for_' ~ group ~ '_count'
        ) }}
        - {{ pct_of(
            'summed.previous_' ~ group ~ '_compared_for_' ~ group ~ '_count',
            'summed.previous_total_compared_for_' ~ group ~ '_count'
        ) }}
    )::numeric(7, 2) as {{ group }}_household_rate_change_pp,
    {%- endfor %}
    {%- for measure in reported_poverty_measures() %}
    case when summed.reporting_unit_count = 1 then summed.{{ measure }} end as {{ measure }},
    {%- endfor %}
    summed.status, summed.standard,
    summed.newness = 1 as is_headline,
    summed.is_exact, {{ coverage_columns('accepted_poverty_unit_count') }},
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.reporting_unit_count = coverage.expected_unit_count as is_complete
from summed
{{ join_coverage('summed') }}
