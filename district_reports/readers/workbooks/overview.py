"""Which rows of a table hold nothing but plain cells: told by whole columns, for nearly all cells of a table are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from district_reports.readers.workbooks.cells import are_plain_numbers, is_plain, says_nothing
from district_reports.readers.workbooks.columns import Line, RowKind, StatedColumn
from district_reports.readers.workbooks.scan import PERCENT
from district_reports.readers.workbooks.workbook import Sheet


class Overview:
    """Of rows looked over: `careful` are those with a cell that must be read by itself, in a column that counts.

    `silent` tells of the others how many of these cells say nothing.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.careful: set[int] = set()
        self.silent: dict[int, int] = defaultdict(int)
        # By column: rows with a cell whose value alone does not say what it is.
        self._percents: dict[int, set[int]] = defaultdict(set)
        self._marked: dict[int, set[int]] = defaultdict(set)
        for (row, column), display in sheet.marks.displays.items():
            (self._percents if display == PERCENT else self._marked)[column].add(row)
        for row, column in sheet.marks.faults:
            self._marked[column].add(row)

    def look_over(self, lines: Iterable[Line]) -> None:
        """Looks over these rows."""
        rows_of: dict[RowKind, list[int]] = defaultdict(list)
        for row, _, kind in lines:
            rows_of[kind].append(row)
        for kind, rows in rows_of.items():
            if kind.repeats_itself:
                self.careful.update(rows)
            columns = list(zip_longest(*(self.sheet.rows[row] for row in rows), fillvalue=""))
            for one in kind.columns:
                cells = columns[one.index] if one.index < len(columns) else [""] * len(rows)
                if one.lacks or not are_plain_numbers(cells, one.unit):
                    self._look_at_each(one, rows, cells)
                self.careful |= self._marked[one.index].intersection(rows)
                if one.unit != "percent":
                    self.careful |= self._percents[one.index].intersection(rows)

    def _look_at_each(self, one: StatedColumn, rows: Sequence[int], cells: Sequence[Any]) -> None:
        are_numbers_plain = are_plain_numbers([value for value in cells if type(value) is not str], one.unit)
        for row, value in zip(rows, cells, strict=True):
            if says_nothing(value):
                self.silent[row] += 1
            elif one.lacks or not ((are_numbers_plain and type(value) is not str) or is_plain(value, one.unit)):
                self.careful.add(row)
