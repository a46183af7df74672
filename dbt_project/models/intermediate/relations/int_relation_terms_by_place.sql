-- Grain: submission × count of the whole unit × commune. A unit is the sum of its communes: in tables, and wherever
-- households are counted. Running text may tell of a few communes under a number that is about something else.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with counted as (

    select * from {{ ref('int_counts_stated') }}

),

submissions as (

    select submission_id, area_list, reporting_unit_code from {{ ref('int_submissions_received') }}

),

communes as (

    select area_list, parent_code, count(*) as commune_count
    from {{ ref('stg_registry__areas') }}
    where level = 'commune'
    group by area_list, parent_code

),

divided as (

    select
        whole.submission_id, whole.measure, whole.project, whole.subproject, whole.component, whole.budget_year,
        whole.period, whole.count_kind || coalesce('|' || nullif(whole.breakdown, ''), '') as breakdown, whole.subject,
        whole.unit, whole.value as stated, whole.figure_ids as stated_figure_ids, part.place as part,
        part.value as part_value, part.figure_ids as part_figure_ids
    from counted as whole
    inner join counted as part
        using (
            submission_id, measure, project, subproject, component, budget_year, period, count_kind, unit, breakdown
        )
    where
        whole.place = '' and part.place <> '' and part.place not like '%;%' and not whole.is_continued
        and ((whole.is_cell and part.is_cell) or whole.subject = 'poverty')

)

select
    divided.submission_id, 'SUM-015' as rule, divided.measure, divided.project, divided.subproject, divided.component,
    '' as fund_source, '' as capital_type, divided.budget_year, divided.period, divided.breakdown, '' as place,
    divided.subject, divided.unit, divided.stated, 0::numeric as stated_printed_unit, divided.stated_figure_ids,
    'place' as part_kind, divided.part, divided.part_value, 0::numeric as part_printed_unit, divided.part_figure_ids,
    count(*) over (
        partition by
            divided.submission_id, divided.measure, divided.project, divided.subproject, divided.component,
            divided.budget_year, divided.period, divided.breakdown, divided.unit
    ) = coalesce(communes.commune_count, 0) as is_complete
from divided
inner join submissions on divided.submission_id = submissions.submission_id
left join communes
    on submissions.area_list = communes.area_list and submissions.reporting_unit_code = communes.parent_code
