"""A figure's or finding's place in the words of whoever has to find it: file, sheet and cell, or paragraph."""

import re
from dataclasses import dataclass

_CELL = re.compile(r"(?P<file>[^#]+)#(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}[1-9]\d*)")
_PARAGRAPH = re.compile(r"(?P<file>[^#]+)#p(?P<paragraph>\d+)(?::\d+-\d+)?")
_TABLE_CELL = re.compile(r"(?P<file>[^#]+)#t(?P<table>\d+)!R(?P<row>\d+)C(?P<column>\d+)")


@dataclass(frozen=True)
class CellPlace:
    """A cell of a workbook: `tables.xlsx#Bảng vốn!F17`."""

    file_name: str
    sheet: str
    cell: str


def find_cell(locator: str) -> CellPlace | None:
    """The cell of a workbook a locator names; None for any other place."""
    if _TABLE_CELL.fullmatch(locator):
        return None
    match = _CELL.fullmatch(locator)
    return CellPlace(match["file"], match["sheet"], match["cell"]) if match else None


def place_label(locator: str) -> str:
    """The place in Vietnamese; a locator of another form as it is.

    >>> place_label("tables.xlsx#Bảng vốn!F17"), place_label("report.docx#p12:340-352")
    ('tables.xlsx, trang tính “Bảng vốn”, ô F17', 'report.docx, đoạn 12')
    """
    if match := _TABLE_CELL.fullmatch(locator):
        return f"{match['file']}, bảng {match['table']}, hàng {match['row']}, cột {match['column']}"
    if place := find_cell(locator):
        return f"{place.file_name}, trang tính “{place.sheet}”, ô {place.cell}"
    if match := _PARAGRAPH.fullmatch(locator):
        return f"{match['file']}, đoạn {match['paragraph']}"
    return locator
