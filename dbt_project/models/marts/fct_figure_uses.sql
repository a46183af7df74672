-- One row per fact, area list, reporting unit, round, line, measure and figure.
-- Which figures each measure of a fact was made of; `line_key` is the rest of the fact's key, joined with |.
with capital as (

    select * from {{ ref('fct_capital_to_date') }}

),

poverty_measures as (

    select * from {{ ref('int_poverty_measures_chosen') }}

),

poverty as (

    select
        area_list, reporting_unit_code, round, review_year, measure,
        string_agg(figure_id, ';' order by figure_id) as figure_ids,
        min(submission_id) as submission_id
    from poverty_measures
    group by area_list, reporting_unit_code, round, review_year, measure
    having min(value) = max(value)

),

targets as (

    select * from {{ ref('fct_targets_yearly') }}

),

stacked as (

    select
        'fct_capital_to_date' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', {{ capital_dimensions() }}) as line_key,
        measure, submission_id, figure_ids
    from capital
    union all
    select
        'fct_poverty_reviews_yearly' as fact, area_list, reporting_unit_code, round, review_year as line_key,
        measure, submission_id, figure_ids
    from poverty
    union all
    select
        'fct_targets_yearly' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', indicator, target_year, breakdown) as line_key,
        'target_value' as measure, submission_id, figure_ids
    from targets

)

select
    fact, area_list, reporting_unit_code, round, line_key, measure, submission_id,
    unnest(string_to_array(figure_ids, ';')) as figure_id
from stacked
