"""The grid of a Word table: where each cell stands, over how many columns and rows it reaches."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from district_reports.readers.documents.word_numbering import WORD

# What a paragraph or table says on paper is not in these: deleted or moved text, properties, field codes, and the old
# rendering of a text box.
SILENT = {f"{WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "footnoteRef")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
# Tables that only lay out a page: the letterhead and the signatures are paragraphs to a reader.
_LAYOUT_WORDS = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "NƠI NHẬN")
_VAL, _MERGED = f"{WORD}val", f"{WORD}tcPr/{WORD}vMerge"


@dataclass(frozen=True)
class PlacedCell:
    """A cell with its first and last row and column, from 0; `is_continued` for the lower part of a merged one."""

    element: etree._Element
    row: int
    column: int
    last_row: int
    last_column: int
    is_continued: bool = False


def speaking(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element that can be read on paper."""
    return (child for child in parent if isinstance(child.tag, str) and child.tag not in SILENT)


def place_cells(table: etree._Element) -> list[list[PlacedCell]]:
    """The cells of a table by rows as they stand once tracked changes are accepted; not those of tables within."""
    rows: list[list[PlacedCell]] = []
    for row in filter(_is_kept, _parts(table, "tr")):
        rows.append(list(_place_row(row, len(rows), rows[-1] if rows else [])))
    reach: dict[tuple[int, int], int] = {}
    for cell in (cell for cells in reversed(rows) for cell in cells):
        reach.setdefault((cell.row, cell.column), cell.row)
        if cell.is_continued:
            reach[cell.row - 1, cell.column] = reach[cell.row, cell.column]
    return [[replace(cell, last_row=reach[cell.row, cell.column]) for cell in cells] for cells in rows]


def is_layout(table: etree._Element, rows: list[list[PlacedCell]]) -> bool:
    """Whether a table only lays out a page: letterhead, signatures, a frame around text."""
    everything = "".join(map(str, table.itertext())).upper()
    return any(words in everything for words in _LAYOUT_WORDS) or all(len(cells) <= 1 for cells in rows)


def _place_row(row: etree._Element, number: int, above: list[PlacedCell]) -> Iterator[PlacedCell]:
    column = _number(row.find(f"{WORD}trPr/{WORD}gridBefore"), 0)
    merged_above = {cell.column for cell in above if cell.element.find(_MERGED) is not None}
    for element in _parts(row, "tc"):
        last = column + max(1, _number(element.find(f"{WORD}tcPr/{WORD}gridSpan"), 1)) - 1
        merged = element.find(_MERGED)
        # The cell it goes on with may have been deleted: then it is the first.
        is_continued = merged is not None and merged.get(_VAL) != "restart" and column in merged_above
        yield PlacedCell(element, number, column, number, last, is_continued)
        column = last + 1


def _number(element: etree._Element | None, default: int) -> int:
    text = "" if element is None else element.get(_VAL, "")
    return int(text) if text.isdigit() else default


def _is_kept(row: etree._Element) -> bool:
    return row.find(f"{WORD}trPr/{WORD}del") is None


def _parts(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table, or the cells of a row, also inside content controls; not those of tables within."""
    for child in speaking(parent):
        if child.tag == f"{WORD}{name}":
            yield child
        elif child.tag in (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins"):
            yield from _parts(child, name)
