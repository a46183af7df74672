-- Grain: submission × number told as whole or plan. A count, or a rate, and the whole or the plan its sentence tells
-- beside it, with what stands before and behind.
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
        whole.measure as whole_measure, whole.value_text as whole_text, whole.indicator as whole_indicator,
        whole.next_figure_id as after_whole_figure_id,
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

)

select paired.*, indicators.direction, wholes.label_vi as whole_vi, wholes.label_en as whole_en
from paired
inner join {{ ref('stg_registry__indicators') }} as indicators on paired.indicator = indicators.indicator
inner join {{ ref('stg_registry__indicators') }} as wholes on paired.whole_indicator = wholes.indicator
