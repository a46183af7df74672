-- How models come into the database, in place of dbt's own ways: one call each of what those ask in a dozen, which is
-- most of what a build of small warehouses costs. All happens in one transaction, hooks included, so nothing half made
-- is ever seen or left; what was there is away only for the moment of the renaming. Grants, indexes and comments are no
-- matter of dbt here.

{% materialization table, default %}
    {{ return(make_anew(this.incorporate(type='table'))) }}
{% endmaterialization %}

{% materialization view, default %}
    {{ return(make_anew(this.incorporate(type='view'))) }}
{% endmaterialization %}

-- A build with other models or seeds makes all anew, so the columns at hand are always those of the model.
{% materialization incremental, default %}
    {%- if is_incremental() %}
        {{ return(add_rows(this.incorporate(type='table'))) }}
    {%- else %}
        {{ return(make_anew(this.incorporate(type='table'))) }}
    {%- endif %}
{% endmaterialization %}

{% macro make_anew(target) %}
    {%- set made = make_intermediate_relation(target) -%}
    {%- set before = load_cached_relation(this) -%}
    {%- set steps %}
        {{ get_create_view_as_sql(made, sql) if target.is_view else get_create_table_as_sql(False, made, sql) }}
        {% if before %}drop {{ before.type }} if exists {{ before }} cascade;{% endif %}
        alter {{ target.type }} {{ made }} rename to {{ target.identifier }};
    {%- endset %}
    {{ return(run_at_once(steps, target)) }}
{% endmacro %}

{% macro add_rows(target) %}
    {%- set added = make_temp_relation(target) -%}
    {%- set columns = adapter.dispatch('get_column_names', 'dbt')() if config.get('contract').enforced -%}
    {%- set steps %}
        {{ get_create_table_as_sql(True, added, sql) }}
        insert into {{ target }} {% if columns %}({{ columns }}){% endif %} select {{ columns or '*' }} from {{ added }};
        drop table {{ added }};
    {%- endset %}
    {{ return(run_at_once(steps, target)) }}
{% endmacro %}

-- The steps between the hooks of the model.
{% macro run_at_once(steps, target) %}
    {% call statement('main') %}
        {% for hook in pre_hooks %}{{ render(hook.sql) }};{% endfor %}
        {{ steps }}
        {% for hook in post_hooks %}{{ render(hook.sql) }};{% endfor %}
    {% endcall %}
    {% do adapter.commit() %}
    {{ return({'relations': [target]}) }}
{% endmacro %}
