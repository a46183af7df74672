-- One row per submission and problem.
select submission_id, problem_number, rule, severity, subject, location, found, message_vi, message_en
from {{ source('raw', 'problems') }}
