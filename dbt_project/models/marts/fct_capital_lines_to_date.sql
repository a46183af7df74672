-- One row per area list, reporting unit, round and capital line.
-- The measures of fct_capital_to_date side by side, and which are told but held: a line may have nothing but these.
with measures as (

    {{ of_changed_unit_rounds('fct_capital_to_date') }}

),

held as (

    {{ of_changed_unit_rounds('fct_capital_lines_held') }}

),

told as (

    select
        area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, value_vnd, value_pct,
        presence = 'not_applicable' as is_not_applicable, false as is_held
    from measures
    union all
    select
        area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, null as value_vnd,
        null as value_pct, false as is_not_applicable, true as is_held
    from held

)

select
    area_list, reporting_unit_code, round, {{ capital_dimensions() }},
    {%- for measure in capital_measures() %}
    max(value_vnd) filter (where measure = '{{ measure }}') as {{ measure }},
    {%- endfor %}
    {%- for ratio in reported_capital_ratios() + ['reported_cofinancing_share_pct'] %}
    max(value_pct) filter (where measure = '{{ ratio }}') as {{ ratio }},
    {%- endfor %}
    bool_and(is_not_applicable) as is_not_applicable,
    coalesce(string_agg(measure, ';' order by measure) filter (where is_held), '') as held_measures
from told
group by area_list, reporting_unit_code, round, {{ capital_dimensions() }}
