-- Grain: submission × figure × rule it breaks by itself. What no count and no share can be, numbers of another
-- programme, and shares of a year that has two standards.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select * from {{ ref('int_figures_measured') }}

),

impossible_counts as (

    select figures.*, 'TYP-008' as broken_rule, greatest(round(value), 0) as computed
    from figures
    where
        unit in (
            'households', 'people', 'communes', 'villages', 'projects', 'houses', 'works', 'models', 'attendances',
            'classes', 'sessions', 'cards', 'children', 'deprivations'
        )
        and (value < 0 or value <> trunc(value))

),

impossible_shares as (

    select figures.*, 'RAT-009' as broken_rule, case when value < 0 then 0 else 100 end as computed
    from figures
    where
        unit = 'percent' and (value < 0 or value > 100)
        -- A target may be completed beyond its hundred per cent.
        and measure <> 'target_completion_rate'

),

-- Two standards were in force for one review, and the report does not say by which it counts.
unclear_standards as (

    select figures.*, 'STA-002' as broken_rule, figures.value as computed
    from figures
    left join {{ ref('stg_registry__poverty_standards') }} as standards
        on left(figures.period, 4) between standards.first_review_year and standards.last_review_year
    where
        figures.measure in ('poor_household_rate', 'near_poor_household_rate', 'multidimensional_poverty_rate')
        and figures.kind = 'actual' and figures.period ~ '^\d{4}' and standards.standard is null

),

-- Where a sentence tells another programme's number as well as its own, the other is kept apart.
other_programmes as (

    select figures.*, 'LAB-003' as broken_rule, figures.value as computed
    from figures
    where
        kind <> 'target'
        and (
            measure = 'other_programme_capital'
            or breakdown ~ '(^|;)(ethnic_minority|new_rural)_programme(;|$)'
        )

)
{% for family in ['impossible_counts', 'impossible_shares', 'unclear_standards', 'other_programmes'] %}
select
    submission_id, broken_rule as rule, {{ relation_line() }}, subject, unit, array[figure_id] as stated_figure_ids,
    array[]::text[] as other_figure_ids, value as stated, computed, 0::numeric as tolerance,
    0::numeric as note_tolerance, 'never' as sense, true as is_complete,
    -- Another programme, or an unclear standard, is one thing to mend however many numbers it has.
    case when broken_rule in ('LAB-003', 'STA-002') then concat_ws('|', broken_rule, project, subproject) else '' end
        as cause_key,
    '{}'::jsonb as details
from {{ family }}
{{- '\n\nunion all' if not loop.last }}
{%- endfor %}
