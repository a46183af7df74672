-- Grain: submission × rule × pair of household counts that are one. Who leaves the poor for the near-poor joins the
-- near-poor, and the other way round; where a movement begins and ends, the reviews of those two years stand.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with moves as (

    select * from {{ ref('int_household_moves_stated') }}

),

crossings (measure, mirrored_measure) as (

    values
        ('poor_movement_to_near_poor', 'near_poor_movement_from_poor'),
        ('poor_movement_from_near_poor', 'near_poor_movement_to_poor')

),

mirrored as (

    select
        moves.submission_id, 'BAL-003' as rule, moves.measure, moves.unit, moves.place, moves.breakdown, moves.period,
        moves.figure_id, moves.value as stated, mirrors.value as computed, mirrors.figure_id as other_figure_id
    from moves
    inner join crossings on moves.measure = crossings.measure
    inner join moves as mirrors
        on moves.submission_id = mirrors.submission_id
        and crossings.mirrored_measure = mirrors.measure
        and moves.unit = mirrors.unit
        and moves.place = mirrors.place
        and moves.breakdown = mirrors.breakdown
        and moves.period = mirrors.period

),

stocks as (

    {{ of_changed_submissions('int_household_stocks_stated') }}

),

ends as (

    select
        movement.submission_id, 'BAL-004' as rule, movement.measure, movement.unit, movement.place, movement.breakdown,
        movement.period, movement.figure_id, movement.value as stated, review.value as computed,
        review.figure_id as other_figure_id
    from stocks as movement
    inner join stocks as review
        on movement.submission_id = review.submission_id
        and movement.measure = review.measure
        and movement.unit = review.unit
        and movement.place = review.place
        and movement.breakdown = review.breakdown
        and movement.period = review.period
    where movement.is_movement and not review.is_movement

),

paired as (

    select * from mirrored
    union all
    select * from ends

)

select
    submission_id, rule, measure, '' as project, '' as subproject, '' as component, '' as fund_source,
    '' as capital_type, left(period, 4) as budget_year, period, breakdown, place, 'poverty' as subject, unit,
    array[figure_id] as stated_figure_ids, array[other_figure_id] as other_figure_ids, stated, computed,
    0::numeric as tolerance, 0::numeric as note_tolerance, 'equal' as sense, true as is_complete, '' as cause_key,
    '{}'::jsonb as details
from paired
