-- One row per fact, area list, reporting unit, round, line, measure and figure.
-- Which figures each measure of a fact was made of. `value` is what the unit puts into the measure, the same in each row of
-- several figures that are its parts or tell it again. `line_key` is the rest of the fact's key, joined with |.
with capital as (

    select * from {{ ref('fct_capital_to_date') }}

),

poverty as (

    select
        *,
        min(value) over same_measure as unit_value,
        min(value) over same_measure = max(value) over same_measure as is_told_once
    from {{ ref('int_poverty_measures_chosen') }}
    window same_measure as (partition by area_list, reporting_unit_code, round, review_year, measure)

),

targets as (

    select * from {{ ref('fct_targets_yearly') }}

),

movements as (

    select *, concat_ws('|', review_year, household_group, unit) as line_key
    from {{ ref('fct_household_movements_yearly') }}

),

stacked as (

    select
        'fct_capital_to_date' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', {{ capital_dimensions() }}) as line_key,
        measure, submission_id, coalesce(value_vnd, value_pct) as value,
        unnest(string_to_array(figure_ids, ';')) as figure_id
    from capital
    union all
    select
        'fct_poverty_reviews_yearly' as fact, area_list, reporting_unit_code, round, review_year as line_key,
        measure, submission_id, unit_value as value, figure_id
    from poverty
    where is_told_once
    union all
    select
        'fct_targets_yearly' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', indicator, target_year, breakdown) as line_key,
        'target_value' as measure, submission_id, target_value as value,
        unnest(string_to_array(figure_ids, ';')) as figure_id
    from targets
    union all
    select
        uses.fact, uses.area_list, uses.reporting_unit_code, uses.round, uses.line_key, uses.measure,
        uses.submission_id,
        case uses.measure when 'computed_closing_count' then movements.computed_closing_count else uses.value end
            as value,
        uses.figure_id
    from {{ ref('int_household_figure_uses') }} as uses
    left join movements using (area_list, reporting_unit_code, round, line_key)
    where uses.measure <> 'computed_closing_count' or movements.computed_closing_count is not null
    union all
    select fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, value, figure_id
    from {{ ref('int_support_figure_uses') }}

)

select
    fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, figure_id,
    value::numeric(20, 2) as value
from stacked
