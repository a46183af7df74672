"""What a column is about: its headings in one tier or several, and the unit of its money."""

from decimal import Decimal

import pytest
from workbook_forms import NUMBERS, REVIEW, REVIEW_HEADINGS, TAN_DOAN, build_sheet, read_sheet, told

from district_reports.readers.layouts import find_layout
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import read_sheets
from district_reports.readers.workbooks.workbook import Workbook

MONEY = ("Chính sách", "Số hộ", "Số người", "Kinh phí")


def test_a_heading_the_form_does_not_know_is_told():
    sheet = build_sheet([*TAN_DOAN, 5.0], head=([REVIEW.title], [*REVIEW_HEADINGS, "Hộ khá"]))
    assert told(read_sheet(sheet)) == [("TYP-014", "I2")]


def test_numbers_without_a_heading_are_told_once_for_their_column():
    reading = read_sheet(build_sheet([*TAN_DOAN, "", 5.0], [2, "Xã Tri Lễ", *NUMBERS, "", 6.0]))
    assert told(reading) == [("TYP-014", "J3")]
    assert "không có tên cột" in reading.problems[0].message_vi
    assert "no heading" in reading.problems[0].message_en
    assert len(reading.figures) == 12


def test_rows_numbered_without_a_heading_and_notes_beside_the_table_are_not_told():
    head = ([REVIEW.title], ["", *REVIEW_HEADINGS[1:]])
    assert told(read_sheet(build_sheet([*TAN_DOAN, "đã kiểm tra"], [2, "Xã Tri Lễ", *NUMBERS], head=head))) == []


def test_a_required_column_that_is_missing_holds_the_table():
    sheet = build_sheet(TAN_DOAN[:-1], head=([REVIEW.title], REVIEW_HEADINGS[:-1]))
    reading = read_sheet(sheet)
    assert reading.figures == []
    assert told(reading) == [("TYP-015", "B2")]
    assert "Tỷ lệ hộ cận nghèo" in reading.problems[0].message_vi


def test_a_column_that_stands_twice_holds_the_table():
    sheet = build_sheet([*TAN_DOAN, 5.0], head=([REVIEW.title], [*REVIEW_HEADINGS, "Hộ nghèo"]))
    assert told(read_sheet(sheet)) == [("TYP-021", "I2")]


BY_PLACE = ["TỔNG HỢP HỘ NGHÈO VÀ HỘ CẬN NGHÈO THEO ĐỊA BÀN"]
TIERS = (["TT", "Tên xã", "Tổng số hộ", "Hộ nghèo", "", "Hộ cận nghèo", ""],
         ["", "", "", "Số hộ", "Tỷ lệ %", "Số hộ", "Tỷ lệ %"])  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (TIERS, [900, 150, 16.67, 80, 8.89]),
        ([["TT", "Tên xã", "Tổng số hộ", "Số hộ nghèo", "Tỷ lệ hộ nghèo", "Số hộ cận nghèo", "Tỷ lệ hộ cận nghèo"]],
         [900, 150, 16.67, 80, 8.89]),
    ],
)  # fmt: skip
def test_households_by_place_are_read_with_headings_in_one_tier_or_two_under_one_title(headings, cells):
    reading = read_sheet(build_sheet([1, "Xã Tri Lễ", *cells], head=(BY_PLACE, ["Năm 2024"], *headings)))
    assert reading.problems == []
    assert [(figure.indicator, figure.breakdown) for figure in reading.figures] == [
        ("total_households", ""), ("poor_households", "poor"), ("poor_household_rate", "poor"),
        ("near_poor_households", "near_poor"), ("near_poor_household_rate", "near_poor"),
    ]  # fmt: skip


def test_of_two_forms_of_one_title_the_nearer_says_what_is_missing():
    lacking = [[*TIERS[0][:3], "Hộ khác", "", "Hộ cận nghèo", ""], TIERS[1]]
    reading = read_sheet(build_sheet([1, "Xã Tri Lễ", 900, 150, 16.67, 80, 8.89], head=(BY_PLACE, *lacking)))
    assert ("TYP-015", "B2") in told(reading)
    assert any("“Hộ nghèo › Số hộ”" in problem.message_vi for problem in reading.problems)


TWICE = ["Tổng số hộ", *REVIEW_HEADINGS[2:]]


def test_a_heading_that_stands_twice_is_told_as_a_heading():
    reading = read_sheet(build_sheet([1, "Tri Lễ", 900, 900, 4000, 90, 10, 45, 5],
                                     head=([REVIEW.title], [*REVIEW_HEADINGS[:2], *TWICE])))  # fmt: skip
    (problem,) = reading.problems
    assert (problem.rule, problem.location) == ("TYP-021", "a.xlsx#Biểu!D2")
    assert "tên cột trùng với tên cột ở ô C2" in problem.message_vi


def test_of_a_table_that_lacks_a_column_headings_that_stand_twice_are_not_told():
    headings = [*REVIEW_HEADINGS[:2], *TWICE[:-1]]
    reading = read_sheet(build_sheet([1, "Tri Lễ", 900, 900, 4000, 90, 10, 45], head=([REVIEW.title], headings)))
    assert {rule for rule, _ in told(reading)} == {"TYP-015"}


@pytest.mark.parametrize("is_merged", [True, False])
def test_two_tiers_of_headings_are_read_merged_or_not(is_merged):
    form = find_layout("household_review_2")
    top = [
        "Tên xã",
        "Chỉ tiêu",
        "Đầu kỳ",
        "Diễn biến giảm",
        "",
        "",
        "Diễn biến tăng",
        "",
        "",
        "",
        "Số hộ nghèo cuối kỳ",
    ]
    leaves = ["", "", "", "Trở thành hộ cận nghèo", "Vượt chuẩn cận nghèo", "Khác",
              "Cận nghèo trở thành nghèo", "Tái nghèo", "Phát sinh mới", "Khác", ""]  # fmt: skip
    row = ["Tân Đoàn", "Hộ", 10.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 26.0]
    merged = [((1, 3), (1, 5)), ((1, 6), (1, 9)), *(((1, one), (2, one)) for one in (0, 1, 2, 10))]
    reading = read_sheet(build_sheet(row, head=([form.title], top, leaves), merged=merged if is_merged else ()))
    assert reading.problems == []
    assert [(figure.value, figure.quote) for figure in reading.figures if "Khác" in figure.quote] == [
        (3, "Tân Đoàn | Diễn biến giảm › Khác"),
        (7, "Tân Đoàn | Diễn biến tăng › Khác"),
    ]


@pytest.mark.parametrize("is_merged", [True, False])
def test_three_tiers_of_headings_tell_year_source_and_type(is_merged):
    tiers = (
        ["Nội dung", "Kế hoạch vốn năm 2023", "", "", "Vốn đã giải ngân", "", ""],
        ["", "Tổng số", "Ngân sách trung ương", "", "Tổng số", "Ngân sách trung ương", ""],
        ["", "", "Vốn đầu tư", "Vốn sự nghiệp", "", "Vốn đầu tư", "Vốn sự nghiệp"],
    )
    merged = [((2, 0), (4, 0)), ((2, 1), (2, 3)), ((2, 4), (2, 6)), ((3, 1), (4, 1)), ((3, 2), (3, 3)),
              ((3, 4), (4, 4)), ((3, 5), (3, 6))]  # fmt: skip
    head = ([find_layout("capital").title], ["ĐVT: triệu đồng"], *tiers)
    row = ["Dự án 1", 5.0, 3.0, 2.0, 4.0, 3.0, 1.0]
    reading = read_sheet(build_sheet(row, head=head, merged=merged if is_merged else ()))
    assert reading.problems == []
    assert [(one.value, one.indicator, one.capital_type, one.project) for one in reading.figures[1:3]] == [
        (3_000_000, "capital_assigned", "investment", "DA1"),
        (2_000_000, "capital_assigned", "recurrent", "DA1"),
    ]
    assert {(one.fund_source, one.budget_year) for one in reading.figures[1:3]} == {("central", "2023")}
    assert {one.kind for one in reading.figures[3:]} == {"disbursed"}


@pytest.mark.parametrize(
    ("title", "heading", "years"),
    [
        ("", "Vốn chuyển nguồn", ("2023", "2024")),
        (" NĂM 2023", "Vốn chuyển nguồn", ("2022", "2023")),
        (" NĂM 2024", "Vốn năm 2022 chuyển sang", ("2022", "2024")),
    ],
)
def test_carried_over_money_of_a_form_is_of_the_year_before_or_the_year_named(title, heading, years):
    tiers = (
        ["Nội dung", "Kế hoạch vốn", "", "", "Vốn đã giải ngân", "", "", heading],
        ["", "Tổng số", "Ngân sách trung ương", "", "Tổng số", "Ngân sách trung ương", "", "Tổng số"],
        ["", "", "Vốn đầu tư", "Vốn sự nghiệp", "", "Vốn đầu tư", "Vốn sự nghiệp", ""],
    )
    head = ([find_layout("capital").title + title], ["ĐVT: triệu đồng"], *tiers)
    reading = read_sheet(build_sheet(["Dự án 1", 5.0, 3.0, 2.0, 4.0, 3.0, 1.0, 2.5], head=head))
    assert [(one.budget_year, one.period) for one in reading.figures if one.kind == "carried_over"] == [years]


def _support(corner, heading="Kinh phí", amount=5.5):
    head = ([find_layout("support").title], [corner], [*MONEY[:-1], heading])
    return read_sheet(build_sheet(["Hỗ trợ y tế", 3.0, 9.0, amount], head=head))


@pytest.mark.parametrize(
    ("corner", "heading", "value"),
    [
        ("ĐVT: đồng", "Kinh phí", "5.5"),
        ("Đơn vị tính: nghìn đồng", "Kinh phí", "5500"),
        ("ĐVT: triệu đồng", "Kinh phí", "5500000"),
        ("(Đơn vị: tỷ đồng)", "Kinh phí", "5500000000"),
        ("ĐVT: hộ, triệu đồng", "Kinh phí", "5500000"),
        ("ĐVT kinh phí: triệu đồng", "Kinh phí", "5500000"),
        ("", "Kinh phí (triệu đồng)", "5500000"),
        ("ĐVT: tỷ đồng", "Kinh phí (triệu đồng)", "5500000"),
    ],
)
def test_money_is_in_the_unit_of_its_heading_or_of_the_corner(corner, heading, value):
    reading = _support(corner, heading)
    assert reading.problems == []
    assert (reading.figures[-1].value, reading.figures[-1].unit) == (Decimal(value), "vnd")


@pytest.mark.parametrize("corner", ["", "ĐVT: triệu", "ĐVT: triệu đồng, tỷ đồng"])
def test_money_without_a_clear_unit_is_told_and_the_rest_is_read(corner):
    reading = _support(corner)
    assert told(reading) == [("TYP-019", "D3")]
    assert [figure.unit for figure in reading.figures] == ["households", "people"]


def test_two_units_in_the_corners_of_one_sheet_are_none():
    head = (["ĐVT: đồng"], [find_layout("support").title], ["ĐVT: triệu đồng"], MONEY)
    reading = read_sheet(build_sheet(["Hỗ trợ y tế", 3.0, 9.0, 5.5], head=head))
    assert told(reading) == [("TYP-019", "D4")]
    assert "đồng, triệu đồng" in reading.problems[0].message_vi


def test_sheets_of_one_file_have_units_of_their_own():
    title, rows = [find_layout("support").title], ["Hỗ trợ y tế", 3.0, 9.0, 5.0]
    sheets = tuple(build_sheet(rows, head=(title, [f"ĐVT: {unit}"], MONEY), name=unit) for unit in ("đồng", "tỷ đồng"))
    reading = read_sheets(Workbook("a.xlsx", "", sheets), Round(2024))
    assert [figure.value for figure in reading.figures if figure.unit == "vnd"] == [5, 5 * 10**9]
