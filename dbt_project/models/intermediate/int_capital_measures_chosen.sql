-- One row per area list, reporting unit, round, capital line, measure and figure.
-- What each accepted submission says of each line and measure, in the window that counts: the round's own, else the one
-- that ends last. Windows nest, so one is chosen and none is added. A held figure stands where it would be chosen, marked.
with figures as (

    select * from {{ ref('int_figures_resolved') }}

),

-- Materialized: ranked once, and not again for each figure that is matched with it.
latest as materialized (
    {{ of_changed_unit_rounds('int_submissions_latest') }}
    where stated.subject = 'capital'

),

held as (

    select distinct submission_id, figure_id from {{ ref('int_capital_lines_held') }}

),

labels as (

    select distinct submission_id, figure_id, corrected_type from {{ ref('int_capital_labels_checked') }}

),

accepted_lines as (

    select
        latest.area_list, latest.reporting_unit_code, latest.round, latest.submission_id, figures.figure_id,
        figures.project, figures.subproject, figures.component, figures.fund_source,
        coalesce(labels.corrected_type, figures.effective_capital_type) as capital_type,
        coalesce(nullif(figures.budget_year, ''), 'not_stated') as budget_year,
        figures.indicator, figures.kind, figures.period, figures.unit, figures.value, figures.presence,
        -- A line that contradicts its parts and is supported by no other sum.
        held.figure_id is not null as is_held
    from figures
    inner join latest on figures.submission_id = latest.submission_id
    left join held on figures.submission_id = held.submission_id and figures.figure_id = held.figure_id
    left join labels on figures.submission_id = labels.submission_id and figures.figure_id = labels.figure_id
    where
        figures.subject = 'capital' and not figures.is_superseded
        -- A part of a line (one commune, one kind of work) is not the line.
        and figures.place = '' and figures.narrowing_breakdown = ''

),

measured as (

    select
        accepted_lines.*,
        {{ capital_measure() }} as measure
    from accepted_lines

),

ranked_by_window as (

    select
        measured.*,
        dense_rank() over (
            partition by area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure
            order by (period = round) desc, {{ period_end_month('period') }} desc nulls last, period
        ) as window_rank,
        dense_rank() over (
            partition by area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, is_held
            order by (period = round) desc, {{ period_end_month('period') }} desc nulls last, period
        ) as window_rank_of_its_kind
    from measured
    where measure is not null

)

select
    area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, submission_id, figure_id, period,
    presence, value, is_held
from ranked_by_window
where case when is_held then window_rank else window_rank_of_its_kind end = 1
