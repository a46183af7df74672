"""Finds a form's table in a sheet: which row and column hold what, wherever they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from district_reports.readers.layouts import Column, Layout, load_layouts, split_heading
from district_reports.readers.workbooks.matching import Found, match_heading
from district_reports.readers.workbooks.workbook import HEAD_ROWS, Sheet
from district_reports.values import fold

_NUMBER_CELL = re.compile(r"\(?(?:[A-Za-zĐđ]|\d{1,2})\)?(?:\s*=\s*[\d\s()+\-*/x:.%]*)?")
_MOST_TIERS = 4


@dataclass(frozen=True)
class Table:
    """A form's table in a sheet. `first_row` is the first row below all headings; rows and columns count from 0."""

    layout: Layout
    heading_row: int
    first_row: int
    columns: tuple[Found, ...]
    unknown: tuple[tuple[int, int, str], ...]
    missing: tuple[Column, ...]
    doubled: tuple[tuple[Found, Found], ...]

    def of_role(self, role: str) -> Found | None:
        """The column with a role, where the table has one."""
        return next((one for one in self.columns if one.column.role == role), None)

    @property
    def is_whole(self) -> bool:
        """Whether every column the form must have was found, once."""
        return not self.missing and not self.doubled


def choose_layouts(rows: Iterable[Iterable[object]]) -> list[Layout]:
    """The layouts whose title stands in these first rows; of titles that hold one another, the longest."""
    head = _head_text(rows)
    layouts = [layout for layout in load_layouts().values() if not layout.is_told_by_title]
    lengths = [max((len(title) for title in layout.title_keys if title in head), default=0) for layout in layouts]
    return [layout for layout, length in zip(layouts, lengths, strict=True) if length and length == max(lengths)]


def list_layouts(rows: Iterable[Iterable[object]]) -> list[Layout]:
    """The layouts that may be told by their headings below these first rows."""
    head = _head_text(rows)
    return [layout for layout in load_layouts().values()
            if layout.columns and (not layout.is_told_by_title or _is_titled(head, layout))]  # fmt: skip


def _is_titled(head: str, layout: Layout) -> bool:
    return any(key in head for key in layout.title_keys) and not any(
        f" {fold(one)} " in head for one in layout.not_titled
    )


def _head_text(rows: Iterable[Iterable[object]]) -> str:
    return f" {fold(' '.join(cell for row in rows for cell in row if isinstance(cell, str)))} "


def find_known_table(sheet: Sheet) -> Table | None:
    """The table of the form that knows a sheet best by its headings; None where none does, or several as well."""
    return best_table(find_tables(sheet, list_layouts(sheet.rows[:HEAD_ROWS])))


def find_tables(sheet: Sheet, layouts: Iterable[Layout]) -> list[Table]:
    """The table of each of these forms, whole or not, where the sheet has one."""
    return [table for layout in layouts if (table := find_table(sheet, layout))]


def best_table(tables: Iterable[Table]) -> Table | None:
    """Of tables found whole, the one that leaves the fewest headings unexplained and explains most; None for a draw.

    A form with a template comes before a small table that says as much.
    """
    ranked: dict[tuple[int, int, bool], list[Table]] = {}
    for table in tables:
        if table.is_whole:
            explained = sum(1 + len(one.column.under) for one in table.columns)
            ranked.setdefault((-len(table.unknown), explained, not table.layout.is_for_reports), []).append(table)
    best = ranked[max(ranked)] if ranked else []
    return best[0] if len(best) == 1 else None


def nearest_table(tables: Sequence[Table]) -> Table:
    """Of tables none of which is whole, the one with the fewest headings to mend; of several, one with a template."""

    def mended(table: Table) -> tuple[int, int, bool]:
        to_mend = len(table.missing) + len(table.doubled) + len(table.unknown)
        return to_mend, len(table.unknown), table.layout.is_for_reports

    return min(tables, key=mended)


def heads_a_table(text: str, layout: Layout) -> bool:
    """Whether a cell's text is what the form's column of labels is headed by: without one, there is no table."""
    return layout.columns_of("label")[0].match(split_heading(text)[0]) is not None


def find_table(sheet: Sheet, layout: Layout) -> Table | None:
    """The table with the most of this form's headings; None where not even a column of labels stands over others."""
    found = (cells for text, cells in sheet.first_texts.items() if heads_a_table(text, layout))
    places = sorted(chain.from_iterable(found))
    if not places:
        return None
    cells = _Cells(sheet)
    tables = (_read_headings(sheet, cells, layout, *place) for place in places if cells.is_anchor(*place))
    best = max(tables, key=lambda table: len(table.columns), default=None)
    return best if best and len(best.columns) > 1 else None


class _Cells:
    """Cells as a person sees them: every cell of a merged range shows what its first cell holds."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.texts: dict[tuple[int, int], str] = {}
        self.ranges: dict[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]] = {}
        for first, last in sheet.merged:
            # A range over a whole column says nothing about headings, and would take long to walk.
            if last[0] - first[0] < 60 and last[1] - first[1] < 300:
                for row in range(first[0], last[0] + 1):
                    for column in range(first[1], last[1] + 1):
                        self.ranges[row, column] = (first, last)

    def text(self, row: int, column: int) -> str:
        # Looking for headings over a column leads past the same cells again and again.
        text = self.texts.get((row, column))
        if text is None:
            first = self.ranges.get((row, column), ((row, column),))[0]
            text = self.texts[row, column] = self.sheet.text(*first)
        return text

    def is_anchor(self, row: int, column: int) -> bool:
        return self.ranges.get((row, column), ((row, column),))[0] == (row, column)

    def bottom(self, row: int, column: int) -> int:
        return self.ranges[row, column][1][0] if (row, column) in self.ranges else row

    def path(self, rows: range, column: int) -> tuple[str, ...]:
        """The headings over a column, from the top down, each once."""
        texts: list[str] = []
        seen: set[tuple[int, int]] = set()
        for row in rows:
            place, text = self._heading(row, column)
            if text and place not in seen:
                seen.add(place)
                texts.append(text)
        return tuple(texts)

    def leaf(self, rows: range, column: int) -> tuple[int, str]:
        """The lowest heading that belongs to this column alone, with its row; empty where there is none."""
        for row in reversed(rows):
            if text := self.text(row, column):
                return self.ranges.get((row, column), ((row, column),))[0][0], text
        return rows.start, ""

    def _heading(self, row: int, column: int) -> tuple[tuple[int, int], str]:
        if text := self.text(row, column):
            return self.ranges.get((row, column), ((row, column),))[0], text
        # Headings over several columns are not always merged: then they reach over the blanks to their right.
        for left in range(column - 1, -1, -1):
            if text := self.text(row, left):
                return (row, left), "" if (row, left) in self.ranges else text
        return (row, column), ""


def repeats_headings(sheet: Sheet, table: Table, row: int) -> bool | None:
    """Whether a row below the table's first rows starts the same headings again; None where it starts others."""
    label = table.of_role("label")
    if label is None or label.column.match(split_heading(sheet.text(row, label.index))[0]) is None:
        return False
    again = _read_headings(sheet, _Cells(sheet), table.layout, row, label.index)
    return (
        True if [(o.index, o.column) for o in again.columns] == [(o.index, o.column) for o in table.columns] else None
    )


def _read_headings(sheet: Sheet, cells: _Cells, layout: Layout, row: int, label: int) -> Table:
    bottom = _last_heading_row(sheet, cells, layout, row, label)
    own, above = range(row, bottom + 1), range(max(0, row - _MOST_TIERS), bottom + 1)
    # The label may stand in the lowest tier: then headings of its own row's columns are still the lowest.
    width = max((len(sheet.rows[one]) for one in own), default=0)
    found: list[Found] = []
    unknown: list[tuple[int, int, str]] = []
    for column in range(width):
        leaf_row, leaf = cells.leaf(own, column)
        if not leaf:
            continue
        # A merged heading may begin above the row that the label stands in.
        path = cells.path(range(min(own.start, leaf_row), leaf_row + 1), column)
        one = match_heading(layout, column, path, cells.path(range(above.start, leaf_row), column))
        if one is None:
            unknown.append((leaf_row, column, leaf))
        else:
            found.append(one)
    first = bottom + 1
    while first < len(sheet.rows) and is_number_row(sheet, first, label):
        first += 1
    missing = tuple(c for c in layout.columns if c.is_required and all(one.column is not c for one in found))
    doubled = tuple((one, other) for number, one in enumerate(found) for other in found[number + 1 :]
                    if one.column is other.column and one.year == other.year)  # fmt: skip
    return Table(layout, row, first, tuple(found), tuple(unknown), missing, doubled)


def _last_heading_row(sheet: Sheet, cells: _Cells, layout: Layout, row: int, label: int) -> int:
    """Headings end above the first row that has a label, a number, or a mark of its own in the columns of labels."""
    orders = layout.columns_of("order")
    keys = [split_heading(cells.text(row, column))[0] for column in range(len(sheet.rows[row]))]
    beside = [label, *(column for column, key in enumerate(keys) if any(one.match(key) is not None for one in orders))]
    last = max(cells.bottom(row, column) for column in beside)
    limit = min(row + _MOST_TIERS + 2, len(sheet.rows) - 1)
    while last < limit and not any(sheet.text(last + 1, column) for column in beside):
        if not any(isinstance(value, str) and value.strip() for value in sheet.rows[last + 1]):
            break
        last += 1
    return last


def is_label(text: str, label: Found) -> bool:
    """Whether a text in the column of labels is what a row is about: no number of the column, no heading again."""
    key = _heading_key(text)
    return bool(key) and label.column.match(key) is None


@lru_cache(1 << 14)
def _heading_key(text: str) -> str:
    """The key of a text that may be a heading; empty for a blank and for a number of a column."""
    return "" if _NUMBER_CELL.fullmatch(text) else split_heading(text)[0]


def is_number_row(sheet: Sheet, row: int, label: int) -> bool:
    """Whether a row is the one below the headings that numbers the columns: "A, B, 1, 2, 3 = 2/1*100"."""
    # The label comes first: in a row of figures it is a name, and no other cell need be looked at.
    own = sheet.text(row, label)
    if own and not _NUMBER_CELL.fullmatch(own):
        return False
    texts = [text for column in range(len(sheet.rows[row])) if (text := sheet.text(row, column))]
    if len(texts) < 2 or not all(_NUMBER_CELL.fullmatch(text) for text in texts):
        return False
    if own:
        return True
    numbers = sorted(int(number[0]) for text in texts if (number := re.search(r"\d+", text)))
    return numbers == list(range(1, len(numbers) + 1))
