"""Which counts and rates are those of poor households, and which are of other households."""

from decimal import Decimal

import pytest
from reading import read, told


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tổng số hộ nghèo: 90 hộ.", [("poor_households", "90")]),
        ("Toàn huyện còn 90 hộ nghèo.", [("poor_households", "90")]),
        ("Hộ cận nghèo 40 hộ.", [("near_poor_households", "40")]),
        ("Tổng số hộ dân: 900 hộ với 3.600 nhân khẩu.", [("total_households", "900"), ("total_population", "3600")]),
        ("Có 31 bản với 900 hộ, 3.600 khẩu.", [("total_households", "900"), ("total_population", "3600")]),
        ("Số hộ nghèo 90/900 hộ.", [("poor_households", "90"), ("total_households", "900")]),
        ("Tỷ lệ hộ nghèo còn 10%.", [("poor_household_rate", "10")]),
        ("Tỷ lệ hộ nghèo giảm 3,5%.", [("poor_household_rate_change", "-3.5")]),
        ("Tỷ lệ hộ cận nghèo tăng 1,5 điểm phần trăm.", [("near_poor_household_rate_change", "1.5")]),
        ("Toàn huyện giảm 30 hộ nghèo.", [("poor_household_reduction", "30")]),
        (
            "Số hộ nghèo là 90 hộ, chiếm 10%, giảm 30 hộ (tương ứng giảm 3,5%) so với năm 2023.",
            [
                ("poor_households", "90"),
                ("poor_household_rate", "10"),
                ("poor_household_reduction", "30"),
                ("poor_household_rate_change", "-3.5"),
            ],
        ),
        (
            "Hộ nghèo: đầu năm 120 hộ (13%); cuối năm 90 hộ (10%); giảm 30 hộ (3%).",
            [
                ("poor_households", "120"),
                ("poor_household_rate", "13"),
                ("poor_households", "90"),
                ("poor_household_rate", "10"),
                ("poor_household_reduction", "30"),
                ("poor_household_rate_change", "-3"),
            ],
        ),
    ],
)
def test_review_of_households_is_read(sentence, expected):
    figures = read(sentence)
    assert told(figures, "indicator", "value") == [(name, Decimal(value)) for name, value in expected]
    assert {figure.kind for figure in figures} == {"actual"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Hỗ trợ 90 hộ nghèo vay vốn.",
        "Cho vay hộ nghèo 90 hộ, hộ cận nghèo 40 hộ.",
        "Xây nhà cho 90 hộ nghèo.",
        "Số hộ nghèo phát sinh: 12 hộ.",
        "Bản cao nhất có 78 hộ nghèo.",
        "Tỷ lệ hộ dân sử dụng nước hợp vệ sinh đạt 85%.",
        "Tỷ lệ trẻ em suy dinh dưỡng giảm 2%.",
        "Có 03 xã có tỷ lệ hộ nghèo trên 25%.",
    ],
)
def test_other_households_and_rates_are_left_out(sentence):
    assert read(sentence) == []


def test_percentage_of_something_else_is_no_rate_of_the_households_before_it():
    assert len(read("Tỷ lệ hộ nghèo còn 10%; giải ngân vốn đạt từ 95% trở lên.")) == 1


def test_preliminary_results_say_so():
    (figure,) = read("Theo kết quả rà soát sơ bộ, số hộ nghèo là 90 hộ.")
    assert figure.status == "preliminary"


def test_share_of_the_poor_is_no_rate_of_poverty():
    figures = read("Trong 900 hộ nghèo có 450 hộ là người DTTS, chiếm 50% tổng số hộ nghèo.")
    assert told(figures, "indicator", "breakdown") == [("poor_households", ""), ("poor_households", "ethnic_minority")]


def test_what_poor_households_have_is_no_rate_of_poverty():
    figures = read("Cuối năm tỷ lệ hộ nghèo còn dưới 24%; 100% hộ nghèo được cấp thẻ BHYT; 85% hộ dân có nước sạch.")
    assert told(figures, "value_text") == [("24",)]


def test_rate_after_money_is_no_rate_of_the_households_before():
    figures = read("I. Kết quả", "- Xã A: hộ nghèo 90 hộ (9,0%), phân bổ 30 tỷ đồng, giải ngân 12 tỷ đồng, đạt 40%.")
    assert told(figures, "indicator", "value_text") == [
        ("poor_households", "90"),
        ("poor_household_rate", "9,0"),
        ("capital_allocated", "30"),
        ("capital_disbursed", "12"),
        ("disbursement_rate", "40"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đầu năm 2024 toàn huyện có 120 hộ nghèo; rà soát sơ bộ cuối năm còn 90 hộ.",
        "Hộ nghèo DTTS 90 hộ, chiếm 60%.",
        "Trong đó hộ nghèo dân tộc thiểu số tại chỗ còn 90 hộ.",
    ],
)
def test_poor_households_are_counted_by_what_leads_their_number(sentence):
    figures = read(sentence)
    assert ("poor_households", 90) in told(figures, "indicator", "value")


def test_poor_households_under_credit_are_those_that_borrow():
    assert read("IV. CHÍNH SÁCH THƯỜNG XUYÊN", "1. Tín dụng", "- Hộ nghèo: 30 hộ, 9 tỷ đồng.") == []


def test_what_stands_before_a_semicolon_does_not_say_what_households_get():
    figures = read("Cấp ủy quan tâm; chính sách hỗ trợ kịp thời; toàn huyện còn 40 hộ cận nghèo.")
    assert told(figures, "indicator", "value") == [("near_poor_households", 40)]
