"""The SQL of reading what was published; everything here reads `release` alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import dict_row

from district_reports.problems import DistrictReportsError
from district_reports.values import fold
from district_reports.warehouse.release_content import CHILD_TABLES

Rows = list[dict[str, Any]]

_SEVERITIES = ("critical", "warning", "info")

# One order for every reader, whatever the database's collation: the same release gives the same bytes.
_ORDER = {
    "submissions": ("reporting_unit_name", "submission_id"),
    "files": ("submission_id", "file_name", "file_sha256"),
    "findings": ("rule", "submission_id", "finding_id"),
    "waivers": ("reporting_unit_name", "rule", "waiver_id"),
    "sources": ("table_name", "row_key", "measure", "reporting_unit_code", "submission_id", "figure_id"),
    "changes": ("table_name", "row_key", "measure", "reporting_unit_code"),
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
        return self.header["area_view"] == "recast"

    def rows(self, table_name: str) -> Rows:
        return self.tables[table_name]

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


def list_newest_headers(connection: Connection) -> Rows:
    """Header of the newest release of each province and round, as reported first, then re-cast."""
    newest = {
        (row["area_view"], row["area_list"], row["province_code"], row["round"]): row
        for row in list_release_headers(connection)
    }
    return list(newest.values())


def list_headers_of(connection: Connection, subject: Mapping[str, Any]) -> Rows:
    """Headers of one province and round, the oldest first; `subject` holds its view, list, code and round."""
    query = sql.SQL(
        "select * from release.releases where area_view = %(area_view)s and area_list = %(area_list)s"
        " and province_code = %(province_code)s and round = %(round)s order by release_number"
    )
    return _fetch(connection, query, subject)


def list_recast_with(connection: Connection, release_id: str) -> list[str]:
    """Ids of the re-cast releases in force that hold a submission of this release, which is as reported."""
    query = sql.SQL(
        """
        select distinct in_force.release_id
        from release.submissions as own
        join release.submissions as recast on own.submission_id = recast.submission_id
        join analytics.releases_recast as in_force on recast.release_id = in_force.release_id
        where own.release_id = %(id)s and in_force.area_view = 'recast'
        order by in_force.release_id
        """
    )
    return [row["release_id"] for row in _fetch(connection, query, {"id": release_id})]


def read_release(connection: Connection, release_id: str) -> PublishedRelease:
    """One release with all its rows; a DistrictReportsError when there is no such release."""
    headers = _fetch(
        connection, sql.SQL("select * from release.releases where release_id = %(id)s"), {"id": release_id}
    )
    if not headers:
        raise DistrictReportsError(
            "there is no such release", place=release_id, remedy="`district-reports releases` lists them"
        )
    tables = {name: _read_table(connection, name, release_id) for name in CHILD_TABLES}
    return PublishedRelease(headers[0], tables)


def _read_table(connection: Connection, name: str, release_id: str) -> Rows:
    query = sql.SQL("select * from release.{table} where release_id = %(id)s").format(table=sql.Identifier(name))
    rows = _fetch(connection, query, {"id": release_id})
    order = _ORDER.get(name, ("row_key",))
    without_id = [{column: value for column, value in row.items() if column != "release_id"} for row in rows]
    ordered = sorted(without_id, key=lambda row: [row[column] or "" for column in order])
    if name == "findings":
        ordered.sort(key=lambda row: _SEVERITIES.index(row["severity"]))
    return ordered


def _fetch(connection: Connection, query: sql.SQL | sql.Composed, parameters: Mapping[str, Any] | None = None) -> Rows:
    with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, parameters).fetchall()
