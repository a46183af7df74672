-- Grain: submission × count or rate of households told with two values × value but the last; `computed` is the next.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with counted as (

    select
        submission_id, measure, left(period, 4) as review_year, period, place, breakdown, status, unit, value,
        array_agg(figure_id order by document_order) as figure_ids,
        min(document_order) as document_order, max(printed_unit) as printed_unit
    from {{ ref('int_figures_measured') }}
    where
        measure ~ '^(total|poor|near_poor)_household(s|_rate)$' and kind = 'actual'
        and bound = 'exact' and breakdown = '' and project = '' and policy = '' and dimension = ''
    group by submission_id, measure, period, place, breakdown, status, unit, value

),

households as (

    select
        submission_id, 'DUP-003' as rule, measure, '' as project, '' as subproject, '' as component,
        '' as fund_source, '' as capital_type, review_year as budget_year, period, place, 'poverty' as subject, unit,
        value as stated, figure_ids,
        -- A rate told once more with fewer decimals is the same.
        case
            when unit <> 'percent' or abs(value - lead(value) over line) > printed_unit + lead(printed_unit) over line
            then lead(value) over line end as computed, lead(figure_ids) over line as computed_figure_ids
    from counted
    window line as (partition by submission_id, measure, period, place, status, unit order by document_order)

)

select * from households
where computed is not null
