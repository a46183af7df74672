-- Grain: submission × measure. What is usual among the other units of the province in the round: how many tell the
-- measure, its median, and the median distance from it. The submission's own unit is left out: a yardstick that holds
-- what it measures gives way to it, the more so the fewer there are. Each number is placed on the scale of its kind.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with headlines as (

    select *, {{ place_on_scale('measure', 'value') }} as place_value
    from {{ ref('int_submission_headlines') }}
    where value > 0

),

-- More poor households than households are nobody's measure, whichever of the two is wrong.
neighbours as (

    select headlines.*
    from headlines
    inner join {{ ref('int_submissions_sound') }} as sound
        on headlines.submission_id = sound.submission_id and headlines.subject = sound.subject
    where not (headlines.measure in ('poor_household_rate', 'near_poor_household_rate') and headlines.value > 100)

),

affected as (

    select headlines.*
    from headlines
    inner join {{ ref('int_submissions_affected') }} as affected on headlines.submission_id = affected.submission_id

),

paired as (

    select headlines.submission_id, headlines.measure, neighbours.value, neighbours.place_value
    from affected as headlines
    inner join neighbours
        on headlines.area_list = neighbours.area_list
        and headlines.province_code = neighbours.province_code
        and headlines.round = neighbours.round
        and headlines.measure = neighbours.measure
        and headlines.reporting_unit_code <> neighbours.reporting_unit_code

),

medians as (

    select
        submission_id, measure, count(*) as neighbour_count,
        percentile_cont(0.5) within group (order by place_value) as median_place_value,
        percentile_cont(0.5) within group (order by value) as median_value
    from paired
    group by submission_id, measure

)

select
    paired.submission_id, paired.measure, medians.neighbour_count, medians.median_place_value,
    medians.median_value::numeric as median_value,
    percentile_cont(0.5) within group (order by abs(paired.place_value - medians.median_place_value))
        as usual_distance
from paired
inner join medians on paired.submission_id = medians.submission_id and paired.measure = medians.measure
group by
    paired.submission_id, paired.measure, medians.neighbour_count, medians.median_place_value, medians.median_value
