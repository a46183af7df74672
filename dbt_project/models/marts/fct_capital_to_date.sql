-- One row per area list, reporting unit, round, capital line and measure.
-- What a unit's accepted submission says of a line. A line told with two values is left out: nothing decides for one.
with measures as (

    {{ of_changed_unit_rounds('int_capital_measures_chosen') }}
    where not stated.is_held

)

select
    area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure,
    case when measure like '%\_vnd' then max(value) filter (where presence <> 'not_applicable') end::numeric(20, 0)
        as value_vnd,
    case when measure like '%\_pct' then max(value) filter (where presence <> 'not_applicable') end::numeric(7, 2)
        as value_pct,
    -- Zero, not applicable and not reported differ: the last has no row, the second no value.
    case
        when bool_and(presence = 'not_applicable') then 'not_applicable'
        when bool_or(presence = 'stated') then 'stated'
        else 'zero_in_words'
    end as presence,
    min(period) as period,
    string_agg(figure_id, ';' order by figure_id) as figure_ids,
    min(submission_id) as submission_id
from measures
group by area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure
having
    min(value) filter (where presence <> 'not_applicable')
    is not distinct from max(value) filter (where presence <> 'not_applicable')
