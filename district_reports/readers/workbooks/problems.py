"""Findings about the cells of a sheet: each names its cell, and says in two languages what is wrong with it."""

from collections.abc import Sequence
from typing import Any

from district_reports import rules
from district_reports.problems import Problem
from district_reports.readers.layouts import Layout
from district_reports.readers.workbooks.cells import is_silent
from district_reports.readers.workbooks.matching import Found
from district_reports.readers.workbooks.tables import Table
from district_reports.readers.workbooks.workbook import Sheet, Workbook, cell_name

_LONGEST = 80
_HIDDEN = (" (đang ẩn; là bản nháp thì xóa trước khi gửi)", " (hidden; delete it before sending if it is a draft)")
# As many cells without a number are told one by one; more of them together.
_MOST_MISSING, _SHOWN = 3, 5
_ANOTHER_VALUE = ("lặp lại nội dung, với giá trị khác, của", "repeats, with another value,")
_SAME_HEADING = ("là tên cột trùng với tên cột ở", "is a heading that means the same as the one in")


class Teller:
    """Collects the findings of one sheet; `layout` is its form, where that is known."""

    def __init__(self, workbook: Workbook, sheet: Sheet, layout: Layout | None = None) -> None:
        self.workbook, self.sheet, self.layout = workbook, sheet, layout
        self.problems: list[Problem] = []

    def tell(self, rule: str, row: int, column: int, **values: Any) -> None:
        """A finding about one cell; `values` are for its message, `found` what stands there if not the cell's text."""
        found = (values.pop("found", None) or self.sheet.text(row, column))[:_LONGEST]
        where = self.workbook.locator(self.sheet, row, column)
        form, subject = (self.layout.title, self.layout.subject) if self.layout else ("", "")
        cell, hidden = where.rpartition("!")[2], _HIDDEN if self.sheet.is_hidden else ""
        words = {"sheet": self.sheet.name, "cell": cell, "text": found, "form": form, "hidden": hidden, **values}
        self.problems.append(rules.problem(rule, location=where, found=found, subject=subject, **words))

    def tell_sheet(self, rule: str, **values: Any) -> None:
        """A finding about the sheet, told of its first filled cell."""
        self.tell(rule, *(self.sheet.first_cell or (0, 0)), **values)

    def tell_missing(self, rule: str, places: Sequence[tuple[int, int]], why: tuple[str, str]) -> None:
        """Cells that have no number for one and the same reason; many are told together, of the first."""
        names = [cell_name(*place) for place in places]
        if len(places) <= _MOST_MISSING:
            for place, name in zip(places, names, strict=True):
                self.tell(rule, *place, why=why, cells=(f"Ô {name}", f"Cell {name}"))
            return
        more = ", …" if len(names) > _SHOWN else ""
        cells = tuple(f"{len(names)} {word} ({', '.join(f'{one} {name}' for name in names[:_SHOWN])}{more})"
                      for word, one in (("ô", "ô"), ("cells", "cell")))  # fmt: skip
        self.tell(rule, *places[0], why=why, cells=cells)

    def tell_row(self, row: int, label: str, columns: Sequence[int]) -> None:
        """A row nobody knows: told of the first of these columns that may hold a number."""
        column = next((one for one in columns if not self.is_silent(row, one)), columns[0])
        self.tell("TYP-018", row, column, label=label or "–")

    def tell_headings(self, table: Table) -> None:
        """Why a table is not read: columns that are missing, or stand twice."""
        label = table.of_role("label")
        for column in table.missing:
            heading = " › ".join([*(group[0] for group in column.under), column.headings[0]])
            self.tell("TYP-015", table.heading_row, label.index if label else 0, heading=heading)
        # Without a column it must have, a table has others' headings: what they would repeat says nothing.
        for one, other in () if table.missing else table.doubled:
            first = self.workbook.locator(self.sheet, table.heading_row, one.index)
            path = " › ".join(other.path)
            self.tell_repeated(table.heading_row, other.index, first, path, repeats=_SAME_HEADING)

    def tell_unheaded(self, table: Table, label: Found, rows: Sequence[int]) -> None:
        """Columns without any heading that hold numbers beside known rows; told once for each."""
        headed = {one.index for one in table.columns} | {column for _, column, _ in table.unknown}
        width = max((len(self.sheet.rows[row]) for row in rows), default=0)
        for column in set(range(width)) - headed:
            numbers = [row for row in rows if not self.is_silent(row, column)]
            # Rows are often numbered without a heading, left of their names.
            if numbers and (column > label.index or self.sheet.text(numbers[0], column).rstrip(".") not in ("1", "01")):
                self.tell("TYP-014", numbers[0], column, heading=("(không có tên cột)", "(no heading)"))

    def tell_repeated(
        self, row: int, column: int, first: str, found: str, repeats: tuple[str, str] = _ANOTHER_VALUE
    ) -> None:
        """One quantity, or one heading, that stands twice: here, and where the locator `first` says."""
        self.tell("TYP-021", row, column, first=first.rpartition("!")[2], found=found, repeats=repeats)

    def is_silent(self, row: int, column: int) -> bool:
        """Whether a cell holds nothing that could be a number: blanks, signatures, notes."""
        return (row, column) not in self.sheet.marks.faults and is_silent(self.sheet.value(row, column))
