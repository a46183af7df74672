-- What the dashboards draw: views on releases with Vietnamese labels. Each row is a published cell or made of published
-- cells of one release, and carries that release's coverage and status. Safe to run again.
-- Views are replaced in place; to change the columns of one, raise the shape below, and all are made anew.

do $$
begin
    if obj_description(to_regclass('analytics.board_releases')) is distinct from 'shape 1' then
        drop view if exists analytics.board_releases cascade;
    end if;
end
$$;

-- One row per release and view of the map it belongs to. A province of today that reported itself is in both.
create or replace view analytics.board_releases with (security_invoker = true) as
with viewed as (

    select releases.*, 'Như báo cáo' as view_label, 1 as preference
    from release.releases
    where releases.area_view = 'as_reported'
    union all
    select releases.*, 'Theo 34 tỉnh hiện nay' as view_label, case releases.area_view when 'recast' then 1 else 2 end
    from release.releases
    where releases.area_view = 'recast' or (releases.area_view = 'as_reported' and releases.area_list = 'from_2025_07')
    union all
    select releases.*, 'Cả nước' as view_label, 1 as preference
    from release.releases
    where releases.area_view = 'national'

),

numbered as (

    select
        viewed.*,
        row_number() over (
            partition by view_label, area_list, province_code, round order by preference, release_number desc
        ) as newness
    from viewed

)

select
    numbered.release_id,
    numbered.view_label,
    numbered.area_list,
    numbered.province_code,
    numbered.province_name,
    numbered.round,
    left(numbered.round, 4) as round_year,
    case substring(numbered.round from 5)
        when 'H1' then 50.0 when 'H2' then 100.0 when '-9M' then 75.0 when '' then 100.0
    end as calendar_pct,
    numbered.release_number,
    case when numbered.newness = 1 then 'Mới nhất' else 'Bản cũ' end as edition_label,
    case numbered.status when 'final' then 'Chính thức' else 'Tạm thời' end as status_label,
    (numbered.published_at at time zone 'Asia/Ho_Chi_Minh')::date as published_on,
    numbered.expected_unit_count,
    numbered.received_unit_count,
    numbered.accepted_unit_count,
    numbered.held_unit_count,
    numbered.accepted_unit_count || '/' || numbered.expected_unit_count || ' đơn vị' as coverage_label,
    round(100.0 * numbered.accepted_unit_count / nullif(numbered.expected_unit_count, 0), 1) as coverage_pct,
    completeness.missing_unit_names,
    completeness.critical_finding_count,
    completeness.warning_finding_count,
    completeness.note_finding_count,
    timeliness.on_time_unit_count,
    timeliness.late_unit_count,
    timeliness.on_time_rate_pct,
    timeliness.correction_count
from numbered
left join release.completeness on numbered.release_id = completeness.release_id
left join release.timeliness on numbered.release_id = timeliness.release_id;

-- One row per capital line of a release that tells of money given or spent. `is_project_line` marks, of the lines that
-- speak of one project and source, the widest: so no money is drawn twice.
create or replace view analytics.board_capital with (security_invoker = true) as
with lines as (

    select
        disbursement.*,
        row_number() over (
            partition by release_id, project, subproject, component, fund_source
            order by
                disbursed_vnd is not null desc, capital_type = 'all' desc, budget_year = left(round, 4) desc,
                budget_year desc, capital_type
        ) as width_rank
    from release.disbursement
    where coalesce(assigned_vnd, available_vnd, allocated_vnd, unallocated_vnd, disbursed_vnd) is not null

)

select
    releases.*,
    lines.row_key,
    coalesce('Dự án ' || substring(nullif(lines.project, '') from '[0-9]+$'), 'Toàn chương trình') as project_label,
    coalesce('Tiểu dự án ' || substring(nullif(lines.subproject, '') from '[0-9]+$'), '') as subproject_label,
    case
        when lines.component <> '' then 'Nội dung'
        when lines.subproject <> '' then 'Tiểu dự án'
        when lines.project <> '' then 'Dự án'
        else 'Chương trình'
    end as level_label,
    case lines.fund_source
        when 'all' then 'Mọi nguồn'
        when 'state_budget' then 'Ngân sách nhà nước'
        when 'central' then 'Ngân sách trung ương'
        when 'local' then 'Ngân sách địa phương'
        when 'policy_bank' then 'Ngân hàng chính sách'
        when 'beneficiary' then 'Người dân đóng góp'
        else 'Huy động khác'
    end as source_label,
    case lines.capital_type
        when 'investment' then 'Vốn đầu tư' when 'recurrent' then 'Vốn sự nghiệp' else 'Mọi loại vốn'
    end as type_label,
    concat_ws(
        ' – ',
        coalesce('Dự án ' || substring(nullif(lines.project, '') from '[0-9]+$'), 'Toàn chương trình'),
        case lines.fund_source when 'central' then 'TW' when 'local' then 'ĐP' when 'state_budget' then 'NSNN' end
    ) as line_label,
    lines.budget_year,
    lines.planned_vnd / 1000000 as planned_million,
    lines.assigned_vnd / 1000000 as assigned_million,
    lines.available_vnd / 1000000 as available_million,
    lines.allocated_vnd / 1000000 as allocated_million,
    lines.unallocated_vnd / 1000000 as unallocated_million,
    lines.disbursed_vnd / 1000000 as disbursed_million,
    lines.disbursed_vnd / 1000000000 as disbursed_billion,
    lines.assigned_vnd / 1000000000 as assigned_billion,
    lines.disbursement_rate_pct,
    lines.reported_disbursement_rate_pct,
    case lines.rate_denominator
        when 'assigned' then 'vốn giao trong năm'
        when 'available' then 'tổng nguồn vốn'
        when 'cumulative_assigned' then 'vốn giao lũy kế'
    end as denominator_label,
    lines.is_headline,
    lines.width_rank = 1 as is_project_line,
    lines.reporting_unit_count || '/' || lines.expected_unit_count || ' đơn vị' as line_coverage_label
from lines
inner join analytics.board_releases as releases using (release_id);

-- The steps that the widest programme line of a release goes through, one row each.
create or replace view analytics.board_capital_steps with (security_invoker = true) as
with steps as (

    select
        disbursement.release_id,
        named.step_label,
        case named.step_number
            when 1 then disbursement.assigned_vnd
            when 2 then disbursement.allocated_vnd
            when 3 then disbursement.disbursed_vnd
            when 4 then disbursement.forecast_9m_vnd
            when 5 then disbursement.forecast_year_vnd
        end as amount_vnd
    from release.disbursement
    cross join (
        values
        (1, '1 Vốn giao'), (2, '2 Đã phân bổ'), (3, '3 Đã giải ngân'), (4, '4 Ước 9 tháng'), (5, '5 Ước cả năm')
    ) as named (step_number, step_label)
    where disbursement.is_headline

)

select releases.*, steps.step_label, steps.amount_vnd / 1000000 as amount_million
from steps
inner join analytics.board_releases as releases using (release_id)
where steps.amount_vnd is not null;

-- One row per unit that a release expects: its part of the widest programme line, or why it has none.
create or replace view analytics.board_units with (security_invoker = true) as
with headlines as (

    select
        release_id, row_key,
        case rate_denominator when 'available' then 'available_vnd' else 'assigned_vnd' end as whole_measure
    from release.disbursement
    where is_headline

),

stated as (

    select
        headlines.release_id,
        sources.reporting_unit_code,
        min(sources.reporting_unit_name) as reporting_unit_name,
        min(coalesce(sources.unit_value, sources.value)) filter (where sources.measure = 'disbursed_vnd')
            as disbursed_vnd,
        min(coalesce(sources.unit_value, sources.value)) filter (where sources.measure = headlines.whole_measure)
            as whole_vnd
    from headlines
    inner join release.sources
        on headlines.release_id = sources.release_id and headlines.row_key = sources.row_key
    where
        sources.table_name = 'disbursement'
        and sources.presence <> 'not_applicable'
        and sources.measure in ('disbursed_vnd', 'assigned_vnd', 'available_vnd')
    group by headlines.release_id, sources.reporting_unit_code

),

sent as (

    select
        release_id,
        reporting_unit_code,
        min(reporting_unit_name) as reporting_unit_name,
        bool_or(went_in and is_capital_accepted) as is_accepted
    from release.submissions
    group by release_id, reporting_unit_code

),

silent as (

    select release_id, trim(regexp_split_to_table(missing_unit_names, ';')) as reporting_unit_name
    from release.completeness
    where missing_unit_names <> ''

),

told as (

    select
        sent.release_id,
        sent.reporting_unit_code,
        sent.reporting_unit_name,
        case
            when stated.disbursed_vnd is not null then 'Đã tính'
            when sent.is_accepted then 'Không nêu giải ngân'
            else 'Bị giữ'
        end as unit_state,
        stated.disbursed_vnd,
        stated.whole_vnd
    from sent
    left join stated using (release_id, reporting_unit_code)
    union all
    select silent.release_id, '', silent.reporting_unit_name, 'Chưa gửi', null, null
    from silent

)

select
    releases.*,
    told.reporting_unit_code,
    told.reporting_unit_name,
    told.unit_state,
    told.whole_vnd / 1000000 as whole_million,
    told.disbursed_vnd / 1000000 as disbursed_million,
    round(100 * told.disbursed_vnd / nullif(told.whole_vnd, 0), 2) as unit_rate_pct,
    case
        when told.disbursed_vnd is null or told.whole_vnd is null then told.unit_state
        when 100 * told.disbursed_vnd < 20 * told.whole_vnd then 'Dưới 20 %'
        when 100 * told.disbursed_vnd < 50 * told.whole_vnd then 'Từ 20 đến 50 %'
        else 'Từ 50 %'
    end as rate_band
from told
inner join analytics.board_releases as releases using (release_id);

-- Why a release is provisional: one row per unit that is missing or held, and per critical finding.
create or replace view analytics.board_reasons with (security_invoker = true) as
with reasons as (

    select
        release_id,
        reporting_unit_name,
        'Chưa gửi báo cáo' as reason_label,
        'Đơn vị chưa gửi báo cáo của kỳ này nên không có trong tổng số' as reason_text
    from analytics.board_units
    where unit_state = 'Chưa gửi'
    union
    select
        findings.release_id,
        coalesce(findings.reporting_unit_name, 'Số tổng hợp của tỉnh') as reporting_unit_name,
        'Bị giữ: ' || findings.rule as reason_label,
        findings.message_vi as reason_text
    from release.findings
    where
        findings.severity = 'critical'
        and not exists (
            select from release.waivers
            where
                waivers.release_id = findings.release_id
                and waivers.rule = findings.rule
                and waivers.reporting_unit_code = findings.reporting_unit_code
        )

)

select releases.*, reasons.reporting_unit_name, reasons.reason_label, reasons.reason_text
from reasons
inner join analytics.board_releases as releases using (release_id);

create or replace view analytics.board_poverty with (security_invoker = true) as
select
    releases.*,
    poverty.review_year,
    poverty.total_households_count,
    poverty.poor_households_count,
    poverty.near_poor_households_count,
    poverty.poor_household_rate_pct,
    poverty.near_poor_household_rate_pct,
    poverty.reported_poor_household_rate_change_pp,
    poverty.standard,
    case poverty.status when 'official' then 'Chính thức' when 'preliminary' then 'Sơ bộ' else 'Không nêu' end
        as review_status_label,
    poverty.is_headline,
    poverty.reporting_unit_count || '/' || poverty.expected_unit_count || ' đơn vị' as line_coverage_label
from release.poverty
inner join analytics.board_releases as releases using (release_id);

-- One row per unit and review year: what the unit put into the province's row.
create or replace view analytics.board_poverty_units with (security_invoker = true) as
with stated as (

    select
        sources.release_id,
        sources.row_key,
        sources.reporting_unit_code,
        min(sources.reporting_unit_name) as reporting_unit_name,
        min(coalesce(sources.unit_value, sources.value)) filter (where sources.measure = 'poor_households_count')
            as poor_households_count,
        min(coalesce(sources.unit_value, sources.value)) filter (where sources.measure = 'near_poor_households_count')
            as near_poor_households_count,
        min(coalesce(sources.unit_value, sources.value)) filter (where sources.measure = 'total_households_count')
            as total_households_count
    from release.sources
    where sources.table_name = 'poverty' and sources.presence <> 'not_applicable'
    group by sources.release_id, sources.row_key, sources.reporting_unit_code

)

select
    releases.*,
    poverty.review_year,
    stated.reporting_unit_name,
    stated.poor_households_count,
    stated.near_poor_households_count,
    stated.total_households_count,
    round(100 * stated.poor_households_count / nullif(stated.total_households_count, 0), 2) as poor_rate_pct
from stated
inner join release.poverty on stated.release_id = poverty.release_id and stated.row_key = poverty.row_key
inner join analytics.board_releases as releases on stated.release_id = releases.release_id;

create or replace view analytics.board_movements with (security_invoker = true) as
with steps as (

    select
        movements.release_id,
        movements.review_year,
        case movements.household_group when 'poor' then 'Hộ nghèo' when 'near_poor' then 'Hộ cận nghèo'
            else movements.household_group end as group_label,
        named.step_label,
        case named.step_number
            when 1 then movements.opening_count
            when 2 then -movements.escaped_count
            when 3 then movements.fell_back_count
            when 4 then movements.newly_arisen_count
            when 5 then movements.closing_count
        end as household_count
    from release.household_movements as movements
    cross join (
        values (1, '1 Đầu kỳ'), (2, '2 Thoát'), (3, '3 Tái nghèo'), (4, '4 Phát sinh'), (5, '5 Cuối kỳ')
    ) as named (step_number, step_label)
    where movements.unit = 'households'

)

select releases.*, steps.review_year, steps.group_label, steps.step_label, steps.household_count
from steps
inner join analytics.board_releases as releases using (release_id)
where steps.household_count is not null;

create or replace view analytics.board_deprivations with (security_invoker = true) as
select
    releases.*,
    deprivations.review_year,
    case deprivations.household_group when 'poor' then 'Hộ nghèo' when 'near_poor' then 'Hộ cận nghèo'
        else deprivations.household_group end as group_label,
    case deprivations.dimension
        when 'employment' then 'Việc làm'
        when 'health' then 'Y tế'
        when 'education' then 'Giáo dục'
        when 'housing' then 'Nhà ở'
        when 'water_sanitation' then 'Nước sạch, vệ sinh'
        when 'information' then 'Thông tin'
        else deprivations.dimension
    end as dimension_label,
    deprivations.deprivation,
    deprivations.deprived_households_count,
    deprivations.deprived_share_pct
from release.deprivations
inner join analytics.board_releases as releases using (release_id);

-- Nearly: nine tenths of a target that more is better of; of one that less is better of, no more than a tenth above it.
create or replace view analytics.board_targets with (security_invoker = true) as
select
    releases.*,
    results.indicator,
    results.target_year,
    results.breakdown,
    results.unit,
    results.target_value,
    results.result_value,
    results.attainment_pct,
    results.met_unit_count,
    results.not_met_unit_count,
    case
        when results.met_unit_count > 0 and coalesce(results.not_met_unit_count, 0) = 0 then 'Đạt'
        when results.attainment_pct >= 100 then 'Đạt'
        when results.attainment_pct >= 90 then 'Gần đạt'
        when results.attainment_pct is not null or results.not_met_unit_count > 0 then 'Chưa đạt'
        else 'Chưa đủ số liệu'
    end as verdict_label
from release.target_results as results
inner join analytics.board_releases as releases using (release_id);

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
    submissions.document_number,
    submissions.document_date,
    (submissions.received_at at time zone 'Asia/Ho_Chi_Minh')::date as received_on,
    submissions.revision,
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
    case findings.severity when 'critical' then '1 Nghiêm trọng' when 'warning' then '2 Cảnh báo' else '3 Ghi chú' end
        as severity_label,
    coalesce(findings.reporting_unit_name, 'Số tổng hợp của tỉnh') as reporting_unit_name,
    findings.message_vi,
    findings.location,
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

-- The provinces of before July 2025 under the codes of the outlines that Superset ships (ISO 3166-2).
create or replace view analytics.board_map with (security_invoker = true) as
with outlines (province_code, iso_code) as (

    values
        ('01', 'VN-HN'), ('02', 'VN-03'), ('04', 'VN-04'), ('06', 'VN-53'), ('08', 'VN-07'), ('10', 'VN-02'),
        ('11', 'VN-71'), ('12', 'VN-01'), ('14', 'VN-05'), ('15', 'VN-06'), ('17', 'VN-14'), ('19', 'VN-69'),
        ('20', 'VN-09'), ('22', 'VN-13'), ('24', 'VN-54'), ('25', 'VN-68'), ('26', 'VN-70'), ('27', 'VN-56'),
        ('30', 'VN-61'), ('31', 'VN-HP'), ('33', 'VN-66'), ('34', 'VN-20'), ('35', 'VN-63'), ('36', 'VN-67'),
        ('37', 'VN-18'), ('38', 'VN-21'), ('40', 'VN-22'), ('42', 'VN-23'), ('44', 'VN-24'), ('45', 'VN-25'),
        ('46', 'VN-26'), ('48', 'VN-DN'), ('49', 'VN-27'), ('51', 'VN-29'), ('52', 'VN-31'), ('54', 'VN-32'),
        ('56', 'VN-34'), ('58', 'VN-36'), ('60', 'VN-40'), ('62', 'VN-28'), ('64', 'VN-30'), ('66', 'VN-33'),
        ('67', 'VN-72'), ('68', 'VN-35'), ('70', 'VN-58'), ('72', 'VN-37'), ('74', 'VN-57'), ('75', 'VN-39'),
        ('77', 'VN-43'), ('79', 'VN-SG'), ('80', 'VN-41'), ('82', 'VN-46'), ('83', 'VN-50'), ('84', 'VN-51'),
        ('86', 'VN-49'), ('87', 'VN-45'), ('89', 'VN-44'), ('91', 'VN-47'), ('92', 'VN-CT'), ('93', 'VN-73'),
        ('94', 'VN-52'), ('95', 'VN-55'), ('96', 'VN-59')

)

select
    outlines.iso_code,
    releases.area_list, releases.province_code, releases.province_name, releases.round, releases.view_label,
    releases.edition_label, releases.coverage_label, releases.coverage_pct, releases.status_label,
    disbursement.disbursement_rate_pct
from release.disbursement
inner join analytics.board_releases as releases using (release_id)
inner join outlines on releases.province_code = outlines.province_code
where disbursement.is_headline and releases.area_list = 'before_2025_07';

comment on view analytics.board_releases is 'shape 1';
