"""What was accepted before finds its cells by what it means."""

from decimal import Decimal

import pytest

from district_reports.templates.plans import build_plan
from district_reports.templates.previous import match_figures

STATED = {
    "project": "", "subproject": "", "component": "", "policy": "", "dimension": "", "fund_source": "",
    "capital_type": "", "budget_year": "", "period": "2023", "kind": "actual", "presence": "stated", "breakdown": "",
    "place": "",
}  # fmt: skip
MONEY = STATED | {"indicator": "capital_assigned", "unit": "vnd", "kind": "assigned", "budget_year": "2023",
                  "value": Decimal(5_000_000)}  # fmt: skip
HOUSEHOLDS = STATED | {"indicator": "poor_households", "unit": "households", "breakdown": "poor", "value": Decimal(70)}


@pytest.mark.parametrize(
    ("form", "figure", "cell", "value", "said"),
    [
        ("household_review_1", HOUSEHOLDS, "F10", 70, "70 hộ"),
        ("household_review_1", HOUSEHOLDS | {"place": "Tri Lễ"}, "F22", 70, "70 hộ"),
        ("household_review_1", HOUSEHOLDS | {"presence": "zero_in_words", "value": Decimal(0)}, "F10", "-", "-"),
        ("household_review_1", HOUSEHOLDS | {"presence": "not_applicable", "value": None}, "F10", "x", "x"),
        ("capital", MONEY | {"project": "DA2", "fund_source": "central", "capital_type": "recurrent"}, "F20", 5,
         "5 triệu đồng"),
        ("capital", MONEY | {"project": "DA2"}, "C20", 5, "5 triệu đồng"),
    ],
)  # fmt: skip
def test_a_figure_stands_in_the_cell_that_asks_for_it(form, figure, cell, value, said):
    previous = match_figures(build_plan(form, "184", "2024"), "2023", [figure])
    assert previous.values == {cell: value}
    assert previous.words == {cell: f"Kỳ trước (năm 2023, đã nhận): {said}."}


@pytest.mark.parametrize(
    "figure",
    [HOUSEHOLDS | {"period": "2021"}, HOUSEHOLDS | {"breakdown": "poor;kinh"}, MONEY | {"budget_year": "2022"}],
)
def test_a_figure_of_another_year_or_group_stands_nowhere(figure):
    for form in ("household_review_1", "capital"):
        assert match_figures(build_plan(form, "184", "2024"), "2023", [figure]).values == {}


def test_of_two_accepted_values_neither_is_shown():
    told = [HOUSEHOLDS, HOUSEHOLDS | {"value": Decimal(71)}]
    assert match_figures(build_plan("household_review_1", "184", "2024"), "2023", told).values == {}
