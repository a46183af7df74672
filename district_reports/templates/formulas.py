"""Formulas of spreadsheets. Unknown stays unknown: where a part is missing the result is "…", which says so."""

import re
from collections.abc import Sequence

from openpyxl.utils.cell import coordinate_from_string

UNKNOWN = "…"
NOT_APPLICABLE = "x"


def sum_of(parts: Sequence[str], spare_parts: Sequence[str] = ()) -> str:
    """The sum of cells; of `spare_parts`, those that are filled. "x" where every part says so."""
    total = f"SUM({_listed([*parts, *spare_parts])})"
    return f"={_unless_unknown(parts, _if_not_applicable('AND', parts, total))}"


def computed_by(expression: str, operands: Sequence[str], *, is_percent: bool) -> str:
    """An expression over cells; a percentage has two digits after the comma, as it is printed.

    What cannot be divided is unknown; "x" where every operand says so, of a percentage any.
    """
    # N() takes "-" and "x" for 0, as a sum does.
    bare = re.sub(r"\$?[A-Z]{1,3}\$?\d+", lambda cell: f"N({cell[0]})", expression)
    value = f'IFERROR(ROUND({bare},2),"{UNKNOWN}")' if is_percent else bare
    return f"={_unless_unknown(operands, _if_not_applicable('OR' if is_percent else 'AND', operands, value))}"


def is_number(cell: str, *, whole: bool = False, most: int | None = None) -> str:
    """The condition that a cell holds a number from 0 on, "-" or "x"."""
    conditions = [f"ISNUMBER({cell})", f"{cell}>=0"]
    if whole:
        conditions.append(f"{cell}=INT({cell})")
    if most is not None:
        conditions.append(f"{cell}<={most}")
    return f'OR({cell}="-",{cell}="{NOT_APPLICABLE}",IFERROR(AND({",".join(conditions)}),FALSE))'


def is_at_most(cell: str, whole: str) -> str:
    """The condition that a cell is not larger than another, as long as both are numbers."""
    return f"OR(NOT(ISNUMBER({cell})),NOT(ISNUMBER({whole})),{cell}<={whole})"


def _if_not_applicable(how_many: str, cells: Sequence[str], otherwise: str) -> str:
    condition = f"{how_many}({_each(cells, NOT_APPLICABLE)})"
    if _is_run(cells) and how_many == "AND":
        condition = f'COUNTIF({_listed(cells)},"{NOT_APPLICABLE}")={len(cells)}'
    return f'IF({condition},"{NOT_APPLICABLE}",{otherwise})'


def _unless_unknown(cells: Sequence[str], result: str) -> str:
    condition = f"OR({_each(cells, '')},{_each(cells, UNKNOWN)})"
    if _is_run(cells):
        condition = f'COUNTBLANK({_listed(cells)})+COUNTIF({_listed(cells)},"{UNKNOWN}")>0'
    return f'IF({condition},"{UNKNOWN}",{result})'


def _each(cells: Sequence[str], value: str) -> str:
    return ",".join(f'{cell}="{value}"' for cell in cells)


def _listed(cells: Sequence[str]) -> str:
    """Cells as arguments; a range where they stand one below the other."""
    return f"{cells[0]}:{cells[-1]}" if _is_run(cells) else ",".join(cells)


def _is_run(cells: Sequence[str]) -> bool:
    columns, rows = zip(*(coordinate_from_string(cell) for cell in cells), strict=True)
    return len(cells) > 2 and len(set(columns)) == 1 and list(rows) == list(range(rows[0], rows[0] + len(rows)))
