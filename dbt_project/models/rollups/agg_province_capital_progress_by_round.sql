-- One row per area view, area list, province, round, earlier round and capital line.
-- What came between two rounds of a year, and what of a forecast came true; each over the units that state both sides.
with progress as (

    select * from {{ ref('fct_capital_progress_to_date') }}

),

{{ units_and_coverage(rounds='all') }},

summed as (

    select
        {{ province_round() }}, progress.earlier_round, {{ capital_dimensions() }},
        {{ ratio_sides(
            'progress.disbursed_vnd', 'progress.earlier_disbursed_vnd', ('disbursed', 'earlier_disbursed'), 'vnd'
        ) }}
        {{ ratio_sides('progress.disbursed_vnd', 'progress.forecast_vnd', ('disbursed', 'forecast'), 'vnd') }}
        count(*) filter (where progress.disbursed_vnd is not null and progress.earlier_disbursed_vnd is not null)
            as increment_unit_count,
        count(*) filter (where progress.disbursed_vnd is not null and progress.forecast_vnd is not null)
            as forecast_unit_count,
        bool_and(units.is_exact) as is_exact,
        -- Of what both sides are known. A pair of which a side is held is in no sum, and the row says so.
        count(*) filter (
            where progress.disbursed_vnd is not null
            and coalesce(progress.earlier_disbursed_vnd, progress.forecast_vnd) is not null
        ) as reporting_unit_count,
        count(*) filter (where progress.held_measures <> '') as held_line_unit_count
    from progress
    inner join units using (area_list, reporting_unit_code, round)
    group by {{ province_round() }}, progress.earlier_round, {{ capital_dimensions() }}

)

select
    {{ province_columns('summed.earlier_round, ' ~ capital_dimensions()) }},
    summed.earlier_disbursed_of_disbursed_vnd::numeric(20, 0) as earlier_disbursed_vnd,
    (summed.disbursed_of_earlier_disbursed_vnd - summed.earlier_disbursed_of_disbursed_vnd)::numeric(20, 0)
        as increment_vnd,
    summed.increment_unit_count::integer as increment_unit_count,
    summed.forecast_of_disbursed_vnd::numeric(20, 0) as forecast_vnd,
    summed.disbursed_of_forecast_vnd::numeric(20, 0) as disbursed_of_forecast_vnd,
    (summed.disbursed_of_forecast_vnd - summed.forecast_of_disbursed_vnd)::numeric(20, 0) as forecast_difference_vnd,
    {{ pct_of('summed.disbursed_of_forecast_vnd', 'summed.forecast_of_disbursed_vnd') }}::numeric(7, 2)
        as forecast_attainment_pct,
    summed.forecast_unit_count::integer as forecast_unit_count,
    summed.is_exact, {{ coverage_columns('accepted_capital_unit_count', 'summed.held_line_unit_count') }},
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.reporting_unit_count = coverage.expected_unit_count as is_complete
from summed
{{ join_coverage('summed') }}
