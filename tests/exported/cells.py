"""Holds what is exported against the release it was made of, cell by cell and both ways."""

import io
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from district_reports.exports.labels import label, row_label
from district_reports.exports.page.render import render_page
from district_reports.exports.tables import SHOWN_TABLES, ShownTable, order_rows
from district_reports.exports.unit_numbers import UnitLine, list_unit_lines
from district_reports.exports.workbook.build import build_workbook
from district_reports.warehouse.releases.content import TABLE_BY_NAME, parts_of, parts_of_ratio
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import Tracer
from exported.formulas import work_out
from exported.pages import ShownPage

Cells = dict[tuple[str, str], set[Decimal]]
# A number that stands by itself on a page and not in a table.
NOT_A_NUMBER = "không thuộc"
WHOLE, STATED_BY = "Tổng cộng", "Số đơn vị nêu số này"


def released_cells(release: PublishedRelease) -> Cells:
    """What was released, by the words a page has for measure and row; what a report prints where that differs."""
    cells: Cells = {}
    for shown in SHOWN_TABLES:
        for row in release.rows(shown.table_name):
            for measure in TABLE_BY_NAME[shown.table_name].measures:
                computed = row.get(measure.removeprefix("reported_")) if measure.startswith("reported_") else None
                if row[measure] is not None and row[measure] != computed:
                    key = label("measures", measure), row_label(shown.table_name, row)
                    cells.setdefault(key, set()).add(_as_shown(row[measure], measure))
    return cells


def unit_cells(release: PublishedRelease) -> Cells:
    """The same of each unit, whose name the row then ends with."""
    tracer, cells = Tracer(release), {}
    for shown in SHOWN_TABLES:
        for row in release.rows(shown.table_name):
            for line in list_unit_lines(tracer, shown.table_name, row):
                for measure in TABLE_BY_NAME[shown.table_name].measures:
                    key = label("measures", measure), f"{row_label(shown.table_name, row)} · {line.name}"
                    value = _of_unit(row, line, measure)
                    cells.setdefault(key, set()).add(None if value is None else _as_shown(value, measure))
    return cells


def spread_cells(release: PublishedRelease) -> Cells:
    """The lowest and the highest number of units where these are not added up; rates that are computed have sums."""
    tracer, cells = Tracer(release), {}
    for shown in SHOWN_TABLES:
        for row in release.rows(shown.table_name):
            lines = list_unit_lines(tracer, shown.table_name, row)
            known = TABLE_BY_NAME[shown.table_name].measures
            for measure in known:
                if measure.removeprefix("reported_") in known.keys() - {measure}:
                    continue
                stated = [value for line in lines if (value := line.value(measure)) is not None]
                if row[measure] is None and stated:
                    cells[label("measures", measure), row_label(shown.table_name, row)] = {min(stated), max(stated)}
    return cells


def _as_shown(value: Decimal | int, measure: str) -> Decimal:
    """The number as a page has it: money that was divided has no parts of a đồng there."""
    return Decimal(value).quantize(Decimal(1), ROUND_HALF_UP) if measure.endswith("_vnd") else Decimal(value)


def _of_unit(row: Mapping[str, Any], line: UnitLine, measure: str) -> Decimal | None:
    """A unit's own number, or its own rate where the province has one."""
    if not parts_of_ratio(measure, row):
        return line.value(measure)
    return line.rate(measure, row) if row[measure] is not None else None


def assert_page_shows(release: PublishedRelease) -> int:
    """Compare a page with its release both ways; how many numbers the page shows."""
    released, of_units, spreads = released_cells(release), unit_cells(release), spread_cells(release)
    wholes = {(measure, row.rpartition(" · ")[0]) for measure, row in of_units} & released.keys()
    numbers = [number for number in ShownPage(render_page(release)).numbers if number.text != NOT_A_NUMBER]
    shown: Cells = {}
    spread_shown: set[tuple[str, str]] = set()
    for number in numbers:
        # The note of a number that one unit alone makes up ends with the unit's name, also where it is the province's.
        without_unit = number.measure, number.row.rpartition(" · ")[0]
        key = (number.measure, number.row) if (number.measure, number.row) in released else without_unit
        told_of = key if key in spreads else (number.measure, number.row)
        if told_of in spreads and set(number.values) == spreads[told_of]:
            spread_shown.add(told_of)
            continue
        allowed = released.get(key, set()) | of_units.get((number.measure, number.row), set())
        assert number.value in allowed, f"{number} is not what was released: {allowed}"
        if key in released or key in wholes:
            shown.setdefault(key, set()).add(number.value)
    missing = {key: values - shown.get(key, set()) for key, values in released.items()}
    assert not any(missing.values()), f"released, but not on the page: {missing}"
    assert spread_shown == spreads.keys(), f"stated by units, but not on the page: {spreads.keys() - spread_shown}"
    return len(numbers)


def assert_workbook_shows(release: PublishedRelease) -> int:
    """Compare a workbook with its release both ways, formulas worked out and results as written; numbers compared."""
    content = build_workbook(release)
    formulas = load_workbook(io.BytesIO(content))
    results = load_workbook(io.BytesIO(content), data_only=True)
    compared = 0
    for shown in SHOWN_TABLES:
        rows = order_rows(release, shown.table_name)
        assert (shown.title in formulas.sheetnames) == bool(rows), shown.title
        if rows:
            compared += _compare_table(release, shown, rows, formulas, results)
    return compared


def _compare_table(
    release: PublishedRelease, shown: ShownTable, rows: list[Mapping[str, Any]], formulas: Workbook, results: Workbook
) -> int:
    tracer, sheet = Tracer(release), results[shown.title]
    lines = _list_lines(sheet, shown)
    expected: list[tuple[str, Mapping[str, Decimal | int | None]]] = []
    for row in rows:
        measures = TABLE_BY_NAME[shown.table_name].measures
        expected.append((WHOLE, {measure: row[measure] for measure in measures}))
        expected.append(
            (STATED_BY, {measure: _stated_by(tracer, shown.table_name, row, measure) for measure in measures})
        )
        expected += [
            (line.name, {measure: _of_unit(row, line, measure) for measure in measures})
            for line in list_unit_lines(tracer, shown.table_name, row)
        ]
    assert [name for name, _, _ in lines] == [name for name, _ in expected]
    compared = 0
    for (name, number, columns), (_, values) in zip(lines, expected, strict=True):
        for measure, value in values.items():
            column = columns.get(label("measures", measure))
            written = sheet[f"{column}{number}"].value if column else None
            worked_out = work_out(formulas, shown.title, f"{column}{number}") if column else None
            told = Decimal(str(written)) if isinstance(written, int | float | Decimal) else None
            place = f"{shown.title}!{column}{number}, {name}, {measure}"
            assert told == worked_out == (None if value is None else Decimal(value)), place
            compared += value is not None
    return compared


def _stated_by(tracer: Tracer, table_name: str, row: Mapping[str, Any], measure: str) -> int | None:
    """How many units state a number, or both of the numbers that it is made of."""
    lines = list_unit_lines(tracer, table_name, row)
    sides = parts_of(measure, row) if row[measure] is not None else None
    stating = [line for line in lines if all(line.value(side) is not None for side in sides or (measure,))]
    if table_name == "timeliness":
        # Made of reports as such, of whichever numbers.
        return len(lines) if row[measure] is not None else None
    return len(stating) if row[measure] is not None or stating else None


def _list_lines(sheet: Worksheet, shown: ShownTable) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Unit's name and row number of each line, with the letter of each measure's column."""
    first = next(iter(shown.dimensions))
    heading = next(row for row in sheet.iter_rows() if row[0].value == first)
    columns = {str(cell.value).partition(" (")[0]: cell.column_letter for cell in heading}
    return [(row[1].value, row[0].row, columns) for row in sheet.iter_rows(min_row=heading[0].row + 1)]
