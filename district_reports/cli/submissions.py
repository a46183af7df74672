"""One submission: what is in it, what is wrong with it, and sending it."""

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from district_reports.cli.options import FILES, ROUND, UNIT, format_option, list_files, read_files, tells_errors
from district_reports.printing import print_rows, step
from district_reports.settings import load_settings


@click.command()
@FILES
@UNIT
@ROUND
@format_option("csv")
@click.option("--all", "with_empty", is_flag=True, help='Also what is "not applicable": lines without a number.')
@tells_errors
def read(files: Sequence[Path], unit: str | None, round_: str | None, format_: str, with_empty: bool) -> None:
    """Figures of one submission (its FILES together), without a database.

    Example: district-reports read bao-cao.docx bieu.txt --format csv > figures.csv
    """
    from district_reports.figures import FIGURE_COLUMNS
    from district_reports.readers.submissions import read_package

    reading = read_package(read_files(files), unit, round_)
    rows = [_figure_row(figure) for figure in reading.figures if with_empty or figure.value is not None]
    print_rows(rows, FIGURE_COLUMNS, format_)
    for problem in reading.problems:
        click.echo(f"{problem.severity}: {problem.rule} {problem.location}: {problem.message_vi}", err=True)
    if not reading.figures:
        sys.exit(1)


@click.command()
@FILES
@UNIT
@ROUND
@format_option("table")
@click.option(
    "--feedback",
    "feedback_dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the feedback here: a workbook in Vietnamese, and your workbooks with their cells marked.",
)
@tells_errors
def check(files: Sequence[Path], unit: str | None, round_: str | None, format_: str, feedback_dir: Path | None) -> None:
    """What is wrong with one submission (its FILES together), before it is sent.

    Exit code 0: nothing critical; 2: something critical; 1: could not be read.

    Example: district-reports check bao-cao.docx --feedback phan-hoi
    """
    from district_reports import checking
    from district_reports.exports.files import write_file

    with step("read and check"):
        findings = checking.check_files(load_settings(), read_files(files), unit, round_)
    if feedback_dir is not None:
        feedback_dir.mkdir(parents=True, exist_ok=True)
        for name, content in findings.feedback_files():
            click.echo(write_file(feedback_dir / name, content), err=True)
    print_rows(findings.rows, checking.FINDING_COLUMNS, format_)
    sys.exit(findings.exit_code)


@click.command()
@FILES
@UNIT
@ROUND
@tells_errors
def submit(files: Sequence[Path], unit: str | None, round_: str | None) -> None:
    """Put one submission (its FILES together) into the inbox and print its receipt.

    Example: district-reports submit bao-cao.docx phu-luc.pdf --round 2024H1
    """
    from district_reports import pipeline

    receipt = pipeline.submit_files(load_settings(), list_files(files), unit, round_)
    state = "received" if receipt.is_new else "received before, nothing new"
    click.echo(f"{receipt.submission_id}  {state}  {receipt.received_at:%Y-%m-%d %H:%M:%S %Z}")
    for file in receipt.files:
        click.echo(f"  {file.sha256}  {file.name}")


def _figure_row(figure: Any) -> dict[str, Any]:
    row = dataclasses.asdict(figure)
    if figure.value is not None:
        row["value"] = format(figure.value.normalize(), "f")
    return row
