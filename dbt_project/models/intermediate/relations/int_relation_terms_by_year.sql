-- Grain: submission × line told for several budget years × year.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_compared') }} where is_used and not is_type_assumed

),

divided as (

    select
        whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component, whole.fund_source,
        whole.capital_type, whole.budget_year, whole.period,
        whole.value as stated, whole.printed_unit as stated_printed_unit, whole.figure_ids as stated_figure_ids,
        part.budget_year as part, part.value as part_value, part.printed_unit as part_printed_unit,
        part.figure_ids as part_figure_ids, whole.period = part.period as is_same_period,
        row_number() over (
            partition by whole.submission_id, whole.figure_ids, whole.capital_type, whole.fund_source, part.budget_year
            order by whole.period = part.period desc
        ) as repetition,
        {{ budget_year_count('whole.budget_year') }} as year_count
    from cells as whole
    inner join cells as part
        using (submission_id, measure, project, subproject, component, fund_source, capital_type)
    where
        (
            whole.period = part.period
            -- What was spent in each year of its own money is part of what was spent in all of them.
            or (whole.period = whole.budget_year and part.period = part.budget_year)
        )
        and part.is_budget_year_stated
        and {{ budget_year_count('part.budget_year') }} = 1
        and (
            (
                whole.budget_year like '____-____'
                and part.budget_year between left(whole.budget_year, 4) and right(whole.budget_year, 4)
            )
            or (whole.budget_year like '____+%' and whole.budget_year like '%' || part.budget_year || '%')
        )

)

select
    submission_id, 'SUM-006' as rule, measure, project, subproject, component, fund_source, capital_type, budget_year,
    period, '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, stated, stated_printed_unit,
    stated_figure_ids, 'budget_year' as part_kind, part, part_value, part_printed_unit, part_figure_ids,
    -- Money of one year that was spent in a later one is in no year's own.
    is_same_period
    and count(*) over (
        partition by
            submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period
    ) = year_count as is_complete
from divided
where repetition = 1
