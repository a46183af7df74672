"""Up to when money was spent, and for when it is forecast."""

from datetime import date

import pytest
from reading import RESOURCES, read, told

from district_reports.readers.outline.sections import Round


@pytest.mark.parametrize(
    ("paragraphs", "period"),
    [
        (["1. Năm 2022: đã giải ngân 9 tỷ đồng."], "2022"),
        (["1. Năm 2022: đã giải ngân 9 tỷ đồng.", "- ĐTPT: giải ngân 4 tỷ đồng."], "2022"),
        (["- Vốn năm 2022: đã giải ngân 9 tỷ đồng."], "2024"),
        (["3. Lũy kế 2022-2024: đã giải ngân 9 tỷ đồng."], "2022-2024"),
        (["V. KẾT QUẢ CÁC DỰ ÁN (lũy kế 2022-2024)", "1. Dự án 2: giải ngân 9 tỷ đồng."], "2022-2024"),
        (["V. KẾT QUẢ CÁC DỰ ÁN (2022-2024)", "1. Dự án 2: đến ngày 30/10/2024 giải ngân 9 tỷ đồng."], "2022-2024"),
    ],
)
def test_review_says_in_which_years_money_was_spent(paragraphs: list[str], period: str):
    figures = read("I. Giải ngân Chương trình giảm nghèo", *paragraphs)
    assert {figure.period for figure in figures if figure.kind == "disbursed"} == {period}


def test_money_paid_covers_the_round_and_tells_its_cut_off():
    (paid, rate) = read("Đến ngày 20/6/2024 đã giải ngân 3 tỷ đồng, đạt 30% kế hoạch.", round_=Round(2024, "H1"))
    assert (paid.period, paid.budget_year, paid.as_of) == ("2024H1", "2024", date(2024, 6, 20))
    assert (rate.indicator, rate.kind, rate.as_of) == ("disbursement_rate", "disbursed", date(2024, 6, 20))


def test_forecast_covers_the_window_it_names():
    (figure,) = read("Khả năng thực hiện giải ngân 9 tháng: 3 tỷ đồng.", round_=Round(2024, "H1"))
    assert figure.period == "2024-9M"


def test_heading_tells_the_window_of_its_forecasts():
    figures = read("Biểu 4. Ước giải ngân đến hết 30/6/2024", "Dự án 7: 9 triệu đồng; ước cả năm 90 triệu đồng.")
    assert told(figures, "value_text", "period") == [("9", "2024H1"), ("90", "2024")]


def test_forecast_after_what_was_spent_of_a_total_is_of_all_its_years():
    figures = read(
        RESOURCES,
        "Tổng vốn năm 2024 (bao gồm cả vốn năm 2023 chuyển sang) là: 90 tỷ đồng, gồm:",
        "+ Vốn ngân sách trung ương giao năm 2024 là 72 tỷ đồng.",
        "+ Vốn năm 2023 chuyển nguồn sang năm 2024 là: 18 tỷ đồng.",
        "Đã giải ngân 27 tỷ đồng (đạt 30% so với tổng số vốn). Khả năng thực hiện 9 tháng: 49 tỷ đồng; ước cả năm đạt 95% kế hoạch vốn.",  # noqa: E501
        round_=Round(2024, "H1"),
    )  # fmt: skip
    forecasts = [figure for figure in figures if figure.kind == "forecast"]
    assert told(forecasts, "value_text", "budget_year", "period") == [
        ("49", "2023+2024", "2024-9M"),
        ("95", "2023+2024", "2024"),
    ]


def test_forecast_as_a_share_of_what_was_assigned_is_of_that_year():
    figures = read(
        RESOURCES,
        "Tổng vốn năm 2024 (bao gồm cả vốn năm 2023 chuyển sang) là: 90 tỷ đồng.",
        "Đã giải ngân 27 tỷ đồng (đạt 30% so với tổng số vốn); ước giải ngân cả năm 60 tỷ đồng, đạt 95% vốn giao.",
        "Vốn giao năm 2024: 70 tỷ đồng; ước giải ngân cả năm 63 tỷ đồng, đạt 90%.",
    )
    forecasts = [figure for figure in figures if figure.indicator == "capital_forecast"]
    assert told(forecasts, "value_text", "budget_year") == [("60", "2024"), ("63", "2024")]


@pytest.mark.parametrize(
    ("day", "period"), [("30/6/2024", "2024H1"), ("hết ngày 30/9/2024", "2024-9M"), ("ngày 31/12/2024", "2024")]
)
def test_forecast_up_to_a_day_covers_the_window_it_ends(day, period):
    (figure,) = read(RESOURCES, f"Ước giải ngân đến {day} là 50 tỷ đồng.", round_=Round(2024, "Q1"))
    assert (figure.indicator, figure.period) == ("capital_forecast", period)


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("9 tháng giải ngân 5 tỷ đồng.", "2024-9M"),
        ("Ước 6 tháng đầu năm giải ngân 5 tỷ đồng.", "2024H1"),
        ("Cả năm giải ngân 5 tỷ đồng.", "2024"),
        ("6 tháng cuối năm giải ngân 5 tỷ đồng.", "2024"),
        ("Đến 30/9/2023 giải ngân 5 tỷ đồng.", "2024"),
    ],
)
def test_what_was_spent_covers_the_window_told_before_it(sentence, period):
    (figure,) = read(RESOURCES, sentence)
    assert figure.period == period


def test_year_up_to_whose_end_money_will_be_spent_is_not_whose_money_it_is():
    *_, forecast, rate = read(
        RESOURCES,
        "Tổng vốn năm 2024 (bao gồm vốn năm 2023 chuyển sang 40 tỷ đồng) là 100 tỷ đồng.",
        "Ước đến hết năm 2024 giải ngân 84 tỷ đồng (bằng 84% tổng vốn).",
    )
    assert (forecast.budget_year, rate.budget_year) == ("2023+2024", "2023+2024")


@pytest.mark.parametrize("heading", ["I. KẾT QUẢ 9 THÁNG", "I. KẾT QUẢ"])
@pytest.mark.parametrize(
    "words",
    [
        "dự kiến đến 31/01/2025 giải ngân",
        "giải ngân đến 31/12/2024 đủ",
        "khả năng hết năm ngân sách giải ngân",
        "tổng số vốn giải ngân của Chương trình ước",
    ],
)
def test_what_will_be_spent_by_the_end_of_the_year_is_forecast_for_the_year(heading, words):
    figures = read(heading, "1. Giải ngân", f"Vốn của Chương trình {words} 9 tỷ đồng.", round_=Round(2024, "9M"))
    assert told(figures, "indicator", "period") == [("capital_forecast", "2024")]
