-- Grain: submission × line told for both capital types × type. All money is investment and recurrent capital.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_compared') }} where is_used and not is_type_assumed

),

divided as (

    select
        whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component, whole.node_level,
        whole.fund_source, whole.capital_type, whole.budget_year, whole.period, whole.value as stated,
        whole.printed_unit as stated_printed_unit, whole.figure_ids as stated_figure_ids, part.capital_type as part,
        part.value as part_value, part.printed_unit as part_printed_unit, part.figure_ids as part_figure_ids,
        count(*) over (
            partition by
                whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component,
                whole.fund_source, whole.budget_year, whole.period
        ) as part_count
    from cells as whole
    inner join cells as part
        using (submission_id, measure, project, subproject, component, fund_source, budget_year, period)
    where whole.capital_type = 'all' and part.capital_type <> 'all' and whole.figure_ids <> part.figure_ids

)

select
    submission_id, 'SUM-002' as rule, measure, project, subproject, component, fund_source, capital_type, budget_year,
    period, '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, stated, stated_printed_unit,
    stated_figure_ids, 'capital_type' as part_kind, part, part_value, part_printed_unit, part_figure_ids,
    part_count = 2 as is_complete
from divided
-- Below the programme, an amount without a type that is less than the only one with a type is of something beside it.
where not (part_count = 1 and node_level > 0 and part_value > stated)
