"""Sheets of a workbook → figures and problems, by the layouts. What is not understood is told with its cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from district_reports import rules
from district_reports.figures import Figure
from district_reports.problems import Problem
from district_reports.readers.layouts import Layout, load_layouts
from district_reports.readers.sections import Round
from district_reports.readers.workbook import HEAD_ROWS, Sheet, Workbook
from district_reports.readers.workbook_cells import CellValue, NotANumber, NoValue, money_factor, read_cell
from district_reports.readers.workbook_rows import Meaning, RowReader
from district_reports.readers.workbook_tables import (
    Found,
    Table,
    best_table,
    choose_layouts,
    find_table,
    is_number_row,
    repeats_headings,
)  # fmt: skip
from district_reports.values import fold

IDENTITY_SHEET = "_district_reports"
_CORNER_UNIT = re.compile(r"(?:ĐVT|Đơn vị tính|Đơn vị)\s*:\s*([^).;]+)", re.IGNORECASE)
_QUOTE = 160


@dataclass
class SheetReading:
    """What one sheet gave."""

    figures: list[Figure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheets(
    workbook: Workbook, round_: Round | None, *, file_number: int = 1, within: str | None = None
) -> SheetReading:
    """Figures and problems of every sheet; `within` is the code of the unit whose communes the rows are."""
    together = SheetReading()
    for number, sheet in enumerate(workbook.sheets, start=1):
        if sheet.name == IDENTITY_SHEET or not any(any(cell != "" for cell in row) for row in sheet.rows):
            continue
        one = _SheetReader(workbook, sheet, f"f{file_number}s{number}", round_, within).read()
        together.figures += one.figures
        together.problems += one.problems
    return together


def read_table(
    workbook: Workbook, sheet: Sheet, table: Table, round_: Round, *, prefix: str, within: str | None = None
) -> SheetReading:
    """Figures and problems of a table already found in a sheet; `prefix` begins the ids of its figures."""
    return _SheetReader(workbook, sheet, prefix, round_, within).read_table(table)


def is_wanted(rows: list[list[Any]]) -> bool:
    """Whether a sheet that starts with these rows is read on: lists of persons are not."""
    return not any(layout.refusal for layout in choose_layouts(rows))


class _SheetReader:
    def __init__(self, workbook: Workbook, sheet: Sheet, prefix: str, round_: Round | None, within: str | None):
        self.workbook, self.sheet, self.prefix, self.round, self.within = workbook, sheet, prefix, round_, within
        self.result = SheetReading()
        self.stated: dict[tuple[Any, ...], Figure] = {}

    def read(self) -> SheetReading:
        table = self._find_table()
        return self.result if table is None else self.read_table(table)

    def read_table(self, table: Table) -> SheetReading:
        """What a table found in this sheet says."""
        self.layout = table.layout
        if self.sheet.is_hidden:
            self._tell("TYP-020", *self._first_cell(), form=self.layout.title)
        for row, column, heading in table.unknown:
            self._tell("TYP-014", row, column, heading=heading, form=self.layout.title)
        if not table.is_whole:
            self._refuse_table(table)
            return self.result
        self._read_rows(table)
        return self.result

    # Which form

    def _find_table(self) -> Table | None:
        titled = choose_layouts(self.sheet.rows[:HEAD_ROWS])
        if any(layout.is_ignored for layout in titled):
            return None
        for layout in titled:
            if layout.refusal:
                self._tell("TYP-013", *self._first_cell(), form=layout.title, why=layout.refusal)
                return None
        layouts = titled or [one for one in load_layouts().values() if one.columns]
        tables = [table for layout in layouts if (table := find_table(self.sheet, layout))]
        if best := best_table(tables):
            return best
        if len(titled) == 1 and len(tables) == 1:
            return tables[0]
        self._tell("TYP-012", *self._first_cell(), found=self._first_text())
        return None

    def _refuse_table(self, table: Table) -> None:
        label = table.of_role("label")
        place = (table.heading_row, label.index if label else 0)
        for column in table.missing:
            above = " › ".join(group[0] for group in column.under)
            heading = " › ".join(filter(None, (above, column.headings[0])))
            self._tell("TYP-015", *place, heading=heading, form=table.layout.title)
        for one, other in table.doubled:
            self._tell("TYP-021", table.heading_row, other.index, first=self._cell(table.heading_row, one.index),
                       found=other.path[-1])  # fmt: skip

    # Rows

    def _read_rows(self, table: Table) -> None:
        reader = RowReader(table.layout, self.within)
        label, order = table.of_role("label"), table.of_role("order")
        measure, unit = table.of_role("measure"), table.of_role("unit")
        values = [one for one in table.columns if one.column.role == "value"]
        values = [one for one in values if self._has_unit(table, one)]
        if label is None:
            return
        for row in range(table.first_row, len(self.sheet.rows)):
            if is_number_row(self.sheet, row, label.index):
                continue
            repeated = repeats_headings(self.sheet, table, row)
            if repeated is None:
                self._tell("TYP-012", row, label.index, found=self.sheet.text(row, label.index))
                return
            text = [self.sheet.text(row, one.index) if one else "" for one in (label, order, measure, unit)]
            meaning = reader.read(*text[:3])
            if not repeated:
                self._read_row(row, meaning, values, text)

    def _read_row(self, row: int, meaning: Meaning | None, values: Sequence[Found], text: list[str]) -> None:
        label, order, measure, unit_text = text
        if meaning is None:
            if not all(self._is_silent(row, one.index) for one in values):
                self._tell_unknown_row(row, label or order, values)
            return
        counted = self.layout.measures.get(fold(measure), "")
        if self.layout.measures and not counted:
            if not all(self._is_silent(row, one.index) for one in values):
                self._tell_unknown_row(row, measure or label, values)
            return
        for one in values:
            self._read_value(row, one, meaning, counted, unit_text)

    def _read_value(self, row: int, one: Found, meaning: Meaning, counted: str, unit_text: str) -> None:
        entry = meaning.entry
        indicator = one.column.by_measure.get(counted) or one.column.indicator or (entry.indicator if entry else "")
        unit = one.column.unit or (counted if one.column.by_measure else "") or (entry.unit if entry else "")
        marks, place = self.sheet.marks, (row, one.index)
        try:
            cell = read_cell(self.sheet.value(*place), unit, marks.faults.get(place), marks.displays.get(place))
        except NoValue as error:
            self._tell("TYP-017", *place, why=error.why)
            return
        except NotANumber as error:
            self._tell("TYP-016", *place, text=self.sheet.text(*place), why=error.why)
            return
        if cell is None:
            return
        if not indicator or not unit:
            self._tell_unknown_row(row, meaning.label, [one])
            return
        factor = 1
        if unit == "vnd":
            printed = unit_text or self._unit_of(one)
            factor = money_factor(printed) or 0
            if not factor:
                self._tell("TYP-019", *place, found=printed or "–")
                return
        self._keep(row, one, meaning, cell, indicator, unit, factor, unit_text)

    def _keep(self, row: int, one: Found, meaning: Meaning, cell: CellValue, indicator: str, unit: str, factor: int,
              unit_text: str) -> None:  # fmt: skip
        dims = self._dims(one, meaning)
        headings = " › ".join(one.path)
        figure = Figure(
            figure_id=f"{self.prefix}{self._cell(row, one.index)}", indicator=indicator,
            value=None if cell.value is None else cell.value * Decimal(factor), unit=unit,
            presence=cell.presence, value_text=cell.text, unit_text=unit_text or self._unit_of(one) or one.unit_text,
            quote=f"{meaning.label} | {headings}"[:_QUOTE],
            locator=self.workbook.locator(self.sheet, row, one.index),
            rule=f"{self.layout.code}.{one.column.name}", **dims,
        )  # fmt: skip
        key = (indicator, unit, *sorted(dims.items()))
        first = self.stated.setdefault(key, figure)
        if first is figure:
            self.result.figures.append(figure)
        elif first.value != figure.value:
            self._tell("TYP-021", row, one.index, first=first.locator.rpartition("!")[2], found=cell.text)

    def _dims(self, one: Found, meaning: Meaning) -> dict[str, Any]:
        dims: dict[str, Any] = {"kind": "actual", **self.layout.dims, **meaning.dims, **one.column.dims}
        breakdowns = [part.get("breakdown", "") for part in (meaning.dims, one.column.dims)]
        dims["breakdown"] = ";".join(filter(None, breakdowns))
        years = {"heading": one.year or self._title_year, "previous": str(self.round.year - 1) if self.round else ""}
        for name in ("budget_year", "period"):
            dims[name] = years.get(dims.get(name, ""), dims.get(name, ""))
        if not dims["period"] and self.round is not None:
            dims["period"] = self.round.code
        if one.as_of:
            dims["as_of"] = one.as_of
        if not dims.get("status") and self.layout.subject == "poverty":
            dims["status"] = self._title_status
        return dims

    @cached_property
    def _title_status(self) -> str:
        rows = self.sheet.rows[:12]
        title = fold(" ".join(cell for row in rows for cell in row if isinstance(cell, str)))
        return "preliminary" if "so bo" in title else "official" if "chinh thuc" in title else ""

    # Units

    def _has_unit(self, table: Table, one: Found) -> bool:
        if one.column.unit != "vnd" or table.of_role("unit") or money_factor(self._unit_of(one)):
            return True
        self._tell("TYP-019", table.heading_row, one.index, found=self._unit_of(one) or "–")
        return False

    def _unit_of(self, one: Found) -> str:
        """The unit of money a column is in: of its headings, else of the sheet's corner where that tells one."""
        if one.column.unit != "vnd":
            return one.unit_text
        if one.unit_text:
            return one.unit_text
        return self._corner_unit

    @cached_property
    def _corner_unit(self) -> str:
        """The unit the corner of the sheet tells; all of them where they differ, which is no unit."""
        corners = list(self._corner_units())
        return corners[0] if len({fold(one) for one in corners}) == 1 else ", ".join(corners)

    def _corner_units(self) -> Iterator[str]:
        for row in self.sheet.rows[:HEAD_ROWS]:
            for cell in row:
                if isinstance(cell, str) and (match := _CORNER_UNIT.search(cell)):
                    yield match[1].strip()

    @cached_property
    def _title_year(self) -> str:
        for row in self.sheet.rows[:12]:
            for cell in row:
                if isinstance(cell, str) and (match := re.search(r"năm\s+(20\d\d)", cell, re.IGNORECASE)):
                    return match[1]
        return ""

    # Words

    def _is_silent(self, row: int, column: int) -> bool:
        """Whether a cell holds nothing that could be a number: blanks, signatures, notes."""
        if (row, column) in self.sheet.marks.faults:
            return False
        value = self.sheet.value(row, column)
        return isinstance(value, str) and not re.match(r"\s*[-–]?\d", value)

    def _tell_unknown_row(self, row: int, label: str, values: Sequence[Found]) -> None:
        column = next((one.index for one in values if not self._is_silent(row, one.index)), values[0].index)
        self._tell("TYP-018", row, column, label=label or "–")

    def _first_cell(self) -> tuple[int, int]:
        return next((row, column) for row, cells in enumerate(self.sheet.rows) for column, cell in enumerate(cells)
                    if cell != "")  # fmt: skip

    def _first_text(self) -> str:
        return self.sheet.text(*self._first_cell())

    def _cell(self, row: int, column: int) -> str:
        return self.workbook.locator(self.sheet, row, column).rpartition("!")[2]

    def _tell(self, rule: str, row: int, column: int, **values: Any) -> None:
        where, layout = self.workbook.locator(self.sheet, row, column), getattr(self, "layout", None)
        found = values.pop("found", None) or self.sheet.text(row, column)
        words = {"sheet": self.sheet.name, "cell": self._cell(row, column), "text": found[:80], **values}
        subject = layout.subject if isinstance(layout, Layout) else ""
        self.result.problems.append(rules.problem(rule, location=where, found=found[:80], subject=subject, **words))
