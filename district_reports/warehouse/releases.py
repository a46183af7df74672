"""The SQL of publishing: read what the rollups say now, write it once as a release, under a lock."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from psycopg import Connection, pq, sql
from psycopg.rows import dict_row

from district_reports.problems import DistrictReportsError
from district_reports.warehouse.release_content import CHILD_TABLES, RELEASED_TABLES, TABLE_BY_ROLLUP
from district_reports.warehouse.rows import write_rows

Rows = list[dict[str, Any]]

RECAST = "recast"


@dataclass(frozen=True, order=True)
class ProvinceRound:
    """What one release is about: a province as it reported, or one of today that others were re-cast to."""

    area_view: str
    area_list: str
    province_code: str
    round: str

    @property
    def is_recast(self) -> bool:
        return self.area_view == RECAST

    @property
    def quality_key(self) -> str:
        """The name under which gate 2 files its findings on this province and round; a re-cast one has none."""
        kind = RECAST if self.is_recast else "province"
        return f"{kind}:{self.area_list}:{self.province_code}:{self.round}"

    @property
    def parameters(self) -> dict[str, str]:
        return {
            "area_view": self.area_view,
            "area_list": self.area_list,
            "province_code": self.province_code,
            "round": self.round,
            "quality_key": self.quality_key,
        }


def create_release_schema(connection: Connection) -> None:
    """Make the `release` and `analytics` schemas where they are missing; safe to run again."""
    with connection.transaction():
        for name in ("release_tables.sql", "release.sql"):
            connection.execute(files("district_reports.warehouse").joinpath(name).read_text(encoding="utf-8"))


@contextmanager
def lock_province_round(connection: Connection, subject: ProvinceRound) -> Iterator[None]:
    """One transaction that sees one state of the rollups, while no other run publishes this province and round."""
    if connection.info.transaction_status != pq.TransactionStatus.IDLE:
        raise DistrictReportsError(
            "a release is its own transaction", place=subject.quality_key, remedy="commit before publishing"
        )
    # The lock is taken before the transaction starts: its snapshot must see what the last holder wrote.
    lock_key = {"key": subject.quality_key}
    with connection.transaction():
        connection.execute("select pg_advisory_lock(hashtextextended(%(key)s, 0))", lock_key)
    try:
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read")
            yield
    finally:
        with connection.transaction():
            connection.execute("select pg_advisory_unlock(hashtextextended(%(key)s, 0))", lock_key)


def list_province_rounds(connection: Connection) -> list[ProvinceRound]:
    """Every province and round the rollups speak of, as reported first; re-cast only where that changes something.

    A province of today whose units all reported under its own list is re-cast as it is.
    """
    with connection.transaction():
        rows = _rows(
            connection,
            """
            select distinct area_view, area_list, province_code, round
            from rollups.agg_province_completeness_by_round
            where area_view = 'as_reported' or (area_view = 'recast' and recast_unit_count > 0)
            """,
        )
    return sorted(ProvinceRound(**row) for row in rows)


def list_gate_2_obstacles(connection: Connection, subject: ProvinceRound) -> Rows:
    """Critical findings on the province's own sums that nobody waived: while there is one, nothing is published.

    A re-cast province is held by what holds any province it is made of.
    """
    return _rows(
        connection,
        """
        select rule, message_vi, message_en
        from quality.findings_told
        where submission_id = any(%(part_keys)s) and is_holding
        order by rule, submission_id, finding_id
        """,
        {"part_keys": _list_part_keys(connection, subject)},
    )


def read_rollups(connection: Connection, subject: ProvinceRound) -> dict[str, Rows]:
    """All that would be published now, table by table, without the release's own columns."""
    content = {table.name: _read_rollup(connection, table.name, table.rollup, subject) for table in RELEASED_TABLES}
    content["sources"] = _rows(connection, _SOURCES, subject.parameters)
    for source in content["sources"]:
        source["table_name"] = TABLE_BY_ROLLUP[source["table_name"].removeprefix("rollups.")].name
    with_parts = {**subject.parameters, "part_keys": _list_part_keys(connection, subject)}
    content["submissions"] = _rows(connection, _SUBMISSIONS, with_parts)
    with_submissions = with_parts | {"submission_ids": [row["submission_id"] for row in content["submissions"]]}
    content["files"] = _rows(connection, _FILES, with_submissions)
    content["findings"] = _rows(connection, _FINDINGS, with_submissions)
    content["waivers"] = _rows(connection, _WAIVERS, with_submissions)
    return content


def write_release(connection: Connection, header: Mapping[str, Any], content: Mapping[str, Rows]) -> None:
    """Write a release whole. The caller holds the lock; the tables refuse every later change."""
    _insert(connection, "releases", [dict(header)])
    for name in CHILD_TABLES:
        rows = [{**row, "release_id": header["release_id"]} for row in content.get(name, ())]
        _insert(connection, name, rows)


def _list_part_keys(connection: Connection, subject: ProvinceRound) -> list[str]:
    """The quality keys of the provinces, as they reported, whose units count for this one; its own, if not re-cast."""
    if not subject.is_recast:
        return [subject.quality_key]
    return [row["quality_key"] for row in _rows(connection, _PART_KEYS, subject.parameters)]


def _read_rollup(connection: Connection, name: str, rollup: str, subject: ProvinceRound) -> Rows:
    columns = [column for column in _columns(connection, name) if column != "release_id"]
    query = sql.SQL(
        "select {columns} from rollups.{rollup} where area_view = %(area_view)s and area_list = %(area_list)s"
        " and province_code = %(province_code)s and round = %(round)s order by row_key"
    ).format(columns=sql.SQL(", ").join(map(sql.Identifier, columns)), rollup=sql.Identifier(rollup))
    return _rows(connection, query, subject.parameters)


def _columns(connection: Connection, released_table: str) -> list[str]:
    rows = _rows(
        connection,
        """
        select column_name from information_schema.columns
        where table_schema = 'release' and table_name = %(name)s order by ordinal_position
        """,
        {"name": released_table},
    )
    return [row["column_name"] for row in rows]


def _insert(connection: Connection, released_table: str, rows: Rows) -> None:
    if not rows:
        return
    columns = list(rows[0])
    with connection.cursor() as cursor:
        write_rows(cursor, "release", released_table, columns, ([row[column] for column in columns] for row in rows))


def _rows(connection: Connection, query: Any, parameters: Mapping[str, Any] | None = None) -> Rows:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, parameters).fetchall()


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
    figures.value_text, figures.unit_text, figures.quote, figures.locator,
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
            over (partition by submissions.area_list, submissions.reporting_unit_code) as newest_used_at
    from marts.fct_submissions as submissions
    left join used on submissions.submission_id = used.submission_id
    where
        concat_ws(':', 'province', submissions.area_list, submissions.province_code, submissions.round)
        = any(%(part_keys)s)

)

select
    submission_id, package_sha256, reporting_unit_code, reporting_unit_name, unit_level, document_type, title,
    document_number, document_date, document_date_text, is_draft, cut_off_date, household_status,
    revision, received_at, went_in,
    is_capital_accepted, is_poverty_accepted, is_targets_accepted, is_support_accepted
from marked
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
