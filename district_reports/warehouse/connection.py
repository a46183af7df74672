"""Connections to the warehouse, and its shape: schemas, roles and the tables that dbt does not make."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from district_reports.problems import DistrictReportsError
from district_reports.warehouse.comments import write_comments

# Every script says "create … if not exists": the order is that of their references.
SCRIPTS = ("kept_rows.sql", "schema.sql", "quality.sql", "history.sql", "waivers.sql", "release_tables.sql",
           "release.sql", "analytics.sql", "boards/*.sql", "access.sql")  # fmt: skip
# One key for whatever changes the shape of the warehouse: these scripts and dbt builds wait for each other.
SHAPE_LOCK = 7_215_202_501
# Who fills raw, who builds what dbt builds, who publishes: the roles of access.sql.
LOADER, TRANSFORMER, PUBLISHER = (f"district_reports_{name}" for name in ("loader", "transformer", "publisher"))


def connect(url: str) -> psycopg.Connection:
    """An open connection in UTC that begins a transaction with its first statement.

    Raises DistrictReportsError when the database does not answer.
    """
    try:
        return psycopg.connect(url, connect_timeout=30, options="-c timezone=UTC")
    except psycopg.OperationalError as error:
        raise DistrictReportsError(
            f"the warehouse does not answer: {str(error).strip()}",
            place="DATABASE_URL",
            remedy="start PostgreSQL, or leave DATABASE_URL empty for the embedded one",
        ) from error


def act_as(connection: psycopg.Connection, role: str) -> str:
    """Have no rights but a role's for the rest of the session; the role, or nothing where the login may not act as it.

    A login that may not goes on with its own rights, which are the owner's or a role's. Commits what is open.
    """
    found = connection.execute(
        """
        select set_config('role', rolname, false) from pg_roles
        where rolname = %s and pg_has_role(session_user, oid, 'set') and has_schema_privilege(oid, 'raw', 'usage')
        """,
        [role],
    ).fetchone()
    connection.commit()
    return found[0] if found else ""


@contextmanager
def shape_lock(url: str) -> Iterator[None]:
    """Keep the shape of the warehouse to oneself; waits for whoever has it, and is let go when the process dies."""
    with connect(url) as connection:
        connection.autocommit = True
        connection.execute("select pg_advisory_lock(%s)", [SHAPE_LOCK])
        yield


def prepare_warehouse(connection: psycopg.Connection) -> None:
    """Create what is missing of the warehouse, in one transaction; what is there stays as it is."""
    directory = Path(__file__).resolve().parent
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [SHAPE_LOCK])
        # What exists already is said as a notice each, which nobody needs to read.
        connection.execute("set local client_min_messages = warning")
        for script in (script for name in SCRIPTS for script in sorted(directory.glob(name))):
            connection.execute(script.read_text(encoding="utf-8"))
        write_comments(connection)
