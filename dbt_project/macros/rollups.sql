-- Every rollup that has numbers of a fact, with this fact.
{% macro rollup_facts() -%}
    {{ return({
        'agg_province_disbursement_by_round': 'fct_capital_to_date',
        'agg_province_cofinancing_by_round': 'fct_capital_lines_to_date',
        'agg_province_capital_progress_by_round': 'fct_capital_progress_to_date',
        'agg_province_poverty_by_year': 'fct_poverty_reviews_yearly',
        'agg_province_household_movements_by_year': 'fct_household_movements_yearly',
        'agg_province_deprivations_by_year': 'fct_deprivations_yearly',
        'agg_province_support_by_round': 'fct_support_to_date',
        'agg_province_targets_by_year': 'fct_targets_yearly',
        'agg_province_target_results_by_year': 'fct_target_results_yearly'
    }) }}
{%- endmacro %}

-- The numbers of a rollup that have the same total however the country is divided: by their names all amounts, counts and
-- values, read off its contract. Nothing while the project is parsed, when contracts are not known yet.
{% macro additive_columns(rollup) -%}
    {%- set not_additive = ['expected_unit_count', 'recast_unit_count', 'spending_per_household_vnd'] -%}
    {%- if rollup != 'agg_province_completeness_by_round' -%}
        {#- Of the province, and said again on each of its rows. -#}
        {%- set not_additive = not_additive + coverage_of_province()
            + ['received_unit_count', 'accepted_unit_count', 'held_unit_count'] -%}
    {%- endif -%}
    {%- set additive = [] -%}
    {%- for model in graph.get('nodes', {}).values() if model.resource_type == 'model' and model.name == rollup -%}
        {%- for column in model.columns if column.endswith(('_vnd', '_count', '_value')) and column not in not_additive -%}
            {%- do additive.append(column) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(additive) }}
{%- endmacro %}
