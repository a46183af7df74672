"""How all our workbooks are written: exact numbers, text that stays text, the same content in the same bytes."""

import io
import math
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from district_reports.exports.workbook.package import rewrite_package

# The language says how a number is shown where a program does not go by its user's: 1.234,5.
_LANGUAGE = "[$-42A]"
_FORMATS = {"vnd": "#,##0", "percent": "0.00##", "pp": "0.00##"}
_FONT = "Calibri"
_HEADING_FONT = Font(name=_FONT, bold=True, color="FFFFFF")
_HEADING_FILL = PatternFill("solid", fgColor="0B5D5E")
_TITLE_FONT, _HEAD_FONT = Font(name=_FONT, bold=True, size=14), Font(name=_FONT, color="4F5B5D")
_TOTAL_FONT, _TOTAL_FILL = Font(name=_FONT, bold=True), PatternFill("solid", fgColor="E6EFEE")
_ROW_BORDER = Border(bottom=Side(style="hair", color="9DB1AF"))
_AUTHOR = "district-reports"
_NARROWEST, _WIDEST = 9, 60
# How wide columns may be together on one page of A4 on its side before they are too small to be read.
_PAGE_WIDTH = 240
# Points; letters of ours are a little wider than the digits that columns are measured in.
_LINE_HEIGHT, _MOST_LINES, _WRAPPED = 15, 20, 1.1
_NOTE_WIDTH, _NOTE_LETTERS_A_LINE = 380, 52


@dataclass(frozen=True)
class Formula:
    """A live formula and its result, which programs that do not calculate show; `text` begins with `=`."""

    text: str
    result: Decimal | int


@dataclass(frozen=True)
class SheetRow:
    """Values by column; `units` names the unit of the number in a column, `notes` its note (columns from 0).

    `level` is how deep a row is folded away under the row it is a part of; a total stands out.
    """

    values: list[Any]
    units: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    level: int = 0
    is_total: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines above it, a heading row and rows of the same length.

    `widths` are of columns (from 0) whose width is not worked out.
    """

    title: str
    headings: list[str]
    rows: list[SheetRow]
    widths: Mapping[int, int] = field(default_factory=dict)
    head: Sequence[str] = ()

    @property
    def heading_row(self) -> int:
        """The row of the headings, from 1: an empty row parts them from what stands above."""
        return len(self.head) + 2 if self.head else 1


def new_workbook(title: str) -> Workbook:
    """A workbook without sheets, that is calculated anew when it is opened."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = _AUTHOR
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    return workbook


def save_workbook(workbook: Workbook, moment: datetime, sheets: Sequence[Sheet] = ()) -> bytes:
    """The workbook as bytes: the same for the same content and `moment`, which stands for the time of writing.

    `sheets`, in the order of the workbook's, tell the results of their formulas.
    """
    buffer = io.BytesIO()
    workbook.save(buffer)
    results = {f"xl/worksheets/sheet{number}.xml": _list_results(sheet) for number, sheet in enumerate(sheets, start=1)}
    return rewrite_package(buffer.getvalue(), moment, results)


def write_head(worksheet: Worksheet, lines: Sequence[str]) -> None:
    """Lines above a table, the first as its title."""
    for number, line in enumerate(lines, start=1):
        cell = cell_at(worksheet, number, 1)
        write_text(cell, line)
        cell.font = _TITLE_FONT if number == 1 else _HEAD_FONT


def write_sheet(worksheet: Worksheet, sheet: Sheet, heading_row: int = 1) -> None:
    """One heading row and the rows below it: filtered, frozen, wide enough to be read, and ready for A4."""
    for column, heading in enumerate(sheet.headings, start=1):
        cell = cell_at(worksheet, heading_row, column)
        write_text(cell, heading)
        cell.font, cell.fill = _HEADING_FONT, _HEADING_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    looks: dict[tuple[str, bool], StyleArray] = {}
    for row_number, row in enumerate(sheet.rows, start=heading_row + 1):
        _write_row(worksheet, row_number, row, looks)
    worksheet.freeze_panes = f"{'B' if len(sheet.headings) > 3 else 'A'}{heading_row + 1}"
    if sheet.rows:
        last_cell = f"{get_column_letter(len(sheet.headings))}{heading_row + len(sheet.rows)}"
        worksheet.auto_filter.ref = f"A{heading_row}:{last_cell}"
    widths = _find_widths(sheet)
    for column, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(column)].width = width
    # Not every program makes a row as high as its text is long.
    for row_number, values in enumerate([sheet.headings, *(row.values for row in sheet.rows)], start=heading_row):
        lines = max(_count_lines(value, width) for value, width in zip(values, widths, strict=True))
        if lines > 1:
            worksheet.row_dimensions[row_number].height = _LINE_HEIGHT * min(lines, _MOST_LINES)
    _set_up_page(worksheet, heading_row, sum(widths))


def _write_row(worksheet: Worksheet, row_number: int, row: SheetRow, looks: dict[tuple[str, bool], StyleArray]) -> None:
    for column, value in enumerate(row.values, start=1):
        cell = cell_at(worksheet, row_number, column)
        number_format = write_value(cell, value, row.units.get(column - 1, ""))
        _dress(cell, number_format, row.is_total, looks)
        if column - 1 in row.notes:
            write_note(cell, row.notes[column - 1])
    if row.level:
        worksheet.row_dimensions[row_number].outlineLevel = row.level


def _dress(cell: Any, number_format: str, is_total: bool, looks: dict[tuple[str, bool], StyleArray]) -> None:
    """Make a cell look as others of its kind do. openpyxl takes five times as long to work out a look as to copy it."""
    is_quoted = cell.quotePrefix
    if (number_format, is_total) not in looks:
        cell.quotePrefix = False
        cell.border = _ROW_BORDER
        cell.alignment = Alignment(wrap_text=not number_format, vertical="top")
        if number_format:
            cell.number_format = number_format
        if is_total:
            cell.font, cell.fill = _TOTAL_FONT, _TOTAL_FILL
        looks[number_format, is_total] = cell._style
    cell._style = copy(looks[number_format, is_total])
    if is_quoted:
        cell.quotePrefix = True


def _set_up_page(worksheet: Worksheet, heading_row: int, width: int) -> None:
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToWidth = math.ceil(width / _PAGE_WIDTH)
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    # A row stands above the rows it is made of.
    worksheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    worksheet.print_title_rows = f"{heading_row}:{heading_row}"
    worksheet.print_title_cols = "A:B"
    worksheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, footer=0.3)
    worksheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("Trang &P/&N")
    )


def cell_at(worksheet: Worksheet, row: int, column: int) -> Cell:
    """A cell, by row and column from 1, of a sheet without merged cells."""
    cell = worksheet.cell(row, column)
    assert isinstance(cell, Cell), "no cell is merged here, so every cell can be written"
    return cell


def write_value(cell: Cell, value: object, unit: str = "") -> str:
    """A number or a formula, anything else as text, nothing for None; the format of a number, empty for all else."""
    if value is None or value == "":
        return ""
    if isinstance(value, Formula):
        cell.value = value.text
        return _number_format(value.result, unit)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        cell.value = value
        return _number_format(value, unit)
    write_text(cell, str(value))
    return ""


def _number_format(value: Decimal | int, unit: str) -> str:
    return _LANGUAGE + _FORMATS.get(unit, "#,##0.####" if value % 1 else "#,##0")


def write_note(cell: Cell, text: str) -> None:
    """A note at a cell, as large as its text."""
    note = Comment(ILLEGAL_CHARACTERS_RE.sub(" ", text), _AUTHOR)
    note.width = _NOTE_WIDTH
    note.height = _LINE_HEIGHT * 2 + _LINE_HEIGHT * (len(text) // _NOTE_LETTERS_A_LINE + text.count("\n"))
    cell.comment = note


def write_text(cell: Cell, text: str) -> None:
    """Text stays text: whatever a report begins with `=`, `+`, `-` or `@` is never taken for a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:32_000]
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def _find_widths(sheet: Sheet) -> list[int]:
    return [sheet.widths.get(column) or _find_width(sheet, column) for column in range(len(sheet.headings))]


def _find_width(sheet: Sheet, column: int) -> int:
    longest = max([len(sheet.headings[column]) // 2, *(_shown_width(row.values[column]) for row in sheet.rows)])
    return min(_WIDEST, max(_NARROWEST, longest + 2))


def _count_lines(value: object, width: int) -> int:
    """How many lines a text takes in a column; words wrap a little early."""
    if not isinstance(value, str):
        return 1
    return sum(1 + int(len(line) * _WRAPPED // width) for line in value.split("\n"))


def _shown_width(value: object) -> int:
    if isinstance(value, Formula):
        value = value.result
    if isinstance(value, (int, Decimal)):
        return len(f"{value:,}")
    return math.ceil(_WRAPPED * len(str(value))) if value is not None else 0


def _list_results(sheet: Sheet) -> dict[str, str]:
    """The result of each formula by its address."""
    return {
        f"{get_column_letter(column)}{row_number}": f"{value.result:f}"
        for row_number, row in enumerate(sheet.rows, start=sheet.heading_row + 1)
        for column, value in enumerate(row.values, start=1)
        if isinstance(value, Formula)
    }
