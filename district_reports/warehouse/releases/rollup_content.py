"""The SQL of reading the rollups: all that a release of a province and round would say now."""

from collections.abc import Sequence

from psycopg import Connection, sql

from district_reports.warehouse.database.rows import Rows, read_rows
from district_reports.warehouse.releases import national
from district_reports.warehouse.releases.content import RELEASED_TABLES, STAMPED_COLUMN, TABLE_BY_ROLLUP
from district_reports.warehouse.releases.province_rounds import AS_REPORTED, ProvinceRound


def read_rollups(connection: Connection, subject: ProvinceRound) -> dict[str, Rows]:
    """All that would be published now, table by table, without the release's own columns."""
    columns = _released_columns(connection)
    content = {
        table.name: _read_rollup(connection, table.rollup, columns[table.name], subject) for table in RELEASED_TABLES
    }
    if subject.is_national:
        return content | {"provinces": national.list_provinces(connection, subject.round)}
    content["sources"] = read_rows(connection, _SOURCES, subject.parameters)
    for source in content["sources"]:
        source["table_name"] = TABLE_BY_ROLLUP[source["table_name"]].name
    with_parts = {**subject.parameters, "part_keys": list_part_keys(connection, subject)}
    content["submissions"] = read_rows(connection, _SUBMISSIONS, with_parts)
    with_submissions = with_parts | {"submission_ids": [row["submission_id"] for row in content["submissions"]]}
    content["files"] = read_rows(connection, _FILES, with_submissions)
    content["findings"] = read_rows(connection, _FINDINGS, with_submissions)
    content["waivers"] = read_rows(connection, _WAIVERS, with_submissions)
    return content


def list_part_keys(connection: Connection, subject: ProvinceRound) -> list[str]:
    """The quality keys of the provinces, as they reported, whose units count for this one; its own, if not re-cast."""
    if subject.area_view == AS_REPORTED:
        return [subject.quality_key]
    return [row["quality_key"] for row in read_rows(connection, _PART_KEYS, subject.parameters)]


def _read_rollup(connection: Connection, rollup: str, columns: Sequence[str], subject: ProvinceRound) -> Rows:
    query = sql.SQL(
        "select {columns} from rollups.{rollup} where area_view = %(area_view)s and area_list = %(area_list)s"
        " and province_code = %(province_code)s and round = %(round)s order by row_key"
    ).format(columns=sql.SQL(", ").join(map(sql.Identifier, columns)), rollup=sql.Identifier(rollup))
    return read_rows(connection, query, subject.parameters)


def _released_columns(connection: Connection) -> dict[str, list[str]]:
    """The columns of each table of a release but those it says of itself, in their order."""
    rows = read_rows(
        connection,
        """
        select relname as table_name, array_agg(attname::text order by attnum) as columns
        from pg_class
        join pg_attribute on pg_class.oid = attrelid
        where relnamespace = 'release'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
            and attname <> all(array['release_id', %(stamped)s])
        group by relname
        """,
        {"stamped": STAMPED_COLUMN},
    )
    return {row["table_name"]: row["columns"] for row in rows}


_PART_KEYS = """
select distinct concat_ws(':', 'province', area_list, own_province_code, %(round)s::text) as quality_key
from marts.dim_unit_provinces
where
    area_view = %(area_view)s
    and province_area_list = %(area_list)s
    and province_code = %(province_code)s
"""

# The figure's words come from what was read, its file from the name before the `#` of its place.
_SOURCES = """
select
    used.table_name, used.row_key, used.measure, used.submission_id, used.figure_id,
    submissions.reporting_unit_code, submissions.reporting_unit_name,
    figures.indicator, figures.value, figures.unit, figures.bound, figures.presence,
    figures.value_text, figures.unit_text, figures.quote, figures.locator, used.unit_value,
    files.file_name, files.file_sha256
from rollups.agg_province_sources as used
join raw.submissions as submissions on used.submission_id = submissions.submission_id
join raw.figures as figures on used.submission_id = figures.submission_id and used.figure_id = figures.figure_id
left join (
    select submission_id, file_name, min(file_sha256) as file_sha256
    from raw.files
    group by submission_id, file_name
) as files
    on used.submission_id = files.submission_id and split_part(figures.locator, '#', 1) = files.file_name
where
    used.area_view = %(area_view)s
    and used.area_list = %(area_list)s
    and used.province_code = %(province_code)s
    and used.round = %(round)s
order by used.table_name, used.row_key, used.measure, submissions.reporting_unit_code, used.figure_id
"""

# What went in, and what was sent since and does not count yet: a held correction, a unit held altogether.
_SUBMISSIONS = """
with used as (

    select distinct submission_id
    from rollups.agg_province_sources
    where
        area_view = %(area_view)s
        and area_list = %(area_list)s
        and province_code = %(province_code)s
        and round = %(round)s

),

marked as (

    select
        submissions.*,
        used.submission_id is not null as went_in,
        max(submissions.received_at) filter (where used.submission_id is not null)
            over (partition by submissions.area_list, submissions.reporting_unit_code, submissions.round)
            as newest_used_at
    from marts.fct_submissions as submissions
    left join used on submissions.submission_id = used.submission_id
    where
        concat_ws(':', 'province', submissions.area_list, submissions.province_code, submissions.round)
        = any(%(part_keys)s)
        -- What came between two rounds was told by reports of both.
        or used.submission_id is not null

),

-- A correction is not late: each report is told with how punctual the first one of its unit and round was.
first_ones as (

    select
        area_list, reporting_unit_code, round,
        min(due_date) as due_date,
        bool_or(is_on_time) as is_first_on_time,
        min(days_late) filter (where is_on_time is not null) as first_days_late
    from marts.fct_submission_timeliness
    group by area_list, reporting_unit_code, round

)

select
    submission_id, package_sha256, round, reporting_unit_code, reporting_unit_name, unit_level, document_type, title,
    document_number, document_date, document_date_text, is_draft, cut_off_date, household_status,
    revision, received_at, went_in,
    is_capital_accepted, is_poverty_accepted, is_targets_accepted, is_support_accepted,
    due_date, is_first_on_time, first_days_late
from marked
left join first_ones using (area_list, reporting_unit_code, round)
where went_in or newest_used_at is null or received_at > newest_used_at
order by reporting_unit_code, submission_id
"""

_FILES = """
select submission_id, file_sha256, file_name, media_type, byte_count
from raw.files
where submission_id = any(%(submission_ids)s)
order by submission_id, file_sha256
"""

_FINDINGS = """
select
    findings.submission_id, findings.finding_id, submissions.reporting_unit_code, submissions.reporting_unit_name,
    findings.gate, findings.rule, findings.severity, findings.subject, findings.location, findings.stated,
    findings.computed, findings.difference, findings.unit, findings.figure_ids, findings.message_vi,
    findings.message_en, findings.rule_set_version
from quality.findings as findings
left join raw.submissions as submissions on findings.submission_id = submissions.submission_id
where findings.submission_id = any(%(submission_ids)s) or findings.submission_id = any(%(part_keys)s)
order by findings.submission_id, findings.finding_id
"""

# Who let what pass, with the number of findings of this release that each waiver covers.
_WAIVERS = """
select
    waivers.waiver_id, waivers.rule, waivers.reporting_unit_code, waivers.reporting_unit_name, waivers.approved_by,
    waivers.reason, waivers.valid_until, count(*)::integer as finding_count
from quality.findings_told as findings
join quality.waivers as waivers on findings.waiver_id = waivers.waiver_id
where findings.submission_id = any(%(submission_ids)s) or findings.submission_id = any(%(part_keys)s)
group by waivers.waiver_id
order by waivers.waiver_id
"""
