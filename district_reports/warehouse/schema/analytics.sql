-- What analysts ask for beside the tables of a release. Safe to run again.

-- What codes are called in Vietnamese; its rows come from the registry and the words of the project.
create table if not exists analytics.words (
    kind text not null,
    code text not null,
    word text not null,
    primary key (kind, code)
);

-- One row per published cell and unit: what the unit put into it. A unit that tells one number in several places tells it
-- once here. `_recast` is by today's provinces, as everywhere in this schema.
do $$
declare
    suffix text;
begin
    foreach suffix in array array['', '_recast'] loop
        continue when to_regclass('analytics.unit_numbers' || suffix) is not null;
        execute format(
            'create view analytics.%I with (security_invoker = true) as '
            'select release_id, table_name, row_key, measure, reporting_unit_code, '
            'min(reporting_unit_name) as reporting_unit_name, '
            'min(coalesce(unit_value, value)) filter (where presence <> ''not_applicable'') as value, '
            'min(unit) as unit, bool_and(presence = ''not_applicable'') as is_not_applicable '
            'from analytics.%I '
            'group by release_id, table_name, row_key, measure, reporting_unit_code',
            'unit_numbers' || suffix, 'sources' || suffix
        );
    end loop;
end
$$;
