-- What board 4 draws: who sent what and when, what was found in it, what was let pass.

-- One row per report of a release: when it came, what counts of it, its score, what was found in it.
create or replace view analytics.board_reports with (security_invoker = true) as
with found as (

    select
        release_id,
        submission_id,
        count(*) filter (where severity = 'critical') as critical_count,
        count(*) filter (where severity = 'warning') as warning_count,
        count(*) filter (where severity = 'info') as note_count
    from release.findings
    group by release_id, submission_id

),

scores as (

    select distinct on (submission_id) submission_id, score_pct
    from quality.submission_scores
    where subject = 'all'
    order by submission_id, recorded_at desc

)

select
    releases.*,
    submissions.submission_id,
    submissions.reporting_unit_name,
    analytics.name_order(submissions.reporting_unit_name) as unit_order,
    submissions.document_number,
    submissions.document_date,
    (submissions.received_at at time zone 'Asia/Ho_Chi_Minh')::date as received_on,
    submissions.revision,
    analytics.round_label(submissions.round) as report_round_label,
    coalesce(submissions.round, releases.round) = releases.round as is_of_this_round,
    submissions.due_date,
    submissions.first_days_late,
    case
        when submissions.is_first_on_time then 'Đúng hạn'
        when not submissions.is_first_on_time then 'Muộn ' || submissions.first_days_late || ' ngày'
        else 'Không xét'
    end as punctuality_label,
    case when submissions.went_in then 'Đã tính' else 'Chưa tính' end as use_label,
    concat_ws(
        ', ',
        case when not submissions.is_capital_accepted then 'vốn' end,
        case when not submissions.is_poverty_accepted then 'giảm nghèo' end,
        case when not submissions.is_targets_accepted then 'chỉ tiêu' end,
        case when not submissions.is_support_accepted then 'hỗ trợ' end
    ) as held_label,
    scores.score_pct,
    coalesce(found.critical_count, 0) as critical_count,
    coalesce(found.warning_count, 0) as warning_count,
    coalesce(found.note_count, 0) as note_count
from release.submissions
inner join analytics.board_releases as releases using (release_id)
left join found using (release_id, submission_id)
left join scores using (submission_id);

create or replace view analytics.board_findings with (security_invoker = true) as
select
    releases.*,
    findings.rule,
    case findings.severity when 'critical' then 'Nghiêm trọng' when 'warning' then 'Cảnh báo' else 'Ghi chú' end
        as severity_label,
    case findings.severity when 'critical' then 1 when 'warning' then 2 else 3 end as severity_order,
    coalesce(findings.reporting_unit_name, 'Số tổng hợp của tỉnh') as reporting_unit_name,
    findings.message_vi,
    analytics.place_label(findings.location) as location,
    exists (
        select from release.waivers
        where
            waivers.release_id = findings.release_id
            and waivers.rule = findings.rule
            and waivers.reporting_unit_code = coalesce(findings.reporting_unit_code, releases.province_code)
    ) as is_waived
from release.findings
inner join analytics.board_releases as releases using (release_id);

create or replace view analytics.board_waivers with (security_invoker = true) as
select
    releases.*,
    waivers.rule,
    waivers.reporting_unit_name,
    waivers.approved_by,
    waivers.reason,
    waivers.valid_until,
    waivers.finding_count
from release.waivers
inner join analytics.board_releases as releases using (release_id);
