"""A warehouse whose rollups are made by hand: only the tables that a release reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, sql

from district_reports.warehouse.database.server import ensure_database
from district_reports.warehouse.releases.content import RELEASED_TABLES


@contextmanager
def hand_made_warehouse(database_url: str, name: str) -> Iterator[Connection]:
    """A connection to an empty database of this name with the tables a release reads, its own, and a publisher."""
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    with psycopg.connect(ensure_database(database_url, name), autocommit=True) as connection:
        connection.execute(Path(__file__).with_name("hand_made_rollups.sql").read_text(encoding="utf-8"))
        create_release_schema(connection)
        make_rollups(connection)
        let_publisher_publish(connection)
        yield connection


def create_release_schema(connection: Connection) -> None:
    """The schemas `release` and `analytics` alone, by their own scripts; safe to run again."""
    scripts = files("district_reports.warehouse.schema")
    for name in ("kept_rows.sql", "release_tables.sql", "release.sql"):
        connection.execute(scripts.joinpath(name).read_text(encoding="utf-8"))


def make_rollups(connection: Connection) -> None:
    """Empty rollups with the columns that are released of them."""
    for table in RELEASED_TABLES:
        rollup, released = sql.Identifier("rollups", table.rollup), sql.Identifier("release", table.name)
        connection.execute(sql.SQL("create table {} as select * from {} with no data").format(rollup, released))
        connection.execute(sql.SQL("alter table {} drop column release_id").format(rollup))


def let_publisher_publish(connection: Connection) -> None:
    """The rights that the warehouse gives it, in a database that has only what a release reads."""
    if connection.execute("select from pg_roles where rolname = 'district_reports_publisher'").fetchone() is None:
        connection.execute("create role district_reports_publisher nologin")
    read, written = "raw, marts, rollups, quality, analytics", "release"
    connection.execute(f"grant usage on schema {read}, {written} to district_reports_publisher")
    connection.execute(f"grant select on all tables in schema {read}, {written} to district_reports_publisher")
    connection.execute(f"grant insert on all tables in schema {written} to district_reports_publisher")


def insert(connection: Connection, table: str, **row: Any) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, row))
    values = sql.SQL(", ").join(map(sql.Placeholder, row))
    query = sql.SQL("insert into {} ({}) values ({})").format(sql.Identifier(*table.split(".")), columns, values)
    connection.execute(query, row)
