-- Grain: submission × printed disbursement rate, done or expected, with the money next to it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select * from {{ ref('int_figures_measured') }}
    where subject = 'capital' and bound = 'exact' and place = '' and not is_superseded

),

rates as (

    select
        *,
        case measure when 'disbursement_rate' then 'disbursed' else 'forecast' end as amount_measure
    from figures
    where measure in ('disbursement_rate', 'disbursement_forecast_rate') and unit = 'percent' and printed_unit > 0

),

amounts as (

    select
        rates.submission_id, rates.figure_id as rate_figure_id,
        amounts.figure_id, amounts.value, amounts.printed_unit,
        coalesce(amounts.paragraph = rates.paragraph, false) as is_beside,
        row_number() over (
            partition by rates.submission_id, rates.figure_id
            order by
                coalesce(amounts.paragraph = rates.paragraph, false) desc,
                amounts.period = rates.period desc,
                (amounts.fund_source = rates.fund_source and amounts.capital_type = rates.capital_type
                    and amounts.budget_year = rates.budget_year) desc,
                amounts.document_order < rates.document_order desc,
                abs(amounts.document_order - rates.document_order)
        ) as nearness
    from rates
    inner join figures as amounts
        on rates.submission_id = amounts.submission_id
        and rates.amount_measure = amounts.measure
        and rates.project = amounts.project
        and rates.subproject = amounts.subproject
        and rates.component = amounts.component
        and (
            rates.period = amounts.period
            -- What is expected by one day is no share of what is expected by another.
            or (rates.paragraph = amounts.paragraph and rates.measure = 'disbursement_rate')
        )
    where amounts.unit = 'vnd' and amounts.presence = 'stated'

),

paired as (

    select
        rates.*, amounts.figure_id as amount_figure_id, amounts.value as amount_value,
        amounts.printed_unit as amount_printed_unit, amounts.is_beside,
        bool_or(amounts.is_beside) over (
            partition by rates.submission_id, rates.measure, rates.project, rates.subproject, rates.component,
                rates.value
        ) as is_told_beside
    from rates
    inner join amounts
        on rates.submission_id = amounts.submission_id and rates.figure_id = amounts.rate_figure_id
    where amounts.nearness = 1

)

select
    submission_id, figure_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period,
    value, printed_unit, paragraph, amount_figure_id, amount_value, amount_printed_unit
from paired
-- A rate told again far from any money is the one told beside its money.
where is_beside or not is_told_beside
