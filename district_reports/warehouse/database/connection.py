"""Connections to the warehouse, and the roles that its steps act as."""

import psycopg

from district_reports.problems import DistrictReportsError

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
