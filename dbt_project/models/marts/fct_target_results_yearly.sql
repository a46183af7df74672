-- One row per area list, reporting unit, round, indicator, target year, project, dimension, breakdown and unit.
-- What a unit was to reach, what it reached, and whether that is enough. A side told with two values is left out.
with sides as (

    {{ of_changed_unit_rounds('int_target_sides_chosen') }}

),

indicators as (

    select * from {{ ref('stg_registry__indicators') }}

),

paired as (

    select
        area_list, reporting_unit_code, round, indicator, target_year, project, dimension, breakdown, unit,
        {%- for side in ['target', 'result'] %}
        case
            when min(value) filter (where side = '{{ side }}') = max(value) filter (where side = '{{ side }}')
                then min(value) filter (where side = '{{ side }}')
        end as {{ side }}_value,
        count(distinct value) filter (where side = '{{ side }}')::integer as {{ side }}_value_count,
        string_agg(figure_id, ';' order by figure_id) filter (where side = '{{ side }}') as {{ side }}_figure_ids,
        min(submission_id) filter (where side = '{{ side }}') as {{ side }}_submission_id,
        {%- endfor %}
        min(period) filter (where side = 'result') as result_period,
        case when min(reported_verdict) = max(reported_verdict) then min(reported_verdict) end as reported_verdict
    from sides
    group by area_list, reporting_unit_code, round, indicator, target_year, project, dimension, breakdown, unit

),

directed as (

    select paired.*, indicators.direction
    from paired
    inner join indicators on paired.indicator = indicators.indicator

)

select
    area_list, reporting_unit_code, round, indicator, target_year, project, dimension, breakdown, unit, direction,
    target_value::numeric(20, 2) as target_value,
    result_value::numeric(20, 2) as result_value,
    result_period,
    {{ attainment_pct('direction', 'unit', 'target_value', 'result_value') }}::numeric(7, 2) as attainment_pct,
    case direction
        when 'more' then result_value >= target_value
        when 'less' then result_value <= target_value
    end as is_met,
    reported_verdict, target_value_count, result_value_count,
    coalesce(target_figure_ids, '') as target_figure_ids,
    coalesce(result_figure_ids, '') as result_figure_ids,
    target_submission_id, result_submission_id
from directed
