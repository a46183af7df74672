-- Grain: submission × movement of households × unit × place × group × period. What a movement form or a sentence says of
-- who left and who joined, where it is told with one value.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select
        *,
        -- All who leave poverty have newly left it, all who fall into it are poor: these are no groups of them.
        case when measure like 'households\_%' and breakdown in ('poor', 'newly_escaped') then '' else breakdown end
            as moved_group
    from {{ ref('int_figures_measured') }}

)

select
    submission_id, measure, unit, place, moved_group as breakdown, period, min(value) as value, min(figure_id) as figure_id,
    substring(measure from '^(near_poor|poor)_movement') as household_group,
    regexp_replace(measure, '^(near_poor|poor)_movement_', '') as movement
from figures
where
    kind = 'actual' and bound = 'exact' and project = '' and policy = '' and dimension = ''
    and (
        measure like '%poor\_movement\_%'
        or measure in ('households_escaped_poverty', 'households_newly_poor', 'households_fallen_back')
    )
group by submission_id, measure, unit, place, moved_group, period
having min(value) = max(value)
