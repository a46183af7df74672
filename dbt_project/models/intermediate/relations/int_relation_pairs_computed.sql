-- Grain: submission × figure × rule × figure it was told beside. What a sentence says of a count and its whole or plan:
-- the part within the whole, the share printed of it, the verdict printed on it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with directed as (

    select * from {{ ref('int_counts_paired') }}

),

parts as (

    select *, 'ELI-002' as broken_rule, value as stated, whole_value as computed, unit as told_unit,
        figure_id as told_figure_id, measure as told_measure, 0::numeric as tolerance, 0::numeric as note_tolerance,
        'at_most' as sense
    from directed
    where not is_plan and whole_kind = kind and (whole_measure <> measure or unit in ('communes', 'villages'))

),

shares as (

    select * from {{ ref('int_counts_paired_with_shares') }}

),

leads as (

    select *, (value - whole_value) * case direction when 'less' then -1 else 1 end as lead_over_plan
    from directed
    where is_plan and breakdown ~ 'plan_(met|exceeded|not_met)' and direction <> 'neutral'

),

judged as (

    select
        *,
        case
            when breakdown like '%plan_not_met%' then lead_over_plan < 0
            when breakdown like '%plan_exceeded%' then lead_over_plan > 0
            else lead_over_plan >= 0
        end as fits
    from leads

),

verdicts as (

    select
        *, 'LAB-004' as broken_rule, value as stated, whole_value as computed, unit as told_unit,
        figure_id as told_figure_id, measure as told_measure,
        -- No difference is wrong where the words fit.
        case when fits then abs(value - whole_value) else -1 end as tolerance,
        case when fits then abs(value - whole_value) else -1 end as note_tolerance, 'near' as sense
    from judged

)
{% for family in ['parts', 'shares', 'verdicts'] %}
select
    submission_id, broken_rule as rule, told_measure as measure, project, subproject, component, '' as fund_source,
    '' as capital_type, budget_year, period, breakdown, place, subject, told_unit as unit,
    array[told_figure_id] as stated_figure_ids,
    array_remove(array[figure_id, whole_figure_id], told_figure_id) as other_figure_ids, stated, computed, tolerance,
    note_tolerance, sense, true as is_complete, '' as cause_key,
    jsonb_build_object(
        'numerator', value, 'amount_unit', unit, 'denominator', whole_value,
        'denominator_line', jsonb_build_object(
            'measure', whole_measure, 'measure_vi', whole_vi, 'measure_en', whole_en
        )
    ) as details
from {{ family }}
{{- '\n\nunion all' if not loop.last }}
{%- endfor %}
