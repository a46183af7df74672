-- One row per area list, reporting unit and round that the facts hold.
select area_list, reporting_unit_code, round, fingerprint
from {{ source('built', 'built_unit_rounds') }}
