-- One row per area list, province and round.
-- Who was expected, who reported, whose report counts. Units are those of the area list on the round's last day.
with units as (

    select * from {{ ref('dim_reporting_units') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}
    where round is not null and {{ round_end_date('round') }} is not null

),

received_by_unit as (

    select
        units.area_list, units.province_code, submissions.round, units.reporting_unit_code,
        bool_or(submissions.is_capital_accepted) as is_capital_accepted,
        bool_or(submissions.is_poverty_accepted) as is_poverty_accepted,
        bool_or(submissions.is_targets_accepted) as is_targets_accepted,
        bool_or(submissions.is_support_accepted) as is_support_accepted,
        bool_or(submissions.is_newest and submissions.held_subjects <> '') as is_held,
        sum(submissions.critical_finding_count) filter (where submissions.is_newest) as critical_finding_count,
        sum(submissions.warning_finding_count) filter (where submissions.is_newest) as warning_finding_count,
        sum(submissions.note_finding_count) filter (where submissions.is_newest) as note_finding_count,
        sum(submissions.waived_finding_count) filter (where submissions.is_newest) as waived_finding_count,
        max(submissions.waivers) filter (where submissions.is_newest) as waivers
    from submissions
    inner join units
        on submissions.area_list = units.area_list and submissions.reporting_unit_code = units.reporting_unit_code
    group by units.area_list, units.province_code, submissions.round, units.reporting_unit_code

),

awaited as (

    select distinct area_list, province_code, round from received_by_unit

),

expected_by_unit as (

    select
        awaited.area_list, awaited.province_code, awaited.round, units.province_name, units.reporting_unit_code,
        units.reporting_unit_name,
        coalesce(units.valid_from_date <= {{ round_end_date('awaited.round') }}, true)
        and coalesce(units.valid_to_date >= {{ round_end_date('awaited.round') }}, true) as is_expected
    from awaited
    inner join units on awaited.area_list = units.area_list and awaited.province_code = units.province_code

),

counted as (

    select
        expected.area_list, expected.province_code, expected.round,
        min(expected.province_name) as province_name,
        count(*) filter (where expected.is_expected) as expected_unit_count,
        count(received.reporting_unit_code) as received_unit_count,
        count(*) filter (
            where received.is_capital_accepted or received.is_poverty_accepted
            or received.is_targets_accepted or received.is_support_accepted
        ) as accepted_unit_count,
        count(*) filter (where received.is_held) as held_unit_count,
        string_agg(expected.reporting_unit_name, '; ' order by expected.reporting_unit_code)
            filter (where expected.is_expected and received.reporting_unit_code is null) as missing_unit_names,
        count(*) filter (where received.is_capital_accepted) as accepted_capital_unit_count,
        count(*) filter (where received.is_poverty_accepted) as accepted_poverty_unit_count,
        count(*) filter (where received.is_targets_accepted) as accepted_targets_unit_count,
        sum(received.critical_finding_count) as critical_finding_count,
        sum(received.warning_finding_count) as warning_finding_count,
        sum(received.note_finding_count) as note_finding_count,
        sum(received.waived_finding_count) as waived_finding_count,
        string_agg(expected.reporting_unit_name || ' – ' || received.waivers, '; ' order by expected.reporting_unit_code)
            filter (where received.waivers <> '') as waivers
    from expected_by_unit as expected
    left join received_by_unit as received
        using (area_list, province_code, round, reporting_unit_code)
    group by expected.area_list, expected.province_code, expected.round

)

select
    concat_ws('|', area_list, province_code, round) as row_key,
    area_list, province_code, round, province_name,
    expected_unit_count::integer, received_unit_count::integer, accepted_unit_count::integer,
    held_unit_count::integer, coalesce(missing_unit_names, '') as missing_unit_names,
    accepted_capital_unit_count::integer, accepted_poverty_unit_count::integer, accepted_targets_unit_count::integer,
    critical_finding_count::integer, warning_finding_count::integer, note_finding_count::integer,
    waived_finding_count::integer, coalesce(waivers, '') as waivers,
    accepted_unit_count = expected_unit_count and held_unit_count = 0 as is_final
from counted
