-- One row per area view, area list, province, round, indicator, target year and breakdown.
-- How far apart the units' targets lie. Targets that are rates are never added or averaged.
with targets as (

    select * from {{ ref('fct_targets_yearly') }}

),

{{ units_and_coverage() }},

ranged as (

    select
        {{ province_round() }}, targets.indicator, targets.target_year, targets.breakdown,
        -- Targets in two units cannot be compared, so neither is the lowest.
        case when min(targets.unit) = max(targets.unit) then min(targets.unit) end as unit,
        case when min(targets.unit) = max(targets.unit) then min(targets.target_value) end as lowest_target,
        case when min(targets.unit) = max(targets.unit) then max(targets.target_value) end as highest_target,
        bool_and(units.is_exact) as is_exact,
        count(*) as unit_count
    from targets
    inner join units using (area_list, reporting_unit_code, round)
    group by {{ province_round() }}, targets.indicator, targets.target_year, targets.breakdown

)

select
    {{ province_columns('ranged.indicator, ranged.target_year, ranged.breakdown') }}, ranged.unit,
    ranged.unit_count::integer as unit_count,
    ranged.lowest_target::numeric(20, 2) as lowest_target,
    ranged.highest_target::numeric(20, 2) as highest_target,
    ranged.is_exact, {{ coverage_columns('accepted_targets_unit_count') }},
    ranged.unit_count::integer as reporting_unit_count,
    ranged.unit_count = coverage.expected_unit_count as is_complete
from ranged
{{ join_coverage('ranged') }}
