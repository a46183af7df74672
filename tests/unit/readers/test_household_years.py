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


def test_rate_at_a_later_moment_is_of_the_same_households():
    figures = read("Tỷ lệ hộ nghèo năm 2023 là 12%, năm 2024 là 10%.")
    assert told(figures, "indicator", "period", "value_text") == [
        ("poor_household_rate", "2023", "12"),
        ("poor_household_rate", "2024", "10"),
    ]


def test_what_stood_at_the_beginning_of_a_year_is_told_apart_from_its_end():
    figures = read("Số hộ nghèo đầu năm 2024: 90 hộ (10%); cuối năm 2024: 72 hộ (8%), giảm 18 hộ so với đầu năm 2024.")
    assert told(figures, "value_text", "period", "breakdown") == [
        ("90", "2024", "start_of_year"),
        ("10", "2024", "start_of_year"),
        ("72", "2024", ""),
        ("8", "2024", ""),
        ("18", "2024", ""),
    ]
    assert {figure.breakdown for figure in read("Trong 6 tháng đầu năm 2024 có 90 hộ nghèo.")} == {""}


def test_fall_without_a_year_starts_where_the_year_before_ended():
    start, rate, end = read("Hộ nghèo giảm từ 120 hộ (13%) xuống còn 90 hộ.")
    assert (start.period, rate.period, end.period) == ("2023", "2023", "2024")


def test_count_at_a_later_moment_is_of_the_same_households():
    figures = read("Hộ nghèo: Đầu năm 2024, huyện có 120 hộ. Qua rà soát, cuối năm 2024 còn 90 hộ, tỷ lệ 10%.")
    assert told(figures, "indicator", "value") == [
        ("poor_households", 120),
        ("poor_households", 90),
        ("poor_household_rate", 10),
    ]


def test_fall_from_one_rate_to_another_gives_each_its_year():
    figures = read("Tỷ lệ hộ nghèo giảm từ 12,5% năm 2023 xuống còn 9,8% năm 2024 (giảm 2,7%), đạt 104% kế hoạch.")
    assert told(figures, "indicator", "value_text", "period") == [
        ("poor_household_rate", "12,5", "2023"),
        ("poor_household_rate", "9,8", "2024"),
        ("poor_household_rate_change", "2,7", "2024"),
    ]


def test_fall_over_several_years_is_not_this_years():
    (figure,) = read("Sau hai năm giảm 900 hộ nghèo.")
    assert (figure.indicator, figure.breakdown) == ("poor_household_reduction", "several_years")


def test_round_gives_the_year_nothing_else_tells():
    (figure,) = read("Số hộ nghèo là 90 hộ.", round_=Round(2022, "H1"), title="Kết quả giảm nghèo")
    assert figure.period == "2022"


@pytest.mark.parametrize(
    "sentence",
    [
        "Hộ nghèo còn 900 hộ, bằng 9%; cùng kỳ là 1.200 hộ, bằng 12%, tức giảm 3 điểm phần trăm.",
        "Toàn huyện còn 900 hộ nghèo, 9%, giảm 3 điểm phần trăm so với cuối năm 2023 (khi đó là 1.200 hộ, chiếm 12%).",
    ],
)
def test_what_was_a_year_before_is_that_years(sentence):
    told_by_year = {(f.indicator, f.value_text): f.period for f in read(sentence)}
    assert told_by_year["poor_households", "900"] == told_by_year["poor_household_rate_change", "3"] == "2024"
    assert told_by_year["poor_households", "1.200"] == told_by_year["poor_household_rate", "12"] == "2023"


@pytest.mark.parametrize("aside", ["46,91%", "năm 2023 là 46,91%", "cuối năm 2023 là 46,91%"])
def test_bracket_behind_the_year_compared_with_tells_the_rate_of_that_year(aside):
    *_, before = read(f"Hộ nghèo 90 hộ, tỷ lệ 40,20%, giảm 6,71% so với cuối năm 2023 ({aside}).")
    assert (before.indicator, before.value_text, before.period) == ("poor_household_rate", "46,91", "2023")


def test_households_of_the_year_compared_with_are_told_before_the_fall():
    figures = read(
        "Hộ nghèo còn 90 hộ, chiếm 19,51%; so với cuối năm 2023 (120 hộ/900 hộ, chiếm 26,40%) giảm 30 hộ, giảm 6,89%."
    )
    assert told(figures, "indicator", "value_text", "period")[2:] == [
        ("poor_households", "120", "2023"),
        ("total_households", "900", "2023"),
        ("poor_household_rate", "26,40", "2023"),
        ("poor_household_reduction", "30", "2024"),
        ("poor_household_rate_change", "6,89", "2024"),
    ]


def test_fall_in_brackets_tells_where_it_began_and_ended():
    figures = read("Giảm tỷ lệ hộ nghèo năm 2024 là 6,2% (từ 46,63% cuối năm 2023 xuống còn 40,43%).")
    assert told(figures, "value_text", "unit", "period") == [
        ("6,2", "pp", "2024"),
        ("46,63", "percent", "2023"),
        ("40,43", "percent", "2024"),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "periods"),
    [
        (["Tổng số hộ dân: 900 hộ. Theo kết quả rà soát cuối năm 2023, toàn huyện có 90 hộ nghèo."], ["2023", "2023"]),
        (["Tổng số hộ nghèo: 90 hộ (số liệu cuối năm 2023)."], ["2023"]),
        (["Cuối năm 2023, toàn huyện có 90 hộ nghèo.", "Trong tổng số 90 hộ nghèo có 38 hộ Khmer."], ["2023"] * 3),
    ],
)
def test_count_within_a_year_is_of_the_review_it_names(paragraphs: list[str], periods: list[str]):
    figures = read("I. Kết quả", *paragraphs, round_=Round(2024, "H1"))
    assert [figure.period for figure in figures] == periods


@pytest.mark.parametrize("mark", ["-", "+"])
def test_line_that_says_only_when_goes_on_with_the_households_of_the_line_above(mark: str):
    figures = read(
        "1. Kết quả giảm nghèo:",
        f"{mark} Đầu năm 2023: 120 hộ nghèo, chiếm 12,0%;",
        f"{mark} Cuối năm 2023: 90 hộ, chiếm 9,0%, giảm 3,0%; hộ cận nghèo 50 hộ, chiếm 5,0%;",
        f"{mark} Ước cuối năm 2024: còn 70 hộ, chiếm 7,0%, giảm 2,0%.",
    )
    assert told(figures, "indicator", "period", "kind")[2:] == [
        ("poor_households", "2023", "actual"),
        ("poor_household_rate", "2023", "actual"),
        ("poor_household_rate_change", "2023", "actual"),
        ("near_poor_households", "2023", "actual"),
        ("near_poor_household_rate", "2023", "actual"),
        ("poor_households", "2024", "forecast"),
        ("poor_household_rate", "2024", "forecast"),
        ("poor_household_rate_change", "2024", "forecast"),
    ]


def test_line_of_another_list_does_not_go_on_with_households():
    figures = read("1. Kết quả:", "+ Hộ nghèo: 120 hộ;", "- Cuối năm 2023: 90 hộ.")
    assert told(figures, "value_text") == [("120",)]


@pytest.mark.parametrize("before", ["năm trước", "cùng kỳ", "cùng kỳ năm trước", "cuối năm 2023"])
def test_a_bracket_behind_a_comparison_is_of_the_year_before(before):
    figures = read(f"Số hộ cận nghèo là 95 hộ, tỷ lệ 3,85%, giảm 0,61 điểm phần trăm so với {before} (110 hộ; 4,46%).")
    assert told(figures, "value_text", "indicator", "period")[3:] == [
        ("110", "near_poor_households", "2023"),
        ("4,46", "near_poor_household_rate", "2023"),
    ]


def test_poor_households_without_labour_are_a_part_of_them():
    figures = read("Hộ nghèo không có khả năng lao động là 41 hộ.", "Hộ nghèo thuộc diện bảo trợ xã hội: 12 hộ.")
    assert told(figures, "value_text", "indicator", "breakdown") == [
        ("41", "poor_households", "no_labour"),
        ("12", "poor_households", "social_protection"),
    ]
