-- The tables a release reads, by hand: only the columns of the contract, no rows.
create schema raw;
create schema marts;
create schema rollups;
create schema quality;

create table raw.submissions (
    submission_id text primary key, package_sha256 text, area_list text, province_code text, province_name text,
    reporting_unit_code text, reporting_unit_name text, unit_level text, round text, document_type text, title text,
    document_number text, document_date date, document_date_text text, is_draft boolean, cut_off_date date,
    household_status text, revision integer, received_at timestamptz, sender text, reader_version text
);
create table raw.files (
    submission_id text, file_sha256 text, file_name text, media_type text, byte_count bigint
);
create table raw.figures (
    submission_id text, figure_id text, indicator text, value numeric, unit text, bound text, presence text,
    value_text text, unit_text text, quote text, locator text
);
create view marts.fct_submissions as
select
    submissions.*, true as is_capital_accepted, true as is_poverty_accepted, true as is_targets_accepted,
    true as is_support_accepted
from raw.submissions;
create table marts.fct_submission_timeliness (area_list text, province_code text, round text, due_date date);
create table marts.dim_reporting_units (
    area_list text, province_code text, reporting_unit_code text, reporting_unit_name text, valid_from_date date,
    valid_to_date date
);
create table marts.dim_unit_provinces (
    area_view text, area_list text, reporting_unit_code text, own_province_code text, province_area_list text,
    province_code text, province_name text, valid_from_date date, valid_to_date date
);
create table quality.findings (
    submission_id text, finding_id text, gate text, rule text, severity text, subject text, location text,
    stated numeric, computed numeric, difference numeric, unit text, figure_ids text, message_vi text,
    message_en text, rule_set_version text
);
create table quality.waivers (
    waiver_id bigint primary key, rule text, reporting_unit_code text, reporting_unit_name text, approved_by text,
    reason text, valid_until date
);
create view quality.findings_told as
select findings.*, waivers.waiver_id, findings.severity = 'critical' and waivers.waiver_id is null as is_holding
from quality.findings
left join quality.waivers on findings.rule = waivers.rule;
create table rollups.agg_province_disbursement_by_round (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text, project text, subproject text,
    component text, fund_source text, capital_type text, budget_year text, planned_vnd numeric(20, 0),
    assigned_vnd numeric(20, 0), carried_over_vnd numeric(20, 0), available_vnd numeric(20, 0),
    allocated_vnd numeric(20, 0), unallocated_vnd numeric(20, 0), disbursed_vnd numeric(20, 0),
    forecast_9m_vnd numeric(20, 0), forecast_year_vnd numeric(20, 0), reported_disbursement_rate_pct numeric(7, 2),
    disbursement_rate_pct numeric(7, 2), rate_denominator text, is_headline boolean, expected_unit_count integer,
    received_unit_count integer, accepted_unit_count integer, reporting_unit_count integer,
    not_applicable_unit_count integer, is_complete boolean, is_exact boolean
);
create table rollups.agg_province_poverty_by_year (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text, review_year text,
    total_households_count bigint, total_population_count bigint, poor_households_count bigint,
    near_poor_households_count bigint, poor_household_rate_pct numeric(7, 2),
    near_poor_household_rate_pct numeric(7, 2), reported_poor_household_rate_pct numeric(7, 2),
    reported_near_poor_household_rate_pct numeric(7, 2), reported_poor_household_rate_change_pp numeric(7, 2),
    reported_near_poor_household_rate_change_pp numeric(7, 2), status text, standard text, is_headline boolean,
    expected_unit_count integer, received_unit_count integer, accepted_unit_count integer,
    reporting_unit_count integer, is_complete boolean, is_exact boolean
);
create table rollups.agg_province_targets_by_year (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text, indicator text,
    target_year text, breakdown text, unit text, unit_count integer, lowest_target numeric, highest_target numeric,
    expected_unit_count integer, received_unit_count integer, accepted_unit_count integer,
    reporting_unit_count integer, is_complete boolean, is_exact boolean
);
create table rollups.agg_province_completeness_by_round (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text, expected_unit_count integer,
    received_unit_count integer, accepted_unit_count integer, held_unit_count integer, missing_unit_names text,
    accepted_capital_unit_count integer, accepted_poverty_unit_count integer, accepted_targets_unit_count integer,
    critical_finding_count integer, warning_finding_count integer, note_finding_count integer,
    waived_finding_count integer, waivers text, is_final boolean, is_exact boolean, recast_unit_count integer
);
create table rollups.agg_province_household_movements_by_year (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text, review_year text,
    household_group text, unit text, opening_count bigint, passed_line_count bigint, to_other_group_count bigint,
    other_decrease_count bigint, from_other_group_count bigint, fell_back_count bigint, newly_arisen_count bigint,
    other_increase_count bigint, closing_count bigint, escaped_count bigint, computed_closing_count bigint,
    escaped_rate_pct numeric(7, 2), fell_back_rate_pct numeric(7, 2), balanced_unit_count integer,
    unbalanced_unit_count integer, period text, status text, is_exact boolean, expected_unit_count integer,
    received_unit_count integer, accepted_unit_count integer, reporting_unit_count integer, is_complete boolean
);
create table rollups.agg_province_deprivations_by_year (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text, review_year text,
    household_group text, dimension text, deprivation text, deprived_households_count bigint,
    group_households_count bigint, reported_deprived_share_pct numeric(7, 2), deprived_share_pct numeric(7, 2),
    status text, is_exact boolean, expected_unit_count integer, received_unit_count integer,
    accepted_unit_count integer, reporting_unit_count integer, not_applicable_unit_count integer, is_complete boolean
);
create table rollups.agg_province_support_by_round (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text,
    support_year text, policy text, project text, breakdown text, spending_vnd numeric(20, 0),
    beneficiary_households_count bigint, beneficiary_people_count bigint, beneficiary_attendances_count bigint,
    loans_vnd numeric(20, 0), borrower_households_count bigint, borrower_people_count bigint,
    spending_per_household_vnd numeric(20, 2), is_exact boolean, expected_unit_count integer,
    received_unit_count integer, accepted_unit_count integer, reporting_unit_count integer,
    not_applicable_unit_count integer, unclear_unit_count integer, is_complete boolean
);
create table rollups.agg_province_target_results_by_year (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text, indicator text,
    target_year text, project text, dimension text, breakdown text, unit text, direction text,
    target_value numeric(20, 2), result_value numeric(20, 2), attainment_pct numeric(7, 2), target_unit_count integer,
    result_unit_count integer, met_unit_count integer, not_met_unit_count integer, reported_met_unit_count integer,
    reported_not_met_unit_count integer, met_unit_share_pct numeric(7, 2), is_exact boolean,
    expected_unit_count integer, received_unit_count integer, accepted_unit_count integer,
    reporting_unit_count integer, is_complete boolean
);
create table rollups.agg_province_timeliness_by_round (
    row_key text, area_view text, area_list text, province_code text, province_name text, round text,
    reporting_rate_pct numeric(7, 2), on_time_unit_count integer, late_unit_count integer,
    on_time_rate_pct numeric(7, 2), average_days_late numeric(7, 2), most_days_late integer, correction_count integer,
    corrected_unit_count integer, is_exact boolean, expected_unit_count integer, received_unit_count integer,
    accepted_unit_count integer, reporting_unit_count integer, is_complete boolean
);
create table rollups.agg_province_sources (
    table_name text, row_key text, measure text, submission_id text, figure_id text, area_view text, area_list text,
    province_code text, round text, unit_value numeric(20, 2)
);
