-- Fails with each row of a rollup that says other of its province and round than their row of completeness, or of its subject
-- than that row does: also a row that was kept while something it repeats has changed.
{% set subjects = {
    'agg_province_disbursement_by_round': 'capital', 'agg_province_cofinancing_by_round': 'capital',
    'agg_province_capital_progress_by_round': 'capital', 'agg_province_poverty_by_year': 'poverty',
    'agg_province_household_movements_by_year': 'poverty', 'agg_province_deprivations_by_year': 'poverty',
    'agg_province_support_by_round': 'support', 'agg_province_targets_by_year': 'targets',
    'agg_province_target_results_by_year': 'targets'
} -%}
{% for rollup in rollup_facts().keys() | list + ['agg_province_timeliness_by_round'] -%}
{% set accepted = ['accepted', subjects.get(rollup), 'unit_count'] | select | join('_') -%}
select rows_of_rollup.row_key
from {{ ref(rollup) }} as rows_of_rollup
left join {{ ref('agg_province_completeness_by_round') }} as completeness using (area_view, area_list, province_code, round)
where
    (rows_of_rollup.expected_unit_count, rows_of_rollup.received_unit_count, rows_of_rollup.accepted_unit_count)
    is distinct from (completeness.expected_unit_count, completeness.received_unit_count, completeness.{{ accepted }})
    or rows_of_rollup.held_unit_count < completeness.{{ accepted | replace('accepted', 'held') }}
    {%- for column in coverage_of_province() %}
    or rows_of_rollup.{{ column }} is distinct from completeness.{{ column }}
    {%- endfor %}
{% if not loop.last %}union all
{% endif %}
{%- endfor %}
