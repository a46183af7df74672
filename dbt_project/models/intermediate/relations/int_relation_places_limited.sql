-- Grain: submission × rule × amount or rate of one commune. What a commune pays out is at most what it has, and the rate
-- told beside it is the one over the other; so it is for the total row of a table of some communes, and for lines of a
-- text that each tell of one place that was not recognised.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select
        *,
        -- A row of a table, or a paragraph.
        coalesce(paragraph, regexp_replace(locator, 'C[0-9]+$', '')) as row_place
    from {{ ref('int_figures_measured') }}
    where
        subject = 'capital' and bound = 'exact' and not is_superseded
        and (place <> '' or breakdown = 'several_communes')

),

limits as (

    select * from figures
    where measure in ('assigned', 'available', 'allocated') and unit = 'vnd' and value > 0

),

used as (

    select * from figures
    where measure in ('disbursed', 'forecast') and unit = 'vnd'

),

beyond as (

    select
        used.*, limits.value as limit_value, limits.figure_id as limit_figure_id, limits.measure as limit_measure,
        row_number() over (
            partition by used.submission_id, used.figure_id order by limits.value desc, limits.figure_id
        ) as generosity
    from used
    inner join limits
        using (
            submission_id, row_place, project, subproject, component, fund_source, effective_capital_type, budget_year,
            place, breakdown
        )

),

rated as (

    select
        rates.*, used.value as numerator, used.figure_id as used_figure_id, limits.value as denominator,
        limits.figure_id as limit_figure_id, limits.measure as limit_measure,
        100 * used.value / limits.value as computed,
        row_number() over (
            partition by rates.submission_id, rates.figure_id
            order by abs(rates.value - 100 * used.value / limits.value), limits.figure_id, used.figure_id
        ) as fitness
    from figures as rates
    inner join used
        using (
            submission_id, row_place, project, subproject, component, fund_source, effective_capital_type, budget_year,
            place, breakdown
        )
    inner join limits
        using (
            submission_id, row_place, project, subproject, component, fund_source, effective_capital_type, budget_year,
            place, breakdown
        )
    where rates.measure = 'disbursement_rate' and rates.printed_unit > 0 and used.measure = 'disbursed'

)

select
    submission_id, 'CAP-002' as rule, {{ relation_line() }}, subject, unit, array[figure_id] as stated_figure_ids,
    array[limit_figure_id] as other_figure_ids, value as stated, limit_value as computed,
    printed_unit as tolerance, printed_unit as note_tolerance, 'at_most' as sense, true as is_complete,
    '' as cause_key,
    jsonb_build_object(
        'parts', jsonb_build_array(jsonb_build_object('kind', 'measure', 'part', limit_measure, 'value', limit_value))
    ) as details
from beyond
where generosity = 1

union all

select
    submission_id, 'RAT-001' as rule, {{ relation_line() }}, subject, unit, array[figure_id] as stated_figure_ids,
    array[used_figure_id, limit_figure_id] as other_figure_ids, value as stated, computed,
    printed_unit / 2 as tolerance, printed_unit as note_tolerance, 'near' as sense, true as is_complete,
    '' as cause_key,
    jsonb_build_object(
        'numerator', numerator, 'amount_unit', 'vnd', 'denominator', denominator, 'denominator_line',
        jsonb_build_object('measure', limit_measure, 'place', place, 'budget_year', budget_year)
    ) as details
from rated
where fitness = 1
