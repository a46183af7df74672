"""Sheets whole: which form, which rows and columns, in which unit, and what is told of the rest."""

import io
from decimal import Decimal

import openpyxl
import pytest
from workbook_forms import REVIEW, REVIEW_HEADINGS, build_sheet, read_sheet, told

from district_reports.readers.layouts import find_layout
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import IDENTITY_SHEET, is_wanted, read_sheets
from district_reports.readers.workbooks.scan import ERROR, NO_VALUE, PERCENT, SCALED, Marks
from district_reports.readers.workbooks.workbook import Workbook, read_workbook

NUMBERS = (100.0, 400.0, 20.0, 20.0, 10.0, 10.0)
TAN_DOAN = (1, "Tân Đoàn", *NUMBERS)
MONEY = ("Chính sách", "Số hộ", "Số người", "Kinh phí")


def _values(reading):
    return [figure.value for figure in reading.figures]


def _with(column: int, value):
    """A row of figures with another value in one column."""
    return [value if number == column else one for number, one in enumerate(TAN_DOAN)]


def test_every_cell_of_a_row_is_a_figure_with_its_meaning_and_place():
    reading = read_sheet(build_sheet(TAN_DOAN))
    assert reading.problems == []
    assert _values(reading) == [Decimal(str(number)) for number in NUMBERS]
    poor = reading.figures[2]
    assert (poor.figure_id, poor.locator, poor.rule) == (
        "f1s1E3", "a.xlsx#Biểu!E3", "household_review_1_v1.poor_households")  # fmt: skip
    assert (poor.indicator, poor.unit, poor.kind, poor.period) == ("poor_households", "households", "actual", "2024")
    assert (poor.place, poor.breakdown, poor.value_text) == ("Tân Đoàn", "poor", "20")
    assert poor.quote == "Tân Đoàn | Hộ nghèo"


@pytest.mark.parametrize(
    ("value", "presence", "exact"),
    [(20.0, "stated", 20), ("20", "stated", 20), ("-", "zero_in_words", 0), ("x", "not_applicable", None)],
)
def test_a_cell_keeps_how_its_number_was_said(value, presence, exact):
    figure = read_sheet(build_sheet(_with(4, value))).figures[2]
    assert (figure.presence, figure.value) == (presence, exact)


@pytest.mark.parametrize("value", ["", "…"])
def test_a_cell_that_says_nothing_is_no_figure_and_no_finding(value):
    reading = read_sheet(build_sheet(_with(4, value)))
    assert len(reading.figures) == 5
    assert reading.problems == []


@pytest.mark.parametrize(
    ("value", "marks", "rule"),
    [
        ("Như cột số 4", {}, "TYP-016"),
        (13.306, {}, "TYP-016"),
        (0.2, {"displays": {(2, 4): PERCENT}}, "TYP-016"),
        (20.0, {"displays": {(2, 4): SCALED}}, "TYP-016"),
        ("", {"faults": {(2, 4): NO_VALUE}}, "TYP-017"),
        ("#DIV/0!", {"faults": {(2, 4): ERROR}}, "TYP-017"),
    ],
)
def test_a_cell_that_is_no_number_is_told_and_the_others_are_read(value, marks, rule):
    reading = read_sheet(build_sheet(_with(4, value), marks=Marks(**marks)))
    assert told(reading) == [(rule, "E3")]
    assert len(reading.figures) == 5


def test_a_percent_is_read_as_shown_beside_plain_numbers():
    reading = read_sheet(build_sheet(_with(5, 0.2), marks=Marks(displays={(2, 5): PERCENT})))
    assert [(figure.value, figure.value_text) for figure in reading.figures[2:4]] == [(20, "20"), (20, "20%")]


def test_displays_and_formulas_of_a_file_reach_its_figures():
    book = openpyxl.Workbook()
    for row in build_sheet(_with(5, 0.2055), ["", "Tổng cộng", "=C3", *NUMBERS[1:]]).rows:
        book.active.append(row)
    book.active["F3"].number_format = "0.0%"
    file = io.BytesIO()
    book.save(file)
    reading = read_sheets(read_workbook("a.xlsx", file.getvalue()), Round(2024), within="184")
    assert {figure.figure_id: figure.value for figure in reading.figures}["f1s1F3"] == Decimal("20.55")
    assert told(reading) == [("TYP-017", "C4")]


def test_an_order_such_as_3_10_is_a_name_and_never_a_number():
    reading = read_sheet(build_sheet(["3.1", "Tân Đoàn", *NUMBERS], ["3.10", "Xã Tri Lễ", *NUMBERS]))
    assert [figure.place for figure in reading.figures[::6]] == ["Tân Đoàn", "Xã Tri Lễ"]
    assert reading.problems == []


@pytest.mark.parametrize("position", ["first", "last"])
def test_the_total_may_stand_first_or_last(position):
    total, rows = ["", "Tổng cộng", *NUMBERS], [TAN_DOAN, [2, "Xã Tri Lễ", *NUMBERS]]
    reading = read_sheet(build_sheet(*([total, *rows] if position == "first" else [*rows, total])))
    assert sorted({figure.place for figure in reading.figures}) == ["", "Tân Đoàn", "Xã Tri Lễ"]
    assert len(reading.figures) == 18


@pytest.mark.parametrize(
    "numbers", [["A", "B", *"123456"], ["(1)", "(2)", *(f"({n})" for n in range(3, 9))], ["", "", 1, 2, 3, 4, 5, 6]]
)
def test_the_row_that_numbers_the_columns_is_no_row_of_figures(numbers):
    assert len(read_sheet(build_sheet(numbers, TAN_DOAN)).figures) == 6


def test_headings_that_come_again_on_the_next_page_are_passed_over():
    reading = read_sheet(build_sheet(TAN_DOAN, REVIEW_HEADINGS, [2, "Xã Tri Lễ", *NUMBERS]))
    assert len(reading.figures) == 12
    assert reading.problems == []


def test_another_table_under_the_first_is_told_and_not_read():
    others = ["TT", "Tên xã", "Tổng số hộ", "Việc làm", "Nhà ở"]
    reading = read_sheet(build_sheet(TAN_DOAN, others, [1, "Xã Tri Lễ", 5, 6, 7]))
    assert len(reading.figures) == 6
    assert told(reading) == [("TYP-012", "B4")]


def test_a_row_nobody_knows_is_told_once_and_signatures_are_not():
    reading = read_sheet(build_sheet(TAN_DOAN, [2, "Khu kinh tế mới", *NUMBERS], ["", "Người lập biểu", "", "Ký tên"]))
    assert told(reading) == [("TYP-018", "C4")]


def test_a_place_that_stands_twice_with_another_number_is_told():
    reading = read_sheet(build_sheet(TAN_DOAN, _with(4, 21.0)))
    assert told(reading) == [("TYP-021", "E4")]
    assert "E3" in reading.problems[0].message_vi


# Columns


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


@pytest.mark.parametrize(
    ("count", "expected"), [(3, [("TYP-017", "C3"), ("TYP-017", "E3"), ("TYP-017", "F3")]), (6, [("TYP-017", "C3")])]
)
def test_many_cells_without_a_result_are_told_together(count, expected):
    columns = [2, 4, 5, 6, 7, 3][:count]
    faults = {(2, column): NO_VALUE for column in columns}
    cells = ["" if column in columns else 9 for column in range(2, 8)]
    reading = read_sheet(build_sheet([1, "Tri Lễ", *cells], marks=Marks(faults=faults)))
    assert told(reading) == expected
    if count == 6:
        assert "6 ô (ô C3, ô D3, ô E3, ô F3, ô G3, …) trang tính “Biểu”" in reading.problems[0].message_vi
        assert reading.problems[0].message_en.startswith("6 cells (cell C3, ")


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


# Money


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
        ("", "Kinh phí (triệu đồng)", "5500000"),
        ("ĐVT: tỷ đồng", "Kinh phí (triệu đồng)", "5500000"),
    ],
)
def test_money_is_in_the_unit_of_its_heading_or_of_the_corner(corner, heading, value):
    reading = _support(corner, heading)
    assert reading.problems == []
    assert (reading.figures[-1].value, reading.figures[-1].unit) == (Decimal(value), "vnd")


@pytest.mark.parametrize("corner", ["", "ĐVT: triệu", "ĐVT: hộ, triệu đồng"])
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


# Sheets


def test_a_hidden_sheet_is_read_and_said_to_be_hidden():
    reading = read_sheet(build_sheet(TAN_DOAN, is_hidden=True))
    assert told(reading) == [("TYP-020", "A1")]
    assert len(reading.figures) == 6


@pytest.mark.parametrize("form", ["household_review_14", "household_review_15"])
def test_a_list_of_persons_is_refused_by_its_first_rows(form):
    sheet = build_sheet(TAN_DOAN, head=([find_layout(form).title], REVIEW_HEADINGS))
    reading = read_sheet(sheet)
    assert not is_wanted(sheet.rows)
    assert told(reading) == [("TYP-013", "A1")]
    assert reading.figures == []


def long_workbook(*head: str) -> bytes:
    """One sheet, large enough to be opened in part first."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("DS")
    for text in head:
        sheet.append([text])
    for row in range(9000):
        sheet.append([row, "Nguyễn Văn A", "Tân Đoàn", *range(6)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("title", "rule"), [(find_layout("household_review_15").title, "TYP-013"), ("Danh mục đồ dùng", "TYP-012")]
)
def test_a_long_sheet_that_is_not_read_is_not_opened_beyond_its_first_rows(title, rule):
    content = long_workbook(title)
    kept = read_workbook("a.xlsx", content, is_wanted)
    assert len(kept.sheets[0].rows) == 40
    assert told(read_sheets(kept, Round(2024))) == [(rule, "A1")]
    (whole,) = read_workbook("a.xlsx", content).sheets
    assert len(whole.rows) == 9001


def test_a_long_sheet_that_begins_with_nothing_is_told_of_its_first_cell():
    kept = read_workbook("a.xlsx", long_workbook(*[""] * 50), is_wanted)
    assert told(read_sheets(kept, Round(2024))) == [("TYP-012", "A51")]


def test_large_sheets_are_opened_at_once_and_keep_their_order():
    book = openpyxl.Workbook(write_only=True)
    for name in "abcdef":
        sheet = book.create_sheet(name)
        for row in range(900):
            sheet.append([f"{name}{row}", *[float(row)] * 20])
    file = io.BytesIO()
    book.save(file)
    workbook = read_workbook("a.xlsx", file.getvalue())
    assert [sheet.name for sheet in workbook.sheets] == list("abcdef")
    assert [sheet.rows[899][:2] for sheet in workbook.sheets] == [[f"{name}899", 899.0] for name in "abcdef"]
    assert {len(sheet.rows) for sheet in workbook.sheets} == {900}


def test_the_identity_sheet_and_instructions_hold_no_figures():
    instructions = build_sheet(TAN_DOAN, head=([find_layout("instructions").title], REVIEW_HEADINGS))
    for sheet in (build_sheet(TAN_DOAN, name=IDENTITY_SHEET), instructions):
        reading = read_sheet(sheet)
        assert (reading.figures, reading.problems) == ([], [])


def test_a_sheet_of_no_known_form_is_told():
    assert told(read_sheet(build_sheet([1, "a", 5], head=(["Danh mục đồ dùng"],)))) == [("TYP-012", "A1")]


@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_sheet_of_no_known_form_is_said_to_be_hidden_where_it_is(is_hidden):
    reading = read_sheet(build_sheet([1, "a", 5], head=(["Số liệu nháp"],), is_hidden=is_hidden))
    assert told(reading) == [("TYP-012", "A1")]
    assert ("đang ẩn" in reading.problems[0].message_vi) is is_hidden


def test_empty_sheets_say_nothing():
    assert told(read_sheet(build_sheet(head=(["", ""], [""])))) == []


def test_sheets_of_one_file_keep_their_own_places():
    sheets = (build_sheet(TAN_DOAN, name="Một"), build_sheet(["", *TAN_DOAN], name="Hai", head=(
        [REVIEW.title], ["", *REVIEW_HEADINGS])))  # fmt: skip
    reading = read_sheets(Workbook("a.xlsx", "", sheets), Round(2024), within="184")
    assert [figure.locator for figure in reading.figures[::6]] == ["a.xlsx#Một!C3", "a.xlsx#Hai!D3"]
    assert len({figure.figure_id for figure in reading.figures}) == 12
