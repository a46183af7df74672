-- The key of a rollup row. What is as reported carries no name of its view, so that keys published before there were
-- views stay what they were.
{% macro province_row_key(place, dimensions='') -%}
    concat_ws(
        '|', nullif({{ place }}.area_view, 'as_reported'), {{ place }}.area_list, {{ place }}.province_code,
        {{ place }}.round {%- if dimensions %}, {{ dimensions }}{% endif %}
    )
{%- endmacro %}
