"""Percentages of money that stand apart from their amounts."""

import pytest
from reading import read, told

from district_reports.readers.outline.sections import Round

RESOURCES = "2. Kết quả huy động, phân bổ và sử dụng nguồn lực"


def test_rate_in_brackets_is_of_what_stands_before_them():
    figures = read(RESOURCES, "Hạn chế: tỷ lệ giải ngân vốn sự nghiệp thấp (mới 43,7%).")
    assert told(figures, "indicator", "capital_type", "value_text") == [("disbursement_rate", "recurrent", "43,7")]


def test_rates_in_brackets_are_of_the_projects_before_them():
    figures = read(RESOURCES, "Tiến độ giải ngân Dự án 4 (40,6%), Dự án 6 (27,6%) còn chậm.")
    assert told(figures, "project", "indicator", "value_text") == [
        ("DA4", "disbursement_rate", "40,6"),
        ("DA6", "disbursement_rate", "27,6"),
    ]


def test_rate_behind_a_count_is_no_rate_of_money():
    assert read(RESOURCES, "Công tác giải ngân hỗ trợ 45 người (12%) còn chậm.") == []


def test_rate_of_households_after_one_of_money_is_theirs():
    figures = read(RESOURCES, "Hạn chế: tỷ lệ giải ngân vốn sự nghiệp thấp (43,7%); tỷ lệ hộ cận nghèo tăng 4%.")
    assert told(figures, "indicator", "value_text") == [
        ("disbursement_rate", "43,7"),
        ("near_poor_household_rate_change", "4"),
    ]


def test_share_of_the_planned_central_money_tells_the_source_of_all_its_parts():
    figures = read(
        RESOURCES,
        "2. Kết quả giải ngân: 9 tỷ đồng, đạt 45% kế hoạch vốn NSTW giai đoạn 2023-2024; trong đó:",
        "a) Vốn đầu tư: 6 tỷ đồng, đạt 50% (vốn 2023 giải ngân 2 tỷ đồng);",
        "b) Vốn sự nghiệp: 3 tỷ đồng.",
        round_=Round(2024, first_year=2022),
    )
    amounts = [figure for figure in figures if figure.unit == "vnd"]
    assert told(amounts, "indicator", "fund_source", "capital_type", "budget_year") == [
        ("capital_disbursed", "central", "all", "2023-2024"),
        ("capital_disbursed", "central", "investment", "2023-2024"),
        ("capital_disbursed", "central", "investment", "2023"),
        ("capital_disbursed", "central", "recurrent", "2023-2024"),
    ]


@pytest.mark.parametrize(
    "sentence",
    ["Đối ứng địa phương: 9 tỷ đồng (10%).", "Ngân sách huyện đối ứng 9 tỷ đồng, tương đương 10%."],
)
def test_percentage_right_behind_what_the_locality_adds_is_its_share(sentence):
    figures = read(RESOURCES, sentence)
    assert told(figures, "indicator", "fund_source", "value_text") == [
        ("capital_assigned", "local", "9"),
        ("counterpart_rate", "local", "10"),
    ]


def test_rate_of_the_province_is_not_the_units():
    figures = read(RESOURCES, "Tỷ lệ giải ngân vốn sự nghiệp mới đạt 50,9%, thấp hơn bình quân chung của tỉnh (58%).")
    assert told(figures, "value_text") == [("50,9",)]


def test_share_of_the_works_that_is_done_is_no_rate_of_money():
    assert read("1. Dự án 1", "Giải ngân theo khối lượng thực hiện ước đạt 45%.") == []
