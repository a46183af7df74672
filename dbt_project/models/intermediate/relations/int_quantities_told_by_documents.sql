-- Grain: submission × quantity × document. What the report, each table of it and each sheet say of one quantity, where
-- they tell it with one value.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select
        *,
        -- The report, a table of it, or a sheet.
        regexp_replace(locator, '(#p\d+.*|!.*)$', '') as document,
        case when subject = 'capital' then effective_capital_type else '' end as line_type,
        case when subject = 'capital' and measure not in ('disbursed', 'forecast') then '' else period end
            as line_period
    from {{ ref('int_figures_measured') }}
    where
        bound = 'exact' and unit not in ('date', 'month')
        -- Classes and meetings told in passing are seldom the ones of a table; what is told of a policy or project is.
        and (subject <> 'support' or policy <> '' or project <> '')

),

told_once as (

    select
        submission_id, subject, measure, project, subproject, component, policy, dimension, fund_source, line_type,
        budget_year, line_period, kind, breakdown, place, unit, document, min(value) as value,
        min(printed_unit) as printed_unit, min(document_order) as document_order,
        -- What is not said of its status agrees with either.
        coalesce(max(status) filter (where status <> ''), '') as status
    from figures
    group by
        submission_id, subject, measure, project, subproject, component, policy, dimension, fund_source, line_type,
        budget_year, line_period, kind, breakdown, place, unit, document
    having min(value) = max(value)

)

select * from told_once
