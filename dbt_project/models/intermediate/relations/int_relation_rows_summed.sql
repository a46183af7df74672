-- Grain: submission × total row of a table of communes × column. What the total row of a table tells is what the rows of
-- its communes add to.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select
        *,
        regexp_replace(locator, '!.*$', '') as table_place, substring(locator from '!R([0-9]+)C[0-9]+$')::int as row_number,
        substring(locator from '!R[0-9]+C([0-9]+)$')::int as column_number
    from {{ ref('int_figures_measured') }}
    where locator ~ '!R[0-9]+C[0-9]+$' and bound = 'exact' and unit not in ('percent', 'pp')

),

totals as (

    select *, count(*) over (partition by submission_id, table_place, column_number) as total_count
    from cells
    where place = '' and subject = 'capital' and project = ''

)

select
    whole.submission_id, 'SUM-019' as rule, whole.measure, whole.project, whole.subproject, whole.component,
    whole.fund_source, whole.capital_type, whole.budget_year, whole.period, whole.breakdown, whole.place,
    whole.subject, whole.unit, array[whole.figure_id] as stated_figure_ids,
    array_agg(part.figure_id order by part.row_number) as other_figure_ids, whole.value as stated,
    sum(part.value) as computed, whole.printed_unit / 2 as tolerance,
    greatest(whole.printed_unit, count(*) * max(part.printed_unit) / 2) as note_tolerance, 'equal' as sense,
    true as is_complete, '' as cause_key,
    jsonb_build_object(
        'parts',
        jsonb_agg(
            jsonb_build_object('kind', 'place', 'part', part.place, 'value', part.value) order by part.row_number
        )
    ) as details
from totals as whole
inner join cells as part
    using (submission_id, table_place, column_number, indicator, unit, kind)
where whole.total_count = 1 and part.place <> '' and part.project = whole.project
group by
    whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component, whole.fund_source,
    whole.capital_type, whole.budget_year, whole.period, whole.breakdown, whole.place, whole.subject, whole.unit,
    whole.figure_id, whole.value, whole.printed_unit
having count(*) >= 2 and count(distinct part.place) = count(*)
