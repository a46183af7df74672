-- One row per submission and subject that a critical finding holds.
select submission_id, subject, rules
from {{ source('quality', 'held_subjects') }}
