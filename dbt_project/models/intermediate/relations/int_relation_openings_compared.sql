-- Grain: submission × household count or rate of an earlier review. Last year's closing is this year's opening: what is
-- told now of an earlier review against what the unit told of it then.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with stocks as (

    select * from {{ ref('int_household_stocks_stated') }}

),

compared as (

    select
        later.*, pairs.earlier_round, pairs.earlier_submission_id, earlier.figure_id as earlier_figure_id,
        earlier.value as earlier_value,
        (later.printed_unit + earlier.printed_unit) / 2 as tolerance,
        coalesce(nullif(earlier.status, ''), pairs.earlier_household_status) = 'preliminary'
        and later.status <> 'preliminary' as was_preliminary,
        row_number() over (
            partition by later.submission_id, later.figure_id
            order by
                -- A repetition that agrees is the one meant: a review and a movement may both tell it.
                pairs.earlier_round_end_month desc, abs(later.value - earlier.value), earlier.figure_id
        ) as nearness
    from stocks as later
    inner join {{ ref('int_submissions_paired') }} as pairs
        on later.submission_id = pairs.submission_id and pairs.subject = 'poverty'
    inner join stocks as earlier
        on pairs.earlier_submission_id = earlier.submission_id
        and later.measure = earlier.measure
        and later.unit = earlier.unit
        and later.place = earlier.place
        and later.breakdown = earlier.breakdown
        and later.period = earlier.period
    where
        -- What is told of the year that is not over is no closing: the next round counts anew.
        left(later.period, 4) < pairs.round_year
        and (earlier.period = pairs.earlier_round or left(earlier.period, 4) < left(pairs.earlier_round, 4))

)

select
    submission_id, case when was_preliminary then 'CHG-003' else 'CHG-002' end as rule, measure, '' as project,
    '' as subproject, '' as component, '' as fund_source, '' as capital_type, left(period, 4) as budget_year, period,
    breakdown, place, 'poverty' as subject, unit, array[figure_id] as figure_ids, value as stated,
    earlier_value as computed, case when unit = 'percent' then tolerance else 0 end as tolerance,
    case
        when abs(value - earlier_value) <= case when unit = 'percent' then tolerance else 0 end then 'ok'
        else 'mismatch'
    end as verdict,
    -- A review that was taken from another list differs in every count, rate and commune: one thing to mend.
    concat_ws('|', 'CHG-002', was_preliminary, period) as cause_key,
    earlier_round, earlier_submission_id, earlier_figure_id
from compared
where nearness = 1
