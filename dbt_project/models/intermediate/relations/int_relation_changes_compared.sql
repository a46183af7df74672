-- Grain: submission × stated change of a household count or rate. A change is this review less the one before, as the
-- report itself tells that one or, where it does not, as the unit told it then.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with stocks as (

    select * from {{ ref('int_household_openings_told') }} where earlier_round = ''

),

changes as (

    select * from {{ ref('int_household_changes_stated') }}

),

openings as (

    select * from {{ ref('int_household_openings_told') }}

),

computed as (

    select
        changes.*, closing.figure_id as closing_figure_id, openings.figure_id as opening_figure_id,
        openings.told_by, openings.earlier_round, changes.direction * (closing.value - openings.value) as computed,
        (changes.printed_unit + closing.printed_unit + openings.printed_unit) / 2 as tolerance,
        row_number() over (
            partition by changes.submission_id, changes.figure_id order by openings.told_in_month desc
        ) as nearness
    from changes
    inner join stocks as closing
        on changes.submission_id = closing.submission_id
        and changes.stock_measure = closing.measure
        and changes.stock_unit = closing.unit
        and changes.place = closing.place
        and changes.breakdown = closing.breakdown
        and changes.period = closing.period
    inner join openings
        on changes.submission_id = openings.submission_id
        and changes.stock_measure = openings.measure
        and changes.stock_unit = openings.unit
        and changes.place = openings.place
        and changes.breakdown = openings.breakdown
        and changes.earlier_period = openings.period

)

select
    submission_id, case when earlier_round = '' then 'CHG-001' else 'CHG-004' end as rule, measure, '' as project,
    '' as subproject, '' as component, '' as fund_source, '' as capital_type, left(period, 4) as budget_year, period,
    breakdown, place, 'poverty' as subject, unit,
    array[figure_id, closing_figure_id] || case when earlier_round = '' then array[opening_figure_id] else '{}' end
        as figure_ids,
    value as stated, computed, case when unit = 'pp' then tolerance else 0 end as tolerance,
    case
        when abs(value - computed) <= case when unit = 'pp' then tolerance else 0 end then 'ok' else 'mismatch'
    end as verdict,
    concat_ws('|', 'CHG-001', measure, period, place, breakdown) as cause_key, earlier_round,
    told_by as earlier_submission_id, opening_figure_id as earlier_figure_id
from computed
-- What the rates of one document say of their change is RAT-005.
where nearness = 1 and (earlier_round <> '' or unit <> 'pp')
