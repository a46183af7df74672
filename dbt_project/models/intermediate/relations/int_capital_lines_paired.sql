-- Grain: submission × capital line × window. What the last earlier round that told the same line said of it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select
        submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period, value,
        printed_unit, figure_ids, node_level,
        -- What was paid out counts up to the end of its window; what was given has none.
        case when period = '' then 0 else {{ period_end_month('period') }} end as window_end_month
    from {{ ref('int_capital_lines_told') }}
    where measure in ('assigned', 'disbursed')

),

ranked as (

    select
        later.*, pairs.round, pairs.earlier_round, pairs.earlier_submission_id,
        earlier.value as earlier_value, earlier.printed_unit as earlier_printed_unit,
        earlier.figure_ids[1] as earlier_figure_id,
        row_number() over (
            partition by
                later.submission_id, later.measure, later.project, later.subproject, later.component, later.fund_source,
                later.capital_type, later.budget_year, later.period
            order by
                pairs.earlier_round_end_month desc, earlier.window_end_month desc, earlier.period, pairs.earlier_round
        ) as nearness
    from cells as later
    inner join {{ ref('int_submissions_paired') }} as pairs
        on later.submission_id = pairs.submission_id and pairs.subject = 'capital'
    inner join cells as earlier
        on pairs.earlier_submission_id = earlier.submission_id
        and later.measure = earlier.measure
        and later.project = earlier.project
        and later.subproject = earlier.subproject
        and later.component = earlier.component
        and later.fund_source = earlier.fund_source
        and later.capital_type = earlier.capital_type
        and later.budget_year = earlier.budget_year
        and later.window_end_month >= earlier.window_end_month
        and left(later.period, 4) = left(earlier.period, 4)

)

select
    submission_id, measure, project, subproject, component, node_level, fund_source, capital_type, budget_year, period,
    value, printed_unit, figure_ids, round, earlier_round, earlier_submission_id, earlier_value, earlier_printed_unit,
    earlier_figure_id
from ranked
where nearness = 1
