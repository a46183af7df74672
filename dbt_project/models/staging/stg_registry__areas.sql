-- One row per area list and code.
with areas_before as (

    select * from {{ ref('areas_before_2025_07') }}

),

areas_since as (

    select * from {{ ref('areas_from_2025_07') }}

),

stacked as (

    select
        area_list, level, code, name, name_with_type, parent_code, province_code, valid_from_date, valid_to_date
    from areas_before
    union all
    select
        area_list, level, code, name, name_with_type, parent_code, province_code, valid_from_date, valid_to_date
    from areas_since

)

select
    area_list, level, code, name, name_with_type, parent_code, province_code,
    valid_from_date::date as valid_from_date,
    valid_to_date::date as valid_to_date
from stacked
