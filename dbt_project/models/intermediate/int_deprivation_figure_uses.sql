-- One row per fact, area list, reporting unit, round, line, measure and figure.
-- Which figures the measures of deprivations were made of, and what the unit puts into the measure; `line_key` is the rest
-- of the fact's key.
with chosen as (

    {{ of_changed_unit_rounds('int_deprivation_measures_chosen') }}

),

deprivations as (

    select
        *,
        coalesce(min(value) over same_measure = max(value) over same_measure, true) as is_told_once,
        concat_ws('|', review_year, household_group, dimension, deprivation) as line_key
    from chosen
    window same_measure as (
        partition by
            area_list, reporting_unit_code, round, review_year, household_group, dimension, deprivation, measure
    )

)

select
    'fct_deprivations_yearly' as fact, area_list, reporting_unit_code, round, line_key, measure, submission_id,
    figure_id, value
from deprivations
where is_told_once
