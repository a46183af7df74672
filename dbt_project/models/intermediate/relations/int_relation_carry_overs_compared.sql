-- Grain: submission × capital line carried over. What comes from last year is what was left of last year: what the unit
-- then had, less what it had paid out by the end of that year.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_lines_told') }}

),

carried as (

    {{ carried_over_by_line('cells') }}

),

closed as (

    select * from {{ ref('int_capital_years_closed') }}

),

matched as (

    select
        carried.*, pairs.round_year, pairs.earlier_round, pairs.earlier_submission_id,
        closed.figure_id as earlier_figure_id,
        coalesce(closed.available_value, closed.assigned_value + coalesce(carried_then.value, 0))
            - closed.disbursed_value as left_value,
        closed.older_disbursed_value,
        greatest(carried.printed_unit, closed.printed_unit) as tolerance
    from carried
    inner join {{ ref('int_submissions_paired') }} as pairs
        on carried.submission_id = pairs.submission_id and pairs.subject = 'capital'
    inner join closed
        on pairs.earlier_submission_id = closed.submission_id
        and carried.project = closed.project
        and carried.subproject = closed.subproject
        and carried.component = closed.component
        and carried.fund_source = closed.fund_source
        and carried.capital_type = closed.capital_type
    left join carried as carried_then
        on closed.submission_id = carried_then.submission_id
        and closed.project = carried_then.project
        and closed.subproject = carried_then.subproject
        and closed.component = carried_then.component
        and closed.fund_source = carried_then.fund_source
        and closed.capital_type = carried_then.capital_type
    where pairs.earlier_round = (pairs.round_year::int - 1)::text

),

compared as (

    select
        *,
        -- Some tell what the year paid out together with what it paid of older money: then that is in it already.
        case
            when abs(value - left_value) <= tolerance then left_value
            else left_value - older_disbursed_value
        end as unspent_value
    from matched

)

select
    -- Less than was left may have been paid out in January or been given back; more cannot be.
    submission_id, case when value > unspent_value then 'CHG-005' else 'CHG-006' end as rule,
    'carried_over' as measure, project, subproject, component, fund_source, capital_type, '' as budget_year,
    '' as period, '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, figure_ids, value as stated,
    unspent_value as computed, tolerance,
    case when abs(value - unspent_value) <= tolerance then 'ok' else 'mismatch' end as verdict,
    concat_ws('|', 'CHG-005', value > unspent_value) as cause_key, earlier_round, earlier_submission_id,
    earlier_figure_id
from compared
where unspent_value is not null
