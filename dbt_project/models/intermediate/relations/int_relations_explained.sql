-- Grain: submission × sum of the programme that another amount of the programme explains. A total that differs from its
-- parts by exactly what the report tells elsewhere (money carried over, a second local budget, another year's money)
-- counts that in on one side: it is not a contradiction that holds anything.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with computed as (

    select *, stated - computed as difference
    from {{ ref('int_relations_computed') }}
    where rule in ('SUM-001', 'SUM-002', 'SUM-003') and project = '' and computed <> 0

),

amounts as (

    select submission_id, measure, budget_year, value, array[figure_id] as figure_ids, false as is_activity
    from {{ ref('int_figures_measured') }}
    where
        node_level = 0 and unit = 'vnd' and value > 0
        and measure in ('carried_over', 'assigned', 'available', 'disbursed')
    union all
    -- Both types of another year, where the report does not add them up itself.
    select
        one.submission_id, one.measure, one.budget_year, one.value + other.value as value,
        one.figure_ids || other.figure_ids as figure_ids, false as is_activity
    from {{ ref('int_capital_readings_compared') }} as one
    inner join {{ ref('int_capital_readings_compared') }} as other
        using (submission_id, measure, node_level, fund_source, budget_year, period)
    where
        one.is_used and other.is_used and one.measure = 'disbursed' and node_level = 0
        and one.capital_type = 'investment' and other.capital_type = 'recurrent'
    union all
    -- An activity beside a project that is told without it: works, and the upkeep that the projects leave out.
    select submission_id, measure, budget_year, value, figure_ids, true as is_activity
    from {{ ref('int_capital_readings_compared') }}
    where is_used and component <> '' and value > 0

)

select
    computed.submission_id, computed.relation_id,
    -- The relation's own parts counted twice are a slip, though not one to hold anything for.
    bool_or(not amounts.figure_ids && (computed.stated_figure_ids || computed.other_figure_ids)) as is_told_apart
from computed
inner join amounts
    on computed.submission_id = amounts.submission_id
    and (
        (
            amounts.is_activity and computed.rule = 'SUM-003' and computed.measure = amounts.measure
            and computed.budget_year = amounts.budget_year
            and abs(computed.difference - amounts.value) <= computed.tolerance
        )
        or (
            not amounts.is_activity and abs(abs(computed.difference) - amounts.value) <= computed.tolerance
            -- What was paid out, only of another year's money.
            and (
                amounts.measure <> 'disbursed'
                or (computed.measure = 'disbursed' and amounts.budget_year <> computed.budget_year)
            )
        )
        -- Projects that tell what they paid out of this year's money and of what was carried over: more than the one,
        -- no more than both together. What is nearly the one is a slip.
        or (
            computed.rule = 'SUM-003' and computed.measure = 'disbursed' and amounts.measure = 'disbursed'
            and not amounts.is_activity and amounts.budget_year like '%+' || computed.budget_year
            and computed.computed between 1.05 * computed.stated and amounts.value
        )
        or (
            amounts.measure = 'available' and computed.measure = 'assigned' and amounts.value = computed.stated
            and not amounts.is_activity
        )
        -- Some projects told with what they may spend: this year's money and what was carried over.
        or (
            computed.rule = 'SUM-003' and amounts.measure = 'available' and computed.measure = 'assigned'
            and not amounts.is_activity and not computed.is_complete
            and computed.computed between computed.stated and amounts.value
        )
    )
group by computed.submission_id, computed.relation_id
