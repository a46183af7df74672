-- One row per area list, reporting unit, round, review year, measure and figure.
-- What each accepted submission says a household review found, in the window of the review year that ends last.
with figures as (

    select * from {{ ref('int_figures_resolved') }}

),

-- Materialized: ranked once, and not again for each figure that is matched with it.
latest as materialized (

    {{ of_changed_unit_rounds('int_submissions_latest') }}
    where stated.subject = 'poverty'

),

measured as (

    select
        latest.area_list, latest.reporting_unit_code, latest.round, latest.submission_id, figures.figure_id,
        substring(figures.period from '^\d{4}') as review_year,
        figures.period, figures.value,
        coalesce(nullif(figures.status, ''), latest.household_status) as status,
        case
            when figures.unit = 'households' and figures.indicator in (
                'total_households', 'poor_households', 'near_poor_households'
            )
                then case figures.narrowing_breakdown
                    when '' then figures.indicator
                    else 'ethnic_minority_' || replace(figures.indicator, 'total_', '')
                end || '_count'
            when figures.narrowing_breakdown <> '' then null
            when figures.unit = 'people' and figures.indicator = 'total_population' then 'total_population_count'
            when figures.unit = 'percent' and figures.indicator in ('poor_household_rate', 'near_poor_household_rate')
                then 'reported_' || figures.indicator || '_pct'
            when figures.unit = 'pp' and figures.indicator in (
                'poor_household_rate_change', 'near_poor_household_rate_change'
            ) then 'reported_' || figures.indicator || '_pp'
        end as measure
    from figures
    inner join latest on figures.submission_id = latest.submission_id
    where
        figures.subject = 'poverty' and figures.kind = 'actual'
        -- A part (a commune, a group of people, one deprivation) is not the whole unit; one part has a count of its own.
        and figures.place = '' and figures.narrowing_breakdown in ('', 'ethnic_minority') and figures.dimension = ''
        and figures.presence <> 'not_applicable'
        and abs(figures.value) < case when figures.unit in ('percent', 'pp') then 99999 else 1e9 end

),

ranked_by_window as (

    select
        measured.*,
        dense_rank() over (
            partition by area_list, reporting_unit_code, round, review_year, measure
            order by {{ period_end_month('period') }} desc nulls last, period
        ) as window_rank
    from measured
    where measure is not null and review_year is not null

)

select area_list, reporting_unit_code, round, review_year, measure, submission_id, figure_id, status, value
from ranked_by_window
where window_rank = 1
