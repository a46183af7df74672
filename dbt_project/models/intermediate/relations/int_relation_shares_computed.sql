-- Grain: submission × line with central and local money. The co-financing share most lines of a document keep is its
-- own norm (one of the programme's floors); the others depart from it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_readings_compared') }}
    where is_used and not is_type_assumed and not is_told_twice_at_once and measure in ('assigned', 'planned')

),

lines as (

    select
        central.submission_id, central.measure, central.project, central.subproject, central.component,
        central.node_level, central.capital_type, central.budget_year, central.period,
        central.value as central_value, central.figure_ids as central_figure_ids,
        local_money.value as local_value, local_money.figure_ids as local_figure_ids,
        greatest(local_money.printed_unit, central.printed_unit) as printed_unit,
        row_number() over (
            partition by central.submission_id, central.figure_ids, local_money.figure_ids
            order by central.capital_type = 'all' desc
        ) as repetition
    from cells as central
    inner join cells as local_money
        using (submission_id, measure, project, subproject, component, node_level, capital_type, budget_year, period)
    where central.fund_source = 'central' and local_money.fund_source = 'local' and central.value > 0

),

norms as (

    select distinct round(lowest_share_pct / 100, 4) as norm from {{ ref('stg_registry__cofinancing_tiers') }}

),

measured as (

    select
        lines.*,
        norms.norm,
        norms.norm * lines.central_value as expected_value,
        lines.local_value > 0
        and abs(lines.local_value - norms.norm * lines.central_value) <= lines.printed_unit as is_kept
    from lines
    cross join norms
    where lines.repetition = 1

),

counted as (

    select
        *,
        count(*) filter (where is_kept) over norm_lines as kept_count,
        count(*) over norm_lines as line_count
    from measured
    window norm_lines as (partition by submission_id, measure, budget_year, norm)

)

select
    submission_id, 'CAP-001' as rule, measure, project, subproject, component, 'local' as fund_source, capital_type,
    budget_year, period, '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit, local_value as stated,
    local_figure_ids as figure_ids, expected_value as computed, central_figure_ids, central_value, norm,
    -- One unit: shares of small lines are rounded up as often as down.
    printed_unit as tolerance
from counted
where kept_count >= 3 and 2 * kept_count > line_count
