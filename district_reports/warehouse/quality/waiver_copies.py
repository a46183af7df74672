"""The SQL of waivers entered once more: a scratch warehouse goes by those that the real one went by on a day."""

from datetime import datetime
from typing import Any

from psycopg import Connection, sql

_TABLES = ("waivers", "waiver_withdrawals")
Entered = dict[str, list[dict[str, Any]]]


def list_entered(connection: Connection, until: datetime) -> Entered:
    """All waivers and withdrawals that had been entered by a moment, by table."""
    entered = {}
    for name in _TABLES:
        query = sql.SQL("select * from quality.{} where entered_at <= %s").format(sql.Identifier(name))
        cursor = connection.execute(query, [until])
        columns = [column.name for column in cursor.description or ()]
        entered[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return entered


def enter_again(connection: Connection, entered: Entered) -> None:
    """Put them into an empty warehouse as they were, with their numbers, signatures and moments."""
    for name in _TABLES:
        table = sql.Identifier("quality", name)
        # Whoever enters a waiver signs it; these are signed.
        connection.execute(sql.SQL("alter table {} disable trigger sign_approval").format(table))
        for row in entered[name]:
            names = sql.SQL(", ").join(map(sql.Identifier, row))
            values = sql.SQL(", ").join(map(sql.Placeholder, row))
            connection.execute(
                sql.SQL("insert into {} ({}) overriding system value values ({})").format(table, names, values), row
            )
