"""A warehouse for a moment: a database of its own on the server at hand, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import ensure_database
from district_reports.warehouse.schema.shape import prepare_warehouse


@contextmanager
def scratch_warehouse(server_url: str, purpose: str, copied_from: str = "") -> Iterator[str]:
    """Yield the URL of an empty, prepared warehouse; nothing of the real one is touched, nothing stays behind.

    With the URL of another on this server, to which nobody is connected, it is not empty but a copy of that.
    """
    name = f"{purpose}_{uuid4().hex[:12]}"
    if copied_from:
        with psycopg.connect(server_url, autocommit=True) as connection:
            names = map(sql.Identifier, (name, urlsplit(copied_from).path.strip("/")))
            connection.execute(sql.SQL("create database {} template {}").format(*names))
    url = ensure_database(server_url, name)
    try:
        with connect(url) as connection:
            prepare_warehouse(connection)
        yield url
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
