-- One row per area list, reporting unit, round, review year, household group, dimension, deprivation, measure and figure.
-- How many households lack what, as each accepted submission says, in the window of the review year that ends last.
with figures as (

    select
        *,
        ';' || narrowing_breakdown || ';' as groups,
        -- What is left when it is said whose households they are: what they lack, or whom else the figure is about.
        trim(both ';' from regexp_replace(
            regexp_replace(';' || narrowing_breakdown || ';', ';(poor|near_poor)(?=;)', '', 'g'), ';{2,}', ';', 'g'
        )) as deprivation
    from {{ ref('int_figures_resolved') }}
    where
        indicator in ('deprived_households', 'deprived_household_rate') and kind = 'actual'
        and place = '' and project = '' and policy = ''

),

-- Materialized: ranked once, and not again for each figure that is matched with it.
latest as materialized (

    {{ of_changed_unit_rounds('int_submissions_latest') }}
    where stated.subject = 'poverty'

),

measured as (

    select
        latest.area_list, latest.reporting_unit_code, latest.round,
        substring(figures.period from '^\d{4}') as review_year,
        case
            when figures.groups like '%;poor;%' and figures.groups like '%;near\_poor;%' then 'poor_and_near_poor'
            when figures.groups like '%;poor;%' then 'poor'
            when figures.groups like '%;near\_poor;%' then 'near_poor'
            else 'not_stated'
        end as household_group,
        figures.dimension, figures.deprivation,
        case
            when figures.indicator = 'deprived_households' and figures.unit = 'households'
                then 'deprived_households_count'
            when figures.indicator = 'deprived_household_rate' and figures.unit = 'percent'
                then 'reported_deprived_share_pct'
        end as measure,
        latest.submission_id, figures.figure_id, figures.period, figures.presence, figures.value,
        coalesce(nullif(figures.status, ''), latest.household_status) as status
    from figures
    inner join latest on figures.submission_id = latest.submission_id
    where
        figures.deprivation in ('', '{{ deprivations() | join("', '") }}')
        and (figures.value is null or abs(figures.value) < case figures.unit when 'percent' then 99999 else 1e9 end)

),

ranked_by_window as (

    select
        measured.*,
        dense_rank() over (
            partition by
                area_list, reporting_unit_code, round, review_year, household_group, dimension, deprivation, measure
            order by {{ period_end_month('period') }} desc nulls last, period
        ) as window_rank
    from measured
    where measure is not null and review_year is not null

)

select
    area_list, reporting_unit_code, round, review_year, household_group, dimension, deprivation, measure,
    submission_id, figure_id, period, presence, value, status
from ranked_by_window
where window_rank = 1
