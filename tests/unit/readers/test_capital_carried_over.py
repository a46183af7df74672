"""Money carried over from one year to the next, and what was spent of it."""

import pytest
from reading import RESOURCES, read, told

from district_reports.readers.outline.sections import Round


def test_money_that_may_still_be_spent_is_carried_over():
    (figure,) = read("1. Vốn năm 2023 được kéo dài thời gian thực hiện và giải ngân sang năm 2024: 9 tỷ đồng.")
    assert (figure.indicator, figure.budget_year, figure.period) == ("capital_carried_over", "2023", "2024")


def test_total_with_carried_over_money_is_what_is_available():
    figures = read(
        "Tổng kế hoạch vốn 12 tỷ đồng, trong đó: vốn năm 2023 chuyển sang 2 tỷ đồng; vốn giao năm 2024: 10 tỷ đồng."
    )
    assert told(figures, "indicator", "budget_year", "period") == [
        ("capital_available", "2023+2024", "2024"),
        ("capital_carried_over", "2023", "2024"),
        ("capital_assigned", "2024", "2024"),
    ]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Vốn năm 2022 và năm 2023 được phép kéo dài sang năm 2024: 9 tỷ đồng.", ["2022+2023"]),
        ("Vốn chuyển nguồn năm 2023 sang năm 2024: 9 tỷ đồng.", ["2023"]),
        ("Vốn các năm trước chuyển sang: 9 tỷ đồng.", ["2023"]),
        (
            "Vốn năm 2022, 2023 chuyển nguồn sang: 9 tỷ đồng (năm 2022: 3 tỷ đồng; năm 2023: 6 tỷ đồng).",
            ["2022+2023", "2022", "2023"],
        ),
    ],
)
def test_carried_over_money_keeps_the_years_it_came_from(text: str, years: list[str]):
    figures = read(text)
    assert told(figures, "indicator", "period") == [("capital_carried_over", "2024")] * len(years)
    assert told(figures, "budget_year") == [(year,) for year in years]


def test_money_spent_of_what_was_carried_over_is_last_years():
    figures = read("1. Vốn năm 2023 kéo dài sang năm 2024", "- Kế hoạch vốn: 7 tỷ đồng;", "- Giải ngân: 5 tỷ đồng.")
    assert told(figures, "indicator", "budget_year") == [
        ("capital_carried_over", "2023"),
        ("capital_disbursed", "2023"),
    ]


def test_carried_over_money_that_was_spent_is_the_year_befores():
    (figure, _) = read("Kết quả giải ngân", "Vốn kéo dài: giải ngân 9 triệu đồng, đạt 65%.")
    assert (figure.indicator, figure.budget_year) == ("capital_disbursed", "2023")


def test_what_was_spent_of_carried_over_money_and_of_this_years():
    figures = read("3. Dự án 3: Giải ngân vốn kéo dài 80 triệu đồng (80%), vốn năm 2024 90 triệu đồng (30%).")
    assert told(figures, "indicator", "budget_year") == [
        ("capital_disbursed", "2023"),
        ("disbursement_rate", "2023"),
        ("capital_disbursed", "2024"),
        ("disbursement_rate", "2024"),
    ]


def test_total_that_includes_what_was_carried_over_is_available_and_of_both_years():
    (total,) = read(RESOURCES, "Tổng kinh phí Chương trình năm 2024, gồm cả kinh phí năm 2023 chuyển sang: 90 tỷ đồng.")
    assert (total.indicator, total.budget_year, total.period) == ("capital_available", "2023+2024", "2024")


def test_what_was_spent_of_all_sources_is_of_this_year_and_of_what_was_carried_over():
    figures = read(
        RESOURCES,
        "Vốn năm 2023 kéo dài 18 tỷ đồng đã giải ngân 9 tỷ đồng; vốn năm 2024 là 71 tỷ đồng, đã giải ngân 20 tỷ đồng.",
        "Lũy kế giải ngân các nguồn: 29 tỷ đồng, đạt 32,6%.",
        round_=Round(2024, "H1"),
    )
    assert told(figures, "value_text", "budget_year")[-2:] == [("29", "2023+2024"), ("32,6", "2023+2024")]


def test_carried_over_money_divided_by_years_is_of_them_all():
    figures = read(
        RESOURCES,
        "Vốn các năm trước chuyển sang năm 2024: 9 tỷ đồng (năm 2022: 4 tỷ đồng; năm 2023: 5 tỷ đồng).",
    )
    assert told(figures, "indicator", "budget_year") == [
        ("capital_carried_over", "2022+2023"),
        ("capital_carried_over", "2022"),
        ("capital_carried_over", "2023"),
    ]


def test_what_was_not_spent_is_carried_into_the_next_year():
    figures = read(
        RESOURCES,
        "Vốn chưa giải ngân 9 tỷ đồng được phép chuyển sang năm 2025, trong đó vốn năm 2024 là 5 tỷ đồng.",
    )
    assert told(figures, "indicator", "budget_year", "period") == [("capital_carried_over", "2024", "2025")] * 2


def test_share_of_the_money_of_a_year_outweighs_a_heading_about_carried_over_money():
    _, forecast, rate = read(
        RESOURCES,
        "2. Vốn năm 2023 kéo dài sang năm 2024: 9 tỷ đồng.",
        "Dự kiến đến hết 31/12/2024 giải ngân 30 tỷ đồng, đạt 98% vốn trung ương giao năm 2024.",
    )
    assert (forecast.budget_year, rate.budget_year) == ("2024", "2024")


def test_parts_beside_what_was_spent_of_carried_over_money_are_of_the_year():
    figures = read(
        RESOURCES,
        "Tổng vốn năm 2024 (bao gồm cả vốn năm 2023 kéo dài) là 100 tỷ đồng.",
        "Vốn năm 2023 kéo dài là 20 tỷ đồng.",
        "Tổng vốn đã giải ngân là 50 tỷ đồng, đạt 50% tổng nguồn vốn. Trong đó:",
        "- Vốn ngân sách địa phương đã giải ngân 9 tỷ đồng.",
        "- Vốn năm 2023 chuyển sang đã giải ngân 11 tỷ đồng.",
    )
    spent = [figure for figure in figures if figure.indicator == "capital_disbursed"]
    assert told(spent, "value_text", "budget_year") == [("50", "2023+2024"), ("9", "2024"), ("11", "2023")]


@pytest.mark.parametrize(
    ("heading", "line", "indicator"),
    [
        ("2. Giải ngân (đến 15/6/2024)", "- Chuyển nguồn: 5 tỷ đồng, đạt 60%.", "capital_disbursed"),
        ("2. Kết quả giải ngân nguồn vốn", "- Vốn năm 2023 chuyển sang: 5 tỷ đồng.", "capital_disbursed"),
        ("2. Giải ngân", "- Chuyển nguồn: 5 tỷ đồng, đã giải ngân 3 tỷ đồng.", "capital_carried_over"),
        ("2. Nguồn vốn và giải ngân", "- Chuyển nguồn: 5 tỷ đồng.", "capital_carried_over"),
        ("2. Vốn, kết quả giải ngân", "- Chuyển nguồn: 5 tỷ đồng.", "capital_carried_over"),
    ],
)
def test_carried_over_money_was_spent_under_a_heading_about_nothing_but_spending(heading, line, indicator):
    first, *_ = read("II. VỐN", heading, line)
    assert (first.indicator, first.budget_year) == (indicator, "2023")


def test_total_told_as_the_first_of_its_lines_holds_what_they_hold():
    total, *parts = read(
        "II. VỐN",
        "1. Kế hoạch",
        "- Tổng: 9 tỷ đồng.",
        "- TW năm 2024: 6 tỷ đồng.",
        "- Năm 2023 chuyển sang: 3 tỷ đồng.",
    )
    assert (total.indicator, total.budget_year) == ("capital_available", "2023+2024")
    assert told(parts, "indicator", "budget_year") == [("capital_assigned", "2024"), ("capital_carried_over", "2023")]


def test_what_was_spent_of_carried_over_money_is_of_all_years_its_bracket_names():
    *_, spent, rate = read(
        RESOURCES,
        "Vốn các năm trước chuyển sang năm 2024: 9 tỷ đồng (năm 2022: 4 tỷ đồng; năm 2023: 5 tỷ đồng), "
        "9 tháng giải ngân 3 tỷ đồng, đạt 33%.",
    )
    assert {spent.budget_year, rate.budget_year} == {"2022+2023"}


@pytest.mark.parametrize(
    "words", ["vốn cũ 2023 là", "riêng nguồn cũ năm 2023 còn", "nguồn 2023 chuyển tiếp", "phần năm 2023 chuyển qua"]
)
def test_old_money_is_carried_over_and_so_is_what_was_spent_of_it(words):
    *_, carried, spent = read(
        RESOURCES, f"Kế hoạch vốn 9 tỷ đồng, đã giải ngân 5 tỷ đồng; {words} 3 tỷ đồng, đã dùng 2 tỷ đồng."
    )
    assert told([carried, spent], "indicator", "budget_year") == [
        ("capital_carried_over", "2023"),
        ("capital_disbursed", "2023"),
    ]


def test_numbers_below_the_heading_of_a_total_divide_it():
    total, *parts = read(
        "II. NGUỒN LỰC",
        "1. Tổng nguồn",
        "Tổng vốn năm 2024 của huyện 9 tỷ đồng, bao gồm:",
        "1.1. NSTW giao trong năm 6 tỷ đồng.",
        "1.2. Vốn NSTW của năm 2023 chuyển sang: 3 tỷ đồng.",
        "2. Giải ngân",
    )
    assert (total.indicator, total.budget_year) == ("capital_available", "2023+2024")
    assert told(parts, "indicator", "budget_year") == [("capital_assigned", "2024"), ("capital_carried_over", "2023")]
