-- One row per fact, area list, reporting unit, round, line, measure and figure.
-- Which figures the measures of movements were made of, and what the unit puts into the measure (of a computed closing only
-- its fact knows); `line_key` is the rest of the fact's key.
with chosen as (

    {{ of_changed_unit_rounds('int_household_measures_chosen') }}

),

movements as (

    select
        *,
        min(value) over same_measure = max(value) over same_measure as is_told_once,
        row_number() over (same_measure order by figure_id) = 1 as is_first_telling,
        concat_ws('|', review_year, household_group, unit) as line_key
    from chosen
    window same_measure as (
        partition by area_list, reporting_unit_code, round, review_year, household_group, unit, measure
    )

),

looked_over as (

    select
        *,
        bool_or(measure = 'opening_count') over same_line as has_opening,
        bool_or(measure = 'closing_count') over same_line as has_closing,
        bool_or(measure = 'passed_line_count') over same_line as has_passed,
        bool_or(measure = 'to_other_group_count') over same_line as has_crossed
    from movements
    where is_told_once
    window same_line as (partition by area_list, reporting_unit_code, round, line_key)

),

-- A form's parts come before the whole that a sentence tells, and a movement's ends before those of a review.
moved as (

    select
        *,
        case
            when household_group = 'near_poor' then has_passed
            when has_opening then has_passed or has_crossed
            else has_passed and has_crossed
        end as is_escape_formed,
        measure = 'passed_line_count' or (measure = 'to_other_group_count' and household_group = 'poor')
            as is_escape
    from looked_over

),

stacked as (

    select
        'fct_household_movements_yearly' as fact, area_list, reporting_unit_code, round, line_key,
        regexp_replace(measure, '^(reviewed|told)_', '') as measure, submission_id, figure_id, value
    from moved
    where
        case measure
            when 'reviewed_opening_count' then not has_opening
            when 'reviewed_closing_count' then not has_closing
            when 'told_escaped_count' then not is_escape_formed
            else true
        end
    union all
    select
        'fct_household_movements_yearly' as fact, area_list, reporting_unit_code, round, line_key,
        'escaped_count' as measure, submission_id, figure_id,
        sum(value) filter (where is_first_telling)
            over (partition by area_list, reporting_unit_code, round, line_key) as value
    from moved
    where is_escape_formed and is_escape
    union all
    select
        'fct_household_movements_yearly' as fact, area_list, reporting_unit_code, round, line_key,
        'computed_closing_count' as measure, submission_id, figure_id, null as value
    from moved
    where not measure like '%closing\_count' and (measure <> 'reviewed_opening_count' or not has_opening)

)

select fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, figure_id, value
from stacked
