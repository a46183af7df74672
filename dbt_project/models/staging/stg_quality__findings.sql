-- One row per submission and finding.
select
    submission_id, finding_id, gate, rule, severity, subject, location, stated, computed, difference, unit,
    figure_ids, message_vi, message_en, rule_set_version, is_waived, waived_by, waiver_reason, waived_until, is_holding
from {{ source('quality', 'findings_told') }}
