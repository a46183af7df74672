-- Releases as numerous as those of 63 provinces in two years, as bench.dashboards fills them in.
insert into release.releases (
    release_id, area_list, province_code, province_name, round, release_number, content_sha256, published_at, status,
    expected_unit_count, received_unit_count, accepted_unit_count, held_unit_count, rule_set_version, code_version,
    area_view
)
select
    area_view || province || '-' || round, 'before_2025_07', province, 'Tỉnh ' || province, round, 1, repeat('0', 64),
    now(), 'provisional', 11, 11, 11, 0, 'bench', 'bench', area_view
from unnest(%(provinces)s::text[]) as province
cross join unnest(%(rounds)s::text[]) as round
cross join unnest(array['as_reported', 'recast']) as area_view;

insert into release.completeness (
    release_id, row_key, area_list, province_code, province_name, round, missing_unit_names
)
select release_id, 'key', area_list, province_code, province_name, round, '' from release.releases;

insert into release.disbursement (
    release_id, row_key, area_list, province_code, province_name, round, project, subproject, component, fund_source,
    capital_type, budget_year, assigned_vnd, allocated_vnd, disbursed_vnd, disbursement_rate_pct, rate_denominator,
    is_headline, expected_unit_count, reporting_unit_count
)
select
    release_id, 'line ' || line, area_list, province_code, province_name, round,
    case when line > 1 then 'DA' || line %% 7 + 1 else '' end, '', '',
    (array['all', 'central', 'local'])[line %% 3 + 1], (array['all', 'investment', 'recurrent'])[line / 3 %% 3 + 1],
    left(round, 4), 100000000 * line::bigint, 90000000 * line::bigint, 40000000 * line::bigint, 40, 'assigned', line = 1, 11, 11
from release.releases
cross join generate_series(1, %(lines)s) as line;

insert into release.timeliness (
    release_id, row_key, area_list, province_code, province_name, round, on_time_unit_count, late_unit_count,
    on_time_rate_pct, correction_count
)
select release_id, 'key', area_list, province_code, province_name, round, 8, 3, 72.73, 1 from release.releases;

insert into release.poverty (
    release_id, row_key, area_list, province_code, province_name, round, review_year, total_households_count,
    poor_households_count, near_poor_households_count, poor_household_rate_pct, near_poor_household_rate_pct, status,
    is_headline, expected_unit_count, reporting_unit_count
)
select
    release_id, review_year::text, area_list, province_code, province_name, round, review_year, 100000,
    9000 - 500 * (review_year - 2020), 7000, 9 - 0.5 * (review_year - 2020), 7, 'official',
    review_year = left(round, 4)::integer, 11, 11
from release.releases
cross join generate_series(2021, 2024) as review_year
where review_year <= left(round, 4)::integer;

insert into release.household_movements (
    release_id, row_key, area_list, province_code, province_name, round, review_year, household_group, unit,
    opening_count, escaped_count, fell_back_count, newly_arisen_count, closing_count
)
select
    release_id, household_group, area_list, province_code, province_name, round, left(round, 4), household_group,
    'households', 9000, 1200, 100, 300, 8200
from release.releases
cross join unnest(array['poor', 'near_poor']) as household_group;

insert into release.deprivations (
    release_id, row_key, area_list, province_code, province_name, round, review_year, household_group, dimension,
    deprivation, deprived_households_count, deprived_share_pct
)
select
    release_id, household_group || dimension, area_list, province_code, province_name, round, left(round, 4),
    household_group, dimension, '', 3000, 30
from release.releases
cross join unnest(array['poor', 'near_poor']) as household_group
cross join unnest(array['employment', 'health', 'education', 'housing', 'water_sanitation', 'information']) as dimension;

insert into release.target_results (
    release_id, row_key, area_list, province_code, province_name, round, indicator, target_year, breakdown, unit,
    target_value, result_value, attainment_pct, met_unit_count, not_met_unit_count
)
select
    release_id, 'target ' || number, area_list, province_code, province_name, round, 'indicator_' || number,
    left(round, 4), '', '%%', 10, 8 + number / 10.0, 80 + number, number %% 3, number %% 2
from release.releases
cross join generate_series(1, 30) as number;

insert into release.submissions (
    release_id, submission_id, reporting_unit_code, reporting_unit_name, received_at, revision, went_in,
    is_capital_accepted, is_poverty_accepted, is_targets_accepted, is_support_accepted
)
select release_id, release_id || unit, province_code || unit, 'Huyện ' || unit, now(), 1, true, true, true, true, true
from release.releases
cross join generate_series(1, %(units)s) as unit;

insert into release.findings (
    release_id, submission_id, finding_id, reporting_unit_code, reporting_unit_name, rule, severity, message_vi
)
select release_id, submission_id, 'finding ' || number, reporting_unit_code, reporting_unit_name, 'SUM-001',
    (array['critical', 'warning', 'info'])[number %% 3 + 1], 'tổng lệch'
from release.submissions
cross join generate_series(1, 5) as number;

insert into release.sources (
    release_id, table_name, row_key, measure, submission_id, figure_id, reporting_unit_code, reporting_unit_name, value,
    unit, presence, value_text, quote, locator
)
select
    submissions.release_id, kind.table_name, disbursement.row_key, kind.measure, submissions.submission_id,
    disbursement.row_key || kind.measure, submissions.reporting_unit_code, submissions.reporting_unit_name, 1000000,
    'vnd', 'stated', '1', repeat('lời văn ', 10), 'report.docx#p1:0-9'
from release.submissions
join release.disbursement on submissions.release_id = disbursement.release_id
cross join (
    values ('disbursement', 'assigned_vnd'), ('disbursement', 'disbursed_vnd')
) as kind (table_name, measure);

-- What each unit put into the poverty rows.
insert into release.sources (
    release_id, table_name, row_key, measure, submission_id, figure_id, reporting_unit_code, reporting_unit_name, value,
    unit, presence, value_text, quote, locator
)
select
    submissions.release_id, 'poverty', poverty.row_key, kind.measure, submissions.submission_id,
    poverty.row_key || kind.measure, submissions.reporting_unit_code, submissions.reporting_unit_name, kind.value,
    'households', 'stated', '1', repeat('lời văn ', 10), 'report.docx#p2:0-9'
from release.submissions
join release.poverty on submissions.release_id = poverty.release_id
cross join (
    values ('poor_households_count', 800), ('near_poor_households_count', 600), ('total_households_count', 9000)
) as kind (measure, value)
