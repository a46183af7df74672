-- One row per area view, area list, province, round, review year, household group and unit.
-- Movements summed over the units that tell them. A rate is made of the units that state both of its sides.
with movements as (

    select * from {{ ref('fct_household_movements_yearly') }}

),

{{ units_and_coverage() }},

summed as (

    select
        {{ province_round() }}, movements.review_year, movements.household_group, movements.unit,
        {%- for measure in household_movements() + ['escaped_count', 'computed_closing_count'] %}
        sum(movements.{{ measure }} * units.weight) as {{ measure }},
        {%- endfor %}
        {{ ratio_sides('movements.escaped_count', 'movements.opening_count', ('escaped', 'opening'), 'count') }}
        {{ ratio_sides('movements.fell_back_count', 'movements.escaped_count', ('fell_back', 'escaped'), 'count') }}
        count(*) filter (where movements.closing_difference_count = 0) as balanced_unit_count,
        count(*) filter (where movements.closing_difference_count <> 0) as unbalanced_unit_count,
        -- What covers different windows has no one window; the sum is then of what each unit could tell.
        case when min(movements.period) = max(movements.period) then min(movements.period) end as period,
        bool_and(units.is_exact) as is_exact,
        {{ status_of_all('movements.status') }} as status,
        count(*) as reporting_unit_count
    from movements
    inner join units using (area_list, reporting_unit_code, round)
    group by {{ province_round() }}, movements.review_year, movements.household_group, movements.unit

)

select
    {{ province_columns('summed.review_year, summed.household_group, summed.unit') }},
    {%- for measure in household_movements() + ['escaped_count', 'computed_closing_count'] %}
    summed.{{ measure }}::bigint as {{ measure }},
    {%- endfor %}
    {{ pct_of('summed.escaped_of_opening_count', 'summed.opening_of_escaped_count') }}::numeric(7, 2)
        as escaped_rate_pct,
    {{ pct_of('summed.fell_back_of_escaped_count', 'summed.escaped_of_fell_back_count') }}::numeric(7, 2)
        as fell_back_rate_pct,
    summed.balanced_unit_count::integer as balanced_unit_count,
    summed.unbalanced_unit_count::integer as unbalanced_unit_count,
    summed.period, summed.status, summed.is_exact, {{ coverage_columns('accepted_poverty_unit_count') }},
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.reporting_unit_count = coverage.expected_unit_count as is_complete
from summed
{{ join_coverage('summed') }}
