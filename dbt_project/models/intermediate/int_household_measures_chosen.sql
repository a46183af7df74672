-- One row per area list, reporting unit, round, review year, household group, unit, measure and figure.
-- Who left and who joined the poor and near-poor, in the one window of the year that ends last, and what reviews say of
-- that window's beginning and end.
with figures as (

    select * from {{ ref('int_figures_resolved') }}
    where
        kind = 'actual' and presence <> 'not_applicable' and unit in ('households', 'people') and abs(value) < 1e9
        -- A part (a commune, a project, one deprivation) is not the whole unit.
        and place = '' and dimension = '' and project = '' and policy = ''

),

-- Materialized: ranked once, and not again for each figure that is matched with it.
latest as materialized (

    {{ of_changed_unit_rounds('int_submissions_latest') }}
    where stated.subject = 'poverty'

),

names (name, measure) as (

    values
        ('start', 'opening_count'), ('escaped', 'passed_line_count'),
        ('to_near_poor', 'to_other_group_count'), ('to_poor', 'to_other_group_count'),
        ('from_near_poor', 'from_other_group_count'), ('from_poor', 'from_other_group_count'),
        ('relapsed', 'fell_back_count'), ('new', 'newly_arisen_count'),
        ('other_decrease', 'other_decrease_count'), ('other_increase', 'other_increase_count'), ('end', 'closing_count'),
        ('households_escaped_poverty', 'told_escaped_count'), ('households_fallen_back', 'fell_back_count'),
        ('households_newly_poor', 'newly_arisen_count')

),

stated as (

    select
        latest.area_list, latest.reporting_unit_code, latest.round,
        substring(figures.period from '^\d{4}') as review_year,
        case when figures.indicator like 'near\_poor%' then 'near_poor' else 'poor' end as household_group,
        figures.unit, names.measure, latest.submission_id, figures.figure_id, figures.period, figures.value,
        figures.indicator, coalesce(nullif(figures.status, ''), latest.household_status) as status
    from figures
    inner join latest on figures.submission_id = latest.submission_id
    left join names on regexp_replace(figures.indicator, '^(near_)?poor_movement_', '') = names.name
    -- Whoever leaves poverty was poor, and has newly left it: the words narrow nothing.
    where
        figures.narrowing_breakdown in ('', case when figures.indicator like 'near\_poor%' then 'near_poor' else 'poor' end)
        or (figures.indicator = 'households_escaped_poverty' and figures.narrowing_breakdown = 'newly_escaped')

),

moves as (

    select
        stated.*,
        dense_rank() over (
            partition by area_list, reporting_unit_code, round, review_year, household_group, unit
            order by {{ period_end_month('period') }} desc nulls last, period
        ) as window_rank
    from stated
    where measure is not null and review_year is not null

),

windows as (

    select distinct area_list, reporting_unit_code, round, review_year, household_group, unit, period
    from moves
    where window_rank = 1

),

reviewed as (

    select
        windows.area_list, windows.reporting_unit_code, windows.round, windows.review_year, windows.household_group,
        windows.unit,
        case when stated.period = windows.period then 'reviewed_closing_count' else 'reviewed_opening_count' end
            as measure,
        stated.submission_id, stated.figure_id, windows.period, stated.value, stated.status
    from windows
    inner join stated using (area_list, reporting_unit_code, round, household_group, unit)
    where
        stated.indicator = windows.household_group || '_' || windows.unit
        -- What stood at the end of the year before is what this year began with.
        and stated.period in (windows.period, (windows.review_year::integer - 1)::text)

)

select
    area_list, reporting_unit_code, round, review_year, household_group, unit, measure, submission_id, figure_id,
    period, value, status
from moves
where window_rank = 1
union all
select
    area_list, reporting_unit_code, round, review_year, household_group, unit, measure, submission_id, figure_id,
    period, value, status
from reviewed
