-- One row per area view, area list, province and round.
-- Who was expected, who reported, whose report counts, and how large a share of the province that is. Units are those of
-- the province on the round's last day.
with units as (

    select * from {{ ref('dim_unit_provinces') }}

),

{{ received_by_unit() }},

{{ facts_of_coverage() }},

awaited as (

    select distinct units.area_view, units.province_area_list, units.province_code, received.round
    from received_by_unit as received
    inner join units using (area_list, reporting_unit_code)

),

expected_by_unit as (

    select
        awaited.round, units.*,
        coalesce(units.valid_from_date <= {{ round_end_date('awaited.round') }}, true)
        and coalesce(units.valid_to_date >= {{ round_end_date('awaited.round') }}, true) as is_expected
    from awaited
    inner join units using (area_view, province_area_list, province_code)

),

{{ sizes_last_known() }},

counted as (

    select
        expected.area_view, expected.province_area_list as area_list, expected.province_code, expected.round,
        min(expected.province_name) as province_name,
        bool_and(expected.is_exact) as is_exact,
        count(*) filter (where expected.is_expected) as expected_unit_count,
        count(received.reporting_unit_code) as received_unit_count,
        count(received.reporting_unit_code) filter (where expected.is_expected) as received_expected_unit_count,
        count(*) filter (
            where received.is_capital_accepted or received.is_poverty_accepted
            or received.is_targets_accepted or received.is_support_accepted
        ) as accepted_unit_count,
        count(*) filter (where received.is_held) as held_unit_count,
        count(received.reporting_unit_code) filter (where expected.area_list <> expected.province_area_list)
            as recast_unit_count,
        string_agg(expected.reporting_unit_name, '; ' order by expected.reporting_unit_code)
            filter (where expected.is_expected and received.reporting_unit_code is null) as missing_unit_names,
        {%- for subject in ['capital', 'poverty', 'targets', 'support'] %}
        count(*) filter (where received.is_{{ subject }}_accepted) as accepted_{{ subject }}_unit_count,
        count(*) filter (where received.is_{{ subject }}_held) as held_{{ subject }}_unit_count,
        {%- endfor %}
        {%- for kind in ['critical', 'warning', 'note', 'waived'] %}
        sum(received.{{ kind }}_finding_count) as {{ kind }}_finding_count,
        {%- endfor %}
        max(due.due_date) filter (where expected.is_expected) as due_date,
        count(*) filter (where sizes.is_nil_return) as nil_return_unit_count,
        {{ sums_of_sizes() }}
        sum(held_lines.held_line_count) as held_line_count,
        string_agg(expected.reporting_unit_name, '; ' order by expected.reporting_unit_code)
            filter (where held_lines.held_line_count > 0) as held_line_unit_names,
        string_agg(expected.reporting_unit_name || ' – ' || received.waivers, '; ' order by expected.reporting_unit_code)
            filter (where received.waivers <> '') as waivers
    from expected_by_unit as expected
    left join received_by_unit as received using (area_list, reporting_unit_code, round)
    left join held_lines using (area_list, reporting_unit_code, round)
    left join sizes using (area_list, reporting_unit_code, round)
    left join due using (area_list, own_province_code, round)
    left join last_known using (area_list, reporting_unit_code, round)
    group by expected.area_view, expected.province_area_list, expected.province_code, expected.round

)

select
    {{ province_row_key('counted') }} as row_key,
    area_view, area_list, province_code, round, province_name, is_exact,
    expected_unit_count::integer, received_unit_count::integer, accepted_unit_count::integer,
    held_unit_count::integer, recast_unit_count::integer, coalesce(missing_unit_names, '') as missing_unit_names,
    accepted_capital_unit_count::integer, accepted_poverty_unit_count::integer, accepted_targets_unit_count::integer,
    accepted_support_unit_count::integer,
    held_capital_unit_count::integer, held_poverty_unit_count::integer, held_targets_unit_count::integer,
    held_support_unit_count::integer,
    critical_finding_count::integer, warning_finding_count::integer, note_finding_count::integer,
    waived_finding_count::integer, coalesce(waivers, '') as waivers,
    due_date,
    nil_return_unit_count::integer as nil_return_unit_count,
    {{ shares_covered() }}
    coalesce(held_line_count, 0)::integer as held_line_count,
    coalesce(held_line_unit_names, '') as held_line_unit_names,
    {{ provisional_reasons() }} = '' as is_final,
    {{ provisional_reasons() }} as provisional_reasons
from counted
