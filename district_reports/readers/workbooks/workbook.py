"""A workbook (.xlsx) → sheets of cells: values by calamine, and what only the XML tells (see `scan`)."""

import hashlib
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import ParseError

import python_calamine
from defusedxml.common import DefusedXmlException

from district_reports.readers.office_archive import check_parts, open_archive
from district_reports.readers.refusals import UnreadableDocument, damaged_file, too_large
from district_reports.readers.workbooks.previews import HEAD_ROWS, read_first_rows
from district_reports.readers.workbooks.scan import MOST_CELLS, Marks, list_sheet_parts, scan_sheets
from district_reports.readers.workbooks.spelling import column_letters

Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """One sheet; rows and columns count from 0, as in the file. An empty cell is `""`; texts are as typed.

    `merged` are pairs of first and last cell; `marks` say what a value alone does not.
    """

    name: str
    is_hidden: bool
    rows: list[list[Any]]
    merged: tuple[Merged, ...] = ()
    marks: Marks = field(default_factory=Marks)

    def value(self, row: int, column: int) -> Any:
        """The value of a cell; `""` beyond what is filled."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        return cells[column] if 0 <= column < len(cells) else ""

    @cached_property
    def first_texts(self) -> dict[str, list[tuple[int, int]]]:
        """The texts in the first rows, each with the cells it stands in; every form looks for its headings here."""
        places: dict[str, list[tuple[int, int]]] = {}
        for row, cells in enumerate(self.rows[:HEAD_ROWS]):
            for column, value in enumerate(cells):
                if isinstance(value, str) and (text := cell_text(value)):
                    places.setdefault(text, []).append((row, column))
        return places

    def text(self, row: int, column: int) -> str:
        """The value as text in one line, NFC; whole numbers without a fraction."""
        return cell_text(self.value(row, column))


@dataclass(frozen=True)
class Workbook:
    """A workbook that was read: its name, the hash of its bytes, its sheets in order."""

    file_name: str
    sha256: str
    sheets: tuple[Sheet, ...]

    def locator(self, sheet: Sheet, row: int, column: int) -> str:
        """Where a cell is: `tables.xlsx#Bảng vốn!F17`."""
        return f"{self.file_name}#{sheet.name}!{column_letters(column)}{row + 1}"


def cell_name(row: int, column: int) -> str:
    """The name of a cell counted from 0: (16, 5) → `F17`."""
    return f"{column_letters(column)}{row + 1}"


def cell_text(value: Any) -> str:
    """A cell's value as text in one line."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def read_workbook(
    file_name: str, content: bytes, rows_wanted: Callable[[list[list[Any]]], bool] = lambda head: True
) -> Workbook:
    """Reads every sheet. Of a sheet whose first rows `rows_wanted` turns down, only those rows are kept.

    Raises `UnreadableDocument`: TYP-004 damaged or locked, TYP-010 too large, TYP-011 unsafe. Formulas are never
    computed, links never followed, macros never run.
    """
    file_name = unicodedata.normalize("NFC", file_name)
    archive = open_archive(file_name, content)
    # Sheets are the bulk of a workbook: scanning them reads them, once.
    check_parts(file_name, archive, leave_out="xl/worksheets/sheet")
    try:
        parts = list_sheet_parts(archive)
        heads = {name: rows for name, rows in read_first_rows(file_name, archive, parts) if not rows_wanted(rows)}
        marks = scan_sheets(file_name, archive, {name: part for name, part in parts.items() if name not in heads})
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = tuple(_read_sheets(file_name, book, marks, heads, rows_wanted))
    except (python_calamine.CalamineError, ParseError, DefusedXmlException, KeyError, ValueError) as error:
        raise damaged_file(file_name) from error
    return Workbook(file_name, hashlib.sha256(content).hexdigest(), sheets)


def _read_sheets(file_name: str, book: Any, marks: Mapping[str, Marks], heads: Mapping[str, list[list[Any]]],
                 rows_wanted: Callable[[list[list[Any]]], bool]) -> Iterator[Sheet]:  # fmt: skip
    cells = 0
    for entry in book.sheets_metadata:
        if entry.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        name = unicodedata.normalize("NFC", entry.name)
        is_hidden = entry.visible != python_calamine.SheetVisibleEnum.Visible
        if entry.name in heads:
            yield Sheet(name, is_hidden, heads[entry.name])
            continue
        found, mark = book.get_sheet_by_name(entry.name), marks[entry.name]
        last_row, last_column = found.end or (0, 0)
        cells += (last_row + 1) * (last_column + 1)
        if cells > MOST_CELLS:
            raise too_large(file_name)
        rows = found.to_python(skip_empty_area=False, nrows=HEAD_ROWS)
        if len(rows) == HEAD_ROWS and rows_wanted(rows):
            rows = found.to_python(skip_empty_area=False)
        yield Sheet(name, is_hidden, rows, tuple(found.merged_cell_ranges or ()), mark)


__all__ = ["HEAD_ROWS", "Sheet", "UnreadableDocument", "Workbook", "cell_name", "cell_text", "read_workbook"]
