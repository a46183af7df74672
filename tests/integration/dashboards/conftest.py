"""An empty warehouse, made once for all tests of this directory."""

from collections.abc import Iterator

import pytest
from psycopg import Connection

from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.scratch import scratch_warehouse


@pytest.fixture(scope="session")
def connection(database_url: str) -> Iterator[Connection]:
    """An empty warehouse."""
    with scratch_warehouse(database_url, "boards") as url, connect(url) as connection:
        connection.autocommit = True
        yield connection
