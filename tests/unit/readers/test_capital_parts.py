"""What is told of a part of a project is not told of the project."""

import pytest
from reading import read

PROJECT = "2. Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo"


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổng kinh phí thực hiện dự án chăn nuôi lợn sinh sản là 20 triệu đồng.",
        "Thực hiện mô hình trồng cây chè, mô hình nuôi ong, tổng kinh phí: 20 triệu đồng.",
    ],
)
def test_what_models_cost_is_not_what_their_project_was_assigned(sentence):
    (figure,) = read(PROJECT, sentence)
    assert (figure.indicator, figure.project, figure.breakdown) == ("capital_assigned", "DA2", "models")


@pytest.mark.parametrize(
    "sentence",
    [
        "Kinh phí được giao 20 triệu đồng.",
        "Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo, kinh phí 20 triệu đồng.",
    ],
)
def test_money_of_a_project_named_for_its_models_is_the_projects(sentence):
    (figure,) = read(PROJECT, sentence)
    assert (figure.indicator, figure.project, figure.breakdown) == ("capital_assigned", "DA2", "")


TRAINING = "4. Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm bền vững"


@pytest.mark.parametrize(
    "sentence",
    [
        "Kinh phí thực hiện nội dung hỗ trợ việc làm là 20 triệu đồng.",
        "Nội dung “Hỗ trợ việc làm” thuộc Tiểu dự án 3 của Dự án 4: tư vấn có 20 triệu đồng giao phòng Nội vụ.",
        "Kinh phí thực hiện hoạt động tập huấn cán bộ là 20 triệu đồng.",
    ],
)
def test_money_of_a_named_activity_is_not_its_projects(sentence):
    (figure,) = read(TRAINING, sentence)
    assert (figure.indicator, figure.project, figure.breakdown) == ("capital_assigned", "DA4", "activity")


def test_what_was_spent_on_an_activity_is_of_it_up_to_the_semicolon():
    figures = read(
        TRAINING,
        "- Nội dung hỗ trợ việc làm: giao 20 triệu đồng, giải ngân 9 triệu đồng; Dự án 4 giải ngân 60 triệu đồng.",
    )
    assert [figure.breakdown for figure in figures] == ["activity", "activity", ""]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kinh phí thực hiện các nội dung của Dự án là 20 triệu đồng.",
        "Kinh phí thực hiện nội dung Dự án 4 là 20 triệu đồng.",
        "Nội dung thực hiện: kinh phí 20 triệu đồng.",
        "Kinh phí thực hiện nội dung hỗ trợ việc làm bền vững (Tiểu dự án 3) là 20 triệu đồng.",
    ],
)
def test_money_of_all_activities_is_the_projects(sentence):
    (figure,) = read(TRAINING, sentence)
    assert (figure.project, figure.breakdown) == ("DA4", "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Bố trí 14 triệu đồng vốn đầu tư cho 6 công trình; lũy kế giải ngân 12 triệu đồng.",
        "Bố trí vốn đầu tư 14 triệu đồng cho 6 công trình; lũy kế giải ngân 12 triệu đồng.",
    ],
)
def test_what_was_spent_is_of_the_type_named_before_or_behind_what_was_assigned(sentence):
    assert [figure.capital_type for figure in read("1. Dự án 1", sentence)] == ["investment", "investment"]


def test_what_was_spent_after_two_types_named_behind_their_amounts_is_of_both():
    *_, spent = read(
        "1. Dự án 1", "Giao 84 triệu đồng vốn đầu tư và 58 triệu đồng vốn sự nghiệp, giải ngân 99 triệu đồng."
    )
    assert spent.capital_type == "all"


def test_projects_that_divide_a_part_are_of_its_type_and_source():
    figures = read(
        "Vốn ngân sách trung ương được giao 90 triệu đồng: vốn đầu tư 60 triệu đồng; vốn sự nghiệp 30 triệu đồng, "
        "phân theo dự án như sau: Dự án 2: 20 triệu đồng, Dự án 3: 10 triệu đồng."
    )
    assert [(f.project, f.fund_source, f.capital_type) for f in figures[-2:]] == [
        ("DA2", "central", "recurrent"), ("DA3", "central", "recurrent"),
    ]  # fmt: skip


def test_money_by_decisions_that_approve_it_is_an_approved_budget_with_its_shares():
    figures = read(
        "3. Dự án 3",
        "Tổng kinh phí theo quyết định phê duyệt 24 triệu đồng, phần ngân sách nhà nước 18 triệu đồng; "
        "phần hộ dân đối ứng 6 triệu đồng.",
    )
    assert [(f.indicator, f.kind) for f in figures] == [("approved_budget", "planned")] * 3
