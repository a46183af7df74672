-- What analysts ask for beside the tables of a release. Safe to run again.

-- What codes are called in Vietnamese; its rows come from the registry and the words of the project.
create table if not exists analytics.words (
    kind text not null,
    code text not null,
    word text not null,
    primary key (kind, code)
);

-- A release of the country has no sources of its own: these are the ones of the provinces' releases it is made of, under
-- the key of the country's row. As everywhere in this schema, `_as_of(day)` is what was published at the end of that day.
do $$
declare
    evidence constant text := $sources$
        select
            provinces.release_id,
            sources.release_id as province_release_id,
            sources.table_name,
            concat_ws('|', 'national', in_force.area_list, in_force.province_code, in_force.round)
            || substring(
                sources.row_key
                from length(concat_ws('|', provinces.area_list, provinces.province_code, in_force.round)) + 1
            ) as row_key,
            sources.measure, sources.submission_id, sources.figure_id,
            sources.reporting_unit_code, sources.reporting_unit_name, sources.indicator,
            sources.value, sources.unit_value, sources.unit, sources.bound, sources.presence,
            sources.value_text, sources.unit_text, sources.quote, sources.locator,
            sources.file_name, sources.file_sha256
        from analytics.%s as in_force
        inner join release.provinces on in_force.release_id = provinces.release_id
        inner join release.sources on provinces.province_release_id = sources.release_id
    $sources$;
begin
    execute 'create or replace view analytics.sources_national with (security_invoker = true) as '
        || format(evidence, 'releases_national');
    execute 'create or replace function analytics.sources_national_as_of(day date) '
        'returns setof analytics.sources_national language sql stable begin atomic '
        || format(evidence, 'releases_national_as_of(day)') || '; end';
end
$$;

-- One row per published cell and unit: what the unit put into it. A unit that tells one number in several places tells it
-- once here. `_recast` is by today's provinces, `_national` of the country.
do $$
declare
    numbers constant text := $numbers$
        select
            release_id, table_name, row_key, measure, reporting_unit_code,
            min(reporting_unit_name) as reporting_unit_name,
            min(coalesce(unit_value, value)) filter (where presence <> 'not_applicable') as value,
            min(unit) as unit, bool_and(presence = 'not_applicable') as is_not_applicable
        from analytics.%s
        group by release_id, table_name, row_key, measure, reporting_unit_code
    $numbers$;
    suffix text;
begin
    foreach suffix in array array['', '_recast', '_national'] loop
        execute format('create or replace view analytics.%I with (security_invoker = true) as ', 'unit_numbers' || suffix)
            || format(numbers, 'sources' || suffix);
        execute format(
            'create or replace function analytics.%I(day date) returns setof analytics.%I '
            'language sql stable begin atomic ', 'unit_numbers' || suffix || '_as_of', 'unit_numbers' || suffix
        ) || format(numbers, 'sources' || suffix || '_as_of(day)') || '; end';
    end loop;
end
$$;
