"""What the formulas of our workbooks give: the few kinds they are made of, worked out from the cells of a workbook."""

import re
from decimal import ROUND_HALF_UP, Decimal

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

_CELL = r"[A-Z]+\d+"
_RANGE = rf"{_CELL}:{_CELL}"
_KINDS = {
    re.compile(rf"=(SUM|MIN|MAX|COUNT)\(({_RANGE})\)"): "aggregate",
    re.compile(
        rf"=ROUND\(100\*SUMPRODUCT\(--ISNUMBER\(({_RANGE})\),({_RANGE})\)"
        rf"/SUMPRODUCT\(--ISNUMBER\(({_RANGE})\),({_RANGE})\),2\)"
    ): "ratio of sums",
    re.compile(rf"=ROUND\(100\*({_CELL})/({_CELL}),2\)"): "ratio",
    re.compile(rf"='([^']+)'!({_CELL})"): "reference",
}


def work_out(workbook: Workbook, sheet: str, cell: str) -> Decimal | None:
    """The value of a cell, calculated as a spreadsheet program would; None for text and for nothing."""
    value = workbook[sheet][cell].value
    if not isinstance(value, str) or workbook[sheet][cell].data_type != "f":
        return None if value is None or isinstance(value, str) else Decimal(str(value))
    for pattern, kind in _KINDS.items():
        if match := pattern.fullmatch(value):
            return _apply(workbook, sheet, kind, match.groups())
    raise AssertionError(f"{sheet}!{cell}: a formula of an unknown kind: {value}")


def _apply(workbook: Workbook, sheet: str, kind: str, parts: tuple[str, ...]) -> Decimal | None:
    if kind == "reference":
        return work_out(workbook, *parts)
    if kind == "aggregate":
        numbers = [value for value in _list_values(workbook, sheet, parts[1]) if value is not None]
        aggregates = {
            "SUM": lambda: sum(numbers, Decimal(0)),
            "MIN": lambda: min(numbers),
            "MAX": lambda: max(numbers),
            "COUNT": lambda: Decimal(len(numbers)),
        }
        return aggregates[parts[0]]()
    if kind == "ratio":
        part, whole = (work_out(workbook, sheet, cell) for cell in parts)
        return _ratio(part, whole)
    assert (parts[0], parts[1]) == (parts[3], parts[2]), "each side counts where the other is a number"
    both = [
        (part, whole)
        for whole, part in zip(*(_list_values(workbook, sheet, cells) for cells in parts[:2]), strict=True)
        if part is not None and whole is not None
    ]
    return _ratio(sum(part for part, _ in both), sum(whole for _, whole in both))


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * Decimal(part) / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _list_values(workbook: Workbook, sheet: str, cells: str) -> list[Decimal | None]:
    first_column, first_row, last_column, last_row = range_boundaries(cells)
    return [
        work_out(workbook, sheet, workbook[sheet].cell(row, column).coordinate)
        for row in range(first_row, last_row + 1)
        for column in range(first_column, last_column + 1)
    ]
