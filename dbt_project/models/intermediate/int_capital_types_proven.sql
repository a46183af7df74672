-- One row per submission and figure whose capital type the sums prove to be other than its label.
-- Two lines called investment, one of which is the sum of the recurrent lines: that one is recurrent, and so is what
-- the same paragraph says of it.
{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with programme_lines as (

    select
        submission_id, figure_id, indicator, kind, fund_source, capital_type, budget_year, period, unit, value,
        location_paragraph, character_number, narrowing_breakdown
    from {{ ref('int_figures_described') }}
    where
        subject = 'capital' and project = '' and place = '' and capital_type = 'investment'
        and kind <> 'planned'

),

recurrent_sums as (

    select * from {{ ref('int_recurrent_lines_summed') }}

),

assigned_lines as (

    select
        submission_id, figure_id, fund_source, budget_year, period, value,
        min(value) over same_label <> max(value) over same_label as has_sibling
    from programme_lines
    where indicator = 'capital_assigned' and unit = 'vnd' and narrowing_breakdown = ''
    window same_label as (partition by submission_id, fund_source, budget_year, period)

),

mislabelled as (

    select distinct assigned_lines.submission_id, assigned_lines.figure_id
    from assigned_lines
    inner join recurrent_sums
        on
            assigned_lines.submission_id = recurrent_sums.submission_id
            and assigned_lines.budget_year = recurrent_sums.budget_year
            and assigned_lines.period = recurrent_sums.period
            and assigned_lines.value = recurrent_sums.recurrent_value
            and recurrent_sums.fund_source in (assigned_lines.fund_source, 'all')
    where assigned_lines.has_sibling

),

marked as (

    select
        programme_lines.submission_id, programme_lines.figure_id, programme_lines.location_paragraph,
        mislabelled.figure_id is not null as is_mislabelled,
        -- Each assigned line opens a stretch of its paragraph: what follows, up to the next, is told about it.
        count(*) filter (where programme_lines.indicator = 'capital_assigned') over (
            partition by programme_lines.submission_id, programme_lines.location_paragraph
            order by programme_lines.character_number, programme_lines.figure_id
        ) as stretch
    from programme_lines
    left join mislabelled
        on
            programme_lines.submission_id = mislabelled.submission_id
            and programme_lines.figure_id = mislabelled.figure_id

),

spread as (

    select
        submission_id, figure_id,
        is_mislabelled or (
            location_paragraph is not null
            and bool_or(is_mislabelled) over (partition by submission_id, location_paragraph, stretch)
        ) as is_recurrent
    from marked

)

select submission_id, figure_id, 'recurrent' as proven_capital_type
from spread
where is_recurrent
