"""Tables of a PDF without rulings: lines kept whole, their cells as far apart as printed, for a text's table reader."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pdfplumber.page import Page

from district_reports.readers.documents.paragraphs import SET
from district_reports.readers.documents.pdf_letters import Letter
from district_reports.readers.documents.pdf_lines import Line, group_by_line, join_lines, split_line
from district_reports.readers.documents.text_rows import tells_values
from district_reports.readers.documents.text_tables import find_tables

# White space that parts two cells, in shares of the letter size.
_CELL_GAP = 0.9
# A word joiner: no white space, and no part of any text.
_FILLER = "\u2060"
# Lines of one cell stand closer than this share of the step from row to row.
_CLOSE = 0.85
# So many lines above the first row with numbers may be headings; so many between two rows the rest of labels.
_MOST_HEADINGS, _MOST_BETWEEN = 8, 6


def read_set_lines(letters: list[Letter], page: Page) -> list[Line]:
    """The lines of a page outside ruled tables, in no particular order; one across two columns is cut in two.

    A row of a table without rulings is one line of style `set`: gaps of two spaces or more part its cells.
    """
    groups = sorted(group_by_line(letters), key=lambda group: max(letter["bottom"] for letter in group))
    rows = [split_line(group, page, _CELL_GAP) for group in groups]
    lines: list[Line] = []
    told: set[int] = set()
    for first, last in _find_runs([_states(row) for row in rows]):
        whole = _join_rows(rows, first, last)
        starts = [*(number for number, _ in whole), last]
        for table in find_tables([line.text for _, line in whole]):
            lines += [line for _, line in whole[table.first : table.last]]
            told |= set(range(starts[table.first], starts[table.last]))
    for number, (group, row) in enumerate(zip(groups, rows, strict=True)):
        if number not in told:
            lines += row if len(row) == 1 else split_line(group, page)
    return lines


def _states(row: Sequence[Line]) -> bool:
    return tells_values([piece.text for piece in row])


def _find_runs(states: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where (exclusive) lines could be a table: at least two with numbers, few others between them."""
    stating = [number for number, one in enumerate(states) if one]
    start = 0
    for place, number in enumerate(stating):
        if place + 1 < len(stating) and stating[place + 1] - number <= _MOST_BETWEEN + 1:
            continue
        if place > start:
            yield max(0, stating[start] - _MOST_HEADINGS), min(len(states), number + 2)
        start = place + 1


def _join_rows(rows: Sequence[Sequence[Line]], first: int, last: int) -> list[tuple[int, Line]]:
    """The rows in the lines of a run, each with the line it begins in: lines of one cell stand closer than rows do."""
    tops = [min(piece.top for piece in row) for row in rows[first:last]]
    steps = [0.0, *(after - before for before, after in pairwise(tops))]
    stating = [step for step, row in zip(steps[1:], rows[first + 1 : last], strict=True) if _states(row)]
    joined: list[tuple[int, list[Line]]] = []
    for number, (step, row) in enumerate(zip(steps, rows[first:last], strict=True), first):
        is_rest = joined and step < _CLOSE * median(stating) and not _states(row) and not _parts(joined[-1][1], row)
        if is_rest:
            joined[-1] = (joined[-1][0], _add(joined[-1][1], row))
        else:
            joined.append((number, list(row)))
    return [(number, _build_row(cells)) for number, cells in joined]


def _parts(upper: Sequence[Line], lower: Sequence[Line]) -> bool:
    """Whether several texts stand below one: a heading over several columns."""
    return any(sum(_overlap(cell, piece) > 0 for piece in lower) > 1 for cell in upper)


def _add(cells: Sequence[Line], row: Sequence[Line]) -> list[Line]:
    """Cells with what stands below each, and in order what stands below none."""
    added = list(cells)
    for piece in row:
        place = max(range(len(added)), key=lambda number: _overlap(added[number], piece))
        cell = added[place]
        if _overlap(cell, piece) > 0:
            left, right = min(cell.left, piece.left), max(cell.right, piece.right)
            text = join_lines(cell.text, piece.text)
            added[place] = replace(cell, text=text, left=left, right=right, bottom=piece.bottom)
        else:
            added.append(piece)
    return sorted(added, key=lambda cell: cell.left)


def _build_row(cells: Sequence[Line]) -> Line:
    top, bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
    return Line(_print(cells), top, bottom, cells[0].left, cells[-1].right, cells[0].size, style=SET)


def _overlap(one: Line, other: Line) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _print(cells: Sequence[Line]) -> str:
    """Cells in a line that has a place for each point across the page; invisible signs fill theirs."""
    text = ""
    for cell in cells:
        start = max(round(cell.left), len(text) + 2 if text else 0)
        text = text.ljust(start) + cell.text.ljust(round(cell.right - cell.left), _FILLER)
    return text
