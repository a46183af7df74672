"""Letting a rule pass for one unit and round: by whom, why, until when."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from difflib import get_close_matches

import click
from psycopg import Connection

from district_reports import notify, registry
from district_reports.cli.options import format_option, tells_errors
from district_reports.printing import print_rows
from district_reports.problems import DistrictReportsError
from district_reports.rules import load_rules
from district_reports.settings import load_settings
from district_reports.values import end_of_round
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.quality import waivers
from district_reports.warehouse.schema.shape import prepare_warehouse

_REASON = click.option("--reason", required=True, help="Why.")


@click.command()
@click.argument("rule")
@click.option("--unit", required=True, help='By code, or by name: "huyện …, tỉnh …".')
@click.option("--round", "round_", required=True, help="2024, 2024H1, 2024-9M.")
@click.option("--by", "approved_by", required=True, help="Who approves.")
@_REASON
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day it counts, in Viet Nam.")
@tells_errors
def waive(rule: str, unit: str, round_: str, approved_by: str, reason: str, until: datetime) -> None:
    """Let RULE pass for one unit and round, from the next run to the end of a day. Only an approver may.

    A province is a unit as well, for findings on its sums; so is the id of a submission that tells no unit.

    Example: district-reports waive CAP-001 --unit 617 --round 2024 --by "Nguyễn Văn A" --reason "…" --until 2030-12-31
    """
    if rule not in load_rules():
        near = get_close_matches(rule.upper(), load_rules())
        raise DistrictReportsError(
            "there is no such rule", place=rule, remedy=f"write it as findings tell it: {', '.join(near) or 'CAP-001'}"
        )
    area_list = registry.area_list_on(end_of_round(round_))
    with _warehouse_as_connected_user() as connection:
        waived = waivers.find_unit(connection, unit, area_list)
        waiver = waivers.Waiver(rule, waived, round_, approved_by, reason, until.date())
        waiver_id = waivers.enter_waiver(connection, waiver)
    click.echo(f"waiver {waiver_id}: {rule} for {waived.name} {round_}, from the next run to {until:%Y-%m-%d}")


@click.group(name="waivers", invoke_without_command=True)
@click.pass_context
@tells_errors
def waivers_group(context: click.Context) -> None:
    """What was let pass: list (the default), withdraw.

    Example: district-reports waivers list --format json
    """
    if context.invoked_subcommand is None:
        context.invoke(waivers_list, format_="table")


@waivers_group.command(name="list")
@format_option("table")
@tells_errors
def waivers_list(format_: str) -> None:
    """All waivers, newest first: whether each counts today, and how many findings it covered in the newest run.

    Example: district-reports waivers list --format csv
    """
    with _warehouse_as_connected_user() as connection:
        rows = waivers.list_waivers(connection, notify.today_in_vietnam())
    print_rows(rows, waivers.WAIVER_COLUMNS, format_)


@waivers_group.command(name="withdraw")
@click.argument("waiver_id", type=int)
@click.option("--by", "withdrawn_by", required=True, help="Who takes it back.")
@_REASON
@tells_errors
def waivers_withdraw(waiver_id: int, withdrawn_by: str, reason: str) -> None:
    """Take a waiver back, from the next run on. Only an approver may.

    Example: district-reports waivers withdraw 12 --by "Nguyễn Văn A" --reason "…"
    """
    with _warehouse_as_connected_user() as connection:
        waivers.withdraw_waiver(connection, waiver_id, withdrawn_by, reason)
    click.echo(f"waiver {waiver_id} counts no more from the next run")


@contextmanager
def _warehouse_as_connected_user() -> Iterator[Connection]:
    """The warehouse as it is: an approver may not be allowed to shape it. Only an empty one is prepared."""
    with running_database(load_settings()) as url, connect(url) as connection:
        if connection.execute("select to_regclass('quality.waivers')").fetchone() == (None,):
            prepare_warehouse(connection)
        yield connection
