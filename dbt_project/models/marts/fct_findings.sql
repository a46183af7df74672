-- One row per submission and finding.
with findings as (

    select * from {{ ref('stg_quality__findings') }}

),

submissions as (

    select * from {{ ref('int_submissions_received') }}

)

select
    findings.submission_id, findings.finding_id, submissions.area_list, submissions.province_code,
    submissions.reporting_unit_code, submissions.round, findings.gate::text as gate, findings.rule, findings.severity,
    findings.subject, findings.location, findings.stated, findings.computed, findings.difference, findings.unit,
    findings.figure_ids, findings.message_vi, findings.message_en, findings.rule_set_version,
    findings.is_waived, findings.waived_by, findings.waiver_reason, findings.waived_until
from findings
-- Findings of gate 2 are about a province, not about a submission, and come after this table.
inner join submissions on findings.submission_id = submissions.submission_id
