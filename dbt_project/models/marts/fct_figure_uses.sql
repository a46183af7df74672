-- One row per fact, area list, reporting unit, round, line, measure and figure.
-- Which figures each measure of a fact was made of. `value` is what the unit puts into the measure, the same in each row of
-- several figures that are its parts or tell it again. `line_key` is the rest of the fact's key, joined with |.
with capital as (

    {{ of_changed_unit_rounds('fct_capital_to_date') }}

),

chosen as (

    {{ of_changed_unit_rounds('int_poverty_measures_chosen') }}

),

poverty as (

    select
        *,
        min(value) over same_measure as unit_value,
        min(value) over same_measure = max(value) over same_measure as is_told_once
    from chosen
    window same_measure as (partition by area_list, reporting_unit_code, round, review_year, measure)

),

targets as (

    {{ of_changed_unit_rounds('fct_targets_yearly') }}

),

moved as (

    {{ of_changed_unit_rounds('fct_household_movements_yearly') }}

),

movements as (

    select *, concat_ws('|', review_year, household_group, unit) as line_key
    from moved

),

household_uses as (

    {{ of_changed_unit_rounds('int_household_figure_uses') }}

),

stacked as (

    select
        'fct_capital_to_date' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', {{ capital_dimensions() }}) as line_key,
        measure, submission_id, unnest(string_to_array(figure_ids, ';')) as figure_id,
        coalesce(value_vnd, value_pct) as value
    from capital
    union all
    select
        'fct_poverty_reviews_yearly' as fact, area_list, reporting_unit_code, round, review_year as line_key,
        measure, submission_id, figure_id, unit_value as value
    from poverty
    where is_told_once
    union all
    select
        'fct_targets_yearly' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', indicator, target_year, breakdown) as line_key,
        'target_value' as measure, submission_id, unnest(string_to_array(figure_ids, ';')) as figure_id,
        target_value as value
    from targets
    union all
    select
        uses.fact, uses.area_list, uses.reporting_unit_code, uses.round, uses.line_key, uses.measure,
        uses.submission_id, uses.figure_id,
        case uses.measure when 'computed_closing_count' then movements.computed_closing_count else uses.value end
            as value
    from household_uses as uses
    left join movements using (area_list, reporting_unit_code, round, line_key)
    where uses.measure <> 'computed_closing_count' or movements.computed_closing_count is not null
    {% for model in ['int_deprivation_figure_uses', 'int_support_figure_uses'] -%}
    union all
    {{ of_changed_unit_rounds(model) }}
    {% endfor %}

)

select
    fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, figure_id,
    value::numeric(20, 2) as value
from stacked
