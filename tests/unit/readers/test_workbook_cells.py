"""A cell is read exactly, or says why it is no number."""

import datetime
from decimal import Decimal

import pytest

from district_reports.readers.workbooks.cells import (
    NotANumber,
    NotToldYet,
    NoValue,
    are_plain_numbers,
    is_plain,
    is_silent,
    money_factor,
    read_cell,
    says_nothing,
)
from district_reports.readers.workbooks.scan import ERROR, NO_VALUE, PERCENT, SCALED
from district_reports.values import is_ambiguous_number


@pytest.mark.parametrize(
    ("value", "unit", "exact", "text"),
    [
        (7, "households", "7", "7"),
        (13306.0, "households", "13306", "13.306"),
        (-4.0, "households", "-4", "-4"),
        (0.1, "percent", "0.1", "0,1"),
        (48.07, "percent", "48.07", "48,07"),
        (0.1 + 0.2, "percent", "0.3", "0,3"),
        (1234567.5, "vnd", "1234567.5", "1.234.567,5"),
        ("13.306", "households", "13306", "13.306"),
        ("1.234,5", "vnd", "1234.5", "1.234,5"),
        (" 12 ", "people", "12", "12"),
        ("48,07%", "percent", "48.07", "48,07%"),
        ("48,07 %", "percent", "48.07", "48,07 %"),
        ("-5", "pp", "-5", "-5"),
        ("– 5,2", "pp", "-5.2", "– 5,2"),
        ("1.284 hộ", "households", "1284", "1.284"),
        ("268 Người", "people", "268", "268"),
        ("3.210 (*)", "cards", "3210", "3.210"),
        ("3.210**", "vnd", "3210", "3.210"),
    ],
)
def test_numbers_are_exact_typed_or_as_text(value, unit, exact, text):
    assert read_cell(value, unit, None, None) == (Decimal(exact), text, "stated")


@pytest.mark.parametrize("value", ["", "   ", "…", "...", ".."])
def test_blanks_and_dots_say_nothing(value):
    assert read_cell(value, "households", None, None) is None


@pytest.mark.parametrize(
    "value",
    ["Chưa có số liệu", "chưa báo cáo", "Đang tổng hợp", "đang cập nhật", "Đang cập nhật số liệu", "(chờ số liệu)",
     "Sẽ bổ sung sau", "Chưa có kết quả", "Chưa tổng hợp", "không có số liệu"],
)  # fmt: skip
def test_words_that_a_number_is_still_to_come_are_neither_blank_nor_a_mistake(value):
    with pytest.raises(NotToldYet) as caught:
        read_cell(value, "households", None, None)
    assert caught.value.why == (value, value)


@pytest.mark.parametrize("value", ["-", "–", "—", " - "])
def test_a_dash_says_there_was_nothing(value):
    assert read_cell(value, "households", None, None) == (0, value.strip(), "zero_in_words")


@pytest.mark.parametrize("value", ["x", "X", "Không thuộc đối tượng", "KTĐT"])
def test_a_cross_says_not_applicable(value):
    assert read_cell(value, "households", None, None) == (None, value, "not_applicable")


@pytest.mark.parametrize(
    ("value", "unit", "why"),
    [
        ("Như cột số 4", "households", "chữ"),
        ("12 con", "households", "chữ"),
        ("12 lượt hộ", "households", "chữ"),
        ("khoảng 1.126", "people", "chữ"),
        ("Không có", "households", "chữ"),
        ("3.210 (1)", "cards", "chữ"),
        ("1.234.56", "households", "chữ"),
        ("48,07%", "households", "chữ"),
        (13.306, "households", "số lẻ"),
        ("3,5", "people", "số lẻ"),
        (1e15, "vnd", "quá lớn"),
        (float("nan"), "vnd", "quá lớn"),
        (float("inf"), "vnd", "quá lớn"),
        (True, "households", "ngày tháng"),
        (datetime.date(2024, 6, 30), "households", "ngày tháng"),
        (datetime.timedelta(hours=3), "households", "ngày tháng"),
    ],
)
def test_what_is_no_number_says_why(value, unit, why):
    with pytest.raises(NotANumber) as caught:
        read_cell(value, unit, None, None)
    assert why in caught.value.why[0]
    assert caught.value.why[1] != caught.value.why[0]


@pytest.mark.parametrize(("value", "fault"), [("", NO_VALUE), (0.0, NO_VALUE), ("", ERROR), (5, ERROR), ("#N/A", None)])
def test_formulas_without_value_or_with_an_error_have_none(value, fault):
    with pytest.raises(NoValue):
        read_cell(value, "households", fault, None)


def test_a_percent_is_read_as_shown():
    assert read_cell(0.4807, "percent", None, PERCENT) == (Decimal("48.07"), "48,07%", "stated")


@pytest.mark.parametrize(("unit", "display"), [("households", PERCENT), ("vnd", SCALED), ("percent", SCALED)])
def test_a_number_shown_otherwise_than_kept_is_refused(unit, display):
    with pytest.raises(NotANumber, match="shown otherwise"):
        read_cell(5.0, unit, None, display)


@pytest.mark.parametrize("unit", ["households", "percent", "vnd"])
@pytest.mark.parametrize("value", [7, 7.0, -7.0, 0, 0.0, 999_999_999_999_999, 123456789.0])
def test_whole_numbers_are_plain_in_every_unit(value, unit):
    assert is_plain(value, unit)
    assert read_cell(value, unit, None, None).value == value


@pytest.mark.parametrize(("value", "exact"), [(7.5, "7.5"), (-0.1, "-0.1"), (3.0000000000000004, "3")])
def test_fractions_are_plain_where_they_can_be(value, exact):
    assert [is_plain(value, unit) for unit in ("percent", "vnd", "households", "people")] == [True, True, False, False]
    assert read_cell(value, "percent", None, None).value == Decimal(exact)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("7", "7"),
        ("007", "7"),
        ("1.234", "1234"),
        ("12.345.678", "12345678"),
        ("98.801,5", "98801.5"),
        ("0,25", "0.25"),
    ],
)
def test_a_number_typed_as_text_is_plain_where_it_can_be_read_in_one_way_only(text, exact):
    assert is_plain(text, "percent")
    assert is_plain(text, "households") == ("," not in text)
    assert not is_ambiguous_number(text)
    cell = read_cell(text, "percent", None, None)
    assert (cell.value, cell.text) == (Decimal(exact), text)


@pytest.mark.parametrize(
    "value",
    [10**15, 1e15, -1e15, 10**400, float("nan"), float("inf"), True, "-7", "7 ", "0.125", "375.2", "1.2345", "7%", "7,",
     "x", "#REF!", "chữ", "", "…", None,
     datetime.date(2024, 1, 1)],
)  # fmt: skip
def test_what_needs_care_is_not_plain(value):
    assert not is_plain(value, "percent")
    assert not are_plain_numbers([7.0, value], "percent")
    assert not are_plain_numbers([7.0, value], "households")


@pytest.mark.parametrize("value", ["", "…", "...", "..", "-", 0.0, None, " "])
def test_a_cell_that_says_nothing_is_told_from_a_dash_and_a_zero(value):
    assert says_nothing(value) == (value in ("", "…", "...", ".."))
    assert is_plain(value, "households") == (value in ("-", 0.0))


@pytest.mark.parametrize(
    ("column", "unit", "is_so"),
    [
        ([7.0, -7.0, 0.0], "households", True),
        ([7.0, 7.5], "households", False),
        ([7.0, 7.5, 8], "percent", True),
        ([7.0, "-"], "households", False),
        ([7.0, ""], "percent", False),
        ([7.0, True], "percent", False),
        ([7.0, 1e15], "households", False),
        ([7.0, -1e15], "percent", False),
        ([float("nan"), 7.5], "percent", False),
        ([float("inf"), float("-inf")], "vnd", False),
        ([datetime.date(2024, 1, 1)], "vnd", False),
    ],
)
def test_a_column_of_plain_numbers_is_told_as_its_cells_are(column, unit, is_so):
    assert are_plain_numbers(column, unit) is is_so
    assert not is_so or all(is_plain(value, unit) for value in column)


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("đồng", 1), ("Nghìn đồng", 10**3), ("triệu đồng", 10**6), ("Tr.đ", 10**6), ("tỷ đồng", 10**9), ("hộ", None)],
)
def test_units_of_money_have_their_factor(unit, factor):
    assert money_factor(unit) == factor


@pytest.mark.parametrize(
    ("value", "silent"), [("", True), ("Ghi chú", True), ("-", True), ("12 hộ", False), (0, False)]
)
def test_words_are_silent_and_digits_are_not(value, silent):
    assert is_silent(value) is silent
