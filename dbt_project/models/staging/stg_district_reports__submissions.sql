-- One row per submission.
select
    submission_id, package_sha256, area_list, province_code, province_name, reporting_unit_code,
    reporting_unit_name, unit_level, round, document_type, title, document_number, document_date,
    document_date_text, is_draft, cut_off_date, household_status, received_at, sender, reader_version
from {{ source('raw', 'submissions') }}
