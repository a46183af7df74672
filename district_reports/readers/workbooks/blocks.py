"""Rows of a table whose cells are figures beyond doubt: kept as they are, and written out when they are asked for."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from district_reports.figures import FIGURE_COLUMNS, FigureBlock, FigureRow
from district_reports.readers.workbooks.cells import CellValue, read_plain
from district_reports.readers.workbooks.columns import Line, StatedColumn
from district_reports.readers.workbooks.workbook import Sheet, cell_name

_QUOTE = 160
# What only a figure's own cell says; the rest is the same in all of its column.
_OF_CELL = ("figure_id", "presence", "place", "value", "value_text", "quote", "locator")
_in_order = itemgetter(
    *(len(FIGURE_COLUMNS) + _OF_CELL.index(name) if name in _OF_CELL else number
      for number, name in enumerate(FIGURE_COLUMNS))
)  # fmt: skip


class CellWriter:
    """Writes out what the cells of a sheet say; `prefix` begins the ids of its figures, `locator` names the sheet."""

    def __init__(self, sheet: Sheet, locator: str, prefix: str) -> None:
        self.sheet, self.locator, self.prefix = sheet, locator, prefix

    def write_row(self, line: Line, one: StatedColumn, cell: CellValue) -> FigureRow:
        """What the figure of a cell says."""
        row, meaning, _ = line
        name = cell_name(row, one.index)
        value = cell.value if one.factor == 1 or cell.value is None else cell.value * one.factor
        return _in_order((
            *one.row, self.prefix + name, cell.presence, meaning.place, value, cell.text,
            f"{meaning.label} | {one.headings}"[:_QUOTE], f"{self.locator}!{name}",
        ))  # fmt: skip

    def write_line(self, line: Line) -> Iterator[tuple[StatedColumn, FigureRow]]:
        """What the figures of a row say whose cells can all be read."""
        row, _, kind = line
        cells, displays = self.sheet.rows[row], self.sheet.marks.displays
        for one in kind.columns:
            value = cells[one.index] if one.index < len(cells) else ""
            if value != "" and (cell := read_plain(value, one.unit, displays.get((row, one.index)))):
                yield one, self.write_row(line, one, cell)


class CellBlock(FigureBlock):
    """The figures of such rows: `count` of their cells."""

    def __init__(self, writer: CellWriter, lines: Sequence[Line], count: int) -> None:
        self.writer, self.lines, self.count = writer, lines, count

    def __len__(self) -> int:
        return self.count

    def rows(self) -> Iterator[FigureRow]:
        return (row for line in self.lines for _, row in self.writer.write_line(line))
