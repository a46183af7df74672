"""What several commands share: their arguments, and how errors are told."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
import psycopg

from district_reports.printing import FORMATS
from district_reports.problems import DistrictReportsError

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
UNIT = click.option("--unit", help='Reporting unit, by code, or by name: "huyện …, tỉnh …".')


def _check_round(_context: click.Context, _parameter: click.Parameter, round_: str | None) -> str | None:
    """The round as given, where it is one: what readers cannot make out they would pass over in silence."""
    from district_reports.readers.outline.identity import parse_round

    if round_ is not None and parse_round(round_) is None:
        raise click.BadParameter(f"{round_!r} is not a round: write 2024, 2024H1, 2024-9M")
    return round_


ROUND = click.option(
    "--round",
    "round_",
    callback=_check_round,
    help="Round reported on: 2024, 2024H1, 2024-9M, or as many months: 2024-8M.",
)
_REFUSALS: Mapping[tuple[type[psycopg.Error], ...], str] = {
    (psycopg.errors.InsufficientPrivilege,): "connect as a login that may, or have an administrator grant it",
    (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName): (
        "nothing has been added up here yet: `district-reports run` reads the inbox and does it"
    ),
    (psycopg.OperationalError,): "see that PostgreSQL runs and is not being stopped, then try again",
}


def format_option(default: str) -> Callable:
    """How rows are printed."""
    return click.option("--format", "format_", type=click.Choice(FORMATS), default=default, show_default=True)


def tells_errors(command: Callable) -> Callable:
    """What could not be done is said in one line, without a traceback; exit code 1.

    Also what the machine or the database refuses whichever command is run; what else goes wrong is a fault of ours.
    """

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (DistrictReportsError, OSError, psycopg.Error) as error:
            told = _tell(error)
            if told is None:
                raise
            click.echo(f"Error: {told}", err=True)
            sys.exit(1)

    return wrapped


def _tell(error: Exception) -> DistrictReportsError | None:
    """The error in our words; None for one that nobody at the keyboard can do anything about."""
    if isinstance(error, DistrictReportsError):
        return error
    if isinstance(error, OSError) and error.filename is not None:
        what = f"cannot read or write here: {error.strerror}"
        return DistrictReportsError(what, place=str(error.filename), remedy="check that the path exists and is allowed")
    for kinds, remedy in _REFUSALS.items():
        if isinstance(error, psycopg.Error) and isinstance(error, kinds):
            told = error.diag.message_primary or " ".join(str(error).split())
            return DistrictReportsError(f"the warehouse refuses: {told}", place="DATABASE_URL", remedy=remedy)
    return None


def read_files(files: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Name and content of each file, as `list_files` finds them; a DistrictReportsError for what cannot be read."""
    contents = []
    for path in list_files(files):
        try:
            contents.append((path.name, path.read_bytes()))
        except OSError as error:
            raise DistrictReportsError(
                "cannot read the file", place=str(path), remedy=error.strerror or "check the path"
            ) from error
    return contents


def list_files(files: Sequence[Path]) -> list[Path]:
    """The files; a directory stands for those in it, but not in directories in there. There is at least one."""
    paths = [
        path
        for given in files
        for path in (sorted(inner for inner in given.iterdir() if inner.is_file()) if given.is_dir() else [given])
    ]
    if not paths:
        raise DistrictReportsError(
            "there is no file here", place=", ".join(map(str, files)), remedy="name the files of the submission"
        )
    return paths
