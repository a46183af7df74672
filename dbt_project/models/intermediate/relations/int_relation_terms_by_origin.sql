-- Grain: submission × line × origin. Available money is this year's, what was carried over from years before, and
-- co-financing where the report counts it in.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_compared') }} where is_used and not is_type_assumed

),

-- Carried-over money keeps the budget year it comes from, so the total is of several years.
carried_over as (

    {{ carried_over_by_line('cells') }}

),

available as (

    select
        whole.submission_id, 'SUM-008' as rule, whole.measure, whole.project, whole.subproject, whole.component,
        whole.fund_source, whole.capital_type, whole.budget_year, whole.value as stated,
        whole.printed_unit as stated_printed_unit, whole.figure_ids as stated_figure_ids,
        assigned.value as assigned_value, assigned.printed_unit as assigned_unit,
        assigned.figure_ids as assigned_figure_ids,
        carried_over.value as carried_value, carried_over.printed_unit as carried_unit,
        carried_over.figure_ids as carried_figure_ids,
        co_financing.value as local_value, co_financing.printed_unit as local_unit,
        co_financing.figure_ids as local_figure_ids,
        -- Whether co-financing is counted in is read off the sum.
        co_financing.value is not null
        and abs(whole.value - assigned.value - carried_over.value - co_financing.value)
            < abs(whole.value - assigned.value - carried_over.value) as is_local_counted
    from cells as whole
    inner join cells as assigned
        on whole.submission_id = assigned.submission_id
        and whole.project = assigned.project
        and whole.subproject = assigned.subproject
        and whole.component = assigned.component
        and whole.fund_source = assigned.fund_source
        and whole.capital_type = assigned.capital_type
        and {{ is_money_at_hand('whole.budget_year', 'assigned.budget_year') }}
    inner join carried_over
        on whole.submission_id = carried_over.submission_id
        and whole.project = carried_over.project
        and whole.subproject = carried_over.subproject
        and whole.component = carried_over.component
        and whole.fund_source = carried_over.fund_source
        and whole.capital_type = carried_over.capital_type
    left join cells as co_financing
        on whole.submission_id = co_financing.submission_id
        and whole.project = co_financing.project
        and whole.subproject = co_financing.subproject
        and whole.component = co_financing.component
        and assigned.budget_year = co_financing.budget_year
        and whole.fund_source = 'all'
        and co_financing.fund_source = 'local'
        and co_financing.measure = 'assigned'
        and co_financing.capital_type = whole.capital_type
    where whole.measure = 'available' and assigned.measure = 'assigned'

),

available_parts as (

    select available.*, 'assigned' as part, assigned_value as part_value, assigned_unit as part_printed_unit,
        assigned_figure_ids as part_figure_ids
    from available
    union all
    select available.*, 'carried_over' as part, carried_value, carried_unit, carried_figure_ids
    from available
    union all
    select available.*, 'counterpart' as part, local_value, local_unit, local_figure_ids
    from available
    where is_local_counted

)

-- Other money may be available that the report does not list, so a short sum proves nothing.
select
    submission_id, rule, measure, project, subproject, component, fund_source, capital_type, budget_year,
    '' as period, '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, stated, stated_printed_unit,
    stated_figure_ids, 'measure' as part_kind, part, part_value, part_printed_unit, part_figure_ids, false as is_complete
from available_parts
