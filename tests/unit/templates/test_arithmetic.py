"""What a form's columns have to do with each other follows from its layout alone."""

import pytest

from district_reports.readers.layouts import find_layout
from district_reports.templates.arithmetic import relate_columns


def _related(form):
    columns = find_layout(form).columns
    related = relate_columns(columns)
    return {column.name: one for column, one in zip(columns, related, strict=True)}, [one.name for one in columns]


def test_a_percentage_the_form_prints_is_computed_and_bounds_its_part():
    related, names = _related("household_review_1")
    part, whole = names.index("poor_households"), names.index("total_households")
    assert related["poor_household_rate"].expression == f"{{{part}}}/{{{whole}}}*100"
    assert related["poor_households"].wholes == (whole,)


def test_a_balance_the_form_prints_is_computed_from_all_its_terms():
    related, _ = _related("household_review_2")
    assert len(related["end"].operands) == 8
    assert related["end"].printed == "9=1-2-3-4+5+6+7+8"


def test_money_of_all_sources_is_the_sum_of_sources_and_that_of_types():
    related, names = _related("capital")
    assert [names[part] for part in related["assigned_total"].parts] == ["assigned_central", "assigned_local"]
    assert [names[part] for part in related["assigned_central"].parts] == [
        "assigned_central_investment", "assigned_central_recurrent",
    ]  # fmt: skip
    assert related["assigned_total"].printed == "1=2+5"


@pytest.mark.parametrize(
    ("form", "column", "wholes"),
    [
        ("household_review_8", "poor_merit", ["poor_total"]),
        ("household_review_4", "latrine", ["households"]),
        ("household_review_12", "poor_ethnic_minority", ["all_ethnic_minority", "poor_households"]),
        ("household_review_11", "near_poor_health", ["near_poor_total"]),
    ],
)
def test_a_narrower_group_is_never_larger(form, column, wholes):
    related, names = _related(form)
    assert [names[whole] for whole in related[column].wholes] == wholes


def test_other_households_are_no_whole_of_poor_ones():
    related, names = _related("household_review_1")
    assert names.index("average_living_households") not in related["poor_households"].wholes
