-- One row per area list, reporting unit, round, indicator, target year and breakdown.
-- What a unit set itself or was set. A target told with two values that nothing decides between is left out.
with figures as (

    select * from {{ ref('int_figures_resolved') }}

),

-- Materialized: ranked once, and not again for each figure that is matched with it.
latest as materialized (

    {{ of_changed_unit_rounds('int_submissions_latest') }}
    where stated.subject = 'targets'

),

targets as (

    select
        latest.area_list, latest.reporting_unit_code, latest.round, latest.submission_id, figures.figure_id,
        figures.indicator, substring(figures.period from '^\d{4}') as target_year,
        figures.narrowing_breakdown as breakdown, figures.unit, figures.value
    from figures
    inner join latest on figures.submission_id = latest.submission_id
    where
        figures.subject = 'targets' and figures.kind = 'target' and figures.place = ''
        and figures.project = '' and figures.dimension = '' and figures.presence <> 'not_applicable'
        and abs(figures.value) < 1e17

)

select
    area_list, reporting_unit_code, round, indicator, target_year, breakdown,
    max(value)::numeric(20, 2) as target_value,
    max(unit) as unit,
    string_agg(figure_id, ';' order by figure_id) as figure_ids,
    min(submission_id) as submission_id
from targets
where target_year is not null
group by area_list, reporting_unit_code, round, indicator, target_year, breakdown
having min(value) = max(value) and min(unit) = max(unit)
