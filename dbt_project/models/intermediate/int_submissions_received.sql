-- One row per submission.
-- What had come when this run began to check. What is loaded while it checks and adds up has passed no gate: it is the
-- next run's.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

select
    submission_id, package_sha256, area_list, province_code, province_name, reporting_unit_code,
    reporting_unit_name, unit_level, round, document_type, title, document_number, document_date,
    document_date_text, is_draft, cut_off_date, household_status, received_at, sender, reader_version
from {{ ref('stg_district_reports__submissions') }}
