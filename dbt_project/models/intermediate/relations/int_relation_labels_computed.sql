-- Grain: submission × amount whose capital type label the sums contradict.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select submission_id, figure_id, project, subproject, component, fund_source, budget_year, period
    from {{ ref('int_figures_measured') }}

)

select
    labels.submission_id, 'LAB-001' as rule, labels.measure, figures.project, figures.subproject,
    figures.component, figures.fund_source, '' as capital_type, figures.budget_year, figures.period,
    '' as breakdown, '' as place, 'capital' as subject, 'vnd' as unit,
    array[labels.figure_id] as stated_figure_ids,
    array[labels.whole_figure_id, labels.other_figure_id] as other_figure_ids, labels.value as stated,
    labels.value as computed, 0::numeric as tolerance, 0::numeric as note_tolerance,
    'never' as sense, true as is_complete,
    concat_ws(
        '|', 'LAB-001', figures.project, figures.subproject, figures.component, figures.fund_source,
        figures.budget_year
    ) as cause_key,
    jsonb_build_object(
        'labelled', labels.labelled_type, 'corrected', labels.corrected_type, 'whole', labels.whole_value,
        'parts', jsonb_build_array(
            jsonb_build_object('kind', 'capital_type', 'part', labels.labelled_type, 'value', labels.other_value),
            jsonb_build_object('kind', 'capital_type', 'part', labels.corrected_type, 'value', labels.value)
        )
    ) as details
from {{ ref('int_capital_labels_checked') }} as labels
inner join figures
    on labels.submission_id = figures.submission_id and labels.figure_id = figures.figure_id
