-- One row per submission and file.
select submission_id, file_sha256, file_name, media_type, byte_count
from {{ source('raw', 'files') }}
