"""What a template holds, before anything is drawn: the cells of one form for one unit and round, from its layout."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from openpyxl.utils import get_column_letter

from district_reports import registry
from district_reports.problems import DistrictReportsError
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.layouts import Column, Layout, find_layout, load_layouts
from district_reports.readers.outline.identity import declared_units, parse_round
from district_reports.readers.outline.sections import Round
from district_reports.registry import AREA_LISTS, Area
from district_reports.templates import formulas
from district_reports.templates.arithmetic import Arithmetic, relate_columns
from district_reports.templates.rows import Row, list_rows
from district_reports.values import end_of_round, fold_letters

FIRST_HEADING_ROW = 8


@dataclass(frozen=True)
class Cell:
    """One cell of figures; `row` and `column` count from 0 within the table, `name` is the cell's in the sheet.

    `formula` is empty where the sender writes the figure. `is_open` is False for what is not to be written over.
    `wholes` are the names of cells it is never larger than, each with the words for it. `unit` is what it counts.
    """

    row: int
    column: int
    name: str
    unit: str
    formula: str = ""
    is_open: bool = True
    wholes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Plan:
    """A template: which form, whose, for when. Rows of the sheet count from 1."""

    layout: Layout
    unit: Area
    round: Round
    columns: tuple[Column, ...]
    arithmetic: tuple[Arithmetic, ...]
    rows: tuple[Row, ...]

    @property
    def ends(self) -> date:
        """The last day of the round."""
        return end_of(self.round)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Titles that say different things of the figures, preliminary or official, with the one that says neither
        first; none where all say the same."""
        statuses = phrase_groups("context")["preliminary"]
        by_status: dict[str, str] = {}
        for title in self.layout.titles:
            cues = statuses.find(fold_letters(title))
            by_status.setdefault(cues[0].means["status"] if cues else "", title)
        # What is not chosen must not be claimed.
        return tuple(by_status[status] for status in sorted(by_status)) if len(by_status) > 1 else ()

    @property
    def title(self) -> str:
        """What stands over the table until somebody chooses."""
        return self.titles[0] if self.titles else self.layout.title

    @property
    def tiers(self) -> int:
        """How many rows the headings take."""
        return max(len(column.under) for column in self.columns) + 1

    @property
    def number_row(self) -> int:
        """The row that numbers the columns."""
        return FIRST_HEADING_ROW + self.tiers

    @property
    def first_row(self) -> int:
        """The first row below the headings."""
        return self.number_row + 1

    @property
    def last_row(self) -> int:
        """The last row of the table."""
        return self.number_row + len(self.rows)

    def cell_name(self, row: int, column: int) -> str:
        """The name in the sheet of a row and column of the table."""
        return f"{get_column_letter(column + 1)}{self.first_row + row}"

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that holds a figure, row by row."""
        return tuple(self._list_cells())

    def unit_of(self, row: Row, column: Column) -> str:
        """What a cell is counted in, as the readers take it; empty where neither row nor column tells."""
        entry = row.meaning.entry if row.meaning else None
        return column.unit or (row.counted if column.by_measure else "") or (entry.unit if entry else "")

    def _list_cells(self) -> Iterator[Cell]:
        for number, row in enumerate(self.rows):
            for index, column in enumerate(self.columns):
                if column.role == "value":
                    yield self._build_cell(number, row, index, column)

    def _build_cell(self, number: int, row: Row, index: int, column: Column) -> Cell:
        unit, name = self.unit_of(row, column), self.cell_name(number, index)
        wholes = tuple((self.cell_name(number, other), self.columns[other].headings[0])
                       for other in self.arithmetic[index].wholes)  # fmt: skip
        if row.whole is not None and unit != "percent":
            wholes += ((self.cell_name(row.whole, index), self.rows[row.whole].label.partition(":")[0]),)
        formula, is_open = self._formula(number, row, index, unit)
        return Cell(number, index, name, unit, formula, is_open, wholes)

    def _formula(self, number: int, row: Row, index: int, unit: str) -> tuple[str, bool]:
        """What computes a cell, and whether somebody who knows no details may write over it."""
        related = self.arithmetic[index]
        if related.expression:
            names = {str(operand): self.cell_name(number, operand) for operand in related.operands}
            expression = related.expression
            for operand, name in names.items():
                expression = expression.replace(f"{{{operand}}}", name)
            return formulas.computed_by(expression, list(names.values()), is_percent=unit == "percent"), False
        if related.parts:
            return formulas.sum_of([self.cell_name(number, part) for part in related.parts]), True
        # Percentages of parts say nothing about the whole's.
        if row.parts and unit != "percent":
            spare = [self.cell_name(part, index) for part in row.spare_parts]
            total = formulas.sum_of([self.cell_name(part, index) for part in row.parts], spare)
            return total, self.layout.row_kind != "places"
        return "", True


def build_plan(form: str, unit: str, round_: str) -> Plan:
    """The template of a form; `unit` by code or by name ("huyện …, tỉnh …").

    Raises DistrictReportsError, with what there is to choose from, for a form, unit or round that is none.
    """
    layout = find_template_layout(form)
    when, ends = _find_round(round_)
    area = _find_unit(unit, ends)
    # Where the unit of money stands over the table, a column for it asks twice.
    columns = tuple(one for one in layout.columns if one.role != "unit" or one.is_required)
    return Plan(layout, area, when, columns, relate_columns(columns), list_rows(layout, area, ends))


def list_template_layouts() -> list[Layout]:
    """The newest layout of every form there is a template for, by form."""
    layouts = [one for one in load_layouts().values() if one.columns and not one.refusal and not one.is_for_reports]
    forms = sorted({one.form for one in layouts})
    return [find_layout(form) for form in forms]


def find_template_layout(form: str) -> Layout:
    """The newest layout of a form. Raises DistrictReportsError for what is no form to be filled in."""
    layout = next((one for one in list_template_layouts() if one.form == form), None)
    if layout is None:
        known = ", ".join(one.form for one in list_template_layouts())
        raise DistrictReportsError(f"there is no template for form {form!r}", remedy=f"choose one of: {known}")
    return layout


def is_dated(round_: Round) -> bool:
    """Whether a round is one that templates are made for: a year, its first half, its first nine months."""
    return round_.window in ("", "H1") or round_.window.endswith("M")


def end_of(round_: Round) -> date:
    """The last day of a round."""
    return end_of_round(round_.code)


def _find_round(code: str) -> tuple[Round, date]:
    found = parse_round(code)
    if found is None or not is_dated(found):
        raise DistrictReportsError("this is not a round", place=code, remedy="write 2024, 2024H1 or 2024-9M")
    return found, end_of(found)


def _find_unit(text: str, on: date) -> Area:
    area_list = registry.area_list_on(on)
    level = "district" if area_list == AREA_LISTS[0] else "commune"
    try:
        found = [one for one in declared_units(text, area_list, level) if one.level == level]
    except DistrictReportsError:
        found = []
    if len(found) == 1:
        return found[0]
    if not found:
        raise DistrictReportsError(
            f"no {level} that reports on {on:%d/%m/%Y} is called {text!r}", place=f"--unit {text}",
            remedy='write its code, or its name with its province: "huyện …, tỉnh …", since 1 July 2025 "xã …, tỉnh …"',
        )  # fmt: skip
    codes = ", ".join(f"{one.code} ({registry.area(one.province_code, one.area_list).name})" for one in found)
    raise DistrictReportsError(
        f"several units are called {text!r}", place=f"--unit {text}", remedy=f"write one of the codes: {codes}"
    )
