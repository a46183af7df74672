-- One row per area list and reporting unit.
-- Who reports: districts until 30 June 2025, communes since, each with its province in that list. A unit is named with
-- what it is, as in its reports: a city often has its province's name, a town that of the district around it.
-- The areas are read twice: of a step that two others share the planner knows nothing, and joins it in a loop.
with provinces as (

    select * from {{ ref('stg_registry__areas') }}
    where level = 'province'

),

units as (

    select * from {{ ref('stg_registry__areas') }}
    where
        (area_list = 'before_2025_07' and level = 'district')
        or (area_list = 'from_2025_07' and level = 'commune')

)

select
    units.area_list, units.code as reporting_unit_code, units.name_with_type as reporting_unit_name,
    units.level as unit_level, units.province_code, provinces.name as province_name,
    units.valid_from_date, units.valid_to_date
from units
inner join provinces on units.area_list = provinces.area_list and units.province_code = provinces.code
