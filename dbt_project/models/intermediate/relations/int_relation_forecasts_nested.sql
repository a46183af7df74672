-- Grain: submission × capital line × window × later window that is forecast. Windows of one year nest: what is expected
-- by a later day is never less than what is expected, or was paid out, by an earlier one.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select *, {{ period_end_month('period') }} as window_end_month
    from {{ ref('int_capital_cells_expanded') }}
    where is_stated and not is_type_assumed and measure in ('disbursed', 'forecast')

)

select
    earlier.submission_id, 'CAP-021' as rule, earlier.measure, earlier.project, earlier.subproject, earlier.component,
    earlier.fund_source, earlier.capital_type, earlier.budget_year, earlier.period, '' as breakdown, '' as place,
    'capital' as subject, 'vnd' as unit, earlier.figure_ids as stated_figure_ids, later.figure_ids as other_figure_ids,
    earlier.value as stated, later.value as computed, greatest(earlier.printed_unit, later.printed_unit) as tolerance,
    greatest(earlier.printed_unit, later.printed_unit) as note_tolerance, 'at_most' as sense, true as is_complete,
    '' as cause_key,
    jsonb_build_object('told', jsonb_build_object('window', earlier.period, 'later_window', later.period)) as details
from cells as earlier
inner join cells as later
    on earlier.submission_id = later.submission_id
    and earlier.project = later.project
    and earlier.subproject = later.subproject
    and earlier.component = later.component
    and earlier.fund_source = later.fund_source
    and earlier.capital_type = later.capital_type
    and earlier.budget_year = later.budget_year
    and earlier.window_end_month < later.window_end_month
where later.measure = 'forecast'
