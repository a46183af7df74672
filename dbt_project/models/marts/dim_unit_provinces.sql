-- One row per area view, area list, reporting unit and province that the unit counts for.
-- Its own province (as_reported), that of today (recast), the country (national). In each view a unit's weights add up
-- to one, and so every view adds up to the same total.
with units as (

    select * from {{ ref('dim_reporting_units') }}

),

provinces as (

    select * from {{ ref('stg_registry__areas') }}
    where level = 'province'

),

successions as (

    select * from {{ ref('stg_registry__area_successions') }}
    where old_level = 'province'

),

list_ends as (

    select area_list, max(valid_to_date) as last_date
    from provinces
    group by area_list

),

successors as (

    select
        successions.old_area_list, successions.old_code, provinces.area_list, provinces.code, provinces.name,
        -- A province that was divided has no declared shares: they are equal, and everything they touch is inexact.
        1.0 / count(*) over (partition by successions.old_area_list, successions.old_code) as weight,
        not successions.is_partial
        and count(*) over (partition by successions.old_area_list, successions.old_code) = 1 as is_exact
    from successions
    inner join provinces
        on successions.new_area_list = provinces.area_list and successions.new_code = provinces.code

),

viewed as (

    select
        'as_reported' as area_view, units.*, units.area_list as for_area_list, units.province_code as for_province_code,
        units.province_name as for_province_name, 1.0 as weight, true as is_exact
    from units
    union all
    select
        'recast' as area_view, units.*,
        -- A province of the newer list is its own successor.
        coalesce(successors.area_list, units.area_list) as for_area_list,
        coalesce(successors.code, units.province_code) as for_province_code,
        coalesce(successors.name, units.province_name) as for_province_name,
        coalesce(successors.weight, 1.0) as weight, coalesce(successors.is_exact, true) as is_exact
    from units
    left join successors
        on units.area_list = successors.old_area_list and units.province_code = successors.old_code
    union all
    select
        'national' as area_view, units.*, 'from_2025_07' as for_area_list, 'VN' as for_province_code,
        'Cả nước' as for_province_name, 1.0 as weight, true as is_exact
    from units

)

select
    viewed.area_view, viewed.area_list, viewed.reporting_unit_code, viewed.reporting_unit_name,
    viewed.province_code as own_province_code,
    viewed.for_area_list as province_area_list, viewed.for_province_code as province_code,
    viewed.for_province_name as province_name,
    viewed.weight::numeric(9, 8) as weight, viewed.is_exact,
    viewed.valid_from_date,
    -- A unit whose last day no list tells was gone when its list ended.
    least(viewed.valid_to_date, list_ends.last_date) as valid_to_date
from viewed
inner join list_ends on viewed.area_list = list_ends.area_list
