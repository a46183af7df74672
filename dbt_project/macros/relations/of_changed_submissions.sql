{#- What the figures of a submission imply is kept from build to build where it is read later, and made anew of the
    submissions that changed; the steps between hold no more than those. Made with everything, all have changed. -#}

{#- The rows of a model that are of a submission to be built, under the name `stated`. -#}
{% macro of_changed_submissions(model, changed='int_submissions_changed') -%}
select stated.* from {{ ref(model) }} as stated
    {%- if not execute or not flags.FULL_REFRESH %}
    inner join {{ ref(changed) }} as changed on stated.submission_id = changed.submission_id
    {%- endif %}
{%- endmacro %}

{#- The table of a model whose rows are kept by submission. -#}
{% macro kept_by_submission(changed='int_submissions_changed', indexes=[]) -%}
    {{ config(
        materialized='incremental',
        unlogged=false,
        incremental_strategy='append',
        on_schema_change='append_new_columns',
        indexes=indexes,
        pre_hook="{{ forget_changed('" ~ changed ~ "', ['submission_id']) }}",
        post_hook='analyze {{ this }}'
    ) }}
    {#- dbt learns here that the hook comes after the model it names. -#}
    {%- do ref(changed) -%}
{%- endmacro %}
