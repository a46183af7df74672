-- Grain: submission × measure. The few numbers of a submission that are compared with those of its neighbours.
{{ kept_by_submission() }}

with submissions as (

    select submission_id, area_list, province_code, reporting_unit_code, round,
        {{ period_end_month('round') }} as round_end_month
    from {{ ref('int_submissions_received') }}
    where area_list is not null and province_code is not null and reporting_unit_code is not null

),

money as (

    select
        cells.submission_id, cells.measure, cells.value, cells.figure_ids[1] as figure_id, 'vnd' as unit,
        'capital' as subject, 1 as nearness
    from {{ ref('int_capital_readings_compared') }} as cells
    inner join submissions on cells.submission_id = submissions.submission_id
    where
        cells.is_used and not cells.is_type_assumed and cells.distance_from_whole = 0 and cells.project = ''
        and cells.fund_source = 'all' and cells.capital_type = 'all'
        and cells.budget_year = left(submissions.round, 4)
        and (cells.measure = 'assigned' or (cells.measure = 'disbursed' and cells.period = submissions.round))

),

stocks as (

    {{ of_changed_submissions('int_household_stocks_stated') }}

),

counted as (

    select
        submission_id, measure, value, figure_id, unit, 'poverty' as subject,
        row_number() over (
            partition by submission_id, measure
            order by {{ period_end_month('period') }} desc nulls last, is_movement, status desc, figure_id
        ) as nearness
    from stocks
    where
        place = '' and breakdown = ''
        and measure in ('total_households', 'poor_households', 'near_poor_households', 'total_population')

),

told as (

    select * from money
    union all
    select * from counted
    where nearness = 1

),

ratios (ratio, part, whole, factor, unit, subject) as (

    values
        ('disbursement_rate', 'disbursed', 'assigned', 100, 'percent', 'capital'),
        ('poor_household_rate', 'poor_households', 'total_households', 100, 'percent', 'poverty'),
        ('near_poor_household_rate', 'near_poor_households', 'total_households', 100, 'percent', 'poverty'),
        ('capital_per_poor_household', 'assigned', 'poor_households', 1, 'vnd', 'capital')

),

valued as (

    select submission_id, measure, value, array[figure_id] as figure_ids, unit, subject, false as is_ratio
    from told
    union all
    select
        part.submission_id, ratios.ratio as measure, ratios.factor * part.value / whole.value as value,
        array[part.figure_id, whole.figure_id] as figure_ids, ratios.unit, ratios.subject, true as is_ratio
    from ratios
    inner join told as part on ratios.part = part.measure
    inner join told as whole on part.submission_id = whole.submission_id and ratios.whole = whole.measure
    where whole.value > 0

)

select
    submissions.area_list, submissions.province_code, submissions.reporting_unit_code, submissions.round,
    submissions.round_end_month, valued.submission_id, valued.measure, valued.value, valued.figure_ids, valued.unit,
    valued.subject, valued.is_ratio
from valued
inner join submissions on valued.submission_id = submissions.submission_id
