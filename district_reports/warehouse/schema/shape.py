"""The shape of the warehouse: schemas, roles and the tables that dbt does not make, by the scripts beside this."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import Connection

from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.schema.comments import write_comments
from district_reports.warehouse.schema.words import write_words

# Every script says "create … if not exists": the order is that of their references.
SCRIPTS = ("kept_rows.sql", "schema.sql", "quality.sql", "history.sql", "waivers.sql", "release_tables.sql",
           "release.sql", "analytics.sql", "boards/*.sql", "access.sql")  # fmt: skip
# One key for whatever changes the shape of the warehouse: these scripts and dbt builds wait for each other.
SHAPE_LOCK = 7_215_202_501


@contextmanager
def shape_lock(url: str) -> Iterator[None]:
    """Keep the shape of the warehouse to oneself; waits for whoever has it, and is let go when the process dies."""
    with connect(url) as connection:
        connection.autocommit = True
        connection.execute("select pg_advisory_lock(%s)", [SHAPE_LOCK])
        yield


def prepare_warehouse(connection: Connection) -> None:
    """Create what is missing of the warehouse, in one transaction; what is there stays as it is."""
    directory = Path(__file__).resolve().parent
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [SHAPE_LOCK])
        # What exists already is said as a notice each, which nobody needs to read.
        connection.execute("set local client_min_messages = warning")
        for script in (script for name in SCRIPTS for script in sorted(directory.glob(name))):
            connection.execute(script.read_text(encoding="utf-8"))
        write_words(connection)
        write_comments(connection)
