-- One row per area view, area list, province and round in which a unit changed since the last build.
-- What an incremental build makes anew of the rollups.
with changed as (

    select * from {{ ref('int_unit_rounds_changed') }}

),

units as (

    select * from {{ ref('dim_unit_provinces') }}

)

select distinct units.area_view, units.province_area_list as area_list, units.province_code, changed.round
from changed
inner join units using (area_list, reporting_unit_code)
