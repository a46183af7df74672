-- One row per area list, reporting unit, round, earlier round and capital line.
-- What was paid by a round's end, against what an earlier round of the year had paid and what it foresaw for this one. A side
-- that is held has no value, and stands in `held_measures`.
with amounts as (

    {{ of_changed_units('fct_capital_to_date') }}

),

held as (

    {{ of_changed_units('fct_capital_lines_held') }}

),

told as (

    select area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, period, value_vnd, false as is_held
    from amounts
    where value_vnd is not null
    union all
    select area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, period, null as value_vnd,
        true as is_held
    from held

),

measures as (

    select *, {{ period_end_month('round') }} as end_month
    from told
    where measure in ('disbursed_vnd', 'forecast_9m_vnd', 'forecast_year_vnd')

),

paid as (

    select * from measures
    -- Payments of another window than the round's own are no step of its year.
    where measure = 'disbursed_vnd' and period = round

),

paired as (

    select
        area_list, reporting_unit_code, {{ capital_dimensions() }},
        paid.round, paid.value_vnd as disbursed_vnd, earlier.round as earlier_round,
        paid.is_held as is_disbursed_held,
        bool_or(earlier.is_held and earlier.measure = 'disbursed_vnd') as is_earlier_disbursed_held,
        bool_or(earlier.is_held and earlier.measure <> 'disbursed_vnd') as is_forecast_held,
        max(earlier.value_vnd) filter (where earlier.measure = 'disbursed_vnd') as earlier_disbursed_vnd,
        max(earlier.value_vnd) filter (where earlier.measure <> 'disbursed_vnd') as forecast_vnd
    from paid
    inner join measures as earlier using (area_list, reporting_unit_code, {{ capital_dimensions() }})
    where
        earlier.end_month < paid.end_month
        and (
            (
                earlier.measure = 'disbursed_vnd' and earlier.period = earlier.round
                and left(earlier.round, 4) = left(paid.round, 4)
            )
            or (earlier.measure <> 'disbursed_vnd' and earlier.period = paid.round)
        )
    group by
        area_list, reporting_unit_code, {{ capital_dimensions() }}, paid.round, paid.value_vnd, paid.is_held,
        earlier.round

)

select
    area_list, reporting_unit_code, round, earlier_round, {{ capital_dimensions() }},
    disbursed_vnd, earlier_disbursed_vnd,
    (disbursed_vnd - earlier_disbursed_vnd)::numeric(20, 0) as increment_vnd,
    forecast_vnd,
    {{ pct_of('disbursed_vnd', 'forecast_vnd') }}::numeric(7, 2) as forecast_attainment_pct,
    concat_ws(
        ';'
        {%- for side in ['disbursed', 'earlier_disbursed', 'forecast'] %},
        case when is_{{ side }}_held then '{{ side }}_vnd' end
        {%- endfor %}
    ) as held_measures
from paired
