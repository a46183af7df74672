-- One row per area view, area list, province, round, indicator, target year and breakdown.
-- How far apart the units' targets lie. Targets that are rates are never added or averaged.
with targets as (

    select * from {{ ref('fct_targets_yearly') }}

),

units as (

    select * from {{ ref('dim_unit_provinces') }}

),

completeness as (

    select * from {{ ref('agg_province_completeness_by_round') }}

),

ranged as (

    select
        units.area_view, units.province_area_list as area_list, units.province_code, targets.round,
        targets.indicator, targets.target_year, targets.breakdown,
        -- Targets in two units cannot be compared, so neither is the lowest.
        case when min(targets.unit) = max(targets.unit) then min(targets.unit) end as unit,
        case when min(targets.unit) = max(targets.unit) then min(targets.target_value) end as lowest_target,
        case when min(targets.unit) = max(targets.unit) then max(targets.target_value) end as highest_target,
        bool_and(units.is_exact) as is_exact,
        count(*) as unit_count
    from targets
    inner join units using (area_list, reporting_unit_code)
    group by
        units.area_view, units.province_area_list, units.province_code, targets.round, targets.indicator,
        targets.target_year, targets.breakdown

)

select
    {{ province_row_key('ranged', 'ranged.indicator, ranged.target_year, ranged.breakdown') }} as row_key,
    ranged.area_view, ranged.area_list, ranged.province_code, completeness.province_name, ranged.round, ranged.indicator,
    ranged.target_year, ranged.breakdown, ranged.unit,
    ranged.unit_count::integer as unit_count,
    ranged.lowest_target::numeric(20, 2) as lowest_target,
    ranged.highest_target::numeric(20, 2) as highest_target,
    ranged.is_exact,
    completeness.expected_unit_count, completeness.received_unit_count,
    completeness.accepted_targets_unit_count as accepted_unit_count,
    ranged.unit_count::integer as reporting_unit_count,
    ranged.unit_count = completeness.expected_unit_count as is_complete
from ranged
inner join completeness using (area_view, area_list, province_code, round)
