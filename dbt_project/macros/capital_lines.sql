-- The dimensions of a capital line, in the order of every key that holds them.
{% macro capital_dimensions() -%}
    project, subproject, component, fund_source, capital_type, budget_year
{%- endmacro %}

-- What a province adds up about a capital line.
{% macro capital_measures() -%}
    {{ return([
        'planned_vnd', 'assigned_vnd', 'carried_over_vnd', 'available_vnd', 'allocated_vnd', 'unallocated_vnd',
        'disbursed_vnd', 'forecast_9m_vnd', 'forecast_year_vnd'
    ]) }}
{%- endmacro %}

-- How many budget years a line is about: 2024 is 1, 2022-2024 is 3, 2022+2023 is 2, not stated is 0.
{% macro budget_year_count(budget_year) -%}
    case
        when {{ budget_year }} ~ '^\d{4}-\d{4}$'
            then right({{ budget_year }}, 4)::integer - left({{ budget_year }}, 4)::integer + 1
        when {{ budget_year }} ~ '^\d{4}(\+\d{4})*$' then (length({{ budget_year }}) + 1) / 5
        else 0
    end
{%- endmacro %}
