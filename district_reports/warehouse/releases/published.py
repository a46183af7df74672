"""The SQL of reading what was published; everything here reads `release` alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from district_reports.problems import DistrictReportsError
from district_reports.values import fold
from district_reports.warehouse.database.rows import Rows, read_rows
from district_reports.warehouse.releases.content import CHILD_TABLES
from district_reports.warehouse.releases.national import (
    list_province_numbers,
    list_provinces_as_units,
    read_evidence,
)  # fmt: skip
from district_reports.warehouse.releases.province_rounds import NATIONAL, RECAST, SUBJECT_COLUMNS, ProvinceRound

_SEVERITIES = ("critical", "warning", "info")

# One order for every reader, whatever the database's collation: the same release gives the same bytes.
_ORDER = {
    "submissions": ("reporting_unit_name", "submission_id"),
    "files": ("submission_id", "file_name", "file_sha256"),
    "findings": ("rule", "submission_id", "finding_id"),
    "waivers": ("reporting_unit_name", "rule", "waiver_id"),
    "sources": ("table_name", "row_key", "measure", "reporting_unit_code", "submission_id", "figure_id"),
    "changes": ("table_name", "row_key", "measure", "reporting_unit_code"),
    "provinces": ("area_list", "province_code"),
}


@dataclass(frozen=True)
class PublishedRelease:
    """One release, whole: its header and its rows by table, each in one fixed order."""

    header: Mapping[str, Any]
    tables: Mapping[str, Rows]

    @property
    def release_id(self) -> str:
        return self.header["release_id"]

    @property
    def is_recast(self) -> bool:
        """Whether it is about a province of today that others were re-cast to."""
        return self.header["area_view"] == RECAST

    @property
    def is_national(self) -> bool:
        """Whether it is about the country: its evidence is then that of its provinces' releases."""
        return self.header["area_view"] == NATIONAL

    def rows(self, table_name: str) -> Rows:
        """The rows of a table; none where a release of its kind, or of its time, has no such table."""
        return self.tables.get(table_name, [])

    def headline(self, table_name: str) -> dict[str, Any] | None:
        """The row a summary shows; None where the table has none."""
        return next((row for row in self.rows(table_name) if row["is_headline"]), None)

    def sources_by_cell(self) -> dict[tuple[str, str, str], Rows]:
        """The figures behind each published cell, keyed by table name, row key and measure."""
        cells: dict[tuple[str, str, str], Rows] = defaultdict(list)
        for source in self.rows("sources"):
            cells[source["table_name"], source["row_key"], source["measure"]].append(source)
        return dict(cells)


def list_release_headers(connection: Connection) -> Rows:
    """Headers of all releases, as reported first, by province, round and number."""
    headers = _fetch(connection, sql.SQL("select * from release.releases"))
    order = ("province_code", "round", "release_number")
    # Folded, a name beginning with Đ stands beside D, where a reader looks for it.
    return sorted(
        headers,
        key=lambda row: (
            row["area_view"], row["area_list"], fold(row["province_name"]), *(row[name] for name in order)
        ),
    )  # fmt: skip


def list_newest_headers(connection: Connection, *, with_national: bool = False) -> Rows:
    """Header of the newest release of each province and round, as reported, then re-cast; of the country on demand."""
    newest = {
        (row["area_view"], row["area_list"], row["province_code"], row["round"]): row
        for row in list_release_headers(connection)
        if with_national or row["area_view"] != NATIONAL
    }
    return list(newest.values())


def list_headers_of(connection: Connection, subject: Mapping[str, Any]) -> Rows:
    """Headers of one province and round, the oldest first; `subject` holds its view, list, code and round."""
    query = sql.SQL(
        "select * from release.releases where area_view = %(area_view)s and area_list = %(area_list)s"
        " and province_code = %(province_code)s and round = %(round)s order by release_number"
    )
    return _fetch(connection, query, subject)


def list_other_views_of(connection: Connection, release_id: str) -> list[str]:
    """Ids of the releases in force, re-cast and of the country, that hold what this one, which is as reported, says."""
    query = sql.SQL(
        """
        select in_force.release_id
        from release.releases as own
        join release.submissions as reported on own.release_id = reported.release_id
        join release.submissions as recast on reported.submission_id = recast.submission_id
        join analytics.releases_recast as in_force on recast.release_id = in_force.release_id
        where own.release_id = %(id)s and own.area_view = 'as_reported' and in_force.area_view = 'recast'
        union
        select in_force.release_id
        from release.provinces
        join analytics.releases_national as in_force on provinces.release_id = in_force.release_id
        where provinces.province_release_id = %(id)s
        order by release_id
        """
    )
    return [row["release_id"] for row in _fetch(connection, query, {"id": release_id})]


def read_release(connection: Connection, release_id: str, names: Sequence[str] = CHILD_TABLES) -> PublishedRelease:
    """One release with all its rows, or those of these tables; a DistrictReportsError when there is none such."""
    headers = _fetch(
        connection, sql.SQL("select * from release.releases where release_id = %(id)s"), {"id": release_id}
    )
    if not headers:
        raise DistrictReportsError(
            "there is no such release", place=release_id, remedy="`district-reports releases` lists them"
        )
    tables = {name: _read_table(connection, name, release_id) for name in names}
    return PublishedRelease(headers[0], tables)


def read_with_evidence(connection: Connection, release_id: str) -> PublishedRelease:
    """The same; of the country with the evidence of its provinces' releases, which may be long."""
    release = read_release(connection, release_id)
    if not release.is_national:
        return release
    evidence = read_evidence(connection, _key_of(release), release.rows("provinces"))
    return PublishedRelease(release.header, {**release.tables, **evidence})


def read_to_show(connection: Connection, release_id: str) -> PublishedRelease:
    """The same as readers are shown it: of the country, with its provinces for units and their releases for reports.

    The sentences of seven hundred districts would be a page of their own: they are on the provinces'.
    """
    release = read_release(connection, release_id)
    if not release.is_national:
        return release
    evidence = list_provinces_as_units(connection, _key_of(release), release.rows("provinces"))
    return PublishedRelease(release.header, {**release.tables, **evidence})


def read_headlines(connection: Connection, release_id: str, names: Sequence[str]) -> PublishedRelease:
    """A release with these tables alone, and with what the row of each is made of that a summary shows."""
    release = read_release(connection, release_id, (*names, "provinces"))
    if release.is_national:
        sources = list_province_numbers(connection, _key_of(release), release.rows("provinces"), names)
    else:
        query = sql.SQL("select * from release.sources where release_id = %(id)s and row_key = any(%(keys)s)")
        keys = [row["row_key"] for name in names if (row := release.headline(name))]
        sources = _fetch(connection, query, {"id": release_id, "keys": keys})
    return PublishedRelease(release.header, {**release.tables, "sources": sources})


def _key_of(release: PublishedRelease) -> str:
    return ProvinceRound(*(release.header[name] for name in SUBJECT_COLUMNS)).row_key


def _read_table(connection: Connection, name: str, release_id: str) -> Rows:
    query = sql.SQL("select * from release.{table} where release_id = %(id)s").format(table=sql.Identifier(name))
    rows = _fetch(connection, query, {"id": release_id})
    return order_rows(
        name, [{column: value for column, value in row.items() if column != "release_id"} for row in rows]
    )


def order_rows(name: str, rows: Rows) -> Rows:
    """The rows of a table in the one order in which releases are read."""
    order = _ORDER.get(name, ("row_key",))
    ordered = sorted(rows, key=lambda row: [row[column] or "" for column in order])
    if name == "findings":
        ordered.sort(key=lambda row: _SEVERITIES.index(row["severity"]))
    return ordered


def _fetch(connection: Connection, query: sql.SQL | sql.Composed, parameters: Mapping[str, Any] | None = None) -> Rows:
    with connection.transaction():
        return read_rows(connection, query, parameters)
