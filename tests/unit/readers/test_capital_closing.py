"""Amounts divide the total that they add up to, be it the nearest or one told before it."""

import pytest
from reading import RESOURCES, read, told

TOTALS = "Chương trình được giao 80.000 triệu đồng, giải ngân 60.000 triệu đồng, đạt 75%"


@pytest.mark.parametrize(
    "paragraphs",
    [
        [f"{TOTALS}. Trong đó vốn đầu tư 50.000 triệu đồng, vốn sự nghiệp 30.000 triệu đồng."],
        [f"{TOTALS}, trong đó: vốn đầu tư 50.000 triệu đồng; vốn sự nghiệp 30.000 triệu đồng."],
        [f"{TOTALS} (vốn đầu tư 50.000 triệu đồng, vốn sự nghiệp 30.000 triệu đồng)."],
        [f"{TOTALS}. Trong đó:", "- Vốn đầu tư: 50.000 triệu đồng.", "- Vốn sự nghiệp: 30.000 triệu đồng."],
    ],
)
def test_parts_that_add_up_to_the_assigned_total_were_assigned(paragraphs):
    parts = read(RESOURCES, *paragraphs)[-2:]
    assert told(parts, "indicator", "capital_type", "value_text") == [
        ("capital_assigned", "investment", "50.000"),
        ("capital_assigned", "recurrent", "30.000"),
    ]


def test_what_was_spent_of_parts_of_the_assigned_total_is_of_their_type():
    figures = read(
        RESOURCES,
        f"{TOTALS}, trong đó: vốn đầu tư 50.000 triệu đồng, giải ngân 42.000 triệu đồng; "
        "vốn sự nghiệp 30.000 triệu đồng, giải ngân 18.000 triệu đồng.",
    )
    assert told(figures[3:], "indicator", "capital_type", "value_text") == [
        ("capital_assigned", "investment", "50.000"),
        ("capital_disbursed", "investment", "42.000"),
        ("capital_assigned", "recurrent", "30.000"),
        ("capital_disbursed", "recurrent", "18.000"),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        "vốn đầu tư 42.000 triệu đồng, vốn sự nghiệp 18.000 triệu đồng",
        "vốn đầu tư 41.999,6 triệu đồng, vốn sự nghiệp 18.000,4 triệu đồng",
        "vốn đầu tư 47.000 triệu đồng, vốn sự nghiệp 22.000 triệu đồng",
    ],
)
def test_parts_of_the_nearest_total_or_of_none_are_of_the_nearest(parts):
    figures = read(RESOURCES, f"{TOTALS}, trong đó: {parts}.")[-2:]
    assert [figure.indicator for figure in figures] == ["capital_disbursed", "capital_disbursed"]


def test_parts_printed_with_more_digits_than_their_total_add_up_to_it():
    figures = read(
        RESOURCES, "Được giao 80,1 tỷ đồng, giải ngân 60,2 tỷ đồng, gồm: NSTW 78,04 tỷ đồng, NSĐP 2,03 tỷ đồng."
    )
    assert [figure.indicator for figure in figures[-2:]] == ["capital_assigned", "capital_assigned"]


def test_a_total_of_what_was_assigned_and_what_was_carried_over_is_available():
    figures = read(
        RESOURCES,
        "3.1. Kế hoạch vốn năm 2024: 50.300 triệu đồng.",
        "3.2. Vốn năm 2023 chuyển nguồn sang năm 2024 (NSTW): 9.200 triệu đồng.",
        "Như vậy, tổng nguồn vốn năm 2024 là 59.500 triệu đồng.",
    )
    assert told(figures, "indicator", "fund_source", "budget_year") == [
        ("capital_assigned", "", "2024"),
        ("capital_carried_over", "central", "2023"),
        ("capital_available", "", "2023+2024"),
    ]


def test_a_total_that_is_no_such_sum_is_what_its_words_say():
    *_, last = read(
        RESOURCES,
        "- Kế hoạch vốn năm 2024: 50.300 triệu đồng.",
        "- Vốn năm 2023 chuyển nguồn sang năm 2024: 9.200 triệu đồng.",
        "Tổng kinh phí năm 2024 được giao 50.900 triệu đồng.",
    )
    assert (last.indicator, last.budget_year) == ("capital_assigned", "2024")
