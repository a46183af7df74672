"""Who may see what: give a login a province or more, take it back, list, tell its password."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from psycopg import Connection

from district_reports import registry
from district_reports.cli.options import format_option, tells_errors
from district_reports.printing import print_rows
from district_reports.settings import load_settings
from district_reports.warehouse import access
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.schema.shape import prepare_warehouse


@click.group(name="access")
def access_group() -> None:
    """Who may see what: grant, withdraw, list, password.

    Example: district-reports access list
    """


@access_group.command(name="grant")
@click.argument("login")
@click.option("--province", help="Code or name of the province that an analyst sees.")
@click.option(
    "--area-list", type=click.Choice(registry.AREA_LISTS), help="Of which map; default: today's, if it is there."
)
@click.option("--kind", type=click.Choice(access.KINDS), default="analyst", show_default=True)
@click.option("--by", "granted_by", required=True, help="Who grants it.")
@click.option("--reason", required=True, help="Why.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day it counts, in Viet Nam; default: none.")
@tells_errors
def grant(
    login: str, province: str | None, area_list: str | None, kind: str, granted_by: str, reason: str,
    until: datetime | None,
) -> None:  # fmt: skip
    """Let LOGIN see a province, or (--kind) all releases, or everything. The login is made where it is missing.

    Example: district-reports access grant lan --province "Lạng Sơn" --by "Nguyễn Văn A" --reason "Sở NN và MT"
    """
    area = access.find_province(province, area_list) if province else None
    given = access.Grant(login, kind, area, granted_by, reason, until.date() if until else None)
    with _warehouse() as connection:
        grant_id = access.enter_grant(connection, given)
    click.echo(f"grant {grant_id}: {login} sees {area.name_with_type if area else kind.replace('_', ' ')}")


@access_group.command(name="withdraw")
@click.argument("grant_id", type=int)
@click.option("--by", "withdrawn_by", required=True, help="Who takes it back.")
@click.option("--reason", required=True, help="Why.")
@tells_errors
def withdraw(grant_id: int, withdrawn_by: str, reason: str) -> None:
    """Take a grant back, now.

    Example: district-reports access withdraw 3 --by "Nguyễn Văn A" --reason "chuyển công tác"
    """
    with _warehouse() as connection:
        access.withdraw_grant(connection, grant_id, withdrawn_by, reason)
    click.echo(f"grant {grant_id} counts no more")


@access_group.command(name="list")
@format_option("table")
@tells_errors
def list_(format_: str) -> None:
    """All grants, newest first.

    Example: district-reports access list --format csv
    """
    with _warehouse() as connection:
        rows = access.list_grants(connection)
    print_rows(rows, access.GRANT_COLUMNS, format_)


@access_group.command(name="password")
@click.argument("login")
@tells_errors
def password(login: str) -> None:
    """Print a login's password, for the database and the dashboards; made at the first call.

    Example: psql "postgresql://lan:$(district-reports access password lan)@127.0.0.1:5432/district_reports"
    """
    with _warehouse() as connection:
        click.echo(access.ensure_password(connection, login, load_settings().passwords_file))


@contextmanager
def _warehouse() -> Iterator[Connection]:
    """The warehouse as it is: whoever asks may not be allowed to shape it. One without grants yet is prepared."""
    with running_database(load_settings()) as url, connect(url) as connection:
        if connection.execute("select to_regclass('access.grants')").fetchone() == (None,):
            prepare_warehouse(connection)
        yield connection
