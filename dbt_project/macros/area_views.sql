-- The opening of a rollup: `coverage`, who was expected in each province and round and who reported; `units`, who counts
-- there, with what weight. Of an incremental rollup only the provinces and rounds that changed, or, where a rollup looks
-- across rounds, all rounds of these provinces.
{% macro units_and_coverage(rounds='changed') -%}
coverage as (

    select completeness.* from {{ ref('agg_province_completeness_by_round') }} as completeness
    {%- if rounds == 'changed' %}
    {{- only_changed('dim_changed_province_rounds', 'area_view, area_list, province_code, round') }}
    {%- else %}
    {{- only_changed('dim_changed_provinces', 'area_view, area_list, province_code') }}
    {%- endif %}

),

-- Worked out by itself: the planner takes the few rounds that changed for one row, and would then join everything
-- of a round with everything.
units as materialized (

    select
        provinces.area_view, provinces.province_area_list, provinces.province_code, coverage.round, provinces.area_list,
        provinces.reporting_unit_code, provinces.weight, provinces.is_exact
    from {{ ref('dim_unit_provinces') }} as provinces
    inner join coverage
        on
            provinces.area_view = coverage.area_view
            and provinces.province_area_list = coverage.area_list
            and provinces.province_code = coverage.province_code

)
{%- endmacro %}

-- What a rollup adds up by, before its own dimensions.
{% macro province_round() -%}
    units.area_view, units.province_area_list, units.province_code, units.round
{%- endmacro %}

-- The first columns of a rollup; `dimensions` are those of its own.
{% macro province_columns(dimensions='') -%}
    {{ province_row_key('coverage', dimensions) }} as row_key,
    coverage.area_view, coverage.area_list, coverage.province_code, coverage.province_name, coverage.round
    {%- if dimensions %}, {{ dimensions }}{% endif %}
{%- endmacro %}

-- Its last but one: how far the units of the province are in it. `accepted` is the count for the row's subject; whose
-- newest word on this subject is held is counted too, with the `held_lines` of those who lack this row alone. The rest is
-- what the row of completeness says, of the province and round as a whole.
{% macro coverage_columns(accepted, held_lines='0') -%}
    coverage.expected_unit_count, coverage.received_unit_count, coverage.{{ accepted }} as accepted_unit_count,
    (coverage.{{ accepted | replace('accepted', 'held') }} + coalesce({{ held_lines }}, 0))::integer as held_unit_count,
    {%- for column in coverage_of_province() %}
    coverage.{{ column }} {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

-- Where the sums meet their coverage.
{% macro join_coverage(sums) -%}
    inner join coverage
        on
            {{ sums }}.area_view = coverage.area_view
            and {{ sums }}.province_area_list = coverage.area_list
            and {{ sums }}.province_code = coverage.province_code
            and {{ sums }}.round = coverage.round
{%- endmacro %}

-- The key of a rollup row. What is as reported carries no name of its view, so that keys published before there were
-- views stay what they were.
{% macro province_row_key(place, dimensions='') -%}
    concat_ws(
        '|', nullif({{ place }}.area_view, 'as_reported'), {{ place }}.area_list, {{ place }}.province_code,
        {{ place }}.round {%- if dimensions %}, {{ dimensions }}{% endif %}
    )
{%- endmacro %}

-- Preliminary as soon as one unit is, official only when all are.
{% macro status_of_all(status) -%}
    case
        when bool_or({{ status }} = 'preliminary') then 'preliminary'
        when bool_and(coalesce({{ status }} = 'official', false)) then 'official'
    end
{%- endmacro %}
