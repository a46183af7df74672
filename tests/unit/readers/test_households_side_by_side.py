"""Poor and near-poor told in one breath, where a fall begins and ends, and the people of the households."""

from decimal import Decimal

import pytest
from reading import read, told

RATES = [("poor_household_rate", "2024", Decimal("10.4")), ("near_poor_household_rate", "2024", Decimal("9.3"))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỷ lệ hộ nghèo còn 10,4%, hộ cận nghèo còn 9,3%.",
        "Tỷ lệ hộ nghèo 10,4%, cận nghèo 9,3%.",
        "Tỷ lệ hộ nghèo cuối năm 2024 là 10,4%; hộ cận nghèo là 9,3%.",
    ],
)
def test_rate_after_a_rate_is_of_those_it_names(sentence):
    assert [(figure.indicator, figure.period, figure.value) for figure in read(sentence)] == RATES


def test_households_that_only_get_something_have_no_rate():
    (figure,) = read("Tỷ lệ hộ nghèo 10,4%, hộ nghèo được hỗ trợ đạt 50%.")
    assert figure.value == Decimal("10.4")


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        ("Tỷ lệ hộ nghèo giảm từ 12,5% năm 2023 xuống còn 10,4%.", ["poor_household_rate"] * 2),
        ("Số hộ nghèo giảm từ 1.760 hộ năm 2023 xuống còn 1.360 hộ.", ["poor_households"] * 2),
        ("Số hộ nghèo giảm từ 1.760 hộ đầu năm xuống còn 1.360 hộ cuối năm.", ["poor_households"] * 2),
    ],
)
def test_fall_begins_in_its_own_year_and_ends_in_that_of_the_report(sentence, indicators):
    figures = read(sentence)
    assert [figure.indicator for figure in figures] == indicators
    assert [figure.period for figure in figures] == ["2023", "2024"]


def test_each_of_two_falls_has_its_own_households():
    figures = read("Tỷ lệ hộ nghèo giảm từ 12,5% xuống còn 10,4%, hộ cận nghèo giảm từ 10% xuống còn 9,3%.")
    assert [figure.indicator for figure in figures] == ["poor_household_rate"] * 2 + ["near_poor_household_rate"] * 2
    assert [figure.period for figure in figures] == ["2023", "2024"] * 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Hộ nghèo: 1.360 hộ/6.120 khẩu; hộ cận nghèo: 1.225 hộ/5.400 khẩu.",
        "Toàn huyện có 1.360 hộ nghèo với 6.120 nhân khẩu, chiếm 10,4%; 1.225 hộ cận nghèo (5.400 khẩu), chiếm 9,3%.",
    ],
)
def test_people_of_poor_households_are_poor_people(sentence):
    counts = {figure.indicator: figure.value for figure in read(sentence) if figure.unit != "percent"}
    assert counts == {
        "poor_households": 1360, "poor_people": 6120, "near_poor_households": 1225, "near_poor_people": 5400
    }  # fmt: skip


def test_people_of_those_who_get_something_are_not_all_the_poor():
    assert "poor_people" not in {figure.indicator for figure in read("Hỗ trợ 120 hộ nghèo/540 khẩu.")}


def test_all_households_may_be_counted_before_what_they_are_called():
    figures = read("Tổng số 3.100 hộ dân, trong đó 360 hộ nghèo.")
    assert [(f.indicator, f.value) for f in figures] == [("total_households", 3100), ("poor_households", 360)]


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("Trong năm không có hộ tái nghèo.", "households_fallen_back"),
        ("Số hộ tái nghèo: không.", "households_fallen_back"),
        ("Trên địa bàn không phát sinh hộ nghèo mới.", "households_newly_poor"),
        ("Số hộ nghèo phát sinh mới: không có; các xã đã rà soát.", "households_newly_poor"),
        ("Số hộ thoát nghèo: không có.", "households_escaped_poverty"),
    ],
)
def test_none_of_a_movement_is_zero_in_words(sentence, indicator):
    (figure,) = read(sentence)
    assert (figure.indicator, figure.value, figure.presence) == (indicator, 0, "zero_in_words")


@pytest.mark.parametrize(
    "sentence",
    [
        "Phấn đấu không để xảy ra tái nghèo.",
        "Xã không có hộ nghèo tham gia.",
        "Nguy cơ tái nghèo không có dấu hiệu giảm.",
    ],
)
def test_what_is_not_wanted_is_no_zero(sentence):
    assert read(sentence) == []


@pytest.mark.parametrize("between", [", ", " và ", "; "])
def test_near_poor_households_beside_the_poor_of_the_unit_are_counted(between):
    figures = read(f"Năm 2024 toàn huyện có 136 hộ nghèo{between}122 hộ cận nghèo.")
    assert told(figures, "value_text", "indicator") == [("136", "poor_households"), ("122", "near_poor_households")]


def test_households_helped_side_by_side_are_no_count_of_the_unit():
    assert read("Hỗ trợ giống cho 36 hộ nghèo, 22 hộ cận nghèo.") == []


def test_parts_of_the_poor_follow_one_another():
    figures = read(
        "Trong tổng số 612 hộ nghèo có 41 hộ không có khả năng lao động, 25 hộ có thành viên là người có công, "
        "59 hộ dân tộc thiểu số."
    )
    assert told(figures, "value_text", "breakdown") == [
        ("612", ""), ("41", "no_labour"), ("25", "merit"), ("59", "ethnic_minority"),
    ]  # fmt: skip


def test_the_rates_that_make_up_the_multidimensional_one_are_told_of_each():
    figures = read("Tỷ lệ hộ nghèo đa chiều là 6,13%, trong đó hộ nghèo 2,46%, hộ cận nghèo 3,67%.")
    assert told(figures, "value_text", "indicator") == [
        ("6,13", "multidimensional_poverty_rate"),
        ("2,46", "poor_household_rate"),
        ("3,67", "near_poor_household_rate"),
    ]
