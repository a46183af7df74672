import random
import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from district_reports.problems import DistrictReportsError
from district_reports.values import (
    DATE,
    LONG_DATE,
    end_of_round,
    fold,
    fold_letters,
    format_number,
    is_ambiguous_number,
    normalise,
    parse_date,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("98.801", "98801"),
        ("6.408.351.000", "6408351000"),
        ("3.618,985", "3618.985"),
        ("10.491,50", "10491.50"),
        ("0,732", "0.732"),
        ("09", "9"),
        ("3514", "3514"),
        ("375.2", "375.2"),
        ("1234.567", "1234.567"),
    ],
)
def test_printed_number_becomes_its_exact_value(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "một", "1.2.3", "12,", "1,234,567"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@pytest.mark.parametrize(("text", "is_ambiguous"), [("375.2", True), ("0.125", True), ("98.801", False), ("12", False)])
def test_dot_that_may_be_a_decimal_point_is_told(text, is_ambiguous):
    assert is_ambiguous_number(text) is is_ambiguous


def test_every_whole_number_survives_being_printed_and_read():
    draw = random.Random(2021)
    for _ in range(500):
        value = Decimal(draw.randrange(10 ** draw.randrange(1, 14)))
        assert parse_number(format_number(value)) == value


def test_every_number_with_decimals_survives_being_printed_and_read():
    draw = random.Random(2025)
    for _ in range(500):
        value = Decimal(draw.randrange(10**9)).scaleb(-draw.randrange(1, 4))
        assert parse_number(format_number(value)) == value


def test_number_is_printed_as_vietnamese_readers_write_it():
    assert format_number(Decimal("10491.50")) == "10.491,5"
    assert format_number(Decimal("48.0798"), 2) == "48,08"
    assert format_number(Decimal("98801000000")) == "98.801.000.000"


def test_folding_keeps_every_letter_in_its_place():
    text = "Đắk Tô — tỷ lệ hộ nghèo: 6,73% İ ǅ"
    assert len(fold_letters(text)) == len(text)
    assert fold_letters("Đắk Rơ Nga") == "dak ro nga"


def test_names_are_compared_without_marks_and_punctuation():
    assert fold("Ia H’Drai") == fold("ia h'drai") == "ia h drai"


def test_both_spellings_of_a_letter_become_one():
    text = "Quảng Ngãi"
    assert normalise(unicodedata.normalize("NFD", text)) == text


def test_dates_in_figures_and_in_words_are_read():
    assert parse_date(DATE.search("đến ngày 18 / 12 /2023")) == date(2023, 12, 18)
    assert parse_date(LONG_DATE.search("Ngày 05 tháng 7 năm 2023")) == date(2023, 7, 5)
    assert parse_date(DATE.search("31/2/2024")) is None


@pytest.mark.parametrize(
    ("round_", "last_day"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024H1", date(2024, 6, 30)),
        ("2024-9M", date(2024, 9, 30)),
        ("2024-11M", date(2024, 11, 30)),
        ("2024Q1", date(2024, 3, 31)),
    ],
)
def test_round_ends_with_its_period(round_: str, last_day: date):
    assert end_of_round(round_) == last_day


def test_what_is_no_round_is_refused():
    with pytest.raises(DistrictReportsError, match="not a round"):
        end_of_round("2024Q5")
    with pytest.raises(DistrictReportsError, match="not a round"):
        end_of_round("2024-13M")
