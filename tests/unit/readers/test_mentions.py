from decimal import Decimal

import pytest

from district_reports.readers.language.mentions import find_mentions


def _only(text):
    (mention,) = find_mentions(text)
    return mention


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("17.015 triệu đồng", "17015000000", "vnd"),
        ("467.976.000đ", "467976000", "vnd"),
        ("45.678 tr.đ", "45678000000", "vnd"),
        ("45.678 trđ", "45678000000", "vnd"),
        ("1.428 triệu", "1428000000", "vnd"),
        ("36,63 tỷ đồng", "36630000000", "vnd"),
        ("12,5 tỷ", "12500000000", "vnd"),
        ("850 nghìn đồng", "850000", "vnd"),
        ("60 tỷ 500 triệu đồng", "60500000000", "vnd"),
        ("1.045 tỷ đồng 250 triệu đồng", "1045250000000", "vnd"),
        ("45 tỷ 250 triệu 500 nghìn đồng", "45250500000", "vnd"),
        ("6,73%", "6.73", "percent"),
        ("73,05 %", "73.05", "percent"),
        ("2,7 điểm %", "2.7", "pp"),
        ("5,21 điểm phần trăm", "5.21", "pp"),
        ("896 hộ", "896", "households"),
        ("55.510 nhân khẩu", "55510", "people"),
    ],
)
def test_number_takes_the_unit_printed_with_it(text, value, unit):
    mention = _only(f"là {text}, đạt")
    assert (mention.value, mention.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    ["45 tỷ 1.250 triệu đồng", "45,5 tỷ 200 triệu đồng", "40 triệu 20 tỷ", "500 triệu 500 triệu", "45 tỷ, 250 triệu"],
)
def test_amounts_that_stand_beside_each_other_are_two(text):
    assert len(find_mentions(text)) == 2


def test_part_and_whole_may_each_be_told_in_two_units():
    mention = _only("giải ngân 60 tỷ 500 triệu đồng/83 tỷ 250 triệu đồng")
    assert (mention.value, mention.value_text, mention.unit_text) == (60_500_000_000, "60 tỷ 500", "triệu đồng")


@pytest.mark.parametrize(
    "text",
    ["năm 2024 tỷ lệ hộ nghèo", "ngày 30/6/2024", "Quyết định số 733/QĐ-UBND", "12 công trình", "03 mô hình", "8 đ/c"],
)
def test_number_without_a_unit_of_ours_is_no_mention(text):
    assert find_mentions(text) == []


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("7.966/19.336 hộ", "7966", "19336"),
        ("4.318 hộ nghèo/11.020 hộ", "4318", "11020"),
        ("18.120/32.450 triệu đồng", "18120000000", "32450000000"),
        ("13,02 tỷ đồng/24,5 tỷ đồng", "13020000000", "24500000000"),
    ],
)
def test_part_knows_the_whole_it_is_printed_over(text, part, whole):
    mention = _only(text)
    assert (mention.value, mention.whole.value) == (Decimal(part), Decimal(whole))
    assert text[mention.whole.start :].startswith(mention.whole.value_text)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("hơn 150 hộ", "at_least"),
        ("trên 3%", "at_least"),
        ("3% trở lên", "at_least"),
        ("dưới 12%", "at_most"),
        ("khoảng 130 hộ", "about"),
        ("đúng 130 hộ", "exact"),
        ("không dưới 130 hộ", "at_least"),
        ("không thấp hơn 95%", "at_least"),
        ("không vượt quá 5%", "at_most"),
        ("chưa đến 5%", "at_most"),
        ("5% trở xuống", "at_most"),
        ("cao hơn 5%", "exact"),
    ],
)
def test_words_around_a_number_bound_it(text, bound):
    assert _only(text).bound == bound


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("từ 3 đến 5 hộ", "3", "5"),
        ("4 - 5%", "4", "5"),
        ("3%-5%/năm", "3", "5"),
        ("từ 1,5 – 2 tỷ đồng", "1500000000", "2000000000"),
        ("từ 60 người đến 80 người", "60", "80"),
    ],
)
def test_range_is_one_mention_with_its_least_and_its_most(text, least, most):
    mention = _only(f"khoảng {text}")
    assert (mention.value, mention.bound) == (Decimal(least), "at_least")
    assert (mention.until.value, mention.until.bound) == (Decimal(most), "at_most")
    assert text in f"khoảng {text}"[mention.start - 3 : mention.end + 4]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Dự án 3 - 5 tỷ đồng", [5 * 10**9]),
        ("năm 2024 - 2.500 triệu đồng", [2500 * 10**6]),
        ("giảm từ 12% xuống 8%", [12, 8]),
        ("tăng từ 85% đến 90%", [85, 90]),
        ("chỉ tiêu 5% - 3%", [5, 3]),
        ("12 hộ - 15 hộ", [12, 15]),
    ],
)
def test_numbers_beside_each_other_are_no_range(text, numbers):
    assert [(mention.value, mention.until) for mention in find_mentions(text)] == [(one, None) for one in numbers]
