"""Rows of a table → figures. Nearly all cells are plain numbers, and those are recognised by whole columns.

Which cells are figures, and what is wrong with the others, is decided here, for good. Rows of nothing but plain cells
are kept as they are; of all others each cell is read by itself.
"""

from collections.abc import Sequence

from district_reports.figures import Figure, FigureBlock, Figures, figure_of
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.blocks import CellBlock, CellWriter
from district_reports.readers.workbooks.cells import CellValue, NotANumber, NotToldYet, NoValue, money_factor, read_cell
from district_reports.readers.workbooks.columns import ColumnMeanings, Line, StatedColumn, unit_of
from district_reports.readers.workbooks.heads import SheetHead, read_head
from district_reports.readers.workbooks.matching import Found
from district_reports.readers.workbooks.overview import Overview
from district_reports.readers.workbooks.problems import Teller
from district_reports.readers.workbooks.rows import Meaning, find_entries, label_key
from district_reports.readers.workbooks.tables import Table
from district_reports.readers.workbooks.workbook import Sheet, Workbook


class FigureReader:
    """Takes the rows of one table from the top down; figures and findings come in their order."""

    def __init__(self, workbook: Workbook, sheet: Sheet, table: Table, prefix: str, round_: Round | None,
                 teller: Teller) -> None:  # fmt: skip
        self.sheet, self.teller = sheet, teller
        head = read_head(sheet.rows, table.heading_row)
        values = [one for one in table.columns if one.column.role == "value" and self._has_unit(table, one, head)]
        self.indexes = [one.index for one in values]
        self._meanings = ColumnMeanings(table.layout, values, head, round_, _told_by_rows(sheet, table))
        self._writer = CellWriter(sheet, workbook.sheet_locator(sheet), prefix)
        self._overview = Overview(sheet)
        self._lines: list[Line] = []
        self._parts: list[Figure | FigureBlock] = []
        # Cells without a number, by the rule that tells them and why it is missing.
        self._missing: dict[tuple[str, tuple[str, str]], list[tuple[int, int]]] = {}

    def take_row(self, row: int, meaning: Meaning, counted: str, unit_text: str) -> None:
        """The next row; `counted` is what a row of a pair counts, `unit_text` the unit it prints."""
        self._lines.append((row, meaning, self._meanings.kind_of(meaning, counted, unit_text)))

    def tell_unknown(self, row: int, label: str) -> None:
        """The next row is one that nobody knows."""
        self.decide()
        self.teller.tell_row(row, label, self.indexes)

    def finish(self) -> Figures:
        """The figures of all rows taken; tells which cells have no result, or a number that is still to come."""
        self.decide()
        for (rule, why), places in self._missing.items():
            self.teller.tell_missing(rule, places, why)
        return Figures(self._parts)

    def decide(self) -> None:
        """Keeps or reads the rows taken since the last time, and tells what is wrong with them."""
        lines, self._lines = self._lines, []
        self._overview.look_over(lines)
        block: list[Line] = []
        for line in lines:
            row, meaning, kind = line
            place, places = meaning.place, kind.places
            if row in self._overview.careful or place in places or (kind.rivals and kind.is_rivalled(place)):
                self._keep(block)
                block = []
                self._read_line(line)
            else:
                places[place] = line
                block.append(line)
        self._keep(block)

    def _keep(self, block: Sequence[Line]) -> None:
        if count := sum(len(kind.columns) - self._overview.silent.get(row, 0) for row, _, kind in block):
            self._parts.append(CellBlock(self._writer, block, count))

    def _read_line(self, line: Line) -> None:
        """Reads a row cell by cell; what is said again is held against what was said first."""
        row, meaning, kind = line
        place = meaning.place
        for other in (kind, *kind.rivals):
            if earlier := other.places.get(place):
                for one, told in self._writer.write_line(earlier):
                    one.first_told.setdefault(place, figure_of(told))
        kind.places[place] = None
        for one in kind.columns:
            if cell := self._read_cell(line, one):
                figure = figure_of(self._writer.write_row(line, one, cell))
                first = one.first_told.setdefault(place, figure)
                if first is figure:
                    self._parts.append(figure)
                elif first.value != figure.value:
                    self.teller.tell_repeated(row, one.index, first.locator, cell.text)

    def _read_cell(self, line: Line, one: StatedColumn) -> CellValue | None:
        """What a cell says; None for nothing, or for what had to be told instead."""
        row, meaning, _ = line
        marks, place = self.sheet.marks, (row, one.index)
        try:
            cell = read_cell(self.sheet.value(*place), one.unit, marks.faults.get(place), marks.displays.get(place))
        except (NoValue, NotToldYet) as error:
            rule = "TYP-017" if isinstance(error, NoValue) else "TYP-024"
            self._missing.setdefault((rule, error.why), []).append(place)
            return None
        except NotANumber as error:
            self.teller.tell("TYP-016", *place, why=error.why)
            return None
        if cell is None or not one.lacks:
            return cell
        if one.lacks == "TYP-019":
            self.teller.tell("TYP-019", *place, found=one.unit_text or "–")
        else:
            self.teller.tell_row(row, meaning.label, [one.index])
        return None

    def _has_unit(self, table: Table, one: Found, head: SheetHead) -> bool:
        unit = unit_of(one, head)
        if one.column.unit != "vnd" or table.of_role("unit") or money_factor(unit):
            return True
        self.teller.tell("TYP-019", table.heading_row, one.index, found=unit or "–")
        return False


def _told_by_rows(sheet: Sheet, table: Table) -> set[str]:
    """The columns of `Figure` that labels of rows fix, as "NSTW" fixes the source."""
    label = table.of_role("label")
    entries = find_entries(table.layout) if label else {}
    texts = sheet.column_texts(label.index, table.first_row) if label and entries else ()
    return {name for text in texts if (entry := entries.get(label_key(text))) for name in entry.dims}
