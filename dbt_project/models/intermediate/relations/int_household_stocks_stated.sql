-- Grain: submission × household count or rate × unit × place × group × period × status × told of a movement or a review.
-- How many there were at the end of a period; the opening of a movement, and what a report within a year tells of its
-- beginning, is the end of the year before.
{{ kept_by_submission() }}

with figures as (

    select
        measured.*,
        submissions.round <> left(submissions.round, 4) and measured.period = left(submissions.round, 4)
        and measured.paragraph is not null
        -- "6 tháng đầu năm" is a window, "từ đầu năm" and "so với đầu năm" tell of what came after. The quote
        -- of a number far on in a sentence no longer holds its beginning: its neighbours say when they were counted.
        and bool_or(lower(measured.quote) ~ '(?<!tháng |từ |với )\mđầu năm\M') over (
            partition by measured.submission_id, measured.paragraph, measured.period
        ) as is_opening
    from {{ ref('int_figures_measured') }} as measured
    inner join {{ ref('int_submissions_received') }} as submissions
        on measured.submission_id = submissions.submission_id
    where
        measured.kind = 'actual' and measured.bound = 'exact' and measured.project = '' and measured.policy = ''
        and measured.dimension = '' and not measured.is_superseded and measured.period ~ '^\d{4}'

),

told as (

    select
        submission_id, figure_id, unit, place, breakdown, status, value, printed_unit, document_order,
        case
            when measure in ('poor_movement_start', 'poor_movement_end') then 'poor'
            when measure in ('near_poor_movement_start', 'near_poor_movement_end') then 'near_poor'
        end || case unit when 'households' then '_households' else '_people' end as moved_measure,
        measure,
        case
            when measure like '%_movement_start' or is_opening then (left(period, 4)::int - 1)::text
            else period
        end as period,
        measure like '%_movement_%' as is_movement
    from figures
    where
        measure in (
            'total_households', 'poor_households', 'near_poor_households', 'total_population', 'poor_people',
            'near_poor_people', 'poor_household_rate', 'near_poor_household_rate'
        )
        or measure in (
            'poor_movement_start', 'poor_movement_end', 'near_poor_movement_start', 'near_poor_movement_end'
        )

)

select
    submission_id, coalesce(moved_measure, measure) as measure, unit, place, breakdown, period, status, is_movement,
    min(figure_id) as figure_id, min(value) as value, max(printed_unit) as printed_unit,
    min(document_order) as document_order
from told
group by
    submission_id, coalesce(moved_measure, measure), unit, place, breakdown, period, status, is_movement
having min(value) = max(value)
