-- Grain: submission × measure. Whether a number stands far outside what is usual in the province and round, or is a
-- thousand or a million times it. Five other units are needed to compare with.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with compared as (

    select
        headlines.*, peers.neighbour_count, peers.median_value,
        abs({{ place_on_scale('headlines.measure', 'headlines.value') }} - peers.median_place_value) as distance,
        -- 1.4826 median distances are one standard deviation. Of a handful of units the median distance is small by
        -- chance now and then: never less counts than what units of a province usually differ by, which is eight points
        -- of the disbursement rate, and a factor of 1.65 in odds or size.
        greatest(1.4826 * peers.usual_distance, case when headlines.measure = 'disbursement_rate' then 8 else 0.5 end)
            as deviation,
        {{ unit_slip('headlines.value', 'peers.median_value', 150, 7000) }} as slip
    from {{ ref('int_submission_headlines') }} as headlines
    inner join {{ ref('int_headline_peers_described') }} as peers
        on headlines.submission_id = peers.submission_id and headlines.measure = peers.measure
    where headlines.value > 0 and peers.neighbour_count >= 5

),

judged as (

    select
        *,
        -- A small share of a large sum is usual; a thousandth of what every neighbour has is so only of counts.
        not is_ratio and (slip >= 1000 or (slip < 1 and unit <> 'vnd')) as is_slip,
        is_ratio and distance > 4.5 * deviation as is_outlier
    from compared

)

select
    submission_id, case when is_slip then 'OUT-003' else 'OUT-001' end as rule, measure, '' as project,
    '' as subproject, '' as component, '' as fund_source, '' as capital_type, left(round, 4) as budget_year, round as period,
    '' as breakdown, '' as place, subject, unit, figure_ids, value as stated, median_value as computed,
    0::numeric as tolerance, case when is_slip or is_outlier then 'mismatch' else 'ok' end as verdict,
    case when is_slip then concat_ws('|', 'OUT-003', subject, slip) else '' end as cause_key, neighbour_count, slip
from judged
