-- One row per area list, reporting unit, round, earlier round and capital line.
-- What was paid by a round's end, against what an earlier round of the year had paid and what it foresaw for this one.
with amounts as (

    {{ of_changed_units('fct_capital_to_date') }}

),

measures as (

    select
        area_list, reporting_unit_code, round, {{ capital_dimensions() }}, measure, period, value_vnd,
        {{ period_end_month('round') }} as end_month
    from amounts
    where measure in ('disbursed_vnd', 'forecast_9m_vnd', 'forecast_year_vnd') and value_vnd is not null

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
        area_list, reporting_unit_code, {{ capital_dimensions() }}, paid.round, paid.value_vnd, earlier.round

)

select
    area_list, reporting_unit_code, round, earlier_round, {{ capital_dimensions() }},
    disbursed_vnd, earlier_disbursed_vnd,
    (disbursed_vnd - earlier_disbursed_vnd)::numeric(20, 0) as increment_vnd,
    forecast_vnd,
    {{ pct_of('disbursed_vnd', 'forecast_vnd') }}::numeric(7, 2) as forecast_attainment_pct
from paired
