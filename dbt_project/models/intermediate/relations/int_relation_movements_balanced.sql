-- Grain: submission × rule × balance. Households that were poor, less those that left, plus those that joined, are those
-- that are poor now; and what the movement of the poor says of the near-poor, theirs says too.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select
        *,
        case
            when movement in ('escaped', 'to_near_poor', 'to_poor', 'other_decrease') then -1
            when movement in ('start', 'from_near_poor', 'from_poor', 'relapsed', 'new', 'other_increase') then 1
        end as direction
    from {{ ref('int_household_moves_stated') }}

),

reviews as (

    {{ of_changed_submissions('int_household_stocks_stated') }}
    where stated.measure = 'poor_households' and not stated.is_movement

),

-- A cell left blank in a row that has its beginning and its end stands for nobody.
tabled as (

    select
        submission_id, 'BAL-001' as rule, household_group, unit, place, breakdown, period,
        sum(direction * value) as computed,
        jsonb_agg(jsonb_build_object('kind', 'movement', 'part', movement, 'value', value) order by figure_id) as parts,
        array_agg(figure_id order by figure_id) as figure_ids
    from figures
    where direction is not null
    group by submission_id, household_group, unit, place, breakdown, period
    having bool_or(movement = 'start') and count(*) > 1

),

-- A sentence must have told all three: who left, who fell back, who is new.
narrated as (

    select
        moves.submission_id, 'BAL-002' as rule, 'poor' as household_group, moves.unit, moves.place, moves.breakdown,
        moves.period,
        min(opening.value)
        + sum(case moves.measure when 'households_escaped_poverty' then -moves.value else moves.value end) as computed,
        jsonb_agg(
            jsonb_build_object(
                'kind', 'movement',
                'part', case moves.measure
                    when 'households_escaped_poverty' then 'left' when 'households_newly_poor' then 'new' else 'relapsed'
                end,
                'value', moves.value
            )
            order by moves.measure
        ) || jsonb_build_array(jsonb_build_object('kind', 'movement', 'part', 'start', 'value', min(opening.value)))
            as parts,
        array_agg(moves.figure_id order by moves.figure_id) || array[min(opening.figure_id)] as figure_ids
    from figures as moves
    inner join reviews as opening
        on moves.submission_id = opening.submission_id
        and moves.unit = opening.unit
        and moves.place = opening.place
        and moves.breakdown = opening.breakdown
        and (left(moves.period, 4)::int - 1)::text = opening.period
    where moves.household_group is null and moves.period ~ '^\d{4}'
    group by moves.submission_id, moves.unit, moves.place, moves.breakdown, moves.period
    having count(distinct moves.measure) = 3 and count(distinct opening.figure_id) = 1

),

closings as (

    select submission_id, household_group, unit, place, breakdown, period, value, figure_id, 'BAL-001' as rule
    from figures
    where movement = 'end'
    union all
    select submission_id, 'poor' as household_group, unit, place, breakdown, period, value, figure_id, 'BAL-002' as rule
    from reviews

),

movements as (

    select * from tabled
    union all
    select * from narrated

)

select
    closings.submission_id, closings.rule, closings.household_group || '_households' as measure, '' as project,
    '' as subproject, '' as component, '' as fund_source, '' as capital_type, left(closings.period, 4) as budget_year,
    closings.period, closings.breakdown, closings.place, 'poverty' as subject, closings.unit,
    array[closings.figure_id] as stated_figure_ids, movements.figure_ids as other_figure_ids, closings.value as stated,
    movements.computed, 0::numeric as tolerance, 0::numeric as note_tolerance, 'equal' as sense, true as is_complete,
    '' as cause_key, jsonb_build_object('parts', movements.parts) as details
from closings
inner join movements
    using (submission_id, rule, household_group, unit, place, breakdown, period)
