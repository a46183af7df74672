"""Which years households are told of, and changes over several of them."""

import pytest
from reading import read, told

from district_reports.readers.outline.sections import Round

REVIEW = Round(2023, first_year=2021)
OF_TERM = "Báo cáo đánh giá giữa kỳ Chương trình MTQG giảm nghèo bền vững giai đoạn 2021 - 2023"


@pytest.mark.parametrize(
    "sentence",
    [
        "Sau hai năm giảm 90 hộ nghèo.",
        "Tỷ lệ hộ nghèo bình quân mỗi năm giảm 2%.",
        "Tỷ lệ hộ nghèo giảm bình quân 2%/năm.",
        "Tỷ lệ hộ cận nghèo tăng 2% so với đầu kỳ.",
    ],
)
def test_change_over_several_years_is_of_the_years_reviewed(sentence):
    (figure,) = read(sentence, round_=REVIEW, title=OF_TERM)
    assert figure.period == "2021-2023"


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Đến cuối năm 2026 tỷ lệ hộ nghèo mỗi năm giảm từ 2% trở lên.", "2025-2026"),
        ("Mục tiêu năm 2025, 2026: tỷ lệ hộ nghèo mỗi năm giảm 2%.", "2025-2026"),
        ("Phấn đấu giai đoạn 2026-2030 tỷ lệ hộ nghèo bình quân mỗi năm giảm 2%.", "2026-2030"),
        ("Phấn đấu năm 2025 tỷ lệ hộ nghèo giảm bình quân 2%/năm.", "2025"),
    ],
)
def test_yearly_fall_aimed_at_is_of_the_years_to_come(sentence, period):
    (figure,) = read(sentence)
    assert (figure.kind, figure.period, figure.budget_year) == ("target", period, period)


def test_what_has_changed_since_the_beginning_is_a_result_under_aims_too():
    (figure,) = read(
        "III. Mục tiêu năm 2025", "Tỷ lệ hộ nghèo giảm 4% so với đầu giai đoạn.", round_=REVIEW, title=OF_TERM
    )
    assert (figure.kind, figure.period, figure.breakdown) == ("actual", "2021-2023", "several_years")


@pytest.mark.parametrize(
    "sentence",
    [
        "Đầu kỳ (cuối năm 2021, theo chuẩn mới) toàn huyện có 90 hộ nghèo, tỷ lệ 10%.",
        "Đầu năm 2022 (số liệu rà soát cuối năm 2021): 90 hộ nghèo, chiếm 10%.",
    ],
)
def test_bracket_says_of_which_review_a_beginning_is(sentence):
    figures = read(sentence, round_=REVIEW, title=OF_TERM)
    assert told(figures, "period", "breakdown") == [("2021", "")] * 2


def test_bracket_that_compares_says_nothing_of_the_beginning():
    figures = read("Đầu năm 2024 (giảm 30 hộ so với cuối năm 2022) toàn huyện có 90 hộ nghèo.")
    assert figures[-1].period == "2024"


def test_bracket_behind_a_rate_may_say_more_than_its_year():
    (figure,) = read("Tỷ lệ hộ nghèo là 10% (chuẩn nghèo mới, điều tra cuối năm 2022).")
    assert figure.period == "2022"


def test_bracket_says_of_which_review_all_that_a_beginning_tells_is():
    figures = read("Đầu năm 2024 (kết quả rà soát cuối năm 2023): 900 hộ; hộ nghèo 90 hộ, 10%; hộ cận nghèo 40 hộ.")
    assert told(figures, "indicator", "period", "breakdown") == [
        ("total_households", "2023", ""),
        ("poor_households", "2023", ""),
        ("poor_household_rate", "2023", ""),
        ("near_poor_households", "2023", ""),
    ]


def test_within_a_year_communes_have_the_households_of_the_last_review():
    figures = read(
        "Kết quả rà soát cuối năm 2023: toàn huyện có 90 hộ nghèo.",
        "Trong đó hộ Khmer: nghèo 60 hộ, cận nghèo 20 hộ.",
        "Xã còn nhiều hộ nghèo: Xuân Lộc 30 hộ.",
        "Đến nay ước còn 80 hộ nghèo.",
        round_=Round(2024, "H1"),
    )
    assert told(figures, "value", "period") == [(90, "2023"), (60, "2023"), (20, "2023"), (30, "2023"), (80, "2024")]


def test_what_stands_under_the_rest_of_the_year_is_striven_for():
    (figure,) = read("VII. 6 THÁNG CUỐI NĂM", "5. Giảm từ 30 hộ nghèo trở lên.", round_=Round(2024, "H1"))
    assert (figure.kind, figure.bound) == ("target", "at_least")


def test_review_that_names_its_first_year_in_the_title_is_read_by_its_last():
    title = "Kết quả giám sát Chương trình giảm nghèo (từ năm 2022 đến tháng 10/2024)"
    (figure,) = read("Toàn huyện còn 90 hộ nghèo.", round_=Round(2024, first_year=2022), title=title)
    assert (figure.kind, figure.period) == ("actual", "2024")


def test_target_rate_tells_as_many_households():
    figures = read("III. Mục tiêu năm 2025", "Tỷ lệ hộ nghèo còn 14,0%, tương đương 90 hộ.")
    assert told(figures, "indicator", "kind", "period") == [
        ("poor_household_rate", "target", "2025"), ("poor_households", "target", "2025"),
    ]  # fmt: skip


def test_count_in_the_bracket_of_a_rate_is_of_the_same_households():
    figures = read("Tỷ lệ hộ nghèo cuối năm 2024 là 20,15% (90 hộ).")
    assert told(figures, "indicator", "period") == [("poor_household_rate", "2024"), ("poor_households", "2024")]


def test_what_is_expected_after_a_target_is_a_forecast():
    figures = read("Tỷ lệ hộ nghèo mục tiêu năm 2024 giảm 4,5%, ước thực hiện giảm được 1,8%.")
    assert told(figures, "kind") == [("target",), ("forecast",)]
