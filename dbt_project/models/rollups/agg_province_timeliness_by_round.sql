-- One row per area view, area list, province and round.
-- Who reported, who of these in time, and how often reports were sent again.
with submissions as (

    select * from {{ ref('fct_submission_timeliness') }}
    where revision_number is not null

),

{{ units_and_coverage() }},

by_unit as (

    select
        area_list, reporting_unit_code, round,
        bool_or(is_on_time) as is_on_time,
        max(days_late) filter (where not is_on_time) as days_late,
        max(revision_number) - 1 as correction_count
    from submissions
    group by area_list, reporting_unit_code, round

),

summed as (

    select
        {{ province_round() }},
        count(*) filter (where by_unit.is_on_time) as on_time_unit_count,
        count(*) filter (where not by_unit.is_on_time) as late_unit_count,
        sum(by_unit.days_late) as late_days_count,
        max(by_unit.days_late) as most_days_late,
        sum(by_unit.correction_count) as correction_count,
        count(*) filter (where by_unit.correction_count > 0) as corrected_unit_count
    from by_unit
    inner join units using (area_list, reporting_unit_code, round)
    group by {{ province_round() }}

)

select
    {{ province_columns() }},
    {{ pct_of('coverage.received_unit_count', 'coverage.expected_unit_count') }}::numeric(7, 2)
        as reporting_rate_pct,
    summed.on_time_unit_count::integer as on_time_unit_count,
    summed.late_unit_count::integer as late_unit_count,
    {{ pct_of('summed.on_time_unit_count', 'summed.on_time_unit_count + summed.late_unit_count') }}::numeric(7, 2)
        as on_time_rate_pct,
    {{ amount_of_each('summed.late_days_count', 'summed.late_unit_count') }}::numeric(7, 2) as average_days_late,
    summed.most_days_late,
    summed.correction_count::integer as correction_count,
    summed.corrected_unit_count::integer as corrected_unit_count,
    coverage.is_exact, {{ coverage_columns('accepted_unit_count') }},
    summed.on_time_unit_count::integer + summed.late_unit_count::integer as reporting_unit_count,
    coverage.received_unit_count = coverage.expected_unit_count as is_complete
from summed
{{ join_coverage('summed') }}
