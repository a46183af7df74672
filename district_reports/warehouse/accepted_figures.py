"""The SQL of what was accepted of one reporting unit: which rounds, and the figures of one of them."""

from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

_ACCEPTED = """
    select round, submission_id
    from intermediate.int_submissions_latest
    where area_list = %(area_list)s and reporting_unit_code = %(unit)s and subject = %(subject)s
"""
_STATED = """
    select
        indicator, project, subproject, component, policy, dimension, fund_source, capital_type, budget_year, period,
        kind, presence, breakdown, place, value, unit
    from intermediate.int_figures_resolved
    where submission_id = %(submission_id)s and subject = %(subject)s and not is_superseded
"""


def list_accepted_rounds(connection: Connection, area_list: str, unit_code: str, subject: str) -> dict[str, str]:
    """Round → the submission that counts for it; empty for a warehouse that nothing has passed through yet."""
    if not _has_figures(connection):
        return {}
    parameters = {"area_list": area_list, "unit": unit_code, "subject": subject}
    return dict(connection.execute(_ACCEPTED, parameters).fetchall())


def read_accepted_figures(connection: Connection, submission_id: str, subject: str) -> list[dict[str, Any]]:
    """The figures of a subject in a submission, those left out that another reading beats."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_STATED, {"submission_id": submission_id, "subject": subject}).fetchall()


def _has_figures(connection: Connection) -> bool:
    names = ("intermediate.int_submissions_latest", "intermediate.int_figures_resolved")
    found = connection.execute(
        "select count(to_regclass(name)) from unnest(%s::text[]) as name", [list(names)]
    ).fetchone()
    return found is not None and found[0] == len(names)
