-- One row per area list, reporting unit, round, capital line and measure.
-- Amounts that an accepted submission tells and no sum has: contradicted and supported by nothing else, or told with
-- several values of which nothing decides for any.
with measures as (

    {{ of_changed_unit_rounds('int_capital_measures_chosen') }}
    where stated.measure in ('{{ capital_measures() | join("', '") }}')

),

counted as (

    {{ of_changed_unit_rounds('fct_capital_to_date') }}

)

select
    area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure,
    case when bool_or(measures.is_held) then 'unsupported' else 'undecided' end as hold_reason,
    period,
    string_agg(measures.figure_id, ';' order by measures.figure_id) as figure_ids,
    min(measures.submission_id) as submission_id
from measures
left join counted using (area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, period)
where counted.submission_id is null
group by area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, period
