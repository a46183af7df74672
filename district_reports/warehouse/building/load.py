"""Figures into `raw`: a submission is loaded whole, in one transaction, by COPY; loading it again changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

import psycopg
from psycopg import sql

from district_reports.figures import FIGURE_COLUMNS, Reading, ReceivedFile, SubmissionIdentity, rows_of
from district_reports.problems import DistrictReportsError


@dataclass(frozen=True)
class SubmissionReceipt:
    """What is known of a submission before it is read; `received_at` is a moment with its time zone."""

    submission_id: str
    package_sha256: str
    files: tuple[ReceivedFile, ...]
    received_at: datetime
    reader_version: str
    sender: str | None = None


@dataclass(frozen=True)
class LoadResult:
    """What loading did; `is_changed` is False when the warehouse already held exactly this."""

    submission_id: str
    is_changed: bool
    figure_count: int
    problem_count: int


class _Table(NamedTuple):
    """A raw table: its columns with their types, beside `submission_id`, in order; the first is its key."""

    name: str
    columns: tuple[tuple[str, str], ...]


_TYPES = {"as_of": "date", "value": "numeric", "document_date": "date", "cut_off_date": "date", "is_draft": "bool"}
_SUBMISSIONS = _Table(
    "submissions",
    (
        ("package_sha256", "text"),
        *((column.name, _TYPES.get(column.name, "text")) for column in fields(SubmissionIdentity)),
        ("received_at", "timestamptz"),
        ("sender", "text"),
        ("reader_version", "text"),
    ),
)
_FILES = _Table(
    "files", (("file_sha256", "text"), ("file_name", "text"), ("media_type", "text"), ("byte_count", "int8"))
)
_FIGURES = _Table("figures", tuple((name, _TYPES.get(name, "text")) for name in FIGURE_COLUMNS))
_VALUE = FIGURE_COLUMNS.index("value")
_PROBLEM_TEXTS = ("rule", "severity", "subject", "location", "found", "message_vi", "message_en")
_PROBLEMS = _Table("problems", (("problem_number", "int4"), *((name, "text") for name in _PROBLEM_TEXTS)))


def load_submission(connection: psycopg.Connection, receipt: SubmissionReceipt, reading: Reading) -> LoadResult:
    """Put a submission in `raw`, replacing whole what was there of it.

    Raises DistrictReportsError, and changes nothing, when a value is one PostgreSQL cannot hold.
    """
    submission_id = receipt.submission_id
    with connection.transaction():
        # One at a time per submission: two loaders of the same one would both find it missing.
        connection.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [submission_id])
        is_new = not _read_table(connection, _SUBMISSIONS, submission_id)
        # Figures may be many: written out one after another, and all at once only to be held against older ones.
        is_changed = is_new or any(
            sorted(rows, key=itemgetter(0)) != _read_table(connection, table, submission_id)
            for table, rows in _list_rows(receipt, reading)
        )
        for table, rows in _list_rows(receipt, reading) if is_changed else ():
            _replace_rows(connection, receipt, table, rows)
    return LoadResult(submission_id, is_changed, len(reading.figures), len(reading.problems))


def list_loaded_submissions(connection: psycopg.Connection, reader_version: str) -> set[str]:
    """Ids of the submissions `raw` holds as this version of the readers reads them."""
    rows = connection.execute("select submission_id from raw.submissions where reader_version = %s", [reader_version])
    return {submission_id for (submission_id,) in rows}


def _list_rows(receipt: SubmissionReceipt, reading: Reading) -> Iterator[tuple[_Table, Iterable[tuple]]]:
    """What a submission says in each table; rows can be gone through once."""
    identity = tuple(getattr(reading.identity, column.name) for column in fields(SubmissionIdentity))
    submission = (receipt.package_sha256, *identity, receipt.received_at, receipt.sender)
    yield _SUBMISSIONS, [(*submission, receipt.reader_version)]
    yield _FILES, map(astuple, receipt.files)
    yield _FIGURES, rows_of(reading.figures)
    yield (
        _PROBLEMS,
        (
            (number, *(str(getattr(problem, name)) for name in _PROBLEM_TEXTS))
            for number, problem in enumerate(reading.problems, start=1)
        ),
    )


def _read_table(connection: psycopg.Connection, table: _Table, submission_id: str) -> list[tuple]:
    names = [sql.Identifier(name) for name, _ in table.columns]
    query = sql.SQL('select {} from {} where submission_id = %s order by {} collate "C"')
    if table is _PROBLEMS:
        query = sql.SQL("select {} from {} where submission_id = %s order by {}")
    return connection.execute(
        query.format(sql.SQL(", ").join(names), sql.Identifier("raw", table.name), names[0]), [submission_id]
    ).fetchall()


def _replace_rows(
    connection: psycopg.Connection, receipt: SubmissionReceipt, table: _Table, rows: Iterable[tuple]
) -> None:
    target = sql.Identifier("raw", table.name)
    connection.execute(sql.SQL("delete from {} where submission_id = %s").format(target), [receipt.submission_id])
    names = sql.SQL(", ").join(sql.Identifier(name) for name in ("submission_id", *(n for n, _ in table.columns)))
    statement = sql.SQL("copy {} ({}) from stdin (format binary)").format(target, names)
    texts_of = itemgetter(*(number for number, (_, type_) in enumerate(table.columns) if type_ == "text"))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(["text", *(type_name for _, type_name in table.columns)])
        for row in rows:
            # All texts of a row at once: faults are rare, and figures many.
            if _find_fault("".join(filter(None, texts_of(row)))) or (table is _FIGURES and _find_fault(row[_VALUE])):
                raise _name_fault(receipt, table, row)
            copy.write_row((receipt.submission_id, *row))


def _name_fault(receipt: SubmissionReceipt, table: _Table, row: tuple) -> DistrictReportsError:
    faults = ((column, _find_fault(value)) for (column, _), value in zip(table.columns, row, strict=True))
    column, fault = next((column, fault) for column, fault in faults if fault)
    return DistrictReportsError(
        f"{column} of {table.name} row {row[0]!r} holds {fault}, which the warehouse cannot keep",
        place=f"submission {receipt.submission_id} ({', '.join(file.name for file in receipt.files)})",
        remedy="the reader must drop or report it; save the document again as text or .docx",
    )


def _find_fault(value: object) -> str:
    """What PostgreSQL would refuse about a value, else nothing."""
    if isinstance(value, str):
        if "\0" in value:
            return "a NUL character"
        try:
            value.encode()
        except UnicodeEncodeError:
            return "half a surrogate pair"
    if isinstance(value, Decimal) and not value.is_finite():
        return f"the number {value}"
    return ""
