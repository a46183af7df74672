-- What a unit says of the households or people that were, left, joined and are poor or near-poor.
{% macro household_movements() -%}
    {{ return([
        'opening_count', 'passed_line_count', 'to_other_group_count', 'other_decrease_count', 'from_other_group_count',
        'fell_back_count', 'newly_arisen_count', 'other_increase_count', 'closing_count'
    ]) }}
{%- endmacro %}
