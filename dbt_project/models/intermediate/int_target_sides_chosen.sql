-- One row per area list, reporting unit, round, indicator, target year, project, dimension, breakdown, unit, side and figure.
-- Targets of a year, and what came of each in the window of that year that ends last.
with figures as (

    select
        *,
        substring(narrowing_breakdown from '(?:^|;)plan_(met|exceeded|not_met)(?:;|$)') as reported_verdict,
        -- What the report says of a result against its plan is no part of what the result is about.
        trim(both ';' from regexp_replace(
            regexp_replace(';' || narrowing_breakdown || ';', ';plan_(met|exceeded|not_met)(?=;)', '', 'g'),
            ';{2,}', ';', 'g'
        )) as target_breakdown
    from {{ ref('int_figures_resolved') }}
    where
        kind in ('target', 'actual') and place = '' and policy = '' and presence <> 'not_applicable'
        and abs(value) < 1e17

),

-- Materialized: ranked once, and not again for each figure that is matched with it.
latest as materialized (

    {{ of_changed_unit_rounds('int_submissions_latest') }}

),

-- Money has its own table, with plan and payment side by side.
indicators as (

    select * from {{ ref('stg_registry__indicators') }}
    where subject <> 'capital'

),

sides as (

    select
        latest.area_list, latest.reporting_unit_code, latest.round, figures.indicator,
        substring(figures.period from '^\d{4}') as target_year, figures.project, figures.dimension,
        figures.target_breakdown as breakdown, figures.unit,
        case figures.kind when 'target' then 'target' else 'result' end as side,
        latest.submission_id, figures.figure_id, figures.period, figures.value, figures.reported_verdict
    from figures
    inner join indicators on figures.indicator = indicators.indicator
    -- Each side counts where the report's word on its own subject does.
    inner join latest on figures.submission_id = latest.submission_id and figures.subject = latest.subject
    -- Whom a policy is for (an age, a floor area) is no target.
    where ';' || figures.narrowing_breakdown || ';' not like '%;criterion;%'

),

ranked_by_window as (

    select
        sides.*,
        dense_rank() over (
            partition by
                area_list, reporting_unit_code, round, indicator, target_year, project, dimension, breakdown, unit, side
            order by {{ period_end_month('period') }} desc nulls last, period
        ) as window_rank,
        bool_or(side = 'target' or reported_verdict is not null) over (
            partition by
                area_list, reporting_unit_code, round, indicator, target_year, project, dimension, breakdown, unit
        ) as has_target
    from sides
    where target_year is not null

)

select
    area_list, reporting_unit_code, round, indicator, target_year, project, dimension, breakdown, unit, side,
    submission_id, figure_id, period, value, reported_verdict
from ranked_by_window
where window_rank = 1 and has_target
