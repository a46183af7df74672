{#- The line a relation is about; with the rule, its identity within a submission. -#}
{% macro relation_line() -%}
    measure, project, subproject, component, fund_source, capital_type, budget_year, period, breakdown, place
{%- endmacro %}

{#- One term of a sum: the line as a whole, and one of its parts. `part_kind` is the dimension that `part` divides. -#}
{% macro term_columns() -%}
    submission_id, rule, {{ relation_line() }}, subject, unit, stated, stated_printed_unit, stated_figure_ids,
    part_kind, part, part_value, part_printed_unit, part_figure_ids, is_complete
{%- endmacro %}

{#- What is compared in a relation, and how it is judged. -#}
{% macro relation_judgement() -%}
    subject, unit, stated_figure_ids, other_figure_ids, stated, computed, tolerance, note_tolerance, sense,
    is_complete, cause_key, details
{%- endmacro %}
