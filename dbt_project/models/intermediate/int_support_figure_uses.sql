-- One row per fact, area list, reporting unit, round, line, measure and figure.
-- Which figures support and target results were made of; `line_key` is the rest of the key of a province's row.
with support as (

    select
        *,
        coalesce(min(value) over same_measure = max(value) over same_measure, true) as is_told_once,
        case
            {%- for name, indicator, unit in support_measures() %}
            when indicator = '{{ indicator }}' and unit = '{{ unit }}' then '{{ name }}'
            {%- endfor %}
            else indicator || '_' || unit
        end as measure,
        concat_ws('|', support_year, policy, project, breakdown) as line_key
    from {{ ref('int_support_measures_chosen') }}
    window same_measure as (
        partition by area_list, reporting_unit_code, round, support_year, policy, project, indicator, breakdown, unit
    )

),

results as (

    select
        *,
        min(value) over same_side = max(value) over same_side as is_told_once,
        concat_ws('|', indicator, target_year, project, dimension, breakdown, unit) as line_key
    from {{ ref('int_target_sides_chosen') }}
    window same_side as (
        partition by
            area_list, reporting_unit_code, round, indicator, target_year, project, dimension, breakdown, unit, side
    )

),

stacked as (

    select
        'fct_support_to_date' as fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, figure_id
    from support
    where is_told_once
    union all
    select
        'fct_target_results_yearly' as fact, area_list, reporting_unit_code, round, line_key,
        side || '_value' as measure, submission_id, figure_id
    from results
    where is_told_once

)

select fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, figure_id
from stacked
