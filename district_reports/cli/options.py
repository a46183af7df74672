"""What several commands share: their arguments, and how errors are told."""

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from district_reports.printing import FORMATS
from district_reports.problems import DistrictReportsError

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
UNIT = click.option("--unit", help='Reporting unit, by code, or by name: "huyện …, tỉnh …".')
ROUND = click.option("--round", "round_", help="Round reported on: 2024, 2024H1, 2024-9M, or as many months: 2024-8M.")


def format_option(default: str) -> Callable:
    """How rows are printed."""
    return click.option("--format", "format_", type=click.Choice(FORMATS), default=default, show_default=True)


def tells_errors(command: Callable) -> Callable:
    """What could not be done is said in one line, without a traceback; exit code 1."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except DistrictReportsError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(1)

    return wrapped


def read_files(files: Sequence[Path]) -> list[tuple[str, bytes]]:
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
