"""A warehouse whose rollups are made by hand: only the tables that a release reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, sql

from district_reports.warehouse.releases import create_release_schema
from district_reports.warehouse.server import ensure_database


@contextmanager
def hand_made_warehouse(database_url: str, name: str) -> Iterator[Connection]:
    """A connection to an empty database of this name with the roles, the tables a release reads, and its own."""
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    with psycopg.connect(ensure_database(database_url, name), autocommit=True) as connection:
        connection.execute(Path(__file__).with_name("hand_made_rollups.sql").read_text(encoding="utf-8"))
        make_roles(connection)
        create_release_schema(connection)
        yield connection


def make_roles(connection: Connection) -> None:
    """The publisher and the analyst, as the warehouse makes them; the publisher may read what it publishes."""
    for role in ("district_reports_publisher", "district_reports_analyst"):
        if connection.execute("select from pg_roles where rolname = %s", [role]).fetchone() is None:
            connection.execute(f"create role {role} nologin")
    connection.execute("grant usage on schema raw, marts, rollups, quality to district_reports_publisher")
    connection.execute(
        "grant select on all tables in schema raw, marts, rollups, quality to district_reports_publisher"
    )


def insert(connection: Connection, table: str, **row: Any) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, row))
    values = sql.SQL(", ").join(map(sql.Placeholder, row))
    query = sql.SQL("insert into {} ({}) values ({})").format(sql.Identifier(*table.split(".")), columns, values)
    connection.execute(query, row)
