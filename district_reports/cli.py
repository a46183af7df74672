"""`district-reports …`: one command per job. Errors name file, place and remedy; progress goes to standard error."""

import dataclasses
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from district_reports.printing import FORMATS, print_rows, step
from district_reports.problems import DistrictReportsError
from district_reports.settings import load_settings

_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
_UNIT = click.option("--unit", help='Reporting unit, by code, or by name: "huyện …, tỉnh …".')
_ROUND = click.option("--round", "round_", help="Round reported on: 2024, 2024H1, 2024-9M.")


def _format(default: str) -> Callable:
    return click.option("--format", "format_", type=click.Choice(FORMATS), default=default, show_default=True)


def _tells_errors(command: Callable) -> Callable:
    """What could not be done is said in one line, without a traceback; exit code 1."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except DistrictReportsError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(1)

    return wrapped


@click.group()
@click.version_option(package_name="district-reports")
def main() -> None:
    """From district reports on sustainable poverty reduction to provincial rollups."""


@main.command()
@_FILES
@_UNIT
@_ROUND
@_format("csv")
@click.option("--all", "with_empty", is_flag=True, help='Also what is "not applicable": lines without a number.')
@_tells_errors
def read(files: Sequence[Path], unit: str | None, round_: str | None, format_: str, with_empty: bool) -> None:
    """Figures of one submission (its FILES together), without a database.

    Example: district-reports read bao-cao.docx bieu.txt --format csv > figures.csv
    """
    from district_reports.figures import FIGURE_COLUMNS
    from district_reports.readers.submissions import read_package

    reading = read_package(_read_files(files), unit, round_)
    rows = [_figure_row(figure) for figure in reading.figures if with_empty or figure.value is not None]
    print_rows(rows, FIGURE_COLUMNS, format_)
    for problem in reading.problems:
        click.echo(f"{problem.severity}: {problem.rule} {problem.location}: {problem.message_vi}", err=True)
    if not reading.figures:
        sys.exit(1)


@main.command()
@_FILES
@_UNIT
@_ROUND
@_format("table")
@_tells_errors
def check(files: Sequence[Path], unit: str | None, round_: str | None, format_: str) -> None:
    """What is wrong with one submission (its FILES together), before it is sent.

    Exit code 0: nothing critical; 2: something critical; 1: could not be read.

    Example: district-reports check bao-cao.docx --format csv
    """
    from district_reports import checking

    with step("read and check"):
        findings = checking.check_files(load_settings(), _read_files(files), unit, round_)
    print_rows(findings.rows, checking.FINDING_COLUMNS, format_)
    sys.exit(findings.exit_code)


@main.command()
@_FILES
@_UNIT
@_ROUND
@_tells_errors
def submit(files: Sequence[Path], unit: str | None, round_: str | None) -> None:
    """Put one submission (its FILES together) into the inbox and print its receipt.

    Example: district-reports submit bao-cao.docx phu-luc.pdf --round 2024H1
    """
    from district_reports import pipeline

    receipt = pipeline.submit_files(load_settings(), files, unit, round_)
    state = "received" if receipt.is_new else "received before, nothing new"
    click.echo(f"{receipt.submission_id}  {state}  {receipt.received_at:%Y-%m-%d %H:%M:%S %Z}")
    for file in receipt.files:
        click.echo(f"  {file.sha256}  {file.name}")


@main.command()
@click.option("--inbox", type=click.Path(path_type=Path, file_okay=False), help="Read packages from here.")
@_tells_errors
def run(inbox: Path | None) -> None:
    """The whole pipeline once, without a scheduler: receive, read, check, roll up, publish, export.

    Example: district-reports run --inbox /data/reports
    """
    from district_reports import pipeline
    from district_reports.warehouse.server import running_database

    settings = load_settings()
    if inbox is not None:
        settings = dataclasses.replace(settings, inbox_dir=inbox.resolve())
    # The embedded server is started once for all steps.
    with running_database(settings):
        with step("receive"):
            receipts = pipeline.receive_inbox(settings)
            click.echo(f"{len(receipts)} packages, {sum(r.is_new for r in receipts)} new", err=True)
        with step("read and load"):
            pending = pipeline.list_pending_submissions(settings)
            pipeline.ingest_submissions(settings, pending)
        with step("check (gate 1)"):
            pipeline.check_submissions(settings)
        with step("roll up (gate 2)"):
            pipeline.build_rollups(settings)
        with step("publish"):
            for result in pipeline.publish_releases(settings):
                click.echo(f"{result.province_name} {result.round}: {result.outcome}, {result.reason_en}", err=True)
        with step("export"):
            pipeline.export_releases(settings)
        click.echo(pipeline.show_summary(settings))


@main.command()
@click.argument("words", nargs=-1, required=True)
@_tells_errors
def trace(words: Sequence[str]) -> None:
    """Where a published number comes from: units, submissions, and the cell or sentence.

    WORDS name province, round and metric, and a project or year if it matters.

    Example: district-reports trace "Lạng Sơn" 2024H1 disbursed DA5
    """
    from district_reports import exports, pipeline, releases

    with pipeline.open_warehouse(load_settings()) as connection:
        click.echo(exports.show_trace(releases.trace_by_words(connection, words)))


@main.group(name="releases", invoke_without_command=True)
@click.pass_context
@_tells_errors
def releases_group(context: click.Context) -> None:
    """What was published: list (the default), show, revert.

    Example: district-reports releases show 20-2024H1-001
    """
    if context.invoked_subcommand is None:
        context.invoke(releases_list, format_="table")


@releases_group.command(name="list")
@_format("table")
@_tells_errors
def releases_list(format_: str) -> None:
    """All releases, oldest first within a province and round.

    Example: district-reports releases list --format json
    """
    from district_reports import pipeline, releases

    with pipeline.open_warehouse(load_settings()) as connection:
        rows = releases.list_releases(connection)
    columns = ("release_id", "province_name", "round", "status", "published_at", "accepted_unit_count",
               "expected_unit_count", "replaces_release_id", "content_sha256")  # fmt: skip
    print_rows(rows, columns, format_)


@releases_group.command(name="show")
@click.argument("release_id")
@click.argument("table", default="disbursement")
@_format("table")
@_tells_errors
def releases_show(release_id: str, table: str, format_: str) -> None:
    """One table of one release: disbursement, poverty, targets, completeness, submissions, findings, sources, changes.

    Example: district-reports releases show 20-2024H1-001 poverty --format csv
    """
    from district_reports import pipeline, releases

    with pipeline.open_warehouse(load_settings()) as connection:
        release = releases.show_release(connection, release_id)
    if table not in release.tables:
        raise DistrictReportsError(
            f"a release has no table {table!r}", place=release_id, remedy=f"name one of: {', '.join(release.tables)}"
        )
    rows = release.rows(table)
    print_rows(rows, tuple(rows[0]) if rows else (), format_)


@releases_group.command(name="revert")
@click.argument("release_id")
@_tells_errors
def releases_revert(release_id: str) -> None:
    """Publish an older release again, as a new one.

    Example: district-reports releases revert 20-2024H1-001
    """
    from district_reports import pipeline

    result = pipeline.revert_release(load_settings(), release_id)
    click.echo(f"{result.release_id}: {result.reason_en}")


@main.group()
def db() -> None:
    """The warehouse."""


@db.command(name="url")
@_tells_errors
def db_url() -> None:
    """Print the warehouse's address; the embedded server then runs until `district-reports db stop`.

    Example: psql "$(district-reports db url)"
    """
    from district_reports.warehouse.keeper import keep_running
    from district_reports.warehouse.server import running_database

    settings = load_settings()
    if settings.database_url is None:
        keep_running(settings)
    with running_database(settings) as url:
        click.echo(url)


@db.command(name="stop")
@_tells_errors
def db_stop() -> None:
    """Stop the embedded server that `db url` started, once nobody else uses it.

    Example: district-reports db stop
    """
    from district_reports.warehouse.keeper import stop_keeping

    click.echo("stopped" if stop_keeping(load_settings()) else "nothing to stop")


def _read_files(files: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Name and content of each file; a directory stands for the files in it."""
    paths = [path for given in files for path in (sorted(given.iterdir()) if given.is_dir() else [given])]
    contents = []
    for path in paths:
        try:
            contents.append((path.name, path.read_bytes()))
        except OSError as error:
            raise DistrictReportsError(
                "cannot read the file", place=str(path), remedy=error.strerror or "check the path"
            ) from error
    return contents


def _figure_row(figure: Any) -> dict[str, Any]:
    row = dataclasses.asdict(figure)
    if figure.value is not None:
        row["value"] = format(figure.value.normalize(), "f")
    return row
