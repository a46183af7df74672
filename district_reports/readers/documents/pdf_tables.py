"""Ruled tables of a PDF: rows with the cells their lines enclose, and tables that go on over a page end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from pdfplumber.page import Page
from pdfplumber.table import Table

from district_reports.readers.documents.paragraphs import TABLE, Cell
from district_reports.readers.documents.pdf_letters import Letter
from district_reports.readers.documents.pdf_lines import Line, is_inside, join_lines, order_lines, read_lines

Box = tuple[float, float, float, float]
# Rulings closer than this are one line drawn twice, in points.
_SAME = 3.0


def take_rows(page: Page, letters: list[Letter]) -> tuple[list[Line], list[Letter]]:
    """The rows of the ruled tables of a page, numbered on the page, and the letters outside them.

    A frame around one column of text is no table.
    """
    rows: list[Line] = []
    found = page.find_tables() if len(page.rects) + len(page.lines) > 3 else []
    for number, table in enumerate(found, start=1):
        lefts, tops = (_merge_edges(box[axis] for box in table.cells) for axis in (0, 1))
        if len(lefts) < 2:
            continue
        edges = (*lefts, table.bbox[2])
        boxed, letters = _share_out(letters, table)
        cells = [_read_cell(box, edges, tops, inside, page) for box, inside in boxed]
        for row, (top, bottom) in enumerate(pairwise([*tops, table.bbox[3]])):
            own = tuple(sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.column))
            if any(cell.text for cell in own):
                rows.append(Line(_row_text(own, edges), top, bottom, edges[0], edges[-1], 0.0, style=TABLE,
                                 table=number, cells=own, edges=edges))  # fmt: skip
    return rows, letters


def join_tables(pages: Iterable[Sequence[Line]]) -> list[Line]:
    """The lines of all pages in order; tables numbered from 1, and one that goes on over a page end is one table.

    Its repeated headings are left out; a row cut by the page end is one row again.
    """
    joined: list[Line] = []
    count, current = 0, _Open()
    for page in pages:
        for place, (number, block) in enumerate(groupby(page, key=lambda line: line.table)):
            lines = list(block)
            if not number:
                joined, current = joined + lines, _Open()
            elif place == 0 and current.goes_on_in(lines):
                joined = current.add(joined, lines)
            else:
                count += 1
                current = _Open(count, lines[0].edges, [line.text for line in lines], _row_count(lines))
                joined += [replace(line, table=count) for line in lines]
    return joined


@dataclass
class _Open:
    """The table that the lines so far end with: its number, its rulings, the texts and the number of its rows."""

    number: int = 0
    edges: tuple[float, ...] = ()
    texts: list[str] = field(default_factory=list)
    row_count: int = 0

    def goes_on_in(self, lines: list[Line]) -> bool:
        """Whether these rows, first on a page, stand between the same rulings."""
        edges = lines[0].edges
        is_as_wide = bool(self.edges) and all(abs(self.edges[end] - edges[end]) < _SAME for end in (0, -1))
        return is_as_wide and all(_find_edge(self.edges, edge) is not None for edge in edges)

    def add(self, joined: list[Line], lines: list[Line]) -> list[Line]:
        """All lines with these rows as the next ones of the table."""
        repeated = 0
        while repeated < min(len(lines), len(self.texts)) and lines[repeated].text == self.texts[repeated]:
            repeated += 1
        first_row = lines[repeated].cells[0].row if repeated < len(lines) else 0
        added = [self._place(line, self.row_count - first_row) for line in lines[repeated:]]
        self.row_count += _row_count(lines) - first_row if added else 0
        if added and _is_rest_of_row(added[0]):
            joined = [*joined[:-1], _complete(joined[-1], added.pop(0))]
        return joined + added

    def _place(self, line: Line, down: int) -> Line:
        cells = tuple(
            Cell(cell.row + down, self._column(line.edges[cell.column]), cell.last_row + down,
                 self._column(line.edges[cell.last_column + 1]) - 1, cell.text)
            for cell in line.cells
        )  # fmt: skip
        return replace(line, text=_row_text(cells, self.edges), table=self.number, cells=cells, edges=self.edges)

    def _column(self, edge: float) -> int:
        found = _find_edge(self.edges, edge)
        return 0 if found is None else found


def _is_rest_of_row(line: Line) -> bool:
    """Whether a row only goes on with the words of the row before the page end."""
    texts = [cell.text for cell in line.cells if cell.text]
    return len(texts) == 1 and texts[0][:1].islower()


def _complete(row: Line, rest: Line) -> Line:
    more = {cell.column: cell.text for cell in rest.cells if cell.text}
    cells = tuple(replace(cell, text=join_lines(cell.text, more[cell.column])) if cell.column in more else cell
                  for cell in row.cells)  # fmt: skip
    return replace(row, text=_row_text(cells, row.edges), cells=cells)


def _share_out(letters: list[Letter], table: Table) -> tuple[list[tuple[Box, list[Letter]]], list[Letter]]:
    """Each cell's box with the letters in it, and the letters that stand in none: where rulings are missing."""
    boxed: list[tuple[Box, list[Letter]]] = [(box, []) for box in table.cells]
    left_over: list[Letter] = []
    for letter in letters:
        within = is_inside(letter, table.bbox)
        inside = next((inside for box, inside in boxed if within and is_inside(letter, box)), left_over)
        inside.append(letter)
    return boxed, left_over


def _read_cell(box: Box, edges: Sequence[float], tops: Sequence[float], letters: list[Letter], page: Page) -> Cell:
    text = ""
    for line in order_lines(read_lines(letters, page)):
        text = join_lines(text, line.text) if text else line.text
    columns = [number for number, edge in enumerate(edges[:-1]) if box[0] - _SAME < edge < box[2] - _SAME]
    rows = [number for number, top in enumerate(tops) if box[1] - _SAME < top < box[3] - _SAME]
    return Cell(rows[0], columns[0], rows[-1], columns[-1], text)


def _row_text(cells: Iterable[Cell], edges: Sequence[float]) -> str:
    """A row as text, one place for each column."""
    texts = {cell.column: cell.text for cell in cells}
    return " | ".join(texts.get(column, "") for column in range(len(edges) - 1))


def _row_count(lines: Sequence[Line]) -> int:
    return max(cell.last_row for line in lines for cell in line.cells) + 1


def _merge_edges(edges: Iterable[float]) -> tuple[float, ...]:
    merged: list[float] = []
    for edge in sorted(edges):
        if not merged or edge - merged[-1] > _SAME:
            merged.append(edge)
    return tuple(merged)


def _find_edge(edges: Sequence[float], edge: float) -> int | None:
    return next((number for number, one in enumerate(edges) if abs(one - edge) < _SAME), None)
