-- What board 1 draws of units: what each put into the total, and why the total is provisional (which board 4 draws too).

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
        submissions.release_id,
        submissions.reporting_unit_code,
        min(submissions.reporting_unit_name) as reporting_unit_name,
        bool_or(submissions.went_in and submissions.is_capital_accepted) as is_accepted
    from release.submissions
    -- Reports of another round tell of what came between the two.
    inner join release.releases
        on submissions.release_id = releases.release_id and coalesce(submissions.round, releases.round) = releases.round
    group by submissions.release_id, submissions.reporting_unit_code

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
    analytics.name_order(told.reporting_unit_name) as unit_order,
    told.unit_state,
    told.whole_vnd / 1000000 as whole_million,
    told.disbursed_vnd / 1000000 as disbursed_million,
    round(100 * told.disbursed_vnd / nullif(told.whole_vnd, 0), 2) as unit_rate_pct,
    case
        when told.disbursed_vnd is null or told.whole_vnd is null then told.unit_state
        when told.whole_vnd = 0 then 'Không có vốn'
        when 100 * told.disbursed_vnd < 20 * told.whole_vnd then 'Dưới 20 %'
        when 100 * told.disbursed_vnd < 50 * told.whole_vnd then 'Từ 20 đến 50 %'
        else 'Từ 50 %'
    end as rate_band
from told
inner join analytics.board_releases as releases using (release_id);

-- Why a release is provisional: one row per unit that is missing, held, or has an amount in no sum, and per critical
-- finding.
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
        release_id,
        trim(regexp_split_to_table(held_line_unit_names, ';')) as reporting_unit_name,
        'Số tiền chưa cộng' as reason_label,
        'Có số tiền của dòng vốn mâu thuẫn với số khác hoặc ghi nhiều giá trị, nên chưa cộng vào tổng' as reason_text
    from release.completeness
    where held_line_unit_names <> ''
    union
    select
        findings.release_id,
        coalesce(findings.reporting_unit_name, 'Số tổng hợp của tỉnh') as reporting_unit_name,
        'Bị giữ: ' || findings.rule as reason_label,
        findings.message_vi as reason_text
    from release.findings
    inner join release.releases on findings.release_id = releases.release_id
    left join release.submissions
        on findings.release_id = submissions.release_id and findings.submission_id = submissions.submission_id
    where
        findings.severity = 'critical'
        and coalesce(submissions.round, releases.round) = releases.round
        and not exists (
            select from release.waivers
            where
                waivers.release_id = findings.release_id
                and waivers.rule = findings.rule
                and waivers.reporting_unit_code = findings.reporting_unit_code
        )

)

select
    releases.*,
    reasons.reporting_unit_name,
    analytics.name_order(reasons.reporting_unit_name) as unit_order,
    reasons.reason_label,
    reasons.reason_text
from reasons
inner join analytics.board_releases as releases using (release_id);
