"""The warehouse's address."""

import click

from district_reports.cli.options import tells_errors
from district_reports.settings import load_settings


@click.group()
def db() -> None:
    """The warehouse."""


@db.command(name="url")
@tells_errors
def db_url() -> None:
    """Print the warehouse's address; the embedded server then runs until `district-reports db stop`.

    Example: psql "$(district-reports db url)"
    """
    from district_reports.warehouse.database.keeper import keep_running
    from district_reports.warehouse.database.server import running_database

    settings = load_settings()
    if settings.database_url is None:
        keep_running(settings)
    with running_database(settings) as url:
        click.echo(url)


@db.command(name="stop")
@tells_errors
def db_stop() -> None:
    """Stop the embedded server that `db url` started, once nobody else uses it.

    Example: district-reports db stop
    """
    from district_reports.warehouse.database.keeper import stop_keeping

    click.echo("stopped" if stop_keeping(load_settings()) else "nothing to stop")
