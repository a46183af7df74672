-- Facts are kept by unit and round, rollups by province and round: an incremental build forgets those that changed
-- (`forget_changed`, before it) and makes their rows anew. Forgetting first takes along what a held or withdrawn report
-- leaves without rows; `dbt_project.yml` says which models are kept so. What looks across the rounds of a unit is kept
-- by unit or by province, with all their rounds.

-- The rows of a model that are of a unit and round to be built, under the name `stated`.
{% macro of_changed_unit_rounds(model) -%}
select stated.* from {{ ref(model) }} as stated
    {{- only_changed('int_unit_rounds_changed', 'area_list, reporting_unit_code, round') }}
{%- endmacro %}

-- Those of a unit to be built, with all its rounds.
{% macro of_changed_units(model) -%}
select stated.* from {{ ref(model) }} as stated
    {{- only_changed('int_units_changed', 'area_list, reporting_unit_code') }}
{%- endmacro %}

{% macro only_changed(changed, key) -%}
    {#- Also while the project is parsed, when dbt learns what is built first; not in a unit test, which has no table. -#}
    {%- if not execute or (this and is_incremental()) %}
    inner join {{ ref(changed) }} using ({{ key }})
    {%- endif %}
{%- endmacro %}

{% macro forget_changed(changed, key) -%}
    {%- if is_incremental() %}
    delete from {{ this }} as built
    using {{ ref(changed) }} as changed
    where {% for column in key %}built.{{ column }} = changed.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
    {%- endif %}
{%- endmacro %}
