-- The tables a release reads beside the rollups it is made of, by hand: only the columns of the contract, no rows.
create schema raw;
create schema marts;
create schema rollups;
create schema quality;

create table raw.submissions (
    submission_id text primary key, package_sha256 text, area_list text, province_code text, province_name text,
    reporting_unit_code text, reporting_unit_name text, unit_level text, round text, document_type text, title text,
    document_number text, document_date date, document_date_text text, is_draft boolean, cut_off_date date,
    household_status text, received_at timestamptz, sender text, reader_version text
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
    submissions.*, 1 as revision, true as is_capital_accepted, true as is_poverty_accepted, true as is_targets_accepted,
    true as is_support_accepted
from raw.submissions;
create table marts.fct_submission_timeliness (
    area_list text, province_code text, reporting_unit_code text, round text, due_date date, is_on_time boolean,
    days_late integer
);
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
create table rollups.agg_province_sources (
    table_name text, row_key text, measure text, submission_id text, figure_id text, area_view text, area_list text,
    province_code text, round text, unit_value numeric(20, 2)
);
