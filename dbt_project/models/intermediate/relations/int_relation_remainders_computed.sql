-- Grain: submission × amount told as left over. What is left is what there was less what was paid out: of the line, over
-- each amount there was that a rate may be a share of. One far from all of them is of something else.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with remaining as (

    select * from {{ ref('int_figures_measured') }}
    where measure = 'remaining' and unit = 'vnd' and bound = 'exact' and place = '' and value > 0

),

disbursed as (

    select * from {{ ref('int_capital_readings_compared') }} where measure = 'disbursed' and is_used

),

tried as (

    select
        remaining.submission_id, remaining.figure_id, remaining.measure, remaining.project, remaining.subproject,
        remaining.component, remaining.fund_source, remaining.capital_type, remaining.budget_year, remaining.period,
        remaining.value as stated, listed.value - disbursed.value as computed,
        listed.figure_ids || disbursed.figure_ids as other_figure_ids,
        greatest(remaining.printed_unit, disbursed.printed_unit) as printed_unit,
        jsonb_build_array(
            jsonb_build_object('kind', 'measure', 'part', listed.measure, 'value', listed.value),
            jsonb_build_object('kind', 'measure', 'part', 'disbursed', 'value', -disbursed.value)
        ) as parts,
        row_number() over (
            partition by remaining.submission_id, remaining.figure_id
            order by
                abs(remaining.value - listed.value + disbursed.value), listed.measure, listed.figure_ids,
                disbursed.figure_ids
        ) as fitness
    from remaining
    inner join {{ ref('int_rate_denominators_listed') }} as listed
        using (submission_id, project, subproject, component)
    inner join disbursed
        using (submission_id, project, subproject, component)
    where listed.value > disbursed.value

)

select
    submission_id, 'SUM-022' as rule, measure, project, subproject, component, fund_source, capital_type, budget_year,
    period, '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit,
    array[figure_id] as stated_figure_ids, other_figure_ids, stated, computed, printed_unit as tolerance,
    printed_unit as note_tolerance, 'near' as sense, abs(stated - computed) <= 0.1 * stated as is_complete,
    '' as cause_key, jsonb_build_object('parts', parts) as details
from tried
where fitness = 1
