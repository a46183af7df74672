-- Grain: submission × capital line × distinct value told for it. A figure stands in the cell of its own type and,
-- where the line can only have one type, also in the cell of all types (and the other way round).
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select * from {{ ref('int_figures_measured') }}
    where subject = 'capital' and unit = 'vnd' and bound = 'exact'

),

labels as (

    select submission_id, figure_id, corrected_type from {{ ref('int_capital_labels_checked') }}

),

typed as (

    select
        figures.*,
        coalesce(labels.corrected_type, nullif(figures.effective_capital_type, ''), 'all') as line_type,
        -- What was paid out or is expected belongs to a window; what was given belongs to a budget year.
        case when figures.measure in ('disbursed', 'forecast') then figures.period else '' end as window_period,
        case when figures.breakdown = '' and figures.place = '' then 0 else 1 end as distance_from_whole
    from figures
    left join labels
        on figures.submission_id = labels.submission_id and figures.figure_id = labels.figure_id

),

placed_in_cells as (

    select
        typed.*, line_type as cell_type,
        -- "Dự án 1: Hỗ trợ đầu tư hạ tầng" may hold maintenance as well: what only a name says is assumed.
        capital_type = 'all' and component <> '' and line_type = coalesce(usual_capital_type, '')
            as is_type_assumed
    from typed
    union all
    select typed.*, 'all' as cell_type, false as is_type_assumed
    from typed
    where line_type <> 'all' and (capital_type = 'all' or line_type = usual_capital_type)
    union all
    select typed.*, usual_capital_type as cell_type, true as is_type_assumed
    from typed
    where line_type = 'all' and usual_capital_type is not null

),

nearest_to_whole as (

    select
        placed_in_cells.*,
        min(distance_from_whole) over (
            partition by submission_id, measure, project, subproject, component, fund_source, cell_type, budget_year,
                window_period
        ) as nearest_distance
    from placed_in_cells

)

select
    submission_id,
    measure,
    project,
    subproject,
    component,
    node_level,
    fund_source,
    cell_type as capital_type,
    budget_year,
    window_period as period,
    value,
    -- The coarser print is a rounding of the finer one.
    min(printed_unit) as printed_unit,
    min(distance_from_whole) as distance_from_whole,
    bool_and(is_type_assumed) as is_type_assumed,
    bool_and(is_superseded) as is_superseded,
    bool_or(presence = 'zero_in_words') as is_zero_in_words,
    bool_or(stated_budget_year <> '') as is_budget_year_stated,
    -- Two equal amounts in one breath are two things with one name ("ngân sách tỉnh 5, ngân sách huyện 5"); each cell
    -- of a table is a breath of its own.
    count(*) > count(distinct coalesce(paragraph, locator)) as is_told_twice_at_once,
    array_agg(figure_id order by document_order) as figure_ids,
    min(document_order) as document_order
from nearest_to_whole
where distance_from_whole = nearest_distance
group by
    submission_id, measure, project, subproject, component, node_level, fund_source, cell_type, budget_year,
    window_period, value
