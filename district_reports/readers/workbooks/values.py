"""Cells of a table's rows → figures.

A large workbook has hundreds of thousands of figures, so all that depends on the column and the kind of row alone is
worked out once, as a figure that lacks only what its cell says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from district_reports.figures import Figure
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.cells import (
    CellValue,
    NotANumber,
    NoValue,
    money_factor,
    read_cell,
    read_whole_number,
)
from district_reports.readers.workbooks.heads import SheetHead, read_head
from district_reports.readers.workbooks.problems import Teller
from district_reports.readers.workbooks.rows import Meaning
from district_reports.readers.workbooks.tables import Found, Table
from district_reports.readers.workbooks.workbook import Sheet, Workbook

_QUOTE = 160


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of one column say in rows of one kind; `lacks` is the rule they break if they say anything.

    `stated` holds the figures of this meaning, of whichever column, by place.
    """

    index: int
    headings: str
    figure: Figure
    factor: int
    stated: dict[str, Figure]
    lacks: str


class FigureReader:
    """Reads the rows of one table; figures and findings are collected in order."""

    def __init__(self, workbook: Workbook, sheet: Sheet, table: Table, prefix: str, round_: Round | None,
                 teller: Teller) -> None:  # fmt: skip
        self.sheet, self.layout, self.round, self.teller = sheet, table.layout, round_, teller
        self.workbook, self.prefix = workbook, prefix
        self.head: SheetHead = read_head(sheet.rows)
        self.figures: list[Figure] = []
        self.values = [one for one in table.columns if one.column.role == "value" and self._has_unit(table, one)]
        self.indexes = [one.index for one in self.values]
        self.marked = sheet.marks.faults.keys() | sheet.marks.displays.keys()
        self.marked_rows = {row for row, _ in self.marked}
        self._columns: dict[tuple[Any, ...], list[_Column]] = {}
        self._stated: dict[tuple[Any, ...], dict[str, Figure]] = {}

    def read_row(self, row: int, meaning: Meaning, counted: str, unit_text: str) -> None:
        """The figures of one row; `counted` is what a row of a pair counts, `unit_text` the unit it prints."""
        cells, has_marks = self.sheet.rows[row], row in self.marked_rows
        quote = f"{meaning.label} | "
        for one in self._columns_for(meaning, counted, unit_text):
            is_marked = has_marks and (row, one.index) in self.marked
            value = cells[one.index] if one.index < len(cells) else ""
            if value == "" and not is_marked:
                continue
            whole = None if is_marked or one.lacks else read_whole_number(value)
            exact: Decimal | None
            if whole is not None:
                exact, presence, text = Decimal(whole * one.factor), "stated", format_whole(whole)
            elif cell := self._read_cell(row, one, meaning.label):
                exact = None if cell.value is None else cell.value * one.factor
                presence, text = cell.presence, cell.text
            else:
                continue
            where = self.workbook.locator(self.sheet, row, one.index)
            figure = one.figure.restate(
                figure_id=self.prefix + where.rpartition("!")[2], value=exact, presence=presence, value_text=text,
                place=meaning.place, quote=(quote + one.headings)[:_QUOTE], locator=where,
            )  # fmt: skip
            first = one.stated.setdefault(meaning.place, figure)
            if first is figure:
                self.figures.append(figure)
            elif first.value != exact:
                self.teller.tell_repeated(row, one.index, first.locator, text)

    def _read_cell(self, row: int, one: _Column, label: str) -> CellValue | None:
        """What a cell says; None for nothing, or for what had to be told instead."""
        marks, place = self.sheet.marks, (row, one.index)
        try:
            cell = read_cell(self.sheet.value(*place), one.figure.unit, marks.faults.get(place),
                             marks.displays.get(place))  # fmt: skip
        except NoValue as error:
            self.teller.tell("TYP-017", *place, why=error.why)
            return None
        except NotANumber as error:
            self.teller.tell("TYP-016", *place, why=error.why)
            return None
        if cell is None or not one.lacks:
            return cell
        if one.lacks == "TYP-019":
            self.teller.tell("TYP-019", *place, found=one.figure.unit_text or "–")
        else:
            self.teller.tell_row(row, label, [one.index])
        return None

    def _columns_for(self, meaning: Meaning, counted: str, unit_text: str) -> Sequence[_Column]:
        entry = meaning.entry.name if meaning.entry else ""
        kind = (tuple(meaning.dims.items()), entry, counted, unit_text)
        if kind not in self._columns:
            self._columns[kind] = [self._build_column(one, meaning, counted, unit_text) for one in self.values]
        return self._columns[kind]

    def _build_column(self, one: Found, meaning: Meaning, counted: str, unit_text: str) -> _Column:
        column, entry = one.column, meaning.entry
        indicator = column.by_measure.get(counted) or column.indicator or (entry.indicator if entry else "")
        unit = column.unit or (counted if column.by_measure else "") or (entry.unit if entry else "")
        printed = unit_text or self._unit_of(one) or one.unit_text
        factor = (money_factor(unit_text or self._unit_of(one)) or 0) if unit == "vnd" else 1
        lacks = "TYP-018" if not (indicator and unit) else "TYP-019" if not factor else ""
        figure = Figure(figure_id="", indicator=indicator, value=None, unit=unit, unit_text=printed,
                        rule=f"{self.layout.code}.{column.name}", **self._dims(one, meaning))  # fmt: skip
        meant = (indicator, unit, *sorted(self._dims(one, meaning).items()))
        stated = self._stated.setdefault(meant, {})
        return _Column(one.index, " › ".join(one.path), figure, factor, stated, lacks)

    def _dims(self, one: Found, meaning: Meaning) -> dict[str, Any]:
        dims: dict[str, Any] = {"kind": "actual", **self.layout.dims, **meaning.dims, **one.column.dims}
        breakdowns = [part.get("breakdown", "") for part in (meaning.dims, one.column.dims)]
        dims["breakdown"] = ";".join(filter(None, breakdowns))
        last = str(self.round.year - 1) if self.round else ""
        carried = self._carried_from(last)
        years = {"heading": one.year or self.head.year, "title": self.head.year, "previous": last,
                 "carried": one.year or carried, "together": "+".join(filter(None, (carried, self.head.year))),
                 "budget_year": dims.get("budget_year", "")}  # fmt: skip
        for name in ("budget_year", "period"):
            dims[name] = years.get(dims.get(name, ""), dims.get(name, ""))
        if not dims["period"] and self.round is not None:
            dims["period"] = self._other_year(one) or self.round.code
        if dims["kind"] == "actual" and self.round is not None and one.year > str(self.round.year):
            dims["kind"] = "target"
        if dims["kind"] == "target" and self.round is not None and dims["period"] == self.round.code:
            dims["period"] = one.year or self.head.year or str(self.round.year)
        if one.as_of:
            dims["as_of"] = date.fromisoformat(one.as_of)
        if not dims.get("status") and self.layout.subject == "poverty":
            dims["status"] = self.head.status
        return dims

    def _carried_from(self, last: str) -> str:
        """The years carried over money came from, as a heading or the title tells, else the year before."""
        named = next(
            (one.year for one in self.values if one.column.indicator == "capital_carried_over" and one.year), ""
        )
        before = str(int(self.head.year) - 1) if self.head.year else last
        return named or self.head.carried_from or before

    def _other_year(self, one: Found) -> str:
        """The year headings or title name where it is not the round's; money's years say whose money it is."""
        year = "" if self.layout.subject == "capital" else one.year or self.head.year
        return year if self.round is not None and year != str(self.round.year) else ""

    def _has_unit(self, table: Table, one: Found) -> bool:
        if one.column.unit != "vnd" or table.of_role("unit") or money_factor(self._unit_of(one)):
            return True
        self.teller.tell("TYP-019", table.heading_row, one.index, found=self._unit_of(one) or "–")
        return False

    def _unit_of(self, one: Found) -> str:
        """The unit a column is in: of its headings, else, for money, of the sheet's corner."""
        return one.unit_text or (self.head.unit if one.column.unit == "vnd" else "")


def format_whole(number: int) -> str:
    """`format_number` for whole numbers, of which tables are full, at a third of its cost."""
    return f"{number:,}".replace(",", ".")
