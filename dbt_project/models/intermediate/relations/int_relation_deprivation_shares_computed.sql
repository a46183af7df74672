-- Grain: submission × share of deprived households. The count in front of each share over the one number of households
-- that most of these shares are made of; one that departs from it is a slip.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select *, lag(figure_id) over paragraph_order as previous_figure_id
    from {{ ref('int_figures_measured') }}
    window paragraph_order as (partition by submission_id, paragraph order by document_order)

),

shares as (

    select
        rate.*, counted.figure_id as counted_figure_id, counted.value as counted_value, counted.unit as counted_unit
    from figures as rate
    inner join figures as counted
        on rate.submission_id = counted.submission_id and rate.previous_figure_id = counted.figure_id
    where
        rate.measure = 'deprived_household_rate' and rate.unit = 'percent' and rate.bound = 'exact'
        and rate.paragraph is not null and rate.printed_unit > 0
        and counted.measure = 'deprived_households' and counted.bound = 'exact'
        and counted.dimension = rate.dimension
        -- Those of one group are held against that group.
        and rate.breakdown !~ '^(near_)?poor;'

),

tried as (

    select
        shares.*, wholes.figure_id as whole_figure_id, wholes.value as whole_value, wholes.measure as whole_measure,
        100 * shares.counted_value / wholes.value as computed,
        abs(shares.value - 100 * shares.counted_value / wholes.value) <= shares.printed_unit as is_kept
    from shares
    inner join {{ ref('int_household_reviews_stated') }} as wholes
        on shares.submission_id = wholes.submission_id
        and wholes.measure in ('poor_households', 'near_poor_households', 'total_households')
        and wholes.place = '' and wholes.breakdown = '' and wholes.value > 0

),

counted as (

    select
        *, count(*) filter (where is_kept) over whole_lines as kept_count, count(*) over whole_lines as line_count
    from tried
    window whole_lines as (partition by submission_id, whole_figure_id)

),

chosen as (

    select
        *, row_number() over (
            partition by submission_id, figure_id order by kept_count desc, whole_figure_id
        ) as choice
    from counted
    where kept_count >= 3 and 2 * kept_count > line_count

)

select
    submission_id, 'RAT-004' as rule, {{ relation_line() }}, subject, unit, array[figure_id] as stated_figure_ids,
    array[counted_figure_id, whole_figure_id] as other_figure_ids, value as stated, computed,
    printed_unit / 2 as tolerance, printed_unit as note_tolerance, 'near' as sense, true as is_complete,
    '' as cause_key,
    jsonb_build_object(
        'numerator', counted_value, 'amount_unit', counted_unit, 'denominator', whole_value,
        'denominator_line', jsonb_build_object('measure', whole_measure)
    ) as details
from chosen
where choice = 1
