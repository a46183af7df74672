-- Grain: submission × sum that another amount of the report explains. A total that differs from its
-- parts by exactly what the report tells elsewhere (money carried over, a second local budget, another year's money)
-- counts that in on one side: it is not a contradiction that holds anything.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with sums as (

    select
        submission_id, relation_id, rule, measure, project, subproject, component, budget_year, stated, computed,
        tolerance, is_complete, stated_figure_ids, other_figure_ids, details
    from {{ ref('int_relations_computed') }}
    where rule in ('SUM-001', 'SUM-002', 'SUM-003') and (project = '' or rule = 'SUM-001') and computed <> 0

),

-- What others gave may be told beside a total that leaves it out.
without_other_money as (

    select sums.*, (parts.part ->> 'value')::numeric as other_money
    from sums
    cross join jsonb_array_elements(sums.details -> 'parts') as parts (part)
    where sums.rule = 'SUM-001' and parts.part ->> 'part' = 'other'

),

computed as (

    select *, stated - computed as difference from sums
    union all
    select
        submission_id, relation_id, rule, measure, project, subproject, component, budget_year, stated,
        computed - other_money as computed, tolerance, is_complete, stated_figure_ids, other_figure_ids, details,
        stated - computed + other_money as difference
    from without_other_money

),

amounts as (

    select * from {{ ref('int_capital_amounts_beside') }}

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
            amounts.is_activity and computed.measure = amounts.measure
            and (
                computed.rule = 'SUM-003'
                or (
                    computed.rule = 'SUM-001' and computed.project = amounts.project
                    and computed.subproject = amounts.subproject and computed.component = ''
                )
            )
            and computed.budget_year = amounts.budget_year
            and abs(computed.difference - amounts.value) <= computed.tolerance
        )
        or (
            not amounts.is_activity and computed.project = '' and amounts.measure <> 'planned'
            and abs(abs(computed.difference) - amounts.value) <= computed.tolerance
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
        -- Projects told with their money of one type, which is all they add to.
        or (
            computed.rule = 'SUM-003' and amounts.is_of_one_type and amounts.measure = computed.measure
            and amounts.budget_year = computed.budget_year
            and abs(amounts.value - computed.computed) <= computed.tolerance
        )
        or (
            amounts.measure = 'available' and computed.measure = 'assigned' and amounts.value = computed.stated
            and not amounts.is_activity and computed.project = ''
        )
        -- Some projects told with what they may spend: this year's money and what was carried over. A trifle is a slip.
        or (
            computed.rule = 'SUM-003' and amounts.measure = 'available' and computed.measure = 'assigned'
            and not amounts.is_activity and not computed.is_complete
            and computed.computed between 1.01 * computed.stated and amounts.value
        )
    )
group by computed.submission_id, computed.relation_id
