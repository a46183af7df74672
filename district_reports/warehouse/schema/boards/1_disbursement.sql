-- What board 1 draws of the money itself: lines and the steps it goes through.

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
    analytics.project_label(lines.project) as project_label,
    coalesce('Tiểu dự án ' || substring(nullif(lines.subproject, '') from '[0-9]+$'), '') as subproject_label,
    case
        when lines.component <> '' then 'Nội dung'
        when lines.subproject <> '' then 'Tiểu dự án'
        when lines.project <> '' then 'Dự án'
        else 'Chương trình'
    end as level_label,
    coalesce(sources.word, lines.fund_source) as source_label,
    coalesce(types.word, lines.capital_type) as type_label,
    coalesce(analytics.code_label('component', lines.component), '') as component_label,
    concat_ws(
        ' – ',
        analytics.subject_label(
            lines.project, lines.subproject, lines.component, lines.subproject <> '' or lines.component <> ''
        ),
        case lines.fund_source when 'central' then 'TW' when 'local' then 'ĐP' when 'state_budget' then 'NSNN' end
    ) as line_label,
    -- The whole programme first, each project before its parts.
    concat_ws(' ', lines.project, lines.subproject, lines.component) as line_order,
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
    analytics.code_label('rate_denominator', lines.rate_denominator) as denominator_label,
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
    analytics.line_coverage_label(
        'disbursement', to_jsonb(lines), array['assigned_vnd', 'allocated_vnd', 'disbursed_vnd', 'disbursement_rate_pct']
    ) as line_coverage_label,
    analytics.line_coverage_label('disbursement', to_jsonb(lines), array['disbursement_rate_pct']) as rate_coverage_label
from lines
inner join analytics.board_releases as releases using (release_id)
left join analytics.words as sources on sources.kind = 'fund_source' and lines.fund_source = sources.code
left join analytics.words as types on types.kind = 'capital_type' and lines.capital_type = types.code;

-- The steps that the widest programme line of a release goes through, one row each.
create or replace view analytics.board_capital_steps with (security_invoker = true) as
with steps as (

    select
        disbursement.release_id,
        named.step_label,
        named.measure,
        (to_jsonb(disbursement) ->> named.measure)::numeric as amount_vnd,
        to_jsonb(disbursement) as line
    from release.disbursement
    cross join (
        values
        ('1 Vốn giao', 'assigned_vnd'), ('2 Đã phân bổ', 'allocated_vnd'), ('3 Đã giải ngân', 'disbursed_vnd'),
        ('4 Ước 9 tháng', 'forecast_9m_vnd'), ('5 Ước cả năm', 'forecast_year_vnd')
    ) as named (step_label, measure)
    where disbursement.is_headline

)

select
    releases.*,
    steps.step_label,
    steps.step_label || ' ('
    || analytics.line_coverage_label('disbursement', steps.line, array[steps.measure]) || ')' as covered_step_label,
    steps.amount_vnd / 1000000 as amount_million,
    coalesce(steps.line ->> 'forecast_9m_vnd', steps.line ->> 'forecast_year_vnd') is not null as is_forecast
from steps
inner join analytics.board_releases as releases using (release_id)
where steps.amount_vnd is not null;
