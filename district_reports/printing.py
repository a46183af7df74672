"""Rows to standard output as CSV, JSON or a table, and the progress of long work to standard error."""

import csv
import io
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

FORMATS = ("csv", "json", "table")
_LOG_WIDTH = 200
"""Columns of a table where nobody sits at a terminal."""

Rows = Sequence[Mapping[str, Any]]


def print_rows(rows: Rows, columns: Sequence[str], format_: str) -> None:
    """Print the columns of all rows, in order; a value that is not known stays empty."""
    {"csv": _print_csv, "json": _print_json, "table": _print_table}[format_](rows, columns)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Says what is being done, and at the end how long it took."""
    click.echo(f"{name} …", err=True)
    start = time.monotonic()
    yield
    click.echo(f"{name}: {time.monotonic() - start:.1f} s", err=True)


def _print_csv(rows: Rows, columns: Sequence[str]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    click.echo(text.getvalue(), nl=False)


def _print_json(rows: Rows, columns: Sequence[str]) -> None:
    chosen = [{column: row.get(column) for column in columns} for row in rows]
    click.echo(json.dumps(chosen, ensure_ascii=False, indent=1, default=str))


def _print_table(rows: Rows, columns: Sequence[str]) -> None:
    # Only a person waits for a table; the library is not imported for the other formats.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns)
    for row in rows:
        table.add_row(*(Text("" if row.get(column) is None else str(row[column])) for column in columns))
    Console(width=None if sys.stdout.isatty() else _LOG_WIDTH).print(table)
