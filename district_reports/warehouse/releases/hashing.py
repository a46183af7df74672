"""The hash that says two releases are the same, and the bytes by which their tables are compared."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Set
from datetime import date
from decimal import Decimal
from typing import Any

from district_reports.warehouse.releases.content import (
    CHILD_TABLES,
    COMPLETENESS,
    STAMPED_COLUMN,
    TABLE_BY_NAME,
    TIMELINESS,
    Content,
    Row,
)

# What follows from other content, or is of the moment and the machine: kept in the release, not in its hash.
_NOT_HASHED_TABLES = {"changes", TIMELINESS.name}
_PUNCTUALITY = {"due_date", "is_first_on_time", "first_days_late"}
_NOT_HASHED_COLUMNS = {
    "release_id", "received_at", "file_name", "rule_set_version", "waiver_id", STAMPED_COLUMN,
    "provisional_reasons", *_PUNCTUALITY,
}  # fmt: skip
# Columns that came later: empty they say nothing, and what was published before there were any stays what it was.
_HASHED_WHERE_FILLED = {
    "approved_vnd", "reported_forecast_9m_rate_pct", "reported_forecast_year_rate_pct", "forecast_9m_rate_pct",
    "forecast_year_rate_pct", "reported_cofinancing_share_pct",
}  # fmt: skip
# What each row of a rollup repeats of the province and round: hashed where it comes from, in the row of completeness.
_REPEATED_COVERAGE = {"nil_return_unit_count", "households_covered_pct", "planned_capital_covered_pct", "is_final"}


def hash_content(content: Content) -> str:
    """The sha256 of what is published: the same numbers and evidence give the same hash on any machine, any day."""
    tables = {
        name: _canonical_rows(content.get(name, ()), _list_not_hashed(name))
        for name in CHILD_TABLES
        if name not in _NOT_HASHED_TABLES
    }
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def write_table(rows: Iterable[Row]) -> bytes:
    """The rows as CSV, columns and rows in one order: to be compared byte by byte."""
    kept = [{name: value for name, value in row.items() if name != "release_id"} for row in rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, sorted({name for row in kept for name in row}), lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(kept, key=lambda row: json.dumps(row, default=str, sort_keys=True)))
    return text.getvalue().encode()


def _list_not_hashed(table_name: str) -> set[str]:
    is_line = table_name in TABLE_BY_NAME and table_name != COMPLETENESS.name
    return _NOT_HASHED_COLUMNS | _REPEATED_COVERAGE if is_line else _NOT_HASHED_COLUMNS


def _canonical_rows(rows: Iterable[Row], not_hashed: Set[str]) -> list[dict[str, Any]]:
    canonical = [
        {name: _canonical(value) for name, value in row.items() if name not in not_hashed and _is_told(name, value)}
        for row in rows
    ]
    return sorted(canonical, key=lambda row: json.dumps(row, ensure_ascii=False, sort_keys=True))


def _is_told(name: str, value: object) -> bool:
    return value is not None or name not in _HASHED_WHERE_FILLED


def _canonical(value: object) -> object:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, Decimal)):
        return format(Decimal(value).normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a release cannot hash a {type(value).__name__}")
