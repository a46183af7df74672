"""The tables of the workbook: each published row, the units it is made of below it, and the formulas between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter

from district_reports.exports.coverage import Coverage, coverage_of
from district_reports.exports.labels import label, labels
from district_reports.exports.numbers import UNIT_LABELS
from district_reports.exports.source_notes import NOT_APPLICABLE_TEXT, document_label, quote_of
from district_reports.exports.tables import ShownTable, order_rows
from district_reports.exports.unit_numbers import COUNTED_BY, UnitLine, list_unit_lines, rate_of, spread_of, total_of
from district_reports.exports.worksheets import Formula, Sheet, SheetRow
from district_reports.warehouse.releases.content import TABLE_BY_NAME, parts_of_ratio, unit_of
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import Tracer
from district_reports.wording import place_label

Row = Mapping[str, Any]
CellKey = tuple[str, str, str]

# Whole dong here, not millions: a cell can be added up by whoever gets the workbook.
UNITS = {**UNIT_LABELS, "vnd": "đồng"}
WHOLE_PROVINCE = "Tổng cộng"
# Of how many units each number is: a row below the numbers, since every one of them is of other units.
STATED_BY = "Số đơn vị nêu số này"
# What holds of all numbers of a row.
_COVERAGE = {"Số đơn vị phải báo cáo": "expected_unit_count", "Số đơn vị được tính": "accepted_unit_count"}


@dataclass(frozen=True)
class DataTable(ShownTable):
    """A shown table with the measures that any row of a release states, in the order of their labels."""

    measures: tuple[str, ...]

    @staticmethod
    def of(shown: ShownTable, release: PublishedRelease) -> "DataTable":
        known, rows = TABLE_BY_NAME[shown.table_name].measures, release.rows(shown.table_name)
        ordered = (measure for measure in labels()["measures"] if measure in known)
        measures = tuple(
            measure
            for measure in ordered
            if any(row[measure] is not None or row.get(COUNTED_BY.get(measure, "")) for row in rows)
        )
        return DataTable(shown.table_name, shown.title, shown.heading, shown.dimensions, measures)

    @property
    def first_column(self) -> int:
        """The column of the first measure, from 1: after the dimensions and the name of the unit."""
        return len(self.dimensions) + 2

    @property
    def headings(self) -> list[str]:
        units = TABLE_BY_NAME[self.table_name].measures
        measures = [
            f"{label('measures', measure)} ({UNITS[units[measure]]})" if units[measure] else label("measures", measure)
            for measure in self.measures
        ]
        return [*_with_unit(list(self.dimensions), "Đơn vị báo cáo"), *measures, *_COVERAGE]

    def column(self, measure: str) -> str:
        """The letter of a measure's column."""
        return get_column_letter(self.first_column + self.measures.index(measure))


@dataclass
class PlacedTable:
    """A table with address and value of every number, by row key, measure and unit code.

    An empty unit code is the province's own number, `STATED_BY` that of the units which state it.
    """

    table: DataTable
    rows: list[SheetRow] = field(default_factory=list)
    addresses: dict[CellKey, str] = field(default_factory=dict)
    results: dict[CellKey, Decimal | int] = field(default_factory=dict)

    def sheet(self, head: Sequence[str]) -> Sheet:
        return Sheet(self.table.title, self.table.headings, self.rows, head=(self.table.heading, *head))

    def reference(self, row_key: str, measure: str, unit_code: str = "") -> str | None:
        """A formula that shows a number of this table elsewhere; None where the table has no such number."""
        address = self.addresses.get((row_key, measure, unit_code))
        return f"='{self.table.title}'!{address}" if address else None


def place_table(release: PublishedRelease, tracer: Tracer, shown: ShownTable, first_row: int) -> PlacedTable:
    """All rows of a released table; `first_row` is the first one's number.

    Each is followed by how many units state each of its numbers, and by the units it is made of.
    """
    table = DataTable.of(shown, release)
    placed = PlacedTable(table)
    for row in order_rows(release, table.table_name):
        lines = list_unit_lines(tracer, table.table_name, row)
        top = first_row + len(placed.rows)
        coverages = [coverage_of(tracer, table.table_name, row, measure) for measure in table.measures]
        added = [_province_row(tracer, table, row, lines, coverages, top)]
        added += [_stated_by_row(table, row, lines, coverages, top + 1)]
        added += [_unit_row(table, row, line, top + number) for number, line in enumerate(lines, start=2)]
        codes = ["", STATED_BY, *(line.code for line in lines)]
        for number, (code, sheet_row) in enumerate(zip(codes, added, strict=True), top):
            _place_row(placed, row["row_key"], code, number, sheet_row)
    return placed


def _place_row(placed: PlacedTable, row_key: str, unit_code: str, number: int, sheet_row: SheetRow) -> None:
    placed.rows.append(sheet_row)
    table = placed.table
    for measure, value in zip(table.measures, sheet_row.values[table.first_column - 1 :], strict=False):
        result = value.result if isinstance(value, Formula) else value
        if isinstance(result, (Decimal, int)):
            placed.addresses[row_key, measure, unit_code] = f"{table.column(measure)}{number}"
            placed.results[row_key, measure, unit_code] = result


def _province_row(
    tracer: Tracer,
    table: DataTable,
    row: Row,
    lines: Sequence[UnitLine],
    coverages: Sequence[Coverage | None],
    number: int,
) -> SheetRow:
    values = [_province_value(tracer, table, row, lines, measure, number) for measure in table.measures]
    return SheetRow(
        [*_dimensions(table, row, WHOLE_PROVINCE), *values, *(row[column] for column in _COVERAGE.values())],
        _units(table, row),
        {
            table.first_column - 1 + index: f"{label('measures', measure)} = {coverage.explanation}"
            for index, (measure, coverage) in enumerate(zip(table.measures, coverages, strict=True))
            if coverage and coverage.explanation
        },
        is_total=True,
    )


def _stated_by_row(
    table: DataTable, row: Row, lines: Sequence[UnitLine], coverages: Sequence[Coverage | None], number: int
) -> SheetRow:
    """Of how many units each number above is, counted below wherever that gives it."""
    values = [
        count_units(coverage, table.column(measure), number, _shown_values(table, row, lines, measure))
        for measure, coverage in zip(table.measures, coverages, strict=True)
    ]
    blanks = [None] * len(_COVERAGE)
    return SheetRow([*_dimensions(table, row, STATED_BY), *values, *blanks])


def count_units(coverage: Coverage | None, column: str, number: int, shown: Sequence[object]) -> Formula | int | None:
    """How many units a number is of, in row `number`: a count of what is shown of each below, where it is that."""
    if coverage is None:
        return None
    if coverage.stating != sum(value is not None for value in shown):
        return coverage.stating
    return Formula(f"=COUNT({column}{number + 1}:{column}{number + len(shown)})", coverage.stating)


def _shown_values(table: DataTable, row: Row, lines: Sequence[UnitLine], measure: str) -> list[object]:
    """What the rows of units show of a measure; text, which says that it is not for them, is no number."""
    shown = [_unit_value(table, row, line, measure, 0) for line in lines]
    return [None if isinstance(value, str) else value for value in shown]


def _province_value(
    tracer: Tracer, table: DataTable, row: Row, lines: Sequence[UnitLine], measure: str, number: int
) -> Formula | Decimal | int | str | None:
    """A formula over the units below wherever it gives the released number; else, as of a divided unit, the number.

    Where units' numbers are not added up, the lowest and the highest of them as text.
    """
    value = row[measure]
    if spread := spread_of(tracer, table.table_name, row, measure):
        return spread.text()
    if value is None or not lines:
        return value
    first, last = number + 2, number + 1 + len(lines)
    text, result = _total_formula(table, row, lines, measure, first, last)
    return Formula(text, value) if result == value else value


def _total_formula(
    table: DataTable, row: Row, lines: Sequence[UnitLine], measure: str, first: int, last: int
) -> tuple[str, Decimal | None]:
    def cells(name: str) -> str:
        return f"{table.column(name)}{first}:{table.column(name)}{last}"

    parts = parts_of_ratio(measure, row)
    if parts:
        part, whole = map(cells, parts)
        # A rate is made of the units that state both of its sides, and only of them.
        both = f"SUMPRODUCT(--ISNUMBER({whole}),{part})/SUMPRODUCT(--ISNUMBER({part}),{whole})"
        return f"=ROUND(100*{both},2)", rate_of(lines, measure, row)
    stated = [value for line in lines if (value := line.value(measure)) is not None]
    if measure.startswith(("lowest_", "highest_")):
        name, find = ("MIN", min) if measure.startswith("lowest_") else ("MAX", max)
        return f"={name}({cells(measure)})", find(stated, default=None)
    return f"=SUM({cells(measure)})", total_of(lines, measure)


def _unit_row(table: DataTable, row: Row, line: UnitLine, number: int) -> SheetRow:
    values = [_unit_value(table, row, line, measure, number) for measure in table.measures]
    notes = {
        table.first_column - 1 + index: note
        for index, measure in enumerate(table.measures)
        if (note := _note(line, measure, unit_of(TABLE_BY_NAME[table.table_name], measure, row)))
    }
    blanks = [None] * len(_COVERAGE)
    return SheetRow([*_dimensions(table, row, line.name), *values, *blanks], _units(table, row), notes, level=1)


def _unit_value(table: DataTable, row: Row, line: UnitLine, measure: str, number: int) -> Any:
    if line.is_not_applicable(measure):
        return NOT_APPLICABLE_TEXT
    parts = parts_of_ratio(measure, row) if row[measure] is not None else None
    if parts is None:
        return line.value(measure)
    rate = line.rate(measure, row)
    if rate is None or rate != rate_of([line], measure, row):
        return rate
    part, whole = (f"{table.column(name)}{number}" for name in parts)
    return Formula(f"=ROUND(100*{part}/{whole},2)", rate)


def _note(line: UnitLine, measure: str, unit: str) -> str:
    """What the report prints, in which document and where."""
    if measure not in line.parts:
        return ""
    return "\n".join(
        f"“{quote_of(figure, unit)}”\n{document_label(submission.submission)}. {place_label(figure['locator'] or '')}"
        for submission in line.parts[measure].submissions
        for figure in submission.figures
    )


def _dimensions(table: DataTable, row: Row, unit_name: str) -> list[str | None]:
    return _with_unit([value(row) for value in table.dimensions.values()], unit_name)


def _with_unit(dimensions: list[Any], unit_name: str) -> list[Any]:
    return [dimensions[0], unit_name, *dimensions[1:]]


def _units(table: DataTable, row: Row) -> dict[int, str]:
    released = TABLE_BY_NAME[table.table_name]
    return {
        table.first_column - 1 + index: unit_of(released, measure, row) for index, measure in enumerate(table.measures)
    }
