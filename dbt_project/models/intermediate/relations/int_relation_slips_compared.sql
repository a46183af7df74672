-- Grain: submission × line or count compared with the unit's own history. A thousand or a million times what the unit
-- told last, or a thousandth or a millionth of it, is a slip of units and no growth.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with lines as (

    select
        submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period,
        'capital' as subject, 'vnd' as unit, figure_ids, value, earlier_value, earlier_round, earlier_submission_id,
        earlier_figure_id,
        {{ unit_slip('value', 'earlier_value', 400, 2500) }} as slip,
        -- What was paid out may well grow a thousandfold within a year, on a line that had just begun.
        measure <> 'disbursed' or node_level = 0 or value < earlier_value as is_comparable
    from {{ ref('int_capital_lines_paired') }}
    where value > 0 and earlier_value > 0

),

counts as (

    select
        later.submission_id, later.measure, later.value, later.unit, later.figure_ids, later.round, later.subject,
        pairs.earlier_round, pairs.earlier_submission_id, earlier.value as earlier_value,
        earlier.figure_ids[1] as earlier_figure_id,
        {{ unit_slip('later.value', 'earlier.value', 400, 2500) }} as slip,
        row_number() over (
            partition by later.submission_id, later.measure order by pairs.earlier_round_end_month desc
        ) as nearness
    from {{ ref('int_submission_headlines') }} as later
    inner join {{ ref('int_submissions_paired') }} as pairs
        on later.submission_id = pairs.submission_id and later.subject = pairs.subject
    inner join {{ ref('int_submission_headlines') }} as earlier
        on pairs.earlier_submission_id = earlier.submission_id and later.measure = earlier.measure
    where not later.is_ratio and later.measure <> 'disbursed' and later.value > 0 and earlier.value > 0

)

select
    submission_id, 'OUT-002' as rule, measure, project, subproject, component, fund_source, capital_type, budget_year,
    period, '' as breakdown, '' as place, subject, unit, figure_ids, value as stated, earlier_value as computed,
    0::numeric as tolerance, case when slip is not null and is_comparable then 'mismatch' else 'ok' end as verdict,
    concat_ws('|', 'OUT-002', subject, slip) as cause_key, earlier_round, earlier_submission_id, earlier_figure_id, slip
from lines
union all
select
    submission_id, 'OUT-002' as rule, measure, '' as project, '' as subproject, '' as component, '' as fund_source,
    '' as capital_type, left(round, 4) as budget_year, '' as period, '' as breakdown, '' as place, subject, unit,
    figure_ids, value as stated, earlier_value as computed, 0::numeric as tolerance,
    case when slip is null then 'ok' else 'mismatch' end as verdict,
    concat_ws('|', 'OUT-002', subject, slip) as cause_key, earlier_round, earlier_submission_id, earlier_figure_id, slip
from counts
where nearness = 1
