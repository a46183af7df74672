"""The SQL of publishing: what there is to publish, what stands in the way, and a release written once, under a lock."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, pq

from district_reports.problems import DistrictReportsError
from district_reports.warehouse.database.rows import Rows, read_rows, write_rows
from district_reports.warehouse.releases.content import CHILD_TABLES, STAMPED_COLUMN, TABLE_BY_NAME
from district_reports.warehouse.releases.province_rounds import ProvinceRound
from district_reports.warehouse.releases.rollup_content import list_part_keys


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
    """Every province and round the rollups speak of, as reported, then the country, then re-cast.

    Re-cast only where that changes something: a province of today whose units all reported under its own list is
    re-cast as it is.
    """
    with connection.transaction():
        rows = read_rows(
            connection,
            """
            select distinct area_view, area_list, province_code, round
            from rollups.agg_province_completeness_by_round
            where area_view <> 'recast' or recast_unit_count > 0
            """,
        )
    return sorted(ProvinceRound(**row) for row in rows)


def list_gate_2_obstacles(connection: Connection, subject: ProvinceRound) -> Rows:
    """Critical findings on the province's own sums that nobody waived: while there is one, nothing is published.

    A re-cast province, and the country, is held by what holds any province it is made of.
    """
    return read_rows(
        connection,
        """
        select rule, message_vi, message_en
        from quality.findings_told
        where submission_id = any(%(part_keys)s) and is_holding
        order by rule, submission_id, finding_id
        """,
        {"part_keys": list_part_keys(connection, subject)},
    )


def write_release(connection: Connection, header: Mapping[str, Any], content: Mapping[str, Rows]) -> None:
    """Write a release whole. The caller holds the lock; the tables refuse every later change."""
    _insert(connection, "releases", [dict(header)])
    release_id, stamp = {"release_id": header["release_id"]}, {STAMPED_COLUMN: header[STAMPED_COLUMN]}
    for name in CHILD_TABLES:
        own = release_id | stamp if name in TABLE_BY_NAME else release_id
        _insert(connection, name, [{**row, **own} for row in content.get(name, ())])


def _insert(connection: Connection, released_table: str, rows: Rows) -> None:
    if not rows:
        return
    columns = list(rows[0])
    with connection.cursor() as cursor:
        write_rows(cursor, "release", released_table, columns, ([row[column] for column in columns] for row in rows))
