"""What is told of the whole unit is about no project, also in a project's section or behind its line."""

import pytest
from reading import read_all, told

LINE = "Dự án 2: được giao 4.000 triệu đồng, giải ngân 3.000 triệu đồng, đạt 75%."
TITLE = "2. Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo"


@pytest.mark.parametrize("above", [LINE, TITLE])
@pytest.mark.parametrize(
    "sentence", ["Trên địa bàn huyện có 9.000 hộ, trong đó 900 hộ nghèo.", "Năm 2024 toàn huyện có 900 hộ nghèo."]
)
def test_households_of_the_whole_unit_are_no_projects(above, sentence):
    last = read_all(above, sentence)[-1]
    assert (last.indicator, last.project, last.value_text) == ("poor_households", "", "900")


def test_households_of_the_whole_unit_may_follow_in_the_projects_own_paragraph():
    figures = read_all(f"{LINE} Trên địa bàn huyện có 9.000 hộ, trong đó 900 hộ nghèo.")
    assert told(figures[-2:], "indicator", "project") == [("total_households", ""), ("poor_households", "")]


@pytest.mark.parametrize("above", [LINE, TITLE])
def test_insurance_cards_and_what_they_cost_are_no_projects(above):
    figures = read_all(above, "Toàn huyện cấp 500 thẻ BHYT cho người nghèo, kinh phí 370 triệu đồng.")
    assert told(figures[-2:], "indicator", "project", "policy") == [
        ("health_insurance_cards", "", "health"),
        ("policy_spending", "", "health"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Toàn huyện có 12 mô hình với 240 hộ nghèo tham gia.",
        "Trên địa bàn huyện có 240 hộ nghèo được hỗ trợ con giống.",
    ],
)
def test_what_a_project_does_all_over_the_unit_is_the_projects(sentence):
    last = read_all(TITLE, sentence)[-1]
    assert (last.indicator, last.project) == ("participating_households", "DA2")


def test_money_of_the_whole_unit_ends_a_projects_line():
    figures = read_all(LINE, "Toàn huyện đã giải ngân 60.000 triệu đồng, đạt 70%.")
    assert told(figures[-2:], "indicator", "project") == [("capital_disbursed", ""), ("disbursement_rate", "")]


def test_money_told_below_no_more_than_a_projects_title_is_the_projects():
    figures = read_all(
        "Dự án 2: Đa dạng hóa sinh kế", "Toàn huyện được giao 4.000 triệu đồng, giải ngân 3.000 triệu đồng."
    )
    assert told(figures, "indicator", "project") == [("capital_assigned", "DA2"), ("capital_disbursed", "DA2")]
