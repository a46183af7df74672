-- Releases are written once and then refused every change; and what analysts see of them. Safe to run again.

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
            where
                tgrelid = format('release.%I', released_table)::regclass and tgname = 'refuse_change'
                and tgfoid = 'raw.refuse_change'::regproc
        ) then
            continue;
        end if;
        execute format(
            'create or replace trigger refuse_change before update or delete or truncate on release.%I '
            'for each statement execute function raw.refuse_change(%L, %L)',
            released_table, 'never changes',
            'Send a correction as a new submission and publish again, or publish an older release again '
            '(district-reports releases revert).'
        );
        -- "always": a session that sets itself up as a replica is refused too.
        execute format('alter table release.%I enable always trigger refuse_change', released_table);
        if released_table <> 'releases' then
            execute format(
                'create or replace trigger refuse_late_rows after insert on release.%I referencing new table as added '
                'for each statement execute function release.refuse_late_rows()', released_table
            );
            execute format('alter table release.%I enable always trigger refuse_late_rows', released_table);
        end if;
    end loop;
end
$$;
drop function if exists release.refuse_change();

-- Three views of the same figures, never to be added to each other: `analytics.<table>` is as reported, by the province
-- of the time; `analytics.<table>_recast` is by today's provinces; `analytics.<table>_national` is the country. A province
-- of today that reported itself is in the first two.

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
        (
            releases.area_view = 'recast'
            or (releases.area_view = 'as_reported' and releases.area_list = 'from_2025_07')
        )
        and (releases.published_at at time zone 'Asia/Ho_Chi_Minh')::date <= day
    order by
        releases.province_code, releases.round, releases.area_view = 'recast' desc, releases.release_number desc;
end;

create or replace function analytics.releases_national_as_of(day date) returns setof release.releases
language sql stable
begin atomic
    select distinct on (releases.round) releases.*
    from release.releases
    where
        releases.area_view = 'national'
        and (releases.published_at at time zone 'Asia/Ho_Chi_Minh')::date <= day
    order by releases.round, releases.release_number desc;
end;

create or replace view analytics.releases with (security_invoker = true) as
select distinct on (releases.area_list, releases.province_code, releases.round) releases.*
from release.releases
where releases.area_view = 'as_reported'
order by releases.area_list, releases.province_code, releases.round, releases.release_number desc;

create or replace view analytics.releases_recast with (security_invoker = true) as
select distinct on (releases.province_code, releases.round) releases.*
from release.releases
where
    releases.area_view = 'recast'
    or (releases.area_view = 'as_reported' and releases.area_list = 'from_2025_07')
order by releases.province_code, releases.round, releases.area_view = 'recast' desc, releases.release_number desc;

create or replace view analytics.releases_national with (security_invoker = true) as
select distinct on (releases.round) releases.*
from release.releases
where releases.area_view = 'national'
order by releases.round, releases.release_number desc;

-- The same for every table of a release. The country has sums, the provinces they are made of and changes; the evidence
-- stands in the releases of these provinces. Made where missing or where the table has got another column.
do $$
declare
    evidence constant text[] := array['submissions', 'files', 'findings', 'waivers', 'sources'];
    wanted record;
begin
    for wanted in
        select
            released.relname as released_table, released.relname || views.suffix as name,
            'releases' || views.suffix as in_force
        from pg_class as released
        cross join (values (''), ('_recast'), ('_national')) as views (suffix)
        where
            released.relnamespace = 'release'::regnamespace and released.relkind = 'r' and released.relname <> 'releases'
            and case
                when released.relname = 'provinces' then views.suffix = '_national'
                when released.relname = any(evidence) then views.suffix <> '_national'
                else true
            end
            and (
                select count(*) from pg_attribute where attrelid = released.oid and attnum > 0 and not attisdropped
            ) is distinct from (
                select count(*) from pg_attribute
                where attrelid = to_regclass('analytics.' || released.relname || views.suffix) and attnum > 0
            )
        order by released.relname, views.suffix
    loop
        execute format(
            'create or replace view analytics.%1$I with (security_invoker = true) as '
            'select released.* from release.%2$I as released '
            'join analytics.%3$I as in_force on released.release_id = in_force.release_id',
            wanted.name, wanted.released_table, wanted.in_force
        );
        execute format(
            'create or replace function analytics.%1$I(day date) returns setof release.%2$I '
            'language sql stable begin atomic '
            'select released.* from release.%2$I as released '
            'join analytics.%3$I(day) as in_force on released.release_id = in_force.release_id; end',
            wanted.name || '_as_of', wanted.released_table, wanted.in_force || '_as_of'
        );
    end loop;
end
$$;
