"""Metrics by name and dimension."""

from collections.abc import Sequence

import click

from district_reports.cli.options import format_option, tells_errors
from district_reports.printing import print_rows
from district_reports.problems import DistrictReportsError
from district_reports.settings import load_settings


@click.group(name="metrics", invoke_without_command=True)
@click.pass_context
@tells_errors
def metrics_group(context: click.Context) -> None:
    """Metrics by name: list (the default), query.

    Example: district-reports metrics
    """
    if context.invoked_subcommand is None:
        context.invoke(metrics_list, format_="table")


@metrics_group.command(name="list")
@format_option("table")
@tells_errors
def metrics_list(format_: str) -> None:
    """Every metric with its Vietnamese and English name, unit, grain and dimensions.

    A query says --by or --where of each dimension of the grain, and may of the others.

    Example: district-reports metrics list --format csv
    """
    from district_reports.warehouse.building.metrics import METRIC_COLUMNS, list_metrics

    print_rows(list_metrics(load_settings().local_dir), METRIC_COLUMNS, format_)


@metrics_group.command(name="query")
@click.argument("name")
@click.option("--by", multiple=True, metavar="DIMENSION", help="A row for each; may be given several times.")
@click.option("--where", "conditions", multiple=True, metavar="DIMENSION=VALUE", help="Only this; several times.")
@format_option("table")
@tells_errors
def metrics_query(name: str, by: Sequence[str], conditions: Sequence[str], format_: str) -> None:
    """A metric of what the newest accepted reports say, published or not; ratios are made of sums.

    Example: district-reports metrics query poor_household_rate --by province --by round --by review_year
    """
    from district_reports.warehouse.building.metrics import query_metric
    from district_reports.warehouse.database.server import running_database

    settings = load_settings()
    where = dict(map(_read_condition, conditions))
    with running_database(settings) as url:
        rows = query_metric(url, settings.local_dir, name, by, where)
    print_rows(rows, tuple(rows[0]) if rows else (*by, "value"), format_)
    if not any(row["value"] is not None for row in rows):
        click.echo("no unit reported this", err=True)


def _read_condition(text: str) -> tuple[str, str]:
    dimension, sign, value = text.partition("=")
    if not sign:
        raise DistrictReportsError(
            "a condition is a dimension, =, and a value", place=f"--where {text}", remedy="write --where round=2024H1"
        )
    return dimension.strip(), value.strip()
