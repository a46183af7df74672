"""What a sheet's XML tells beside its values: cells without a value, shares shown as percents, and its true extent.

Read as bytes with a few patterns: a parser would take longer than reading all values does. How quick it is decides
what a workbook costs beyond its values, so pieces are first searched for what could matter, and then for where it is.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any

from defusedxml import ElementTree

from district_reports.readers.office_archive import read_part
from district_reports.readers.refusals import damaged_file, too_far_spread
from district_reports.readers.workbooks.spelling import Speller, cell_name, place_of, whole_rows

MOST_CELLS = 7_100_000
"""Cells that all sheets together may span, empty ones counted."""
# A cell may be written with nothing in it, as formatted ones are.
_FILLED = re.compile(rb"<c r=\"([^\"]*)\"(?:[^<>]*[^<>/])?>(?!\s*</c>)")
_NO_VALUE_FOLLOWS = rb"(?:</f>|<f\b[^<>]*/>)(?!\s*<v\b[^<>]*>\s*[^<\s])"
_UNCOMPUTED = re.compile(_NO_VALUE_FOLLOWS)
_CELL_OR_FAULT = re.compile(rb"<c r=\"([^\"]*)\"(?:[^<>]*?\st\s*=\s*\"(e|str)\")?|" + _NO_VALUE_FOLLOWS)
# What a formula of texts comes to may be a text without letters.
_EMPTY_VALUE = re.compile(rb"\s*<v\b")
_UNSTYLED = re.compile(rb"<c r=\"([^\"]*)\"(?![^<>]*\ss\s*=)(?:[^<>]*[^<>/])?>")
_WORKBOOK = "xl/workbook.xml"
_RELATION_IDS = tuple(
    f"{{{namespace}}}id"
    for namespace in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)

ERROR, NO_VALUE = "error", "no_value"
PERCENT, SCALED = "percent", "scaled"


@dataclass
class Marks:
    """Of one sheet, by (row, column) from 0: `faults` (ERROR, NO_VALUE) and `displays` (PERCENT, SCALED)."""

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    displays: dict[tuple[int, int], str] = field(default_factory=dict)


def scan_sheets(file_name: str, archive: zipfile.ZipFile, parts: Mapping[str, str]) -> Iterator[tuple[str, Marks]]:
    """Names of these sheets (name → part), each with its marks as soon as they are known.

    Raises `UnreadableDocument`: TYP-010 for a sheet too far spread, TYP-004 for cells with names that are none.
    """
    displays = _Displays(_read_displays(archive))
    return ((sheet, _scan_sheet(file_name, sheet, archive, part, displays)) for sheet, part in parts.items())


class _Displays:
    """The styles that show numbers otherwise than they are kept, and where cells have them."""

    def __init__(self, shown: dict[bytes, str]) -> None:
        self.shown = shown
        numbers = b"|".join(map(re.escape, shown))
        self.any = re.compile(rb"\"(?:" + numbers + rb")\"")
        self.cells = re.compile(rb"<c r=\"([^\"]*)\"[^<>]*?\ss\s*=\s*\"(" + numbers + rb")\"(?:[^<>]*[^<>/])?>")

    def find(self, piece: bytes) -> Iterator[tuple[bytes, str]]:
        """Names of cells and how they are shown."""
        if self.shown and self.any.search(piece):
            for match in self.cells.finditer(piece):
                yield match[1], self.shown[match[2]]
        if b"0" in self.shown:
            for match in _UNSTYLED.finditer(piece):
                yield match[1], self.shown[b"0"]


def _scan_sheet(file_name: str, sheet: str, archive: zipfile.ZipFile, part: str, displays: _Displays) -> Marks:
    marks, speller = Marks(), Speller()
    for piece in _pieces(file_name, archive, part, speller):
        for found, kept in ((_find_faults(piece), marks.faults), (displays.find(piece), marks.displays)):
            kept.update((place, mark) for name, mark in found if (place := place_of(name)))
    if not speller.is_near:
        refuse_spread(file_name, sheet, _pieces(file_name, archive, part, Speller()))
    return marks


def _pieces(file_name: str, archive: zipfile.ZipFile, part: str, speller: Speller) -> Iterator[bytes]:
    return map(speller.spell, whole_rows(file_name, read_part(file_name, archive, part)))


def _find_faults(piece: bytes) -> Iterator[tuple[bytes, str]]:
    has_formula = b"f" in piece and b"<f" in piece and _UNCOMPUTED.search(piece)
    if not has_formula and b'"e"' not in piece:
        return
    name = kind = b""
    for match in _CELL_OR_FAULT.finditer(piece):
        if match[1]:
            name, kind = match[1], match[2]
            if kind == b"e":
                yield name, ERROR
        elif kind != b"e" and not (kind == b"str" and _EMPTY_VALUE.match(piece, match.end())):
            yield name, NO_VALUE


def refuse_spread(file_name: str, sheet: str, pieces: Iterable[bytes]) -> None:
    """Measures the rectangle that the filled cells of these pieces of a sheet span, from its first cell.

    Raises `UnreadableDocument`: TYP-010 for one too large, which names its last cell, TYP-004 for a cell whose name
    is none.
    """
    last_row = last_column = 0
    for piece in pieces:
        for match in _FILLED.finditer(piece):
            place = place_of(match[1])
            if place is None:
                raise damaged_file(file_name)
            last_row, last_column = max(last_row, place[0]), max(last_column, place[1])
    if (last_row + 1) * (last_column + 1) > MOST_CELLS:
        raise too_far_spread(file_name, sheet, cell_name(last_row, last_column))


def list_sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The sheets of a workbook: name → part of the archive.

    Raises ValueError where the file names another part as its workbook: calamine would open that one's sheets.
    """
    books = {_resolve(one.get("Target", ""), "") for one in _read_relations(archive, "_rels/.rels")
             if one.get("Type", "").endswith("/officeDocument")}  # fmt: skip
    if books != {_WORKBOOK}:
        raise ValueError(f"the workbook is {books}")
    relations = _read_relations(archive, "xl/_rels/workbook.xml.rels")
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sheets = ElementTree.fromstring(archive.read(_WORKBOOK)).iterfind("{*}sheets/{*}sheet")
    ids = ((sheet.get("name", ""), next(filter(None, map(sheet.get, _RELATION_IDS)), "")) for sheet in sheets)
    parts = {name: _resolve(targets.get(relation, ""), dirname(_WORKBOOK)) for name, relation in ids}
    return {name: part for name, part in parts.items() if part in archive.namelist()}


def _read_relations(archive: zipfile.ZipFile, part: str) -> Iterator[Any]:
    return ElementTree.fromstring(archive.read(part)).iterfind("{*}Relationship")


def _resolve(target: str, directory: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(directory, target))


def _read_displays(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """Style number → how its numbers are shown, where that is not as they are stored."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = {"9": "0%", "10": "0.00%"}
    codes |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iterfind(".//{*}numFmt")}
    formats = styles.find("{*}cellXfs")
    shown = ((str(number).encode(), _display_of(codes.get(one.get("numFmtId", ""), "")))
             for number, one in enumerate(formats if formats is not None else ()))  # fmt: skip
    return {number: display for number, display in shown if display}


def _display_of(code: str) -> str:
    """ "0.0%" shows a hundred times the value, "#,##0," a thousandth of it."""
    number = re.sub(r"\"[^\"]*\"|\\.|\[[^\]]*\]", "", code.split(";")[0])
    if "%" in number:
        return PERCENT
    return SCALED if re.search(r"[0#?],+(?:\s|$|[^0#?,.\d])", number) else ""
