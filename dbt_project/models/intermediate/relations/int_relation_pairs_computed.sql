-- Grain: submission × figure × rule × figure it was told beside. What a sentence says of a count and its whole or plan:
-- the part within the whole, the share printed of it, the verdict printed on it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with neighbours as (

    select
        *,
        lag(figure_id) over paragraph_order as previous_figure_id,
        lead(figure_id) over paragraph_order as next_figure_id
    from {{ ref('int_figures_measured') }}
    where subject <> 'capital'
    window paragraph_order as (partition by submission_id, paragraph order by document_order)

),

-- The number behind a stroke ("9/14 xã"), or the plan in brackets behind a result ("là 1000"), perhaps after its share.
paired as (

    select
        part.*, whole.figure_id as whole_figure_id, whole.value as whole_value, whole.kind as whole_kind,
        whole.measure as whole_measure, whole.value_text as whole_text, whole.indicator as whole_indicator, whole.next_figure_id as after_whole_figure_id,
        whole.character_number as whole_character, whole.reading_rule like '%+plan' as is_plan,
        whole.previous_figure_id as before_whole_figure_id
    from neighbours as whole
    inner join neighbours as nearest
        on whole.submission_id = nearest.submission_id and whole.previous_figure_id = nearest.figure_id
    inner join neighbours as part
        on whole.submission_id = part.submission_id
        and part.figure_id = case
            when nearest.measure = 'target_completion_rate' then nearest.previous_figure_id else nearest.figure_id
        end
    where
        (whole.reading_rule like '%+whole' or whole.reading_rule like '%+plan') and whole.unit = part.unit
        and part.bound = 'exact' and whole.bound = 'exact'

),

directed as (

    select paired.*, indicators.direction, wholes.label_vi as whole_vi, wholes.label_en as whole_en
    from paired
    inner join {{ ref('stg_registry__indicators') }} as indicators on paired.indicator = indicators.indicator
    inner join {{ ref('stg_registry__indicators') }} as wholes on paired.whole_indicator = wholes.indicator

),

parts as (

    select *, 'ELI-002' as broken_rule, value as stated, whole_value as computed, unit as told_unit,
        figure_id as told_figure_id, measure as told_measure, 0::numeric as tolerance, 0::numeric as note_tolerance,
        'at_most' as sense
    from directed
    where not is_plan and whole_kind = kind and (whole_measure <> measure or unit in ('communes', 'villages'))

),

shares as (

    select directed.*, 'RAT-007' as broken_rule, share.value as stated, 100 * directed.value / directed.whole_value as computed,
        'percent' as told_unit, share.figure_id as told_figure_id, share.measure as told_measure,
        share.printed_unit / 2 as tolerance, share.printed_unit as note_tolerance, 'equal' as sense
    from directed
    inner join neighbours as share
        on directed.submission_id = share.submission_id
        and (
            -- "458/700 lao động, đạt 65,42 %": no other number, and few words, between.
            (
                directed.after_whole_figure_id = share.figure_id
                and share.character_number - directed.whole_character < 70
                and split_part(split_part(share.quote, directed.whole_text, 2), share.value_text, 1) !~ '[;.]'
                and (not directed.is_plan or share.measure = 'target_completion_rate')
            )
            or (directed.before_whole_figure_id = share.figure_id and share.measure = 'target_completion_rate')
        )
    where
        share.unit = 'percent' and share.bound = 'exact' and share.printed_unit > 0 and directed.whole_value > 0
        and directed.unit not in ('percent', 'pp')
        and share.measure not in ('poor_household_rate', 'near_poor_household_rate')
        and share.kind <> 'target'

),

verdicts as (

    select *, 'LAB-004' as broken_rule, value as stated, whole_value as computed, unit as told_unit,
        figure_id as told_figure_id, measure as told_measure,
        -- No difference is wrong where the words fit.
        case when fits then abs(value - whole_value) else -1 end as tolerance,
        case when fits then abs(value - whole_value) else -1 end as note_tolerance, 'near' as sense
    from (
        select
            *,
            case
                when breakdown like '%plan_not_met%' then lead_over_plan < 0
                when breakdown like '%plan_exceeded%' then lead_over_plan > 0
                else lead_over_plan >= 0
            end as fits
        from (
            select *, (value - whole_value) * case direction when 'less' then -1 else 1 end as lead_over_plan
            from directed
        ) as compared
    ) as judged
    where is_plan and breakdown ~ 'plan_(met|exceeded|not_met)' and direction <> 'neutral'

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
