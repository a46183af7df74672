"""A workbook (.xlsx) → sheets of cells: values by calamine, and what only the XML tells (see `scan`)."""

import hashlib
import io
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any
from xml.etree.ElementTree import ParseError

import python_calamine
from defusedxml.common import DefusedXmlException

from district_reports.readers.office_archive import check_parts, open_archive
from district_reports.readers.refusals import UnreadableDocument, damaged_file
from district_reports.readers.workbooks.opening import SheetOpener
from district_reports.readers.workbooks.previews import HEAD_ROWS, read_first_rows
from district_reports.readers.workbooks.scan import Marks, list_sheet_parts, scan_sheets
from district_reports.readers.workbooks.spelling import cell_name

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

    @property
    def first_cell(self) -> tuple[int, int] | None:
        """The first cell that holds anything; None in an empty sheet."""
        return next(((row, column) for row, cells in enumerate(self.rows)
                     for column, cell in enumerate(cells) if cell != ""), None)  # fmt: skip

    @cached_property
    def first_texts(self) -> dict[str, list[tuple[int, int]]]:
        """The texts in the first rows, each with the cells it stands in; every form looks for its headings here."""
        places: dict[str, list[tuple[int, int]]] = {}
        for row, cells in enumerate(self.rows[:HEAD_ROWS]):
            for column, value in enumerate(cells):
                if isinstance(value, str) and (text := cell_text(value)):
                    places.setdefault(text, []).append((row, column))
        return places

    def column_texts(self, column: int | None, first_row: int) -> list[str]:
        """The texts of a column from a row on; as many empty ones without a column."""
        if column is None:
            return [""] * max(0, len(self.rows) - first_row)
        values = [cells[column] if column < len(cells) else "" for cells in self.rows[first_row:]]
        return [_in_one_line(value) if type(value) is str else cell_text(value) for value in values]

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
        return f"{self.sheet_locator(sheet)}!{cell_name(row, column)}"

    def sheet_locator(self, sheet: Sheet) -> str:
        """Where a sheet is: `tables.xlsx#Bảng vốn`."""
        return f"{self.file_name}#{sheet.name}"


def cell_text(value: Any) -> str:
    """A cell's value as text in one line."""
    if isinstance(value, str):
        return _in_one_line(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


# The same labels stand in every form of a review.
@lru_cache(1 << 14)
def _in_one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


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
        heads = dict(read_first_rows(file_name, archive, parts))
        refused = {name for name, rows in heads.items() if not rows_wanted(rows)}
        scanned = scan_sheets(file_name, archive, {name: parts[name] for name in parts if name not in refused})
        with (
            python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book,
            SheetOpener(file_name, content, book, is_large=len(heads.keys() - refused) > 1) as opener,
        ):
            entries = [one for one in book.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
            names = {one.name for one in entries}
            # A sheet is opened while the next one is scanned, and none before it was scanned itself.
            opened = {name: (opener.begin(name), marks) for name, marks in scanned if name in names}
            sheets = tuple(
                _build_sheet(one, heads[one.name])
                if one.name in refused
                else _read_sheet(one, *opened[one.name], None if one.name in heads else rows_wanted)
                for one in entries
            )
    except (python_calamine.CalamineError, ParseError, DefusedXmlException, KeyError, ValueError) as error:
        raise damaged_file(file_name) from error
    return Workbook(file_name, hashlib.sha256(content).hexdigest(), sheets)


def _read_sheet(
    entry: Any, opening: Future[Any], marks: Marks, rows_wanted: Callable[[list[list[Any]]], bool] | None
) -> Sheet:
    """A sheet that is being opened; it is known to be wanted where `rows_wanted` is None."""
    found = opening.result()
    rows = found.to_python(skip_empty_area=False, nrows=HEAD_ROWS)
    if len(rows) == HEAD_ROWS and (rows_wanted is None or rows_wanted(rows)):
        rows = found.to_python(skip_empty_area=False)
    return _build_sheet(entry, rows, tuple(found.merged_cell_ranges or ()), marks)


def _build_sheet(
    entry: Any, rows: list[list[Any]], merged: tuple[Merged, ...] = (), marks: Marks | None = None
) -> Sheet:
    is_hidden = entry.visible != python_calamine.SheetVisibleEnum.Visible
    return Sheet(unicodedata.normalize("NFC", entry.name), is_hidden, rows, merged, marks or Marks())


__all__ = ["HEAD_ROWS", "Sheet", "UnreadableDocument", "Workbook", "cell_name", "cell_text", "read_workbook"]
