-- Grain: submission × line told for both capital types × type. All money is investment and recurrent capital.
with cells as (

    select * from {{ ref('int_capital_readings_compared') }} where is_used and not is_type_assumed

)

select
    whole.submission_id, 'SUM-002' as rule, whole.measure, whole.project, whole.subproject, whole.component,
    whole.fund_source, whole.capital_type, whole.budget_year, whole.period, '' as breakdown, '' as place,
    'capital' as subject, 'vnd' as unit,
    whole.value as stated, whole.printed_unit as stated_printed_unit, whole.figure_ids as stated_figure_ids,
    'capital_type' as part_kind, part.capital_type as part, part.value as part_value,
    part.printed_unit as part_printed_unit, part.figure_ids as part_figure_ids,
    count(*) over (
        partition by
            whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component, whole.fund_source,
            whole.budget_year, whole.period
    ) = 2 as is_complete
from cells as whole
inner join cells as part
    using (submission_id, measure, project, subproject, component, fund_source, budget_year, period)
where whole.capital_type = 'all' and part.capital_type <> 'all' and whole.figure_ids <> part.figure_ids
