"""Last accepted values from the warehouse, where there is one."""

from collections.abc import Callable

import psycopg

from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings
from district_reports.templates.plans import Plan
from district_reports.templates.previous import Previous, list_earlier, match_figures
from district_reports.warehouse.accepted_figures import list_accepted_rounds, read_accepted_figures
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database


def find_accepted(settings: Settings, plan: Plan, tell: Callable[[str], None]) -> Previous:
    """The values of the last round before the template's that has any for its cells; none without a warehouse.

    A warehouse that does not answer does not keep anybody from filling in a form: that is told, and nothing shown.
    """
    if not (settings.database_url or settings.postgres_dir.is_dir()):
        return Previous()
    try:
        with running_database(settings) as url, connect(url) as connection:
            return _find(connection, plan)
    except (DistrictReportsError, psycopg.Error) as error:
        tell(f"no values of the round before: {' '.join(str(error).split())}")
        return Previous()


def _find(connection: psycopg.Connection, plan: Plan) -> Previous:
    subject = plan.layout.subject
    submissions = list_accepted_rounds(connection, plan.unit.area_list, plan.unit.code, subject)
    for round_ in list_earlier(submissions, plan.round):
        found = match_figures(plan, round_, read_accepted_figures(connection, submissions[round_], subject))
        if found.values:
            return found
    return Previous()
