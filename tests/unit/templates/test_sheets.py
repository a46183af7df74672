"""What an officer sees: open cells, messages in Vietnamese, paper, and nothing that could be a formula by accident."""

import io
import re
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from district_reports.readers.submissions import read_package
from district_reports.readers.workbooks.tables import choose_layouts
from district_reports.templates import list_template_layouts, write_template
from district_reports.templates.plans import build_plan
from district_reports.templates.previous import Previous

LAYOUTS = {layout.form: layout for layout in list_template_layouts()}
UNIT, ROUND = "184", "2024H1"


@cache
def _book(form):
    return openpyxl.load_workbook(io.BytesIO(write_template(form, UNIT, ROUND)))


@cache
def _form(form):
    return _book(form)[LAYOUTS[form].sheet_name]


@pytest.mark.parametrize("form", LAYOUTS)
def test_only_what_is_to_be_written_is_open_and_it_is_shaded(form):
    sheet, plan = _form(form), build_plan(form, UNIT, ROUND)
    asked = {cell.name for cell in plan.cells if cell.is_open}
    words = {index for index, column in enumerate(plan.columns, start=1) if column.role in ("note", "label")}
    opened = [cell for row in sheet for cell in row if not cell.protection.locked]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert asked <= {cell.coordinate for cell in opened}
    assert {cell.column for cell in opened if cell.coordinate not in asked and cell.row > 4} <= words
    assert all(cell.fill.fgColor.rgb in ("00FFF2B3", "00DDEBF7") for cell in opened if not isinstance(cell, MergedCell))


@pytest.mark.parametrize("form", LAYOUTS)
def test_every_open_figure_has_a_check_with_a_message_that_fits(form):
    sheet, plan = _form(form), build_plan(form, UNIT, ROUND)
    checks = [one for one in sheet.data_validations.dataValidation if one.type == "custom"]
    checked = {sheet.cell(*place).coordinate for one in checks for area in one.sqref.ranges for place in area.cells}
    assert {cell.name for cell in plan.cells if cell.is_open} == checked
    for one in checks:
        assert one.error.startswith("Ghi số")
        assert max(len(one.error), len(one.prompt), len(one.formula1)) <= 255
        assert len(one.promptTitle) <= 32


@pytest.mark.parametrize("form", LAYOUTS)
def test_only_totals_are_formulas_and_texts_are_texts(form):
    computed = {cell.name for cell in build_plan(form, UNIT, ROUND).cells if cell.formula}
    cells = [cell for sheet in _book(form) for row in sheet for cell in row if cell.value is not None]
    assert {cell.coordinate for cell in cells if cell.data_type == "f"} == computed
    assert {cell.data_type for cell in cells} <= {"f", "s"}
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s" and cell.value[0] in "=+-@")


@pytest.mark.parametrize("form", LAYOUTS)
def test_instructions_are_told_from_the_form_and_speak_of_every_sign(form):
    sheet = _book(form)["Hướng dẫn"]
    words = " ".join(cell.value for row in sheet for cell in row if cell.value)
    assert _book(form).sheetnames[0] == "Hướng dẫn"
    assert [layout.form for layout in choose_layouts(list(sheet.values))] == ["instructions"]
    for said in ("Vàng:", "Để trống:", "0 hoặc - :", "x :", "Đơn vị tính", "Gửi đi", "Tỉnh Lạng Sơn", "Huyện Văn Quan"):
        assert said in words
    assert ("triệu đồng" in words) == any(cell.unit == "vnd" for cell in build_plan(form, UNIT, ROUND).cells)
    assert ("Thiếu xã" in words) == (LAYOUTS[form].row_kind == "places")


def test_sheets_are_ready_for_paper_and_headings_stay_in_sight():
    sheet = _form("capital")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", int(sheet.PAPERSIZE_A4))
    assert sheet.print_title_rows == "$8:$11"
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.freeze_panes == "C12"
    assert _form("household_review_1").print_title_cols is None


def test_letterhead_title_round_and_unit_of_money_stand_over_the_table():
    texts = [cell.value for row in _form("capital")["A1:AF6"] for cell in row if cell.value]
    assert texts[0] == "UBND TỈNH LẠNG SƠN"
    assert texts[2] == "UBND HUYỆN VĂN QUAN"
    assert texts[4:] == ["BẢNG VỐN", "6 tháng đầu năm 2024", "ĐVT: triệu đồng; %"]


def test_the_title_is_chosen_from_those_that_say_different_things():
    (check,) = [one for one in _form("household_review_1").data_validations.dataValidation if one.type == "list"
                and "A4" in one.sqref]  # fmt: skip
    area = check.formula1.rpartition("!")[2].replace("$", "")
    choices = [row[0].value for row in _book("household_review_1")["_district_reports"][area]]
    assert set(choices) <= set(LAYOUTS["household_review_1"].titles)
    assert len(choices) == 3


def test_the_hidden_sheet_says_what_the_template_is():
    sheet = _book("capital")["_district_reports"]
    told = {row[0]: row[1] for row in sheet.iter_rows(max_col=2, values_only=True) if row[0]}
    assert sheet.sheet_state == "hidden"
    assert [told[key] for key in ("form", "version", "unit", "area_list", "round")] == [
        "capital", "1", "184", "before_2025_07", "2024H1",
    ]  # fmt: skip
    assert re.fullmatch(r"[0-9a-f]{64}", told["layout_sha256"])
    assert told["code_version"]


def test_the_same_template_is_the_same_bytes():
    assert write_template("support", UNIT, ROUND) == write_template("support", UNIT, ROUND)


def test_values_of_the_round_before_stand_in_their_cells_locked_and_are_passed_over():
    before = Previous("2023", {"F11": Decimal(70), "F12": "x"}, {"F11": "Kỳ trước (năm 2023, đã nhận): 70 hộ."})
    content = write_template("household_review_1", UNIT, ROUND, lambda plan: before)
    book = openpyxl.load_workbook(io.BytesIO(content))
    shown = {
        cell.coordinate: cell.value for row in book["Kỳ trước"]["D10:Q30"] for cell in row if cell.value is not None
    }
    assert book.sheetnames == ["Hướng dẫn", "Biểu 1", "Kỳ trước", "_district_reports"]
    assert shown == {"F11": 70, "F12": "x"}
    assert all(cell.protection.locked for row in book["Kỳ trước"] for cell in row)
    assert [layout.form for layout in choose_layouts(list(book["Kỳ trước"].values))] == ["previous"]
    assert "Số kỳ trước (năm 2023)" in " ".join(row[0].value for row in book["Hướng dẫn"] if row[0].value)
    assert read_package([("a.xlsx", content)]).figures == ()
