-- Schemas and the raw tables. Safe to run again.

create schema if not exists raw;
create schema if not exists staging;
create schema if not exists intermediate;
create schema if not exists marts;
create schema if not exists rollups;
create schema if not exists quality;
create schema if not exists release;
create schema if not exists analytics;

create table if not exists raw.submissions (
    submission_id text primary key,
    package_sha256 text not null check (length(package_sha256) = 64),
    area_list text check (area_list in ('before_2025_07', 'from_2025_07')),
    province_code text,
    province_name text,
    reporting_unit_code text,
    reporting_unit_name text,
    unit_level text check (unit_level in ('province', 'district', 'commune')),
    round text,
    document_type text,
    title text,
    document_number text,
    document_date date,
    document_date_text text,
    is_draft boolean not null,
    cut_off_date date,
    household_status text check (household_status in ('preliminary', 'official')),
    received_at timestamptz not null,
    sender text,
    reader_version text not null
);

-- Which revision a submission is follows from when it and others came, and is told by marts.fct_submissions: a number given
-- while loading was wrong as soon as an earlier one came later. Views on the column go with it; dbt makes them anew.
do $$
begin
    if exists (
        select from information_schema.columns
        where table_schema = 'raw' and table_name = 'submissions' and column_name = 'revision'
    ) then
        alter table raw.submissions drop column revision cascade;
    end if;
end
$$;

create table if not exists raw.files (
    submission_id text not null,
    file_sha256 text not null check (length(file_sha256) = 64),
    file_name text not null,
    media_type text not null,
    byte_count bigint not null,
    primary key (submission_id, file_sha256)
);

-- Empty text = not stated: three things differ, not applicable, zero and not reported, and `presence` tells them apart.
create table if not exists raw.figures (
    submission_id text not null,
    figure_id text not null,
    indicator text not null,
    project text not null,
    subproject text not null,
    component text not null,
    policy text not null,
    dimension text not null,
    fund_source text not null,
    capital_type text not null,
    capital_type_inferred text not null,
    budget_year text not null,
    period text not null,
    as_of date,
    kind text not null,
    status text not null,
    bound text not null,
    presence text not null,
    breakdown text not null,
    place text not null,
    value numeric check (value is not null or presence = 'not_applicable'),
    unit text not null,
    value_text text not null,
    unit_text text not null,
    quote text not null,
    locator text not null,
    rule text not null,
    primary key (submission_id, figure_id)
);

create table if not exists raw.problems (
    submission_id text not null,
    problem_number integer not null,
    rule text not null,
    severity text not null,
    subject text not null,
    location text not null,
    found text not null,
    message_vi text not null,
    message_en text not null,
    primary key (submission_id, problem_number)
);

do $$
declare
    raw_table text;
begin
    foreach raw_table in array array['submissions', 'files', 'figures', 'problems'] loop
        execute format(
            'create or replace trigger refuse_update before update on raw.%I for each statement '
            'execute function raw.refuse_change(%L, %L)',
            raw_table, 'holds what was sent',
            'A submission is replaced whole by loading it again; a correction is a new submission.'
        );
    end loop;
end
$$;
drop function if exists raw.refuse_update();
