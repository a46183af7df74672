"""Rows and cells of a table become figures with their meaning and place, or findings."""

import io
from decimal import Decimal

import openpyxl
import pytest
from workbook_forms import NUMBERS, REVIEW_HEADINGS, TAN_DOAN, build_sheet, read_sheet, told

from district_reports.problems import Severity
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import read_sheets
from district_reports.readers.workbooks.scan import ERROR, NO_VALUE, PERCENT, SCALED, Marks
from district_reports.readers.workbooks.workbook import read_workbook


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
        ("đang tổng hợp", {}, "TYP-024"),
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


def test_a_column_still_to_come_is_one_note():
    late = ["Đang tổng hợp"] * 6
    reading = read_sheet(build_sheet([1, "Tri Lễ", *late]))
    assert told(reading) == [("TYP-024", "C3")]
    assert reading.problems[0].message_vi.startswith(
        "6 ô (ô C3, ô D3, ô E3, ô F3, ô G3, …) trang tính “Biểu” ghi “Đang tổng hợp”: chưa có số"
    )
    assert reading.problems[0].severity is Severity.INFO
