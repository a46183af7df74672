-- Who may do and see what: roles, grants of provinces, row-level security. Runs last, for it walks over what the other
-- scripts made; safe to run again. Why it is so: docs/decisions/access.md.

create schema if not exists access;

-- A person is a login; a grant says what it may see, from when to when. Rows are never changed: to take a grant back is
-- a row of `grant_withdrawals`. A national reader sees all releases, an engineer everything.
create table if not exists access.grants (
    grant_id bigint generated always as identity primary key,
    login_role text not null check (login_role ~ '^[a-z][a-z0-9_]*$'),
    kind text not null check (kind in ('analyst', 'national_reader', 'engineer')),
    granted_by text not null check (granted_by ~ '\S'),
    reason text not null check (reason ~ '\S'),
    valid_from date not null default (now() at time zone 'Asia/Ho_Chi_Minh')::date,
    valid_until date check (valid_until >= valid_from),
    entered_by text not null default session_user,
    entered_at timestamptz not null default now()
);

-- The provinces a grant covers: the one it names, and what that became or was made of when the map was redrawn.
create table if not exists access.province_grants (
    grant_id bigint not null references access.grants (grant_id),
    area_list text not null check (area_list in ('before_2025_07', 'from_2025_07')),
    province_code text not null,
    is_named boolean not null,
    primary key (grant_id, area_list, province_code)
);

create table if not exists access.grant_withdrawals (
    grant_id bigint primary key references access.grants (grant_id),
    withdrawn_by text not null check (withdrawn_by ~ '\S'),
    reason text not null check (reason ~ '\S'),
    entered_by text not null default session_user,
    entered_at timestamptz not null default now()
);

do $$
declare
    kept_table text;
begin
    foreach kept_table in array array['grants', 'province_grants', 'grant_withdrawals'] loop
        execute format(
            'create or replace trigger refuse_change before update or delete or truncate on access.%I '
            'for each statement execute function raw.refuse_change(%L, %L)',
            kept_table, 'is only added to', 'A grant is taken back with `district-reports access withdraw`.'
        );
    end loop;
end
$$;
drop function if exists access.refuse_change();

create or replace view access.grants_in_force as
select grants.*
from access.grants
where
    (now() at time zone 'Asia/Ho_Chi_Minh')::date between grants.valid_from and coalesce(grants.valid_until, 'infinity')
    and not exists (
        select from access.grant_withdrawals where grant_withdrawals.grant_id = grants.grant_id
    );

-- The questions that row-level security asks. They ask about the session's user, whom neither `set role` nor a view or
-- function of another owner changes; they run as their owner, since an analyst reads neither grants nor raw.
create or replace function access.sees_every_province() returns boolean
language sql stable security definer parallel safe
begin atomic
    select exists (
        select from access.grants_in_force
        where grants_in_force.login_role = session_user and grants_in_force.kind in ('national_reader', 'engineer')
    ) or exists (
        -- Whoever makes the numbers; the owner of the tables, where nobody else does.
        select from pg_catalog.pg_roles
        where
            pg_roles.rolname in (
                'district_reports_loader', 'district_reports_transformer', 'district_reports_publisher',
                'district_reports_approver', pg_catalog.pg_get_userbyid(
                    (select nspowner from pg_catalog.pg_namespace where nspname = 'access')
                )
            )
            and pg_catalog.pg_has_role(session_user, pg_roles.oid, 'member')
    );
end;

create or replace function access.own_provinces() returns table (area_list text, province_code text)
language sql stable security definer parallel safe
begin atomic
    select distinct province_grants.area_list, province_grants.province_code
    from access.grants_in_force
    join access.province_grants on grants_in_force.grant_id = province_grants.grant_id
    where grants_in_force.login_role = session_user;
end;

-- What findings are filed under: a submission of an own province, or the province's sums in a round.
create or replace function access.own_finding_keys() returns table (submission_id text)
language sql stable security definer parallel safe
begin atomic
    select submissions.submission_id
    from raw.submissions
    join access.own_provinces() as own
        on submissions.area_list = own.area_list and submissions.province_code = own.province_code
    union
    select distinct findings.submission_id
    from quality.findings
    join access.own_provinces() as own
        on findings.submission_id like 'province:' || own.area_list || ':' || own.province_code || ':%'
    where findings.gate = 2;
end;

-- Roles belong to the whole server, and another of its databases may be making them at this moment.
do $$
declare
    name text;
begin
    foreach name in array array[
        'loader', 'transformer', 'publisher', 'approver', 'analyst', 'national_reader', 'engineer'
    ] loop
        continue when exists (select from pg_roles where rolname = 'district_reports_' || name);
        continue when not (select rolsuper or rolcreaterole from pg_roles where rolname = current_user);
        begin
            execute format('create role %I nologin', 'district_reports_' || name);
        exception
            when duplicate_object or unique_violation then null;
        end;
    end loop;

    -- Who makes a role may give it to others, and has to give it to itself to act as it.
    for name in
        select rolname from pg_roles
        where
            rolname in ('district_reports_loader', 'district_reports_transformer', 'district_reports_publisher')
            and pg_has_role(oid, 'member with admin option') and not pg_has_role(oid, 'set')
    loop
        execute format('grant %I to %I with inherit true, set true', name, current_user);
    end loop;
end
$$;

-- Rights of the roles, where they are; elsewhere the owner works alone. A table nobody may read without a grant of a
-- province shows rows by row-level security only.
do $$
declare
    makers constant text := 'district_reports_loader, district_reports_transformer, district_reports_publisher';
    readers constant text := 'district_reports_analyst, district_reports_national_reader, district_reports_engineer';
    built text;
begin
    if (
        select count(*) < 7 from pg_roles
        where rolname in (
            'district_reports_loader', 'district_reports_transformer', 'district_reports_publisher',
            'district_reports_approver', 'district_reports_analyst', 'district_reports_national_reader',
            'district_reports_engineer'
        )
    ) then
        return;
    end if;

    if (select pg_has_role(datdba, 'usage') from pg_database where datname = current_database()) then
        execute format('revoke connect, temporary on database %I from public', current_database());
        execute format(
            'grant connect on database %I to district_reports_approver, %s, %s', current_database(), makers, readers
        );
        -- Rows come in through a temporary table: COPY refuses one with row-level security.
        execute format('grant temporary on database %I to %s', current_database(), makers);
    end if;

    grant usage on schema raw to district_reports_loader;
    grant select, insert, delete on all tables in schema raw to district_reports_loader;
    grant usage on schema raw to district_reports_transformer, district_reports_publisher;
    grant select on all tables in schema raw to district_reports_transformer, district_reports_publisher;

    grant usage, create on schema staging, intermediate, marts, rollups, quality to district_reports_transformer;
    grant select, insert, update, delete on all tables in schema quality to district_reports_transformer;
    revoke insert, update, delete on quality.waivers, quality.waiver_withdrawals from district_reports_transformer;

    grant usage on schema quality, raw to district_reports_approver;
    grant select on all tables in schema quality to district_reports_approver;
    grant select on raw.submissions to district_reports_approver;
    grant insert on quality.waivers, quality.waiver_withdrawals to district_reports_approver;

    grant usage on schema marts, rollups, quality, release, analytics to district_reports_publisher;
    grant select on all tables in schema marts, rollups, quality, analytics to district_reports_publisher;
    grant select, insert on all tables in schema release to district_reports_publisher;

    grant usage on schema release, analytics, access to district_reports_analyst, district_reports_national_reader;
    grant select on all tables in schema release, analytics
        to district_reports_analyst, district_reports_national_reader;
    grant usage on schema quality to district_reports_analyst, district_reports_national_reader;
    grant select on quality.rules, quality.submission_scores, quality.rule_counts
        to district_reports_analyst, district_reports_national_reader;
    grant select on quality.findings to district_reports_analyst;

    grant usage on schema
        raw, staging, intermediate, marts, rollups, quality, release, analytics, access to district_reports_engineer;
    grant select on all tables in schema
        raw, staging, intermediate, marts, rollups, quality, release, analytics, access to district_reports_engineer;

    -- dbt builds its tables anew each time, so the right to read them must come with their making.
    alter default privileges in schema marts, rollups, quality grant select on tables to district_reports_publisher;
    alter default privileges in schema staging, intermediate, marts, rollups, quality
        grant select on tables to district_reports_engineer;
    alter default privileges in schema quality
        grant select, insert, update, delete on tables to district_reports_transformer;

    -- What dbt makes belongs to the transformer, where the pipeline may act as it: also what it made before it did.
    if not (
        pg_has_role('district_reports_transformer', 'set') and pg_has_role('district_reports_transformer', 'usage')
    ) then
        return;
    end if;
    alter default privileges for role district_reports_transformer in schema marts, rollups
        grant select on tables to district_reports_publisher;
    alter default privileges for role district_reports_transformer in schema staging, intermediate, marts, rollups
        grant select on tables to district_reports_engineer;
    for built in
        select format('%I.%I', nspname, relname)
        from pg_class
        join pg_namespace on relnamespace = pg_namespace.oid
        where
            nspname in ('staging', 'intermediate', 'marts', 'rollups') and relkind in ('r', 'v')
            and relowner <> 'district_reports_transformer'::regrole and pg_has_role(relowner, 'usage')
    loop
        execute format('alter table %s owner to district_reports_transformer', built);
    end loop;
end
$$;

-- Row-level security: every table of releases by its release, releases and quality by province. Set up once a table, for
-- to alter one waits for its readers. Forced: the owner is asked like everybody else.
do $$
declare
    own_release constant text := 'release_id in (select releases.release_id from release.releases)';
    own_province constant text := '(select access.sees_every_province()) or (area_list, province_code) in '
        '(select own.area_list, own.province_code from access.own_provinces() as own)';
    own_finding constant text := '(select access.sees_every_province()) or submission_id in '
        '(select own.submission_id from access.own_finding_keys() as own)';
    guarded record;
begin
    for guarded in
        select
            tables.table_schema, tables.table_name,
            case
                when tables.table_schema = 'release' and tables.table_name <> 'releases' then own_release
                when tables.table_name = 'findings' then own_finding
                else own_province
            end as condition
        from information_schema.tables
        where
            tables.table_type = 'BASE TABLE'
            and (
                tables.table_schema = 'release'
                or (
                    tables.table_schema = 'quality'
                    and tables.table_name in ('findings', 'submission_scores', 'rule_counts')
                )
            )
    loop
        continue when exists (
            select from pg_policies
            where
                schemaname = guarded.table_schema and tablename = guarded.table_name and policyname = 'own_province'
        );
        execute format('alter table %I.%I enable row level security', guarded.table_schema, guarded.table_name);
        execute format('alter table %I.%I force row level security', guarded.table_schema, guarded.table_name);
        execute format(
            'create policy own_province on %I.%I using (%s)',
            guarded.table_schema, guarded.table_name, guarded.condition
        );
    end loop;
end
$$;

-- A login is a member of the group of each kind it has a grant of in force, and of no other group by a grant that ended.
create or replace function access.settle_memberships() returns void
language plpgsql as $$
declare
    held record;
begin
    if not (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) then
        return;
    end if;
    for held in
        select
            grants.login_role,
            'district_reports_' || grants.kind as group_role,
            bool_or(grants_in_force.grant_id is not null) as is_wanted,
            bool_or(pg_auth_members.member is not null) as is_member
        from access.grants
        join pg_roles as logins on grants.login_role = logins.rolname
        join pg_roles as groups on 'district_reports_' || grants.kind = groups.rolname
        left join access.grants_in_force on grants.grant_id = grants_in_force.grant_id
        left join pg_auth_members on groups.oid = pg_auth_members.roleid and logins.oid = pg_auth_members.member
        group by grants.login_role, grants.kind
        order by grants.login_role, grants.kind
    loop
        if held.is_wanted and not held.is_member then
            execute format('grant %I to %I', held.group_role, held.login_role);
        elsif held.is_member and not held.is_wanted then
            execute format('revoke %I from %I', held.group_role, held.login_role);
        end if;
    end loop;
end
$$;

select access.settle_memberships();
