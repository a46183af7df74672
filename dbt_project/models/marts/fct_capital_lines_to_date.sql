-- One row per area list, reporting unit, round and capital line.
-- The measures of fct_capital_to_date side by side.
with measures as (

    {{ of_changed_unit_rounds('fct_capital_to_date') }}

)

select
    area_list, reporting_unit_code, round, {{ capital_dimensions() }},
    {%- for measure in capital_measures() + ['approved_vnd'] %}
    max(value_vnd) filter (where measure = '{{ measure }}') as {{ measure }},
    {%- endfor %}
    max(value_pct) filter (where measure = 'reported_disbursement_rate_pct') as reported_disbursement_rate_pct,
    bool_and(presence = 'not_applicable') as is_not_applicable
from measures
group by area_list, reporting_unit_code, round, {{ capital_dimensions() }}
