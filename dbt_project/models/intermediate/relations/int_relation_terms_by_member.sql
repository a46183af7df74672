-- Grain: submission × count × count of another thing that is part of it: households and the poor ones among them, houses
-- and those built or repaired, deprivations and the households deprived of each service.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with counted as (

    select * from {{ ref('int_counts_stated') }} where unit <> 'vnd'

),

members (rule, whole, part, is_exhaustive) as (

    values
        ('SUM-012', 'total_households', 'poor_households', false),
        ('SUM-012', 'total_households', 'near_poor_households', false),
        ('SUM-012', 'total_population', 'poor_people', false),
        ('SUM-012', 'total_population', 'near_poor_people', false),
        ('SUM-016', 'houses_supported', 'houses_built', true),
        ('SUM-016', 'houses_supported', 'houses_repaired', true)

),

related as (

    select
        members.rule, whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component,
        whole.budget_year, whole.period, whole.count_kind || coalesce('|' || nullif(whole.breakdown, ''), '')
            as breakdown,
        whole.place, whole.subject, whole.unit, whole.value as stated, whole.figure_ids as stated_figure_ids,
        'measure' as part_kind, part.measure as part, part.value as part_value, part.figure_ids as part_figure_ids,
        case when members.is_exhaustive then 2 else 0 end as needed_count
    from counted as whole
    inner join members on members.whole = whole.measure
    inner join counted as part
        on whole.submission_id = part.submission_id
        and part.measure = members.part
        and whole.project = part.project
        and whole.subproject = part.subproject
        and whole.component = part.component
        and whole.budget_year = part.budget_year
        and whole.period = part.period
        and whole.count_kind = part.count_kind
        and whole.place = part.place
        and whole.breakdown = part.breakdown
        and whole.unit = part.unit
    -- More may be planned than there is room for; more cannot be found.
    where members.rule <> 'SUM-012' or whole.kind = 'actual'
    union all
    select
        'SUM-017' as rule, whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component,
        whole.budget_year, whole.period, whole.kind || '|' || whole.breakdown as breakdown, whole.place, whole.subject,
        whole.unit, whole.value as stated, whole.figure_ids as stated_figure_ids, 'breakdown' as part_kind,
        split_part(part.breakdown, ';', 2) as part, part.value as part_value, part.figure_ids as part_figure_ids,
        -- The standard has twelve indicators of deprivation.
        12 as needed_count
    from counted as whole
    inner join counted as part
        using (submission_id, project, subproject, component, budget_year, period, kind, policy, place)
    where
        whole.measure = 'deprivations' and part.measure = 'deprived_households'
        and part.breakdown like whole.breakdown || ';%' and part.breakdown not like '%;%;%'

)

select
    submission_id, rule, measure, project, subproject, component, '' as fund_source, '' as capital_type,
    budget_year, period, breakdown, place, subject, unit, stated, 0::numeric as stated_printed_unit,
    stated_figure_ids, part_kind, part, part_value, 0::numeric as part_printed_unit, part_figure_ids,
    count(*) over (
        partition by
            submission_id, rule, measure, project, subproject, component, budget_year, period, breakdown, place, unit
    ) = needed_count as is_complete
from related
