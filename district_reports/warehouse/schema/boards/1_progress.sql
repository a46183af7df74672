-- What board 1 draws of money beside other money: of an earlier round, of its forecast, of another tier.

-- One row per capital line that an earlier round of the year tells of too: what came since, and what came of its
-- forecast; each of the units that state both sides.
create or replace view analytics.board_progress with (security_invoker = true) as
select
    releases.*,
    analytics.round_label(progress.earlier_round) as earlier_round_label,
    analytics.project_label(progress.project) as project_label,
    analytics.subject_label(progress.project, progress.subproject, progress.component, false) as subject_label,
    concat_ws(' ', progress.project, progress.subproject, progress.component) as line_order,
    analytics.code_label('fund_source', progress.fund_source) as source_label,
    analytics.code_label('capital_type', progress.capital_type) as type_label,
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
where progress.increment_vnd is not null or progress.forecast_vnd is not null;

-- One row per capital line of which units tell both central and local money: what the local budget adds.
create or replace view analytics.board_cofinancing with (security_invoker = true) as
select
    releases.*,
    analytics.project_label(cofinancing.project) as project_label,
    analytics.subject_label(cofinancing.project, cofinancing.subproject, cofinancing.component, false) as subject_label,
    concat_ws(' ', cofinancing.project, cofinancing.subproject, cofinancing.component) as line_order,
    analytics.code_label('capital_type', cofinancing.capital_type) as type_label,
    cofinancing.budget_year,
    cofinancing.central_vnd / 1000000 as central_million,
    cofinancing.local_vnd / 1000000 as local_million,
    cofinancing.cofinancing_share_pct,
    cofinancing.required_share_pct,
    analytics.code_label('cofinancing_verdict', coalesce(cofinancing.cofinancing_verdict, 'unknown'))
        as cofinancing_verdict_label,
    cofinancing.reporting_unit_count || '/' || cofinancing.expected_unit_count || ' đơn vị' as line_coverage_label
from release.cofinancing
inner join analytics.board_releases as releases using (release_id)
where cofinancing.central_vnd is not null or cofinancing.local_vnd is not null;
