-- One row per fact, area list, reporting unit, round, line, measure and figure.
-- Which figures support and target results were made of, and what the unit puts into the measure; `line_key` is the rest
-- of the key of a province's row.
with chosen as (

    {{ of_changed_unit_rounds('int_support_measures_chosen') }}

),

support as (

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
    from chosen
    window same_measure as (
        partition by area_list, reporting_unit_code, round, support_year, policy, project, indicator, breakdown, unit
    )

),

chosen_sides as (

    {{ of_changed_unit_rounds('int_target_sides_chosen') }}

),

results as (

    select
        *,
        min(value) over same_side = max(value) over same_side as is_told_once,
        concat_ws('|', indicator, target_year, project, dimension, breakdown, unit) as line_key
    from chosen_sides
    window same_side as (
        partition by
            area_list, reporting_unit_code, round, indicator, target_year, project, dimension, breakdown, unit, side
    )

),

-- A province adds up the units that state both sides; each side by itself counts as one unit.
sides as (

    select
        *,
        bool_or(side = 'target') over same_line and bool_or(side = 'result') over same_line as has_both_sides
    from results
    where is_told_once
    window same_line as (partition by area_list, reporting_unit_code, round, line_key)

),

stacked as (

    select
        'fct_support_to_date' as fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, figure_id,
        value
    from support
    where is_told_once
    union all
    select
        'fct_target_results_yearly' as fact, area_list, reporting_unit_code, round, line_key,
        side || '_value' as measure, submission_id, figure_id, value
    from sides
    where has_both_sides
    union all
    select
        'fct_target_results_yearly' as fact, area_list, reporting_unit_code, round, line_key,
        side || '_unit_count' as measure, submission_id, figure_id, 1 as value
    from sides

)

select fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, figure_id, value
from stacked
