-- How boards say things: codes, rounds, places and lines in words, and of how many units a number is. The words are those of
-- the table `analytics.words`. Safe to run again.

-- A code as one says it where it stands for itself; one without a word as it is.
create or replace function analytics.code_label(kind_of_code text, told_code text) returns text
language sql stable
as $$
    select
        coalesce(
            (
                select upper(left(words.word, 1)) || substring(words.word from 2)
                from analytics.words
                where words.kind = kind_of_code and words.code = told_code
            ), told_code
        )
$$;

-- A round in words, as `Năm 2024` or `6 tháng đầu năm 2024`; what is no round as it is.
create or replace function analytics.round_label(told_round text) returns text
language sql stable
as $$
    select
        coalesce(
            (
                select
                    replace(
                        replace(upper(left(words.word, 1)) || substring(words.word from 2), '{year}', left(told_round, 4)),
                        '{months}', coalesce(substring(told_round from '-0?(\d+)M$'), '')
                    )
                from analytics.words
                where
                    words.kind = 'round'
                    and words.code = case
                        when told_round ~ '^\d{4}$' then 'year'
                        when told_round ~ '^\d{4}H[12]$' then right(told_round, 2)
                        when told_round ~ '^\d{4}-\d{1,2}M$' then 'months'
                    end
            ), told_round
        )
$$;

-- Where something stands, as a reader finds it: `report.docx#p34:5-9` is `report.docx, đoạn 34`, `tables.xlsx#Bảng vốn!F17`
-- is `tables.xlsx, trang tính “Bảng vốn”, ô F17`; a locator of another form as it is. A cell of a table in a document looks
-- like one of a sheet, so it goes first.
create or replace function analytics.place_label(locator text) returns text
language sql stable
as $$
    select
        coalesce(
            (
                select
                    found.parts[1] || ', ' || format(
                        replace(
                            replace(
                                replace(words.word, '{' || form.names[1] || '}', '%2$s'),
                                '{' || form.names[2] || '}', '%3$s'
                            ),
                            '{' || form.names[3] || '}', '%4$s'
                        ),
                        variadic found.parts
                    )
                from (
                    values
                    (1, 'table_cell', '^([^#]+)#t(\d+)!R(\d+)C(\d+)$', array['table', 'row', 'column']),
                    (2, 'table', '^([^#]+)#t(\d+)$', array['table', '', '']),
                    (3, 'cell', '^([^#]+)#(.+)!([A-Z]{1,3}[1-9]\d*)$', array['sheet', 'cell', '']),
                    (4, 'paragraph', '^([^#]+)#p(\d+)(?::\d+-\d+)?$', array['paragraph', '', ''])
                ) as form (position, code, pattern, names)
                inner join analytics.words on words.kind = 'place' and form.code = words.code
                cross join regexp_match(locator, form.pattern) as found (parts)
                where found.parts is not null
                order by form.position
                limit 1
            ), locator
        )
$$;

-- A name to order by, as Vietnamese lists do: letters before marks, đ with d. The database itself orders by bytes.
create or replace function analytics.name_order(told_name text) returns text
language sql immutable
as $$
    select
        regexp_replace(
            normalize(translate(lower(told_name), 'đĐ', 'dd'), nfd), '[' || chr(768) || '-' || chr(879) || ']', '', 'g'
        ) || ' ' || normalize(told_name, nfd)
$$;

create or replace function analytics.project_label(project text) returns text
language sql stable
as $$
    select coalesce('Dự án ' || substring(nullif(project, '') from '[0-9]+$'), 'Toàn chương trình')
$$;

-- What a line of capital is about. Of a project that is told by its parts alone, a part is called so.
create or replace function analytics.subject_label(project text, subproject text, component text, is_part boolean)
returns text
language sql stable
as $$
    select
        concat_ws(
            ', ',
            analytics.project_label(project) || case when is_part then ' (phần)' else '' end,
            'tiểu dự án ' || substring(nullif(subproject, '') from '[0-9]+$'),
            coalesce(
                (select words.word from analytics.words where words.kind = 'component' and words.code = component),
                nullif(component, '')
            )
        )
$$;

-- Of how many units the numbers `shown` of a row are: of a rate, of those that state both of its sides. Said once where it
-- is the same of all. `told_row` is the row of the release, as JSON; the country's units stand in the releases of provinces.
create or replace function analytics.line_coverage_label(told_table text, told_row jsonb, shown text[]) returns text
language sql stable
as $$
    with places (release_id, row_key) as (

        select told_row ->> 'release_id', told_row ->> 'row_key'
        union all
        select
            provinces.province_release_id,
            concat_ws('|', provinces.area_list, provinces.province_code, told_row ->> 'round')
            || substring(
                told_row ->> 'row_key'
                from length(
                    concat_ws(
                        '|', 'national', told_row ->> 'area_list', told_row ->> 'province_code', told_row ->> 'round'
                    )
                ) + 1
            )
        from release.provinces
        where provinces.release_id = told_row ->> 'release_id'

    ),

    units as (

        select array_agg(sources.measure) as measures
        from places
        inner join release.sources using (release_id, row_key)
        where
            sources.table_name = told_table
            and sources.presence <> 'not_applicable'
            and coalesce(sources.unit_value, sources.value) is not null
        group by places.release_id, sources.reporting_unit_code

    ),

    numbers as (

        select
            asked.position,
            asked.measure,
            case asked.measure
                when 'disbursement_rate_pct' then array[
                    'disbursed_vnd',
                    case told_row ->> 'rate_denominator' when 'available' then 'available_vnd' else 'assigned_vnd' end
                ]
                when 'poor_household_rate_pct' then array['poor_households_count', 'total_households_count']
                when 'near_poor_household_rate_pct' then array['near_poor_households_count', 'total_households_count']
                else array[asked.measure]
            end as made_of
        from unnest(shown) with ordinality as asked (measure, position)
        where told_row ->> asked.measure is not null

    ),

    counted as (

        select numbers.position, numbers.measure, count(units.measures) as unit_count
        from numbers
        left join units on numbers.made_of <@ units.measures
        group by numbers.position, numbers.measure

    )

    select
        case
            -- Releases of before sources were kept with units say it of the row alone.
            when coalesce(max(counted.unit_count), 0) = 0
                then concat(told_row ->> 'reporting_unit_count', '/', told_row ->> 'expected_unit_count', ' đơn vị')
            when min(counted.unit_count) = max(counted.unit_count)
                then concat(max(counted.unit_count), '/', told_row ->> 'expected_unit_count', ' đơn vị')
            else
                string_agg(
                    concat(words.word, ' ', counted.unit_count, '/', told_row ->> 'expected_unit_count'),
                    ', ' order by counted.position
                )
        end
    from counted
    left join analytics.words on words.kind = 'number' and counted.measure = words.code
$$;
