-- Grain: submission × line × stage. Assigned money is allocated or not yet allocated; so is all there is, where that is
-- what a report divides.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_compared') }} where is_used and not is_type_assumed

),

stages as (

    select
        *,
        count(*) over whole_line = 2
        and min(measure) over whole_line <> max(measure) over whole_line
        and min(capital_type) over whole_line = 'investment'
        and max(capital_type) over whole_line = 'recurrent' as is_one_type_each
    from cells
    where measure in ('allocated', 'unallocated')
    window whole_line as (partition by submission_id, project, subproject, component, fund_source, budget_year, period)

),

parts as (

    select
        submission_id, project, subproject, component, fund_source, capital_type, budget_year, period, measure, value,
        printed_unit, figure_ids, true as is_own_type
    from stages
    union all
    -- "Đã phân bổ 60 vốn đầu tư, chưa phân bổ 40 vốn sự nghiệp": together they are of all money, but need not be all of it.
    select
        submission_id, project, subproject, component, fund_source, 'all' as capital_type, budget_year, period, measure,
        value, printed_unit, figure_ids, false as is_own_type
    from stages
    where is_one_type_each

),

divided as (

    select
        whole.submission_id, 'SUM-007' as rule, whole.measure, whole.project, whole.subproject, whole.component,
        whole.fund_source, whole.capital_type, whole.budget_year, whole.value as stated,
        whole.printed_unit as stated_printed_unit, whole.figure_ids as stated_figure_ids,
        parts.measure as part, parts.value as part_value, parts.printed_unit as part_printed_unit,
        parts.figure_ids as part_figure_ids, parts.is_own_type,
        count(*) over whole_line as part_count,
        sum(parts.value) over whole_line as parts_value
    from cells as whole
    inner join parts
        using (submission_id, project, subproject, component, fund_source, capital_type, budget_year, period)
    where whole.measure in ('assigned', 'available')
    window
        whole_line as (
            partition by
                whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component,
                whole.fund_source, whole.capital_type, whole.budget_year
        )

),

-- Of what was assigned and what is available, the one that both parts come nearer to was divided.
ranked as (

    select
        *,
        dense_rank() over (
            partition by
                submission_id, project, subproject, component, fund_source, capital_type, budget_year
            order by abs(stated - parts_value), measure desc
        ) as nearness
    from divided
    where part_count = 2

)

select
    submission_id, rule, measure, project, subproject, component, fund_source, capital_type, budget_year,
    '' as period, '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, stated, stated_printed_unit,
    stated_figure_ids, 'measure' as part_kind, part, part_value, part_printed_unit, part_figure_ids,
    -- Of older money nobody need say again how it was divided.
    measure = 'assigned' and is_own_type as is_complete
from ranked
where nearness = 1
