-- One row per area view, area list, province and round in which a unit changed since the last build, or in an earlier one.
-- What an incremental build makes anew of the rollups. A silent unit is as large as it last said, so what an earlier round
-- says now may change how much of a later one is covered.
with changed as (

    select * from {{ ref('int_unit_rounds_changed') }}

),

units as (

    select * from {{ ref('dim_unit_provinces') }}

),

changed_places as (

    select distinct
        units.area_view, units.province_area_list, units.province_code, changed.round,
        {{ round_end_date('changed.round') }} as round_end_date
    from changed
    inner join units using (area_list, reporting_unit_code)

),

submissions as (

    select distinct area_list, reporting_unit_code, round, {{ round_end_date('round') }} as round_end_date
    from {{ ref('fct_submissions') }}
    where round is not null

),

later_rounds as (

    select units.area_view, units.province_area_list, units.province_code, submissions.round
    from submissions
    inner join units using (area_list, reporting_unit_code)
    inner join changed_places
        on
            units.area_view = changed_places.area_view
            and units.province_area_list = changed_places.province_area_list
            and units.province_code = changed_places.province_code
            and submissions.round_end_date > changed_places.round_end_date

)

select area_view, province_area_list as area_list, province_code, round from changed_places
union
select area_view, province_area_list as area_list, province_code, round from later_rounds
