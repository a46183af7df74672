-- One row per area view, area list, province, round, indicator, target year, project, dimension, breakdown and unit.
-- How many units reached their target. Counts are added up, over the units that state both sides; rates never are.
with results as (

    select
        *,
        -- A share, a day, an age or an area of one is no count that adds up.
        unit not in ('percent', 'pp', 'date', 'month', 'months', 'years', 'm2') and not indicator like '%\_per\_%'
            as is_additive
    from {{ ref('fct_target_results_yearly') }}

),

{{ units_and_coverage() }},

summed as (

    select
        {{ province_round() }}, results.indicator, results.target_year, results.project, results.dimension,
        results.breakdown, results.unit, results.direction,
        {{ ratio_sides('results.target_value', 'results.result_value', ('target', 'result'), 'sum') }}
        bool_and(results.is_additive) as is_additive,
        count(results.target_value) as target_unit_count,
        count(results.result_value) as result_unit_count,
        count(*) filter (where results.is_met) as met_unit_count,
        count(*) filter (where not results.is_met) as not_met_unit_count,
        count(*) filter (where results.reported_verdict in ('met', 'exceeded')) as reported_met_unit_count,
        count(*) filter (where results.reported_verdict = 'not_met') as reported_not_met_unit_count,
        bool_and(units.is_exact) as is_exact,
        count(*) as reporting_unit_count
    from results
    inner join units using (area_list, reporting_unit_code, round)
    group by
        {{ province_round() }}, results.indicator, results.target_year, results.project, results.dimension,
        results.breakdown, results.unit, results.direction

),

kept as (

    select
        summed.*,
        case when is_additive then target_of_result_sum end as target_value,
        case when is_additive then result_of_target_sum end as result_value
    from summed

)

select
    {{ province_columns(
        'kept.indicator, kept.target_year, kept.project, kept.dimension, kept.breakdown, kept.unit'
    ) }}, kept.direction,
    kept.target_value::numeric(20, 2) as target_value,
    kept.result_value::numeric(20, 2) as result_value,
    {{ attainment_pct('kept.direction', 'kept.unit', 'kept.target_value', 'kept.result_value') }}::numeric(7, 2)
        as attainment_pct,
    {%- for count in ['target', 'result', 'met', 'not_met', 'reported_met', 'reported_not_met'] %}
    kept.{{ count }}_unit_count::integer as {{ count }}_unit_count,
    {%- endfor %}
    {{ pct_of('kept.met_unit_count', 'kept.met_unit_count + kept.not_met_unit_count') }}::numeric(7, 2)
        as met_unit_share_pct,
    kept.is_exact, {{ coverage_columns('accepted_targets_unit_count') }},
    kept.reporting_unit_count::integer as reporting_unit_count,
    kept.reporting_unit_count = coverage.expected_unit_count as is_complete
from kept
{{ join_coverage('kept') }}
