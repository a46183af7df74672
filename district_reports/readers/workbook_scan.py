"""What a sheet's XML tells beside its values: cells without a value, shares shown as percents, and its true extent.

Read as bytes with a few patterns: a parser would take longer than reading all values does.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from defusedxml import ElementTree

from district_reports.readers.workbook_archive import read_part, too_large

MOST_CELLS = 5 * 10**6
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGET = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Beyond column Z or five digits of rows: only then is the extent counted exactly.
_FAR = re.compile(rb"\sr\s*=\s*[\"'](?:[A-Z]{2,}\d|[A-Z]?\d{6,}|[^\"'A-Z\d])")
_FILLED = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Z]+)(\d+)[\"'](?:[^<>]*[^<>/])?>")
_NAMELESS = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^<>]*\br\s*=)[^<>]*>")
# A formula whose result is a text without letters (t="str") was computed; one without a result was not.
_FAULTY = re.compile(
    rb"<c\s[^<>]*?\br=\"([A-Z]+)(\d+)\"(?:(?=[^<>]*\bt=\"(e)\")[^<>]*>|(?![^<>]*\bt=\"str\")[^<>]*>\s*"
    rb"<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>)"
)
_STYLED = re.compile(rb"<c\s(?=[^<>]*\br=\"([A-Z]+)(\d+)\")[^<>]*?\bs=\"(\d+)\"[^<>]*[^/]>")

ERROR, NO_VALUE = "error", "no_value"
PERCENT, SCALED = "percent", "scaled"


@dataclass
class Marks:
    """Of one sheet, by (row, column) from 0: `faults` (ERROR, NO_VALUE) and `displays` (PERCENT, SCALED)."""

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    displays: dict[tuple[int, int], str] = field(default_factory=dict)


def scan_sheets(file_name: str, archive: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet, by its name. Raises `UnreadableDocument` (TYP-010) for a sheet too far spread."""
    displays = _read_displays(archive)
    return {
        sheet: _scan_sheet(file_name, archive, part, displays) for sheet, part in _list_sheet_parts(archive).items()
    }


def _scan_sheet(file_name: str, archive: zipfile.ZipFile, part: str, displays: dict[bytes, str]) -> Marks:
    marks, is_far = Marks(), False
    for text in read_part(file_name, archive, part):
        is_far = is_far or _FAR.search(text) is not None
        if b"<f" in text or b't="e"' in text:
            marks.faults.update(_find_faults(text))
        if displays:
            marks.displays.update(_find_displays(text, displays))
    if is_far and _measure(read_part(file_name, archive, part)) > MOST_CELLS:
        raise too_large(file_name)
    return marks


def _find_faults(text: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _FAULTY.finditer(text):
        yield _place(match[1], match[2]), ERROR if match[3] else NO_VALUE


def _find_displays(text: bytes, displays: dict[bytes, str]) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _STYLED.finditer(text):
        if match[3] in displays:
            yield _place(match[1], match[2]), displays[match[3]]


def _measure(chunks: Iterator[bytes]) -> int:
    """Cells of the rectangle a sheet's filled cells span; too many when cells do not say where they are."""
    last_row = last_column = 0
    for text in chunks:
        if _NAMELESS.search(text):
            return MOST_CELLS + 1
        for match in _FILLED.finditer(text):
            row, column = _place(match[1], match[2])
            last_row, last_column = max(last_row, row), max(last_column, column)
    return (last_row + 1) * (last_column + 1)


def _place(letters: bytes, digits: bytes) -> tuple[int, int]:
    column = 0
    for letter in letters[:4]:
        column = column * 26 + letter - 64
    return int(digits[:9]) - 1, column - 1


def _list_sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations.iter(_TARGET)}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    parts = {sheet.get("name", ""): _resolve(targets.get(sheet.get(_RELATION_ID), "")) for sheet in sheets}
    return {name: part for name, part in parts.items() if part in archive.namelist()}


def _resolve(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname("xl/workbook.xml"), target))


def _read_displays(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """Style number → how its numbers are shown, where that is not as they are stored."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = {"9": "0%", "10": "0.00%"}
    codes |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter(f"{_MAIN}numFmt")}
    formats = styles.find(f"{_MAIN}cellXfs")
    shown = ((str(number).encode(), _display_of(codes.get(one.get("numFmtId", ""), "")))
             for number, one in enumerate(formats if formats is not None else ()))  # fmt: skip
    return {number: display for number, display in shown if display}


def _display_of(code: str) -> str:
    """ "0.0%" shows a hundred times the value, "#,##0," a thousandth of it."""
    number = re.sub(r"\"[^\"]*\"|\\.|\[[^\]]*\]", "", code.split(";")[0])
    if "%" in number:
        return PERCENT
    return SCALED if re.search(r"[0#?],+(?:\s|$|[^0#?,.\d])", number) else ""
