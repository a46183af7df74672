-- Grain: area list × province × round × measure. What is usual among the units of a province in a round: how many tell
-- the measure, its median, and the median distance from it. Each is placed on the scale of its kind.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with headlines as (

    select
        headlines.*,
        {{ place_on_scale('headlines.measure', 'headlines.value') }} as place_value
    from {{ ref('int_submission_headlines') }} as headlines
    inner join {{ ref('int_submissions_sound') }} as sound
        on headlines.submission_id = sound.submission_id and headlines.subject = sound.subject
    where headlines.value > 0

),

medians as (

    select
        area_list, province_code, round, measure, count(*) as unit_count,
        percentile_cont(0.5) within group (order by place_value) as median_place_value,
        percentile_cont(0.5) within group (order by value) as median_value
    from headlines
    group by area_list, province_code, round, measure

)

select
    headlines.area_list, headlines.province_code, headlines.round, headlines.measure, medians.unit_count,
    medians.median_place_value, medians.median_value::numeric as median_value,
    percentile_cont(0.5) within group (order by abs(headlines.place_value - medians.median_place_value))
        as usual_distance
from headlines
inner join medians
    on headlines.area_list = medians.area_list
    and headlines.province_code = medians.province_code
    and headlines.round = medians.round
    and headlines.measure = medians.measure
group by
    headlines.area_list, headlines.province_code, headlines.round, headlines.measure, medians.unit_count,
    medians.median_place_value, medians.median_value
