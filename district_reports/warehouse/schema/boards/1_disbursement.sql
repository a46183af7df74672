-- What board 1 draws, of money: lines, steps, units, and why a sum is provisional (which board 4 draws too).

-- One row per capital line of a release that tells of money given or spent. `is_project_line` marks, of the lines that
-- speak of one project and source, the widest with a rate; of a project that is told by its parts alone, the widest of
-- each part, which is then called a part.
create or replace view analytics.board_capital with (security_invoker = true) as
with lines as not materialized (

    select disbursement.*
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
    components.word as component_label,
    concat_ws(
        ' – ',
        concat_ws(
            ', ',
            coalesce('Dự án ' || substring(nullif(lines.project, '') from '[0-9]+$'), 'Toàn chương trình')
            || case when lines.subproject <> '' or lines.component <> '' then ' (phần)' else '' end,
            'tiểu dự án ' || substring(nullif(lines.subproject, '') from '[0-9]+$'),
            coalesce(components.word, nullif(lines.component, ''))
        ),
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
    -- Asked of the rows that are drawn alone: to rank all lines first takes seconds for the whole country.
    lines.disbursement_rate_pct is not null
    and lines.row_key = (
        select widest.row_key
        from lines as widest
        where
            widest.release_id = lines.release_id
            and widest.project is not distinct from lines.project
            and widest.subproject is not distinct from lines.subproject
            and widest.component is not distinct from lines.component
            and widest.fund_source is not distinct from lines.fund_source
        order by
            widest.disbursement_rate_pct is not null desc, widest.capital_type = 'all' desc,
            widest.budget_year = left(widest.round, 4) desc, widest.budget_year desc, widest.capital_type
        limit 1
    )
    and not exists (
        select from lines as whole
        where
            whole.release_id = lines.release_id
            and whole.disbursement_rate_pct is not null
            and whole.project is not distinct from lines.project
            and whole.fund_source is not distinct from lines.fund_source
            and whole.budget_year is not distinct from lines.budget_year
            and whole.capital_type in ('all', lines.capital_type)
            and coalesce(whole.subproject, '') in ('', lines.subproject)
            and coalesce(whole.component, '') in ('', lines.component)
            and (
                coalesce(whole.subproject, '') <> coalesce(lines.subproject, '')
                or coalesce(whole.component, '') <> coalesce(lines.component, '')
            )
    ) as is_project_line,
    -- Of how many units each number is: of a rate, of those that state both of its sides.
    (
        select
            case
                when coalesce(max(counted.unit_count), 0) = 0
                    then lines.reporting_unit_count || '/' || lines.expected_unit_count || ' đơn vị'
                when min(counted.unit_count) = max(counted.unit_count)
                    then max(counted.unit_count) || '/' || lines.expected_unit_count || ' đơn vị'
                else
                    string_agg(
                        counted.number_name || ' ' || counted.unit_count || '/' || lines.expected_unit_count,
                        ', ' order by counted.position
                    )
            end
        from (
            select named.position, named.number_name, count(units.measures) as unit_count
            from (
                values
                    (1, 'vốn giao', lines.assigned_vnd, 'assigned_vnd', 'assigned_vnd'),
                    (2, 'phân bổ', lines.allocated_vnd, 'allocated_vnd', 'allocated_vnd'),
                    (3, 'giải ngân', lines.disbursed_vnd, 'disbursed_vnd', 'disbursed_vnd'),
                    (4, 'tỷ lệ', lines.disbursement_rate_pct, 'disbursed_vnd', 
                     case lines.rate_denominator when 'available' then 'available_vnd' else 'assigned_vnd' end)
            ) as named (position, number_name, number, part, whole)
            left join (
                select array_agg(sources.measure) as measures
                from release.sources
                where
                    sources.release_id = lines.release_id
                    and sources.table_name = 'disbursement'
                    and sources.row_key = lines.row_key
                    and sources.presence <> 'not_applicable'
                    and coalesce(sources.unit_value, sources.value) is not null
                group by sources.reporting_unit_code
            ) as units on units.measures @> array[named.part, named.whole]
            where named.number is not null
            group by named.position, named.number_name
        ) as counted
    ) as line_coverage_label
from lines
inner join analytics.board_releases as releases using (release_id)
left join analytics.words as components on components.kind = 'component' and lines.component = components.code;

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

-- One row per capital line that an earlier round of the year tells of too: what came since, and what came of its
-- forecast; each of the units that state both sides.
create or replace view analytics.board_progress with (security_invoker = true) as
select
    releases.*,
    analytics.round_label(progress.earlier_round) as earlier_round_label,
    coalesce('Dự án ' || substring(nullif(progress.project, '') from '[0-9]+$'), 'Toàn chương trình') as project_label,
    concat_ws(
        ', ',
        coalesce('Dự án ' || substring(nullif(progress.project, '') from '[0-9]+$'), 'Toàn chương trình'),
        'tiểu dự án ' || substring(nullif(progress.subproject, '') from '[0-9]+$'),
        coalesce(components.word, nullif(progress.component, ''))
    ) as subject_label,
    case progress.fund_source
        when 'all' then 'Mọi nguồn'
        when 'state_budget' then 'Ngân sách nhà nước'
        when 'central' then 'Ngân sách trung ương'
        when 'local' then 'Ngân sách địa phương'
        when 'policy_bank' then 'Ngân hàng chính sách'
        when 'beneficiary' then 'Người dân đóng góp'
        else 'Huy động khác'
    end as source_label,
    case progress.capital_type
        when 'investment' then 'Vốn đầu tư' when 'recurrent' then 'Vốn sự nghiệp' else 'Mọi loại vốn'
    end as type_label,
    progress.budget_year,
    progress.earlier_disbursed_vnd / 1000000 as earlier_disbursed_million,
    progress.increment_vnd / 1000000 as increment_million,
    progress.increment_unit_count || '/' || progress.expected_unit_count || ' đơn vị' as increment_coverage_label,
    progress.forecast_vnd / 1000000 as forecast_million,
    progress.disbursed_of_forecast_vnd / 1000000 as disbursed_of_forecast_million,
    progress.forecast_difference_vnd / 1000000 as forecast_difference_million,
    progress.forecast_attainment_pct,
    progress.forecast_unit_count || '/' || progress.expected_unit_count || ' đơn vị' as forecast_coverage_label
from release.capital_progress as progress
inner join analytics.board_releases as releases using (release_id)
left join analytics.words as components on components.kind = 'component' and progress.component = components.code
where progress.increment_vnd is not null or progress.forecast_vnd is not null;

-- One row per capital line of which units tell both central and local money: what the local budget adds.
create or replace view analytics.board_cofinancing with (security_invoker = true) as
select
    releases.*,
    coalesce('Dự án ' || substring(nullif(cofinancing.project, '') from '[0-9]+$'), 'Toàn chương trình') as project_label,
    concat_ws(
        ', ',
        coalesce('Dự án ' || substring(nullif(cofinancing.project, '') from '[0-9]+$'), 'Toàn chương trình'),
        'tiểu dự án ' || substring(nullif(cofinancing.subproject, '') from '[0-9]+$'),
        coalesce(components.word, nullif(cofinancing.component, ''))
    ) as subject_label,
    case cofinancing.capital_type
        when 'investment' then 'Vốn đầu tư' when 'recurrent' then 'Vốn sự nghiệp' else 'Mọi loại vốn'
    end as type_label,
    cofinancing.budget_year,
    cofinancing.central_vnd / 1000000 as central_million,
    cofinancing.local_vnd / 1000000 as local_million,
    cofinancing.cofinancing_share_pct,
    cofinancing.required_share_pct,
    case cofinancing.cofinancing_verdict
        when 'enough' then 'Đủ mức tối thiểu'
        when 'too_little' then 'Dưới mức tối thiểu'
        when 'not_judged' then 'Không xét từng dự án'
        else 'Chưa rõ tỉnh thuộc mức nào'
    end as cofinancing_verdict_label,
    cofinancing.reporting_unit_count || '/' || cofinancing.expected_unit_count || ' đơn vị' as line_coverage_label
from release.cofinancing
inner join analytics.board_releases as releases using (release_id)
left join analytics.words as components on components.kind = 'component' and cofinancing.component = components.code
where cofinancing.central_vnd is not null or cofinancing.local_vnd is not null;

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

select releases.*, reasons.reporting_unit_name, reasons.reason_label, reasons.reason_text
from reasons
inner join analytics.board_releases as releases using (release_id);
