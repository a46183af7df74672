"""The sheets of a template that hold a table: the one to be filled in, and the one with what was accepted before."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from openpyxl.cell import Cell as WorksheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from district_reports import registry
from district_reports.exports.worksheets import cell_at, write_text
from district_reports.readers.layouts import Column
from district_reports.templates import styles
from district_reports.templates.checks import check_figures, choose_from, explain
from district_reports.templates.plans import FIRST_HEADING_ROW, Cell, Plan
from district_reports.templates.rows import Row
from district_reports.templates.styles import Style
from district_reports.templates.texts import check_text, text, unit_label
from district_reports.wording import round_label

_WIDTHS = {"order": 6, "label": 34, "measure": 12, "unit": 10, "note": 24, "value": 13}
_CODE_WIDTH = 9
_TITLE_ROW, _ROUND_ROW, _CORNER_ROW = 4, 5, 6
_LINE_HEIGHT = 15.0
_COLUMNS_A_PAGE = 18


def write_form(
    worksheet: Worksheet, plan: Plan, titles: str, former_communes: str, previous: Mapping[str, str]
) -> None:
    """The form to be filled in.

    `titles` and `former_communes` are the ranges that hold the choices of a drop-down, empty where there is none;
    `previous` are words about last accepted values, by cell name.
    """
    _write_letterhead(worksheet, plan)
    _put(worksheet, _TITLE_ROW, 1, plan.title, styles.CHOSEN_TITLE if titles else styles.TITLE)
    _put(worksheet, _ROUND_ROW, 1, capitalised(round_label(plan.round.code)), styles.TITLE)
    _put(worksheet, _CORNER_ROW, 1, text("corner", units=_list_units(plan)), styles.CORNER)
    for row in (_TITLE_ROW, _ROUND_ROW, _CORNER_ROW):
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_width(plan))
    _write_table(worksheet, plan, is_open=True)
    for cell in plan.cells:
        _write_cell(worksheet, cell)
    for check in check_figures(plan, previous):
        worksheet.add_data_validation(check)
    if titles:
        said = {"prompt": check_text("title_choice"), "error": check_text("title_choice_error")}
        worksheet.add_data_validation(choose_from(titles, [f"A{_TITLE_ROW}"], **said))
    if names := list(_spare_labels(plan)):
        prompt = check_text("commune" if plan.unit.level == "district" else "village")
        worksheet.add_data_validation(
            choose_from(former_communes, names, prompt=prompt) if former_communes else explain(names, prompt)
        )
    _finish(worksheet, plan)


def write_previous(worksheet: Worksheet, plan: Plan, values: Mapping[str, object], round_: str) -> None:
    """What was accepted for an earlier round, each value in the very cell it stands in on the form; all locked."""
    _put(worksheet, _TITLE_ROW, 1, text("title_previous"), styles.TITLE)
    _put(worksheet, _ROUND_ROW, 1, capitalised(round_label(round_)), styles.TITLE)
    for row in (_TITLE_ROW, _ROUND_ROW):
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_width(plan))
    _write_table(worksheet, plan, is_open=False)
    for cell in plan.cells:
        place = cell_at(worksheet, plan.first_row + cell.row, cell.column + 1)
        value = values.get(cell.name)
        if isinstance(value, Decimal):
            place.value = value
        elif value is not None:
            write_text(place, str(value))
        styles.LOCKED.put_on(place, styles.number_format(cell.unit))
    _finish(worksheet, plan)


def _list_units(plan: Plan) -> str:
    """Units as the corner of a form prints them: that of money first, and apart."""
    units = dict.fromkeys(cell.unit for cell in plan.cells if cell.unit)
    others = ", ".join(unit_label(unit) for unit in units if unit != "vnd")
    return "; ".join(filter(None, (unit_label("vnd") if "vnd" in units else "", others)))


def _width(plan: Plan) -> int:
    """How many columns what stands over the table reaches across: those of the first sheet of paper."""
    return min(len(plan.columns), _COLUMNS_A_PAGE - 4)


def capitalised(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def _write_letterhead(worksheet: Worksheet, plan: Plan) -> None:
    province = registry.area(plan.unit.province_code, plan.unit.area_list)
    middle = max(2, _width(plan) // 2)
    lines = [(text("superior", province=province.name_with_type.upper()), text("nation")),
             (text("body", unit=plan.unit.name_with_type.upper()), text("motto"))]  # fmt: skip
    for row, (left, right) in enumerate(lines, start=1):
        _put(worksheet, row, 1, left, styles.TITLE)
        _put(worksheet, row, middle + 1, right, styles.TITLE)
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=middle)
        worksheet.merge_cells(start_row=row, end_row=row, start_column=middle + 1, end_column=_width(plan))


def _write_table(worksheet: Worksheet, plan: Plan, *, is_open: bool) -> None:
    """Headings, and the words of rows; `is_open` leaves what words the sender adds to be written."""
    _write_headings(worksheet, plan)
    for index, related in enumerate(plan.arithmetic, start=1):
        _put(worksheet, plan.number_row, index, related.printed, styles.HEADING)
    longest = max(len(related.printed) for related in plan.arithmetic)
    worksheet.row_dimensions[plan.number_row].height = _LINE_HEIGHT * math.ceil(longest / _WIDTHS["value"])
    for number, row in enumerate(plan.rows):
        lines = math.ceil(len(row.label) * 1.1 / _WIDTHS["label"]) if row.is_first else 1
        worksheet.row_dimensions[plan.first_row + number].height = _LINE_HEIGHT * max(1, lines)
        for index, column in enumerate(plan.columns):
            if column.role != "value":
                place = cell_at(worksheet, plan.first_row + number, index + 1)
                _write_words(place, row, column, is_open=is_open)
    for number, row in enumerate(plan.rows):
        following = list(itertools.takewhile(lambda one: not one.is_first, plan.rows[number + 1 :]))
        if row.is_first and following:
            _merge_pair(worksheet, plan, plan.first_row + number, len(following))


def _write_headings(worksheet: Worksheet, plan: Plan) -> None:
    """Headings in tiers, merged over what they stand for: down where nothing stands below, across their columns."""
    last = FIRST_HEADING_ROW + plan.tiers - 1
    paths = [[*(group[0] for group in column.under), column.headings[0]] for column in plan.columns]
    paths = [[heading.replace("{year}", str(plan.round.year)) for heading in path] for path in paths]
    for index, path in enumerate(paths, start=1):
        own = FIRST_HEADING_ROW + len(path) - 1
        for row in range(FIRST_HEADING_ROW, last + 1):
            _put(worksheet, row, index, path[-1] if row == own else "", styles.HEADING)
        if own < last:
            worksheet.merge_cells(start_row=own, end_row=last, start_column=index, end_column=index)
    for tier in range(plan.tiers):
        longest = max(len(path[tier]) / _WIDTHS["value"] for path in paths if len(path) > tier)
        worksheet.row_dimensions[FIRST_HEADING_ROW + tier].height = _LINE_HEIGHT * min(6, math.ceil(longest) + 1)
        _write_shared_headings(worksheet, FIRST_HEADING_ROW + tier, tier, paths)


def _write_shared_headings(worksheet: Worksheet, row: int, tier: int, paths: Sequence[Sequence[str]]) -> None:
    """The headings of a tier that stand over others, each once over all its columns."""
    above = [tuple(path[: tier + 1]) if len(path) > tier + 1 else () for path in paths]
    for names, members in itertools.groupby(enumerate(above, start=1), key=lambda one: one[1]):
        columns = [index for index, _ in members]
        if names:
            _put(worksheet, row, columns[0], names[-1], styles.HEADING)
        if names and len(columns) > 1:
            worksheet.merge_cells(start_row=row, end_row=row, start_column=columns[0], end_column=columns[-1])


def _write_words(place: WorksheetCell, row: Row, column: Column, *, is_open: bool) -> None:
    words = {"label": row.label, "order": row.order, "measure": row.measure, "unit": row.unit_text}.get(column.role, "")
    if column.name == "code":
        words = row.code
    # Only the first of the rows of one place says which; the others say what they count.
    if words and (row.is_first or column.role in ("measure", "unit")):
        write_text(place, words)
    is_note = column.role == "note" and column.name != "code"
    is_asked = is_note or (column.role == "label" and row.is_spare)
    style = styles.LABEL if is_note or column.role == "label" else styles.CENTRED_LABEL
    (styles.INPUT if is_open and is_asked else style).put_on(place, "@")
    if row.parts:
        place.font = styles.BOLD


def _merge_pair(worksheet: Worksheet, plan: Plan, row: int, count: int) -> None:
    for index, column in enumerate(plan.columns, start=1):
        if column.role in ("label", "order") or column.name == "code":
            worksheet.merge_cells(start_row=row, end_row=row + count, start_column=index, end_column=index)


def _write_cell(worksheet: Worksheet, cell: Cell) -> None:
    place = cell_at(worksheet, *_place(worksheet, cell.name))
    if cell.formula:
        place.value = cell.formula
    style = styles.FIGURE if not cell.formula else styles.TOTAL if cell.is_open else styles.LOCKED
    style.put_on(place, styles.number_format(cell.unit))


def _place(worksheet: Worksheet, name: str) -> tuple[int, int]:
    found = worksheet[name]
    return found.row, found.column


def _spare_labels(plan: Plan) -> Iterator[str]:
    label = next(index for index, column in enumerate(plan.columns) if column.role == "label")
    for number, row in enumerate(plan.rows):
        if row.is_spare and row.is_first:
            yield plan.cell_name(number, label)


def _finish(worksheet: Worksheet, plan: Plan) -> None:
    """Widths, frozen headings, paper and protection."""
    for index, column in enumerate(plan.columns, start=1):
        width = _CODE_WIDTH if column.name == "code" else _WIDTHS[column.role]
        worksheet.column_dimensions[get_column_letter(index)].width = width
    label = next(index for index, column in enumerate(plan.columns, start=1) if column.role == "label")
    worksheet.freeze_panes = f"{get_column_letter(label + 1)}{plan.first_row}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth = math.ceil(len(plan.columns) / _COLUMNS_A_PAGE)
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = f"{FIRST_HEADING_ROW}:{plan.number_row}"
    if worksheet.page_setup.fitToWidth > 1:
        worksheet.print_title_cols = f"A:{get_column_letter(label)}"
    worksheet.print_area = f"A1:{get_column_letter(len(plan.columns))}{plan.last_row}"
    footer = worksheet.oddFooter
    assert footer is not None, "every new sheet has one"
    footer.center.text = text("footer")
    protect(worksheet)


def protect(worksheet: Worksheet) -> None:
    """Locks what is not open, without a password; widths and heights may still be changed."""
    worksheet.protection.sheet = True
    worksheet.protection.formatColumns = worksheet.protection.formatRows = False


def _put(worksheet: Worksheet, row: int, column: int, words: str, style: Style) -> None:
    cell = cell_at(worksheet, row, column)
    if words:
        write_text(cell, words)
    style.put_on(cell, "@")
