-- Releases: what was published, for ever. Safe to run again; nothing here drops or alters what is there.
-- Rows are written once, in the transaction that makes their release, and then refused every change.

create schema if not exists release;
create schema if not exists analytics;

create table if not exists release.releases (
    release_id text primary key,
    area_list text not null,
    province_code text not null,
    province_name text not null,
    round text not null,
    release_number integer not null check (release_number > 0),
    content_sha256 text not null check (length(content_sha256) = 64),
    published_at timestamptz not null,
    status text not null check (status in ('provisional', 'final')),
    expected_unit_count integer,
    received_unit_count integer,
    accepted_unit_count integer,
    held_unit_count integer,
    planned_capital_covered_pct numeric(7, 2),
    rule_set_version text not null,
    code_version text not null,
    replaces_release_id text references release.releases (release_id),
    reverts_to_release_id text references release.releases (release_id),
    -- The seal: rows of a release are accepted only from the transaction that wrote its header.
    written_by_transaction xid8 not null default pg_current_xact_id()
);

create table if not exists release.submissions (
    release_id text not null references release.releases (release_id),
    submission_id text not null,
    package_sha256 text,
    reporting_unit_code text,
    reporting_unit_name text,
    unit_level text,
    document_type text,
    title text,
    document_number text,
    document_date date,
    document_date_text text,
    is_draft boolean,
    cut_off_date date,
    household_status text,
    revision integer,
    received_at timestamptz,
    went_in boolean not null,
    is_capital_accepted boolean,
    is_poverty_accepted boolean,
    is_targets_accepted boolean,
    is_support_accepted boolean,
    primary key (release_id, submission_id)
);

create table if not exists release.files (
    release_id text not null references release.releases (release_id),
    submission_id text not null,
    file_sha256 text not null,
    file_name text,
    media_type text,
    byte_count bigint,
    primary key (release_id, submission_id, file_sha256)
);

create table if not exists release.disbursement (
    release_id text not null references release.releases (release_id),
    row_key text not null,
    area_list text not null,
    province_code text not null,
    province_name text,
    round text not null,
    project text,
    subproject text,
    component text,
    fund_source text,
    capital_type text,
    budget_year text,
    planned_vnd numeric,
    assigned_vnd numeric,
    carried_over_vnd numeric,
    available_vnd numeric,
    allocated_vnd numeric,
    unallocated_vnd numeric,
    disbursed_vnd numeric,
    forecast_9m_vnd numeric,
    forecast_year_vnd numeric,
    reported_disbursement_rate_pct numeric,
    disbursement_rate_pct numeric,
    rate_denominator text,
    is_headline boolean,
    expected_unit_count integer,
    received_unit_count integer,
    accepted_unit_count integer,
    reporting_unit_count integer,
    not_applicable_unit_count integer,
    is_complete boolean,
    primary key (release_id, row_key)
);

create table if not exists release.poverty (
    release_id text not null references release.releases (release_id),
    row_key text not null,
    area_list text not null,
    province_code text not null,
    province_name text,
    round text not null,
    review_year text,
    total_households_count numeric,
    total_population_count numeric,
    poor_households_count numeric,
    near_poor_households_count numeric,
    poor_household_rate_pct numeric,
    near_poor_household_rate_pct numeric,
    reported_poor_household_rate_pct numeric,
    reported_near_poor_household_rate_pct numeric,
    reported_poor_household_rate_change_pp numeric,
    reported_near_poor_household_rate_change_pp numeric,
    status text,
    standard text,
    is_headline boolean,
    expected_unit_count integer,
    received_unit_count integer,
    accepted_unit_count integer,
    reporting_unit_count integer,
    is_complete boolean,
    primary key (release_id, row_key)
);

create table if not exists release.targets (
    release_id text not null references release.releases (release_id),
    row_key text not null,
    area_list text not null,
    province_code text not null,
    province_name text,
    round text not null,
    indicator text,
    target_year text,
    breakdown text,
    unit text,
    unit_count integer,
    lowest_target numeric,
    highest_target numeric,
    expected_unit_count integer,
    received_unit_count integer,
    accepted_unit_count integer,
    reporting_unit_count integer,
    is_complete boolean,
    primary key (release_id, row_key)
);

create table if not exists release.completeness (
    release_id text not null references release.releases (release_id),
    row_key text not null,
    area_list text not null,
    province_code text not null,
    province_name text,
    round text not null,
    expected_unit_count integer,
    received_unit_count integer,
    accepted_unit_count integer,
    held_unit_count integer,
    missing_unit_names text,
    accepted_capital_unit_count integer,
    accepted_poverty_unit_count integer,
    accepted_targets_unit_count integer,
    critical_finding_count integer,
    warning_finding_count integer,
    note_finding_count integer,
    is_final boolean,
    primary key (release_id, row_key)
);

create table if not exists release.findings (
    release_id text not null references release.releases (release_id),
    submission_id text not null,
    finding_id text not null,
    reporting_unit_code text,
    reporting_unit_name text,
    gate text,
    rule text not null,
    severity text not null,
    subject text,
    location text,
    stated numeric,
    computed numeric,
    difference numeric,
    unit text,
    figure_ids text,
    message_vi text,
    message_en text,
    rule_set_version text,
    primary key (release_id, submission_id, finding_id)
);

-- The waivers that let findings of this release pass. A release of before there were waivers has none.
create table if not exists release.waivers (
    release_id text not null references release.releases (release_id),
    waiver_id bigint not null,
    rule text not null,
    reporting_unit_code text not null,
    reporting_unit_name text not null,
    approved_by text not null,
    reason text not null,
    valid_until date not null,
    finding_count integer not null,
    primary key (release_id, waiver_id)
);

-- Everything a published cell was made of, copied in: a release explains itself when all else is gone.
create table if not exists release.sources (
    release_id text not null references release.releases (release_id),
    table_name text not null,
    row_key text not null,
    measure text not null,
    submission_id text not null,
    figure_id text not null,
    reporting_unit_code text,
    reporting_unit_name text,
    indicator text,
    value numeric,
    unit text,
    bound text,
    presence text,
    value_text text,
    unit_text text,
    quote text,
    locator text,
    file_name text,
    file_sha256 text,
    primary key (release_id, table_name, row_key, measure, submission_id, figure_id)
);

-- What moved since the release before. An empty unit code is the province's own number.
create table if not exists release.changes (
    release_id text not null references release.releases (release_id),
    table_name text not null,
    row_key text not null,
    measure text not null,
    reporting_unit_code text not null,
    reporting_unit_name text not null,
    unit text,
    old_value numeric,
    new_value numeric,
    old_text text,
    new_text text,
    reason_vi text not null,
    reason_en text not null,
    primary key (release_id, table_name, row_key, measure, reporting_unit_code)
);

-- Views of the map of provinces came later: what was released before them is as reported, and exact.
do $$
declare
    rollup text;
begin
    if exists (
        select 1 from information_schema.columns
        where table_schema = 'release' and table_name = 'releases' and column_name = 'area_view'
    ) then
        return;
    end if;
    alter table release.releases add column area_view text not null default 'as_reported'
        check (area_view in ('as_reported', 'recast'));
    alter table release.releases
        drop constraint if exists releases_area_list_province_code_round_release_number_key,
        add unique (area_view, area_list, province_code, round, release_number);
    foreach rollup in array array['disbursement', 'poverty', 'targets', 'completeness'] loop
        execute format(
            'alter table release.%I add column area_view text not null default ''as_reported'', '
            'add column is_exact boolean not null default true', rollup
        );
    end loop;
end
$$;

create or replace function release.refuse_change() returns trigger
language plpgsql as $$
begin
    raise exception 'release.% never changes: % refused', tg_table_name, lower(tg_op)
        using hint = 'Send a correction as a new submission and publish again, or publish an older release again '
            '(district-reports releases revert).',
        errcode = 'restrict_violation';
end
$$;

create or replace function release.refuse_late_rows() returns trigger
language plpgsql as $$
declare
    late_release_id text;
begin
    select min(releases.release_id) into late_release_id
    from added
    join release.releases on added.release_id = releases.release_id
    where releases.written_by_transaction <> pg_current_xact_id();

    if late_release_id is not null then
        raise exception 'release.% never changes: release % is closed, nothing can be added to it',
            tg_table_name, late_release_id
            using hint = 'Publish a new release instead.', errcode = 'restrict_violation';
    end if;
    return null;
end
$$;

do $$
declare
    released_table text;
begin
    for released_table in
        select table_name from information_schema.tables
        where table_schema = 'release' and table_type = 'BASE TABLE'
    loop
        if exists (
            select 1 from pg_trigger
            where tgrelid = format('release.%I', released_table)::regclass and tgname = 'refuse_change'
        ) then
            continue;
        end if;
        execute format(
            'create trigger refuse_change before update or delete or truncate on release.%I '
            'for each statement execute function release.refuse_change()', released_table
        );
        -- "always": a session that sets itself up as a replica is refused too.
        execute format('alter table release.%I enable always trigger refuse_change', released_table);
        if released_table <> 'releases' then
            execute format(
                'create trigger refuse_late_rows after insert on release.%I referencing new table as added '
                'for each statement execute function release.refuse_late_rows()', released_table
            );
            execute format('alter table release.%I enable always trigger refuse_late_rows', released_table);
        end if;
    end loop;
end
$$;

-- Two views of the same figures, never to be added to each other: `analytics.<table>` is as reported, by the province of
-- the time; `analytics.<table>_recast` is by today's provinces. A province of today that reported itself is in both.

-- The releases in force at the end of a day in Viet Nam: the newest of each province and round.
create or replace function analytics.releases_as_of(day date) returns setof release.releases
language sql stable
begin atomic
    select distinct on (releases.area_list, releases.province_code, releases.round) releases.*
    from release.releases
    where
        releases.area_view = 'as_reported'
        and (releases.published_at at time zone 'Asia/Ho_Chi_Minh')::date <= day
    order by releases.area_list, releases.province_code, releases.round, releases.release_number desc;
end;

-- A re-cast release goes before what the same province reported itself: it counts that as well.
create or replace function analytics.releases_recast_as_of(day date) returns setof release.releases
language sql stable
begin atomic
    select distinct on (releases.province_code, releases.round) releases.*
    from release.releases
    where
        (releases.area_view = 'recast' or releases.area_list = 'from_2025_07')
        and (releases.published_at at time zone 'Asia/Ho_Chi_Minh')::date <= day
    order by
        releases.province_code, releases.round, releases.area_view = 'recast' desc, releases.release_number desc;
end;

create or replace view analytics.releases with (security_invoker = true) as
select distinct on (releases.area_list, releases.province_code, releases.round) releases.*
from release.releases
where releases.area_view = 'as_reported'
order by releases.area_list, releases.province_code, releases.round, releases.release_number desc;

create or replace view analytics.releases_recast with (security_invoker = true) as
select distinct on (releases.province_code, releases.round) releases.*
from release.releases
where releases.area_view = 'recast' or releases.area_list = 'from_2025_07'
order by releases.province_code, releases.round, releases.area_view = 'recast' desc, releases.release_number desc;

do $$
declare
    released_table text;
    suffix text;
begin
    for released_table in
        select table_name from information_schema.tables
        where table_schema = 'release' and table_type = 'BASE TABLE' and table_name <> 'releases'
    loop
        foreach suffix in array array['', '_recast'] loop
            execute format(
                'create or replace view analytics.%1$I with (security_invoker = true) as '
                'select released.* from release.%2$I as released '
                'join analytics.%3$I as in_force on released.release_id = in_force.release_id',
                released_table || suffix, released_table, 'releases' || suffix
            );
            execute format(
                'create or replace function analytics.%1$I(day date) returns setof release.%2$I '
                'language sql stable begin atomic '
                'select released.* from release.%2$I as released '
                'join analytics.%3$I(day) as in_force on released.release_id = in_force.release_id; end',
                released_table || suffix || '_as_of', released_table, 'releases' || suffix || '_as_of'
            );
        end loop;
    end loop;
end
$$;

-- The roles are made with the rest of the warehouse; a database without them keeps the owner's rights alone.
do $$
begin
    if exists (select 1 from pg_roles where rolname = 'district_reports_publisher') then
        grant usage on schema release, analytics to district_reports_publisher;
        grant select, insert on all tables in schema release to district_reports_publisher;
        grant select on all tables in schema analytics to district_reports_publisher;
        grant execute on all functions in schema analytics to district_reports_publisher;
    end if;
    if exists (select 1 from pg_roles where rolname = 'district_reports_analyst') then
        grant usage on schema release, analytics to district_reports_analyst;
        grant select on all tables in schema release to district_reports_analyst;
        grant select on all tables in schema analytics to district_reports_analyst;
        grant execute on all functions in schema analytics to district_reports_analyst;
    end if;
end
$$;
