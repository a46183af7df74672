"""The columns of a table of a page: which say something, what they are called, and how many decimals they have."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from district_reports.exports.labels import label, labels
from district_reports.exports.numbers import decimals_needed, unit_label
from district_reports.exports.source_notes import SourceNotes
from district_reports.exports.unit_numbers import COUNTED_BY, spread_of
from district_reports.warehouse.releases.content import TABLE_BY_NAME, parts_of

Row = Mapping[str, Any]

# The share that an amount is stands in the amount's cell: a column of its own would not fit on paper.
RATE_BESIDE = {"forecast_9m_vnd": "forecast_9m_rate_pct", "forecast_year_vnd": "forecast_year_rate_pct"}


def filled_measures(table_name: str, rows: Iterable[Row]) -> tuple[list[str], str]:
    """The columns that say something, in the order of the labels, and the names of the others."""
    rows = list(rows)
    known = TABLE_BY_NAME[table_name].measures
    # What a report prints beside a recomputed ratio is shown in the ratio's cell.
    beside = {*(f"reported_{measure}" for measure in known), *RATE_BESIDE.values()}
    shown = [measure for measure in labels()["measures"] if measure in known and measure not in beside]
    filled = [m for m in shown if any(_says_something(row, m) for row in rows)]
    return filled, ", ".join(label("measures", m).lower() for m in shown if m not in filled)


def _says_something(row: Row, measure: str) -> bool:
    told = (measure, RATE_BESIDE.get(measure, measure))
    return bool(row.get(COUNTED_BY.get(measure, ""))) or any(
        row.get(name) is not None for one in told for name in (one, f"reported_{one}")
    )


def shared_decimals(notes: SourceNotes, table_name: str, measures: list[str], rows: Sequence[Row]) -> dict[str, int]:
    """As many decimals for all measures of one unit as the most exact of them needs; quotients have their own."""
    units = TABLE_BY_NAME[table_name].measures
    own = {
        measure: decimals_needed(
            [value for row in rows for value in _shown_values(notes, table_name, row, measure)], units[measure]
        )
        for measure in measures
    }
    quotients = {measure for measure in measures if any(parts_of(measure, row) for row in rows)}
    shared: dict[str, int] = {}
    for measure in set(measures) - quotients:
        shared[units[measure]] = max(own[measure], shared.get(units[measure], 0))
    return {measure: own[measure] if measure in quotients else shared[units[measure]] for measure in measures}


def _shown_values(notes: SourceNotes, table_name: str, row: Row, measure: str) -> tuple[Decimal | int | None, ...]:
    spread = spread_of(notes.tracer, table_name, row, measure)
    return spread.values if spread else (row[measure],)


def column_headings(table_name: str, measures: list[str]) -> list[tuple[str, str]]:
    """Name and unit of each column."""
    units = TABLE_BY_NAME[table_name].measures
    return [(label("measures", measure), unit_label(units[measure])) for measure in measures]
