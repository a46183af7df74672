-- One row per area view, area list and province in which a unit changed in any round since the last build.
-- What an incremental build makes anew of the rollups that look across rounds.
with changed as (

    select * from {{ ref('dim_changed_province_rounds') }}

)

select distinct area_view, area_list, province_code
from changed
