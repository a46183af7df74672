-- One row per submission that the relations hold.
select submission_id, area_list, province_code, reporting_unit_code, round, fingerprint
from {{ source('built', 'built_submissions') }}
