"""Sheets of a workbook → figures and problems, by the layouts. What is not understood is told with its cell."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from district_reports.figures import Figures
from district_reports.problems import Problem
from district_reports.readers.layouts import Layout, load_layouts
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.matching import Found
from district_reports.readers.workbooks.problems import Teller
from district_reports.readers.workbooks.rows import RowReader
from district_reports.readers.workbooks.tables import (
    Table,
    best_table,
    choose_layouts,
    find_known_table,
    find_tables,
    heads_a_table,
    is_label,
    is_number_row,
    list_layouts,
    nearest_table,
    repeats_headings,
)
from district_reports.readers.workbooks.values import FigureReader
from district_reports.readers.workbooks.workbook import HEAD_ROWS, Sheet, Workbook, cell_text
from district_reports.values import fold

IDENTITY_SHEET = "_district_reports"


@dataclass
class SheetReading:
    """What one sheet gave, or several."""

    figures: Figures = field(default_factory=Figures)
    problems: list[Problem] = field(default_factory=list)


def read_sheets(
    workbook: Workbook, round_: Round | None, *, file_number: int = 1, within: str | None = None
) -> SheetReading:
    """Figures and problems of every sheet; `within` is the code of the unit whose communes the rows are."""
    readings = []
    with _pausing_garbage_collection():
        for number, sheet in enumerate(workbook.sheets, start=1):
            prefix = f"f{file_number}s{number}"
            readings.append(_read_sheet(workbook, sheet, round_, prefix=prefix, within=within))
    return put_together(readings)


def put_together(readings: Iterable[SheetReading]) -> SheetReading:
    """Figures and problems of several sheets in one."""
    readings = list(readings)
    return SheetReading(Figures(one.figures for one in readings), [told for one in readings for told in one.problems])


@contextmanager
def _pausing_garbage_collection() -> Iterator[None]:
    """Figures hold no cycles; looking for some among hundreds of thousands takes a third of the time to read them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_sheet(
    workbook: Workbook, sheet: Sheet, round_: Round | None, *, prefix: str, within: str | None
) -> SheetReading:
    if sheet.name == IDENTITY_SHEET or not any(any(cell != "" for cell in row) for row in sheet.rows):
        return SheetReading()
    teller = Teller(workbook, sheet)
    table = _find_table(sheet, teller)
    if table is None:
        return SheetReading(problems=teller.problems)
    return read_table(workbook, sheet, table, round_, prefix=prefix, within=within)


def read_table(
    workbook: Workbook, sheet: Sheet, table: Table, round_: Round | None, *, prefix: str, within: str | None = None,
    project: str = "",
) -> SheetReading:  # fmt: skip
    """Figures and problems of a table already found in a sheet; `prefix` begins the ids of its figures.

    `project` is the one whose sub-projects rows without a project are.
    """
    teller = Teller(workbook, sheet, table.layout)
    if sheet.is_hidden:
        teller.tell_sheet("TYP-020")
    for row, column, heading in table.unknown:
        teller.tell("TYP-014", row, column, heading=heading)
    label = table.of_role("label")
    if label is None or not table.is_whole:
        teller.tell_headings(table)
        return SheetReading(problems=teller.problems)
    figures = FigureReader(workbook, sheet, table, prefix, round_, teller)
    known = _read_rows(sheet, table, label, figures, RowReader(table.layout, within, project))
    read = figures.finish()
    teller.tell_unheaded(table, label, known)
    return SheetReading(read, teller.problems)


def is_wanted(rows: list[list[Any]]) -> bool:
    """Whether a sheet that starts with these rows is read on: lists of persons and what no form knows are not."""
    if titled := choose_layouts(rows):
        return not any(layout.refusal for layout in titled)
    texts = {cell_text(cell) for row in rows for cell in row if isinstance(cell, str)}
    # Of a sheet that begins with nothing, not even its first cell could be named.
    return not any(texts) or any(heads_a_table(text, layout) for text in texts for layout in _tabular_layouts())


def _tabular_layouts() -> list[Layout]:
    return [layout for layout in load_layouts().values() if layout.columns]


def _find_table(sheet: Sheet, teller: Teller) -> Table | None:
    """The table of the form that knows it best; tells why there is none, unless the sheet is one to pass over."""
    titled = choose_layouts(sheet.rows[:HEAD_ROWS])
    if any(layout.is_ignored for layout in titled):
        return None
    for layout in titled:
        if layout.refusal:
            teller.tell_sheet("TYP-013", form=layout.title, why=layout.refusal)
            return None
    layouts = titled or list_layouts(sheet.rows[:HEAD_ROWS])
    tables = find_tables(sheet, layouts)
    if best := best_table(tables):
        return best
    if titled and not any(table.is_whole for table in tables):
        nearest = nearest_table(tables) if tables else None
        if found := _find_better(sheet, nearest) or nearest:
            return found
    teller.tell_sheet("TYP-012")
    return None


def _find_better(sheet: Sheet, nearest: Table | None) -> Table | None:
    """A whole table that knows more of the headings than the form of the title, which lacks some.

    What reads like a title may be the heading of a few columns: "Diễn biến hộ nghèo trong năm".
    """
    other = find_known_table(sheet)
    return other if other and (nearest is None or len(other.columns) > len(nearest.columns)) else None


def _read_rows(sheet: Sheet, table: Table, label: Found, figures: FigureReader, labels: RowReader) -> list[int]:
    """Reads the rows below the headings; returns those that the form knows."""
    roles = (label, *(table.of_role(role) for role in ("order", "measure", "unit")))
    texts = [sheet.column_texts(one.index if one else None, table.first_row) for one in roles]
    measures = table.layout.measures
    known: list[int] = []
    for row, (text, order, measure, unit_text) in enumerate(zip(*texts, strict=True), start=table.first_row):
        is_repeated = False
        if not is_label(text, label):
            if is_number_row(sheet, row, label.index):
                continue
            repeats = repeats_headings(sheet, table, row)
            if repeats is None:
                figures.decide()
                figures.teller.tell("TYP-012", row, label.index, found=text)
                return known
            is_repeated = repeats
        meaning = labels.read(text, order, measure)
        if is_repeated:
            continue
        counted = measures.get(fold(measure), "") if measures else ""
        if meaning is not None and (counted or not measures):
            known.append(row)
            figures.take_row(row, meaning, counted, unit_text)
        elif not all(figures.teller.is_silent(row, column) for column in figures.indexes):
            figures.tell_unknown(row, text or order if meaning is None else measure or text)
    return known
