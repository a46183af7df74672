-- One row per area list and reporting unit.
-- Who reports: districts until 30 June 2025, communes since, each with its province and that province's successor.
with areas as (

    select * from {{ ref('stg_registry__areas') }}

),

successions as (

    select * from {{ ref('stg_registry__area_successions') }}
    where old_level = 'province'

),

provinces as (

    select areas.area_list, areas.code, areas.name, successions.new_code, successions.new_area_list
    from areas
    left join successions on areas.area_list = successions.old_area_list and areas.code = successions.old_code
    where areas.level = 'province'

),

units as (

    select * from areas
    where
        (area_list = 'before_2025_07' and level = 'district')
        or (area_list = 'from_2025_07' and level = 'commune')

)

select
    units.area_list, units.code as reporting_unit_code, units.name as reporting_unit_name,
    units.level as unit_level, units.province_code, provinces.name as province_name,
    -- A province of the newer list is its own successor.
    coalesce(successors.code, provinces.code) as successor_province_code,
    coalesce(successors.name, provinces.name) as successor_province_name,
    units.valid_from_date, units.valid_to_date
from units
inner join provinces on units.area_list = provinces.area_list and units.province_code = provinces.code
left join provinces as successors
    on provinces.new_area_list = successors.area_list and provinces.new_code = successors.code
