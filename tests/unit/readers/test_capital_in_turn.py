"""Amounts told one after another are each of what is named at their place."""

import pytest
from reading import read, told


def test_a_second_list_has_the_names_of_the_first():
    figures = read(
        "Vốn đầu tư và vốn sự nghiệp được giao lần lượt là 43 triệu đồng và 27 triệu đồng; "
        "con số giải ngân tương ứng là 40 triệu đồng và 20 triệu đồng."
    )
    assert told(figures, "indicator", "capital_type", "value_text") == [
        ("capital_assigned", "investment", "43"),
        ("capital_assigned", "recurrent", "27"),
        ("capital_disbursed", "investment", "40"),
        ("capital_disbursed", "recurrent", "20"),
    ]


@pytest.mark.parametrize(
    ("names", "field", "expected"),
    [
        ("Dự án 1, Dự án 2", "project", ["DA1", "DA2"]),
        ("Tiểu dự án 1 và Tiểu dự án 2 của Dự án 3", "subproject", ["DA3.TDA1", "DA3.TDA2"]),
        ("Vốn trung ương và vốn địa phương", "fund_source", ["central", "local"]),
    ],
)
@pytest.mark.parametrize("in_turn", ["lần lượt là", "tương ứng là"])
def test_projects_and_sources_are_told_in_turn(names, field, expected, in_turn):
    figures = read(f"{names} được giao {in_turn} 43 triệu đồng và 27 triệu đồng.")
    assert told(figures, "indicator", field) == [("capital_assigned", name) for name in expected]


def test_what_became_of_money_is_told_in_turn():
    figures = read("Số vốn giao và giải ngân của Dự án 2 lần lượt là 43 triệu đồng và 27 triệu đồng.")
    assert told(figures, "indicator", "kind", "project", "value_text") == [
        ("capital_assigned", "assigned", "DA2", "43"),
        ("capital_disbursed", "disbursed", "DA2", "27"),
    ]


@pytest.mark.parametrize(
    ("before", "about", "fields"),
    [
        ("Dự án 2", "; Dự án 4", {"project": "DA4", "budget_year": "2024"}),
        ("Năm 2023", ". Năm 2024", {"project": "", "budget_year": "2024"}),
    ],
)
def test_numbers_that_correspond_tell_of_another_what_was_told_before(before, about, fields):
    figures = read(
        f"{before} được giao 43 triệu đồng, giải ngân 27 triệu đồng, đạt 63%{about} "
        "con số tương ứng là 50 triệu đồng, 45 triệu đồng và 90%."
    )[3:]
    assert told(figures, "indicator", "value_text", "period") == [
        ("capital_assigned", "50", "2024"),
        ("capital_disbursed", "45", "2024"),
        ("disbursement_rate", "90", "2024"),
    ]
    assert all(getattr(figure, name) == value for figure in figures for name, value in fields.items())


def test_numbers_that_correspond_to_nothing_told_are_left_unread():
    assert (
        len(read("Dự án 2 được giao 43 triệu đồng; Dự án 4 con số tương ứng là 50 triệu đồng và 45 triệu đồng.")) == 1
    )
