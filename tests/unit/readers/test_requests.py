"""What a report asks for is no money that it has."""

import pytest
from reading import read_all, told


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("V. ĐỀ XUẤT, KIẾN NGHỊ", "- UBND tỉnh bố trí đủ vốn đối ứng, hỗ trợ huyện 15 triệu đồng sửa chữa đường."),
        ("V. ĐỀ XUẤT, KIẾN NGHỊ", "2. Với tỉnh: bổ sung cho huyện 15 triệu đồng từ dự phòng ngân sách tỉnh."),
        ("2. Khó khăn, vướng mắc", "- Đề nghị tỉnh bố trí 15 triệu đồng để thực hiện Dự án 2."),
    ],
)
def test_money_asked_for_is_neither_assigned_nor_planned(paragraphs):
    assert told(read_all(*paragraphs), "indicator", "value_text", "kind") == [("capital_requested", "15", "planned")]


def test_what_became_of_money_is_read_among_requests_too():
    figures = read_all(
        "V. ĐỀ XUẤT, KIẾN NGHỊ",
        "- Vốn năm 2024 huyện được giao 5 triệu đồng, mới giải ngân 2 triệu đồng, đề nghị cho kéo dài sang năm 2025.",
    )
    assert told(figures, "indicator", "value_text") == [("capital_assigned", "5"), ("capital_disbursed", "2")]
