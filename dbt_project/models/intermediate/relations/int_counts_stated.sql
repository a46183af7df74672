-- Grain: submission × count × group × place. Counts and amounts outside capital told with one value: what is told with
-- two is a finding of its own, not a whole nor a part.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select * from {{ ref('int_figures_measured') }}
    where
        bound = 'exact' and unit not in ('percent', 'pp', 'date', 'month', 'years', 'months')
        and not is_superseded and kind in ('actual', 'planned', 'allocated')
        and not (subject = 'capital' and unit = 'vnd')

)

select
    submission_id, subject, indicator as measure, project, subproject, component, budget_year, period, kind, policy,
    dimension, place, unit, breakdown,
    -- What tells one count from another beside its line; a relation's key needs it.
    concat_ws('|', kind, nullif(policy, ''), nullif(dimension, '')) as count_kind,
    min(value) as value,
    array_agg(figure_id order by document_order) as figure_ids,
    -- A cell of a workbook, or a number that goes on with the one before it ("các xã còn lại 60 nhà").
    bool_and(locator like '%!%') as is_cell,
    bool_or(reading_rule like '%+next') as is_continued
from figures
group by
    submission_id, subject, indicator, project, subproject, component, budget_year, period, kind, policy, dimension,
    place, unit, breakdown
having min(value) = max(value)
