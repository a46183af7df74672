-- Grain: submission × line told for all sources × source. All money is the sum of its sources; an approved budget is
-- the state's part and the households'.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_compared') }} where is_used and not is_type_assumed

),

divided as (

    select
        whole.submission_id,
        case when part.fund_source in ('state_budget', 'beneficiary') then 'SUM-009' else 'SUM-001' end as rule,
        whole.measure, whole.project, whole.subproject, whole.component, whole.fund_source, whole.capital_type,
        whole.budget_year, whole.period,
        whole.value as stated, whole.printed_unit as stated_printed_unit, whole.figure_ids as stated_figure_ids,
        part.fund_source as part, part.value as part_value, part.printed_unit as part_printed_unit,
        part.figure_ids as part_figure_ids, part.is_told_twice_at_once
    from cells as whole
    inner join cells as part
        using (submission_id, measure, project, subproject, component, capital_type, budget_year, period)
    where
        whole.fund_source = 'all'
        and part.fund_source in ('central', 'local', 'other', 'state_budget', 'beneficiary')
        and whole.figure_ids <> part.figure_ids

)

select
    submission_id, rule, measure, project, subproject, component, fund_source, capital_type, budget_year, period,
    '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, stated, stated_printed_unit, stated_figure_ids,
    'fund_source' as part_kind, part, part_value, part_printed_unit, part_figure_ids,
    -- Other money is rare, and its silence means none; the two budgets, or the two payers, must both be told.
    count(*) filter (where part in ('central', 'local', 'state_budget', 'beneficiary')) over (
        partition by submission_id, rule, measure, project, subproject, component, capital_type, budget_year, period
    ) = 2
    and not bool_or(is_told_twice_at_once) over (
        partition by submission_id, rule, measure, project, subproject, component, capital_type, budget_year, period
    ) as is_complete
from divided
