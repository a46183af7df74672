-- One row per old area and new area.
select
    old_area_list, old_level, old_code, new_area_list, new_level, new_code,
    is_partial::boolean as is_partial
from {{ ref('area_successions') }}
