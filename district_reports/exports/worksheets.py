"""How all our workbooks are written: exact numbers, text that stays text, the same content in the same bytes."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_FORMATS = {"vnd": "#,##0", "percent": "0.00##", "pp": "0.00##"}
_HEADING_FONT = Font(bold=True, color="FFFFFF")
_HEADING_FILL = PatternFill("solid", fgColor="0B5D5E")
_NARROWEST, _WIDEST = 9, 60
# Points; letters of ours are a little wider than the digits that columns are measured in.
_LINE_HEIGHT, _MOST_LINES, _WRAPPED = 15, 20, 1.1
# A zip cannot hold an earlier moment; what matters is that it is always the same.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class SheetRow:
    """Values by column; `units` names the unit of the number in a column (counted from 0)."""

    values: list[Any]
    units: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading row and rows of the same length; `widths` of columns (from 0) that are not worked out."""

    title: str
    headings: list[str]
    rows: list[SheetRow]
    widths: Mapping[int, int] = field(default_factory=dict)


def new_workbook(title: str) -> Workbook:
    """A workbook without sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = "district-reports"
    return workbook


def save_workbook(workbook: Workbook, moment: datetime) -> bytes:
    """The workbook as bytes: the same for the same content and `moment`, which stands for the time of writing."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _with_fixed_times(buffer.getvalue(), moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def write_sheet(worksheet: Worksheet, sheet: Sheet, heading_row: int = 1) -> None:
    """One heading row and the rows below it: filtered, frozen, wide enough to be read, and ready for paper."""
    for column, heading in enumerate(sheet.headings, start=1):
        cell = cell_at(worksheet, heading_row, column)
        write_text(cell, heading)
        cell.font, cell.fill = _HEADING_FONT, _HEADING_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row_number, row in enumerate(sheet.rows, start=heading_row + 1):
        for column, value in enumerate(row.values, start=1):
            write_value(cell_at(worksheet, row_number, column), value, row.units.get(column - 1, ""))
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
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = f"{heading_row}:{heading_row}"


def cell_at(worksheet: Worksheet, row: int, column: int) -> Cell:
    """A cell, by row and column from 1, of a sheet without merged cells."""
    cell = worksheet.cell(row, column)
    assert isinstance(cell, Cell), "no cell is merged here, so every cell can be written"
    return cell


def write_value(cell: Cell, value: object, unit: str = "") -> None:
    """A number with the format of its unit, anything else as text; nothing for None."""
    if value is None or value == "":
        return
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        cell.value = value
        cell.number_format = _FORMATS.get(unit, "#,##0.####" if value % 1 else "#,##0")
        cell.alignment = Alignment(vertical="top")
        return
    write_text(cell, str(value))
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_text(cell: Cell, text: str) -> None:
    """Text stays text: whatever a report begins with `=`, `+`, `-` or `@` is never taken for a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:32_000]
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@")


def _find_widths(sheet: Sheet) -> list[int]:
    return [
        sheet.widths.get(column)
        or min(_WIDEST, max(_NARROWEST, 2 + max([len(heading) // 2, *(_shown_length(row.values[column])
                                                                     for row in sheet.rows)])))
        for column, heading in enumerate(sheet.headings)
    ]  # fmt: skip


def _count_lines(value: object, width: int) -> int:
    """How many lines a text takes in a column; words wrap a little early."""
    if not isinstance(value, str):
        return 1
    return sum(1 + int(len(line) * _WRAPPED // width) for line in value.split("\n"))


def _shown_length(value: object) -> int:
    if isinstance(value, (int, Decimal)):
        return len(f"{value:,}")
    return len(str(value)) if value is not None else 0


def _with_fixed_times(content: bytes, moment: str) -> bytes:
    """The same workbook without the time of writing, which openpyxl and zip put in by themselves."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as rewritten:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment.encode(), part)
            rewritten.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
