-- Grain: submission × capital line. A line that is not told is the sum of the lines below it, from the bottom up;
-- `leaves` are the lines that were told and went into it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with compared as (

    select
        *,
        bool_or(subproject <> '') over (
            partition by submission_id, measure, project, fund_source, capital_type, budget_year, period
        ) as has_subprojects
    from {{ ref('int_capital_cells_expanded') }}

),

cells as (

    select
        submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period, value,
        printed_unit, figure_ids, is_stated,
        -- A project divided into activities and not into sub-projects is the sum of its activities.
        case
            when component <> '' and subproject = '' and project <> '' and not has_subprojects then 2 else node_level
        end as node_level,
        case when is_type_assumed then 1 else 0 end as assumed_count,
        array[concat_ws('/', project, subproject, component)] as leaves
    from compared

),

{%- for level in [2, 1] %}
{%- set child = 'cells' if level == 2 else 'filled_2' %}
{%- set node = 'project, subproject' if level == 2 else 'project' %}

-- An array of arrays of different lengths is no array: their elements are listed as text and split again.
summed_{{ level }} as (

    select
        submission_id, measure, {{ node }}, fund_source, capital_type, budget_year, period,
        sum(value) as value,
        min(printed_unit) filter (where value <> 0) as printed_unit,
        string_to_array(string_agg(array_to_string(figure_ids, ';'), ';' order by project, subproject, component), ';')
            as figure_ids,
        string_to_array(string_agg(array_to_string(leaves, ';'), ';' order by project, subproject, component), ';')
            as leaves,
        sum(assumed_count) as assumed_count
    from {{ child }}
    where node_level = {{ level + 1 }}{{ " and subproject <> ''" if level == 2 }}
    group by submission_id, measure, {{ node }}, fund_source, capital_type, budget_year, period

),

filled_{{ level }} as (

    select
        submission_id, measure, project, subproject, component, node_level, fund_source, capital_type, budget_year,
        period, value, printed_unit, figure_ids, leaves, assumed_count, is_stated, true as is_told
    from {{ child }}
    {%- if level == 1 %}
    where is_told
    {%- endif %}
    union all
    select
        summed.submission_id, summed.measure, summed.project,
        {% if level == 2 %}summed.subproject{% else %}'' as subproject{% endif %}, '' as component,
        {{ level }} as node_level, summed.fund_source, summed.capital_type, summed.budget_year, summed.period,
        summed.value, coalesce(summed.printed_unit, 0) as printed_unit, summed.figure_ids, summed.leaves,
        summed.assumed_count, false as is_stated, false as is_told
    from summed_{{ level }} as summed
    left join {{ child }} as told
        on summed.submission_id = told.submission_id
        and summed.measure = told.measure
        and summed.project = told.project
        and told.node_level = {{ level }}
        {%- if level == 2 %}
        and summed.subproject = told.subproject
        {%- endif %}
        and summed.fund_source = told.fund_source
        and summed.capital_type = told.capital_type
        and summed.budget_year = told.budget_year
        and summed.period = told.period
    where told.submission_id is null
    {%- if level == 1 %}
    union all
    select
        submission_id, measure, project, subproject, component, node_level, fund_source, capital_type, budget_year,
        period, value, printed_unit, figure_ids, leaves, assumed_count, is_stated, is_told
    from filled_2
    where not is_told
    {%- endif %}

){{ ',' if level == 2 }}
{%- endfor %}

select * from filled_1
