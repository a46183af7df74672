-- Grain: submission × count × group it is divided into. Groups of one division exclude each other.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with counted as (

    select * from {{ ref('int_counts_stated') }} where unit <> 'vnd'

),

divisions (rule, division, part, is_exhaustive) as (

    values
        ('SUM-010', 'households', 'poor', false), ('SUM-010', 'households', 'near_poor', false),
        ('SUM-010', 'households', 'newly_escaped', false),
        -- Works go on from last year or are new; either may be completed.
        ('SUM-010', 'origin', 'transitional', false), ('SUM-010', 'origin', 'new_start', false),
        ('SUM-010', 'state', 'completed', false),
        ('SUM-010', 'ethnic', 'kinh', true), ('SUM-010', 'ethnic', 'ethnic_minority', true),
        ('SUM-014', 'place', 'urban', true), ('SUM-014', 'place', 'rural', true)

),

divided as (

    select
        divisions.rule, whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component,
        whole.budget_year, whole.period, whole.count_kind || '|' || divisions.division as breakdown, whole.place,
        whole.subject, whole.unit, whole.value as stated, whole.figure_ids as stated_figure_ids, part.breakdown as part,
        part.value as part_value, part.figure_ids as part_figure_ids, divisions.is_exhaustive,
        divisions.division = 'households' and part.is_continued as is_in_one_breath
    from counted as whole
    inner join counted as part
        using (
            submission_id, measure, project, subproject, component, budget_year, period, count_kind, place, unit
        )
    inner join divisions on divisions.part = part.breakdown
    where
        whole.breakdown = ''
        -- All who escape poverty are newly escaped: that is no group of them.
        and not (whole.measure = 'households_escaped_poverty' and part.breakdown = 'newly_escaped')

)

select
    submission_id, rule, measure, project, subproject, component, '' as fund_source, '' as capital_type,
    budget_year, period, breakdown, place, subject, unit, stated, 0::numeric as stated_printed_unit,
    stated_figure_ids, 'breakdown' as part_kind, part, part_value, 0::numeric as part_printed_unit, part_figure_ids,
    (is_exhaustive and count(*) over whole = 2)
    -- All the programme is for, told in one breath, and close to the whole: meant to be all of it.
    or (count(*) filter (where is_in_one_breath) over whole = 3 and sum(part_value) over whole >= 0.9 * stated)
        as is_complete
from divided
window whole as (
    partition by
        submission_id, rule, measure, project, subproject, component, budget_year, period, breakdown, place, unit
)
