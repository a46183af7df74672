-- Grain: submission × household count or rate × unit × place × group × period × status × told of a movement or a review.
-- How many there were at the end of a period; the opening of a movement is the end of the year before.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select * from {{ ref('int_figures_measured') }}
    where
        kind = 'actual' and bound = 'exact' and project = '' and policy = '' and dimension = ''
        and not is_superseded and period ~ '^\d{4}'

),

told as (

    select
        submission_id, figure_id, unit, place, breakdown, status, value, printed_unit, document_order,
        case
            when measure in ('poor_movement_start', 'poor_movement_end') then 'poor'
            when measure in ('near_poor_movement_start', 'near_poor_movement_end') then 'near_poor'
        end || case unit when 'households' then '_households' else '_people' end as moved_measure,
        measure,
        case
            when measure like '%_movement_start' then (left(period, 4)::int - 1)::text
            else period
        end as period,
        measure like '%_movement_%' as is_movement
    from figures
    where
        measure in (
            'total_households', 'poor_households', 'near_poor_households', 'total_population', 'poor_people',
            'near_poor_people', 'poor_household_rate', 'near_poor_household_rate'
        )
        or measure in (
            'poor_movement_start', 'poor_movement_end', 'near_poor_movement_start', 'near_poor_movement_end'
        )

)

select
    submission_id, coalesce(moved_measure, measure) as measure, unit, place, breakdown, period, status, is_movement,
    min(figure_id) as figure_id, min(value) as value, max(printed_unit) as printed_unit,
    min(document_order) as document_order
from told
group by
    submission_id, coalesce(moved_measure, measure), unit, place, breakdown, period, status, is_movement
having min(value) = max(value)
