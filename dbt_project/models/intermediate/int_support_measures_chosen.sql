-- One row per area list, reporting unit, round, support year, policy, project, indicator, breakdown, unit and figure.
-- What each accepted submission says of a support policy, in the window that counts: the round's own, else the one of
-- the year that ends last.
with figures as (

    select * from {{ ref('int_figures_resolved') }}
    where
        subject = 'support' and kind in ('actual', 'disbursed') and place = ''
        -- Spending, beneficiaries and loans are support even where the report names no policy.
        and (
            policy <> ''
            or indicator in ('policy_spending', 'policy_beneficiaries', 'loans_disbursed', 'loan_borrowers')
        )
        -- What would not fit is a slip of units, and stops no other unit.
        and (value is null or abs(value) < 1e17)

),

-- Materialized: ranked once, and not again for each figure that is matched with it.
latest as materialized (

    {{ of_changed_unit_rounds('int_submissions_latest') }}
    where stated.subject = 'support'

),

lines as (

    select
        latest.area_list, latest.reporting_unit_code, latest.round,
        substring(figures.period from '^\d{4}') as support_year,
        coalesce(nullif(figures.policy, ''), 'not_stated') as policy, figures.project, figures.indicator,
        figures.narrowing_breakdown as breakdown, figures.unit, latest.submission_id, figures.figure_id,
        figures.period, figures.bound, figures.presence, figures.value
    from figures
    inner join latest on figures.submission_id = latest.submission_id

),

ranked_by_window as (

    select
        lines.*,
        dense_rank() over (
            partition by
                area_list, reporting_unit_code, round, support_year, policy, project, indicator, breakdown, unit
            order by (period = round) desc, {{ period_end_month('period') }} desc nulls last, period
        ) as window_rank
    from lines
    where support_year is not null

)

select
    area_list, reporting_unit_code, round, support_year, policy, project, indicator, breakdown, unit, submission_id,
    figure_id, period, bound, presence, value
from ranked_by_window
where window_rank = 1
