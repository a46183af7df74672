"""Rows out of a query, and into a table that is watched row by row, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg import Connection, Cursor, sql
from psycopg.rows import dict_row

Rows = list[dict[str, Any]]

_INCOMING = sql.Identifier("incoming_rows")


def read_rows(connection: Connection, query: Any, parameters: Mapping[str, Any] | None = None) -> Rows:
    """All rows of a query, each by the names of its columns."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, parameters).fetchall()


def write_rows(cursor: Cursor, schema: str, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert all rows, in the caller's transaction.

    COPY is the fast way in and is refused on a table with row-level security, so it fills a table of this session.
    """
    target = sql.Identifier(schema, table)
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    words = {"incoming": _INCOMING, "names": names, "target": target}
    cursor.execute(
        sql.SQL("create temporary table {incoming} on commit drop as select {names} from {target} with no data").format(
            **words
        )
    )
    with cursor.copy(sql.SQL("copy {incoming} ({names}) from stdin").format(**words)) as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(sql.SQL("insert into {target} ({names}) select {names} from {incoming}").format(**words))
    cursor.execute(sql.SQL("drop table {incoming}").format(**words))
