"""What a template says of itself to the readers, on a hidden sheet; and the choices of its drop-downs."""

from collections.abc import Iterable, Sequence

from openpyxl.utils.cell import coordinate_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from district_reports.exports.worksheets import cell_at, write_text
from district_reports.readers.workbooks.declaration import fingerprint
from district_reports.templates.plans import Plan
from district_reports.templates.rows import list_former_communes
from district_reports.templates.sheets import protect
from district_reports.versions import code_version

_FIRST_CHOICES = 4
"""The first column of choices; keys and values stand in the first two."""


def write_identity(worksheet: Worksheet, plan: Plan) -> None:
    """Keys and values in two columns, hidden; texts alone."""
    told = {
        "form": plan.layout.form, "version": str(plan.layout.version), "unit": plan.unit.code,
        "unit_name": plan.unit.name_with_type, "area_list": plan.unit.area_list, "round": plan.round.code,
        "layout_sha256": fingerprint(plan.layout), "code_version": code_version(), "sheet": plan.layout.sheet_name,
        "formulas": " ".join(_ranges(cell.name for cell in plan.cells if cell.formula)),
    }  # fmt: skip
    for row, (key, value) in enumerate(told.items(), start=1):
        write_text(cell_at(worksheet, row, 1), key)
        write_text(cell_at(worksheet, row, 2), value)
    worksheet.sheet_state = "hidden"
    protect(worksheet)


def write_choices(worksheet: Worksheet, plan: Plan) -> tuple[str, str]:
    """The ranges of the choices of titles and of former communes; empty where there is nothing to choose."""
    listed = (plan.titles, list_former_communes(plan.unit, plan.ends))
    titles, communes = (_write_list(worksheet, _FIRST_CHOICES + number, one) for number, one in enumerate(listed))
    return titles, communes if any(row.is_spare for row in plan.rows) else ""


def _write_list(worksheet: Worksheet, column: int, choices: Sequence[str]) -> str:
    for row, choice in enumerate(choices, start=1):
        write_text(cell_at(worksheet, row, column), choice)
    letter = get_column_letter(column)
    return f"'{worksheet.title}'!${letter}$1:${letter}${len(choices)}" if choices else ""


def _ranges(cells: Iterable[str]) -> list[str]:
    """Cells as ranges down their columns: C12:C15 for four of them."""
    places = sorted((column, row) for column, row in map(coordinate_from_string, cells))
    runs: list[tuple[str, int, int]] = []
    for column, row in places:
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return [f"{column}{first}:{column}{last}" for column, first, last in runs]
