-- Grain: submission × capital line × window. Windows of one year nest: what was assigned or paid out of a budget year is
-- never less than the last earlier round told.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with lines as (

    select *, {{ unit_slip('value', 'earlier_value', 400, 2500) }} as slip
    from {{ ref('int_capital_lines_paired') }}

)

select
    submission_id, 'CAP-020' as rule, measure, project, subproject, component, fund_source, capital_type, budget_year,
    period, '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, figure_ids, value as stated,
    earlier_value as computed, greatest(printed_unit, earlier_printed_unit) as tolerance,
    -- Zero paid out later than something is as much of a fall as any; a thousandth is a slip of units and told as one.
    case
        when slip is not null and value > 0 then 'ok'
        when value < earlier_value - greatest(printed_unit, earlier_printed_unit) then 'mismatch'
        else 'ok'
    end as verdict,
    -- One correction of a plan, or one list paid back, shows on many lines.
    concat_ws('|', 'CAP-020', measure, budget_year) as cause_key,
    earlier_round, earlier_submission_id, earlier_figure_id
from lines
