"""The first sheet of a template: how to fill it in, in Vietnamese. Its title tells the readers to pass it over."""

from collections.abc import Iterator
from dataclasses import replace

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from district_reports import registry
from district_reports.exports.worksheets import cell_at, write_text
from district_reports.templates import styles
from district_reports.templates.plans import Plan
from district_reports.templates.sheets import protect
from district_reports.templates.styles import Style
from district_reports.templates.texts import text, texts
from district_reports.wording import round_label

_WIDTH = 110
_LINE_HEIGHT = 16.0
_HEADING = Style(is_bold=True, has_border=False)
_STYLES = {
    kind: replace(style, horizontal=None)
    for kind, style in (("input", styles.INPUT), ("total", styles.TOTAL), ("locked", styles.LOCKED))
}
_KINDS_OF_HEADING = ("heading", "places", "villages")


def write_instructions(worksheet: Worksheet, plan: Plan, previous_round: str) -> None:
    """The instructions for one template; `previous_round` is empty where nothing accepted is shown."""
    worksheet.column_dimensions["A"].width = _WIDTH
    title = cell_at(worksheet, 1, 1)
    write_text(title, text("title_instructions"))
    styles.TITLE.put_on(title)
    for row, (kind, words) in enumerate(_list_lines(plan, previous_round), start=3):
        cell = cell_at(worksheet, row, 1)
        write_text(cell, words)
        style = _HEADING if kind in _KINDS_OF_HEADING else _STYLES.get(kind, styles.PLAIN)
        style.put_on(cell)
        worksheet.row_dimensions[row].height = _LINE_HEIGHT * (1 + len(words) // _WIDTH)
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    protect(worksheet)


def _list_lines(plan: Plan, previous_round: str) -> Iterator[tuple[str, str]]:
    """What concerns this template: its kind, and the words."""
    kinds = {
        "money": any(cell.unit == "vnd" for cell in plan.cells),
        "previous": bool(previous_round),
        "places": any(row.is_spare for row in plan.rows) and plan.unit.level == "district",
        "villages": any(row.is_spare for row in plan.rows) and plan.unit.level == "commune",
    }
    values = {
        "sheet": plan.layout.sheet_name, "unit": plan.unit.name_with_type, "round": round_label(plan.round.code),
        "province": registry.area(plan.unit.province_code, plan.unit.area_list).name_with_type,
        "previous_round": round_label(previous_round),
    }  # fmt: skip
    for kind, words in texts()["instructions"]:
        if kinds.get(kind.removesuffix("_text"), True):
            yield kind, words.format(**values)
