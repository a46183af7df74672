{#- Rules that hold a subject of a submission by what its own documents say. A test keeps this list and the catalogue
    equal: the severity is decided there, and models cannot read it before the gate has run once. -#}
{% macro critical_rules() -%}
    ('CAP-003', 'CAP-004', 'SUM-011', 'SUM-012')
{%- endmacro %}
