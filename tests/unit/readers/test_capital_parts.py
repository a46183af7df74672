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
