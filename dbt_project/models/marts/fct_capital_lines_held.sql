-- One row per area list, reporting unit, round and capital line.
-- The lines of a submission that counts of which a measure is held: it contradicts others, and no sum supports it.
with figures as (

    select * from {{ ref('int_figures_resolved') }}
    where subject = 'capital' and place = '' and narrowing_breakdown = ''

),

latest as (

    select * from {{ ref('int_submissions_latest') }}
    where subject = 'capital'

),

held as (

    select distinct submission_id, figure_id from {{ ref('int_capital_lines_held') }}

),

labels as (

    select distinct submission_id, figure_id, corrected_type from {{ ref('int_capital_labels_checked') }}

)

select distinct
    latest.area_list, latest.reporting_unit_code, latest.round, figures.project, figures.subproject,
    figures.component, figures.fund_source,
    coalesce(labels.corrected_type, figures.effective_capital_type) as capital_type,
    coalesce(nullif(figures.budget_year, ''), 'not_stated') as budget_year
from held
inner join figures on held.submission_id = figures.submission_id and held.figure_id = figures.figure_id
inner join latest on held.submission_id = latest.submission_id
left join labels on held.submission_id = labels.submission_id and held.figure_id = labels.figure_id
