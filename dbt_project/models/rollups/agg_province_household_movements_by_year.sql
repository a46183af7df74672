-- One row per area view, area list, province, round, review year, household group and unit.
-- Movements summed over the units that tell them. A rate is made of the units that state both of its sides.
with movements as (

    select * from {{ ref('fct_household_movements_yearly') }}

),

units as (

    select * from {{ ref('dim_unit_provinces') }}

),

completeness as (

    select * from {{ ref('agg_province_completeness_by_round') }}

),

summed as (

    select
        units.area_view, units.province_area_list as area_list, units.province_code, movements.round,
        movements.review_year, movements.household_group, movements.unit,
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
        case
            when bool_or(movements.status = 'preliminary') then 'preliminary'
            when bool_and(coalesce(movements.status = 'official', false)) then 'official'
        end as status,
        count(*) as reporting_unit_count
    from movements
    inner join units using (area_list, reporting_unit_code)
    group by
        units.area_view, units.province_area_list, units.province_code, movements.round, movements.review_year,
        movements.household_group, movements.unit

)

select
    {{ province_row_key('summed', 'summed.review_year, summed.household_group, summed.unit') }} as row_key,
    summed.area_view, summed.area_list, summed.province_code, completeness.province_name, summed.round,
    summed.review_year, summed.household_group, summed.unit,
    {%- for measure in household_movements() + ['escaped_count', 'computed_closing_count'] %}
    summed.{{ measure }}::bigint as {{ measure }},
    {%- endfor %}
    {{ pct_of('summed.escaped_of_opening_count', 'summed.opening_of_escaped_count') }}::numeric(7, 2)
        as escaped_rate_pct,
    {{ pct_of('summed.fell_back_of_escaped_count', 'summed.escaped_of_fell_back_count') }}::numeric(7, 2)
        as fell_back_rate_pct,
    summed.balanced_unit_count::integer as balanced_unit_count,
    summed.unbalanced_unit_count::integer as unbalanced_unit_count,
    summed.period, summed.status, summed.is_exact,
    completeness.expected_unit_count, completeness.received_unit_count,
    completeness.accepted_poverty_unit_count as accepted_unit_count,
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.reporting_unit_count = completeness.expected_unit_count as is_complete
from summed
inner join completeness using (area_view, area_list, province_code, round)
