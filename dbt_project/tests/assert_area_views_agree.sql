-- Fails with each line of which an additive number has not the same total in every area view: a change of the map changes
-- no sum.
{% set additive = {
    'agg_province_disbursement_by_round': capital_measures(),
    'agg_province_poverty_by_year': [
        'total_households_count', 'total_population_count', 'poor_households_count', 'near_poor_households_count'
    ],
    'agg_province_household_movements_by_year':
        household_movements() + ['escaped_count', 'computed_closing_count', 'reporting_unit_count'],
    'agg_province_deprivations_by_year': [
        'deprived_households_count', 'group_households_count', 'reporting_unit_count', 'not_applicable_unit_count'
    ],
    'agg_province_support_by_round': support_measures() | map('first') | list
        + ['reporting_unit_count', 'not_applicable_unit_count', 'unclear_unit_count'],
    'agg_province_targets_by_year': ['unit_count'],
    'agg_province_target_results_by_year': [
        'target_value', 'result_value', 'target_unit_count', 'result_unit_count', 'met_unit_count', 'not_met_unit_count'
    ],
    'agg_province_completeness_by_round': ['received_unit_count', 'accepted_unit_count', 'held_unit_count'],
    'agg_province_timeliness_by_round': ['on_time_unit_count', 'late_unit_count', 'correction_count']
} -%}
with summed as (

    {% for rollup, measures in additive.items() -%}
    {% set outer_loop = loop -%}
    select
        '{{ rollup }}' as rollup, area_view,
        -- What follows view, list and province in the key.
        regexp_replace(row_key, '^((recast|national)\|)?[^|]*\|[^|]*\|', '') as line_key,
        array[
            {%- for measure in measures %}
            coalesce(sum({{ measure }}), 0)::numeric {{ ',' if not loop.last }}
            {%- endfor %}
        ] as totals,
        -- A share of a divided unit is rounded to whole dong or households, so each such row may be one off in each number.
        count(*) filter (where not is_exact) as inexact_row_count
    from {{ ref(rollup) }}
    group by area_view, line_key
    {% if not outer_loop.last %}union all
    {% endif %}
    {%- endfor %}
),

compared as (

    select
        rollup, line_key, position,
        min(total) as lowest_total, max(total) as highest_total, count(*) as view_count,
        sum(inexact_row_count) as inexact_row_count
    from summed, unnest(totals) with ordinality as numbers (total, position)
    group by rollup, line_key, position

)

select rollup, line_key, position, lowest_total, highest_total
from compared
where highest_total - lowest_total > inexact_row_count or view_count <> 3
