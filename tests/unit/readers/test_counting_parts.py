"""Which people a count or an amount is of, where several kinds are named together."""

import pytest
from reading import read_all, told


@pytest.mark.parametrize(
    ("text", "breakdowns"),
    [
        ("Chi trả tiền điện 46 triệu đồng cho 302 lượt hộ nghèo, hộ chính sách xã hội và hộ chưa có điện.", ["", ""]),
        ("Hỗ trợ tiền điện cho 302 hộ nghèo và hộ chính sách xã hội, kinh phí 46 triệu đồng.", ["", ""]),
        ("Hỗ trợ tiền điện cho hộ nghèo, hộ chính sách xã hội 46 triệu đồng.", [""]),
        ("Hỗ trợ tiền điện cho 302 hộ nghèo, cận nghèo, kinh phí 46 triệu đồng.", ["poor;near_poor"] * 2),
        ("Hỗ trợ tiền điện cho hộ nghèo, hộ cận nghèo: 302 hộ, kinh phí 46 triệu đồng.", ["poor;near_poor"] * 2),
        ("Hỗ trợ tiền điện cho 302 hộ nghèo, hộ cận nghèo 45 hộ.", ["poor", "near_poor"]),
        ("Hỗ trợ tiền điện cho 302 hộ nghèo và 45 hộ cận nghèo.", ["poor", "near_poor"]),
        ("Hỗ trợ tiền điện của hộ nghèo là 46 triệu đồng.", ["poor"]),
        ("Hỗ trợ tiền điện cho 302 lượt hộ nghèo, chính sách với số tiền 46 triệu đồng.", ["", ""]),
        ("Quỹ Vì người nghèo hỗ trợ tiền điện 46 triệu đồng.", [""]),
    ],
)
def test_several_kinds_of_people_share_their_number(text, breakdowns):
    assert [figure.breakdown for figure in read_all("I. Các chính sách giảm nghèo chung", text)] == breakdowns


def test_an_amount_before_people_of_several_kinds_is_of_all_of_them_under_a_title_that_names_one():
    figures = read_all("- Hỗ trợ tiền điện cho hộ nghèo: chi trả 46 triệu đồng cho 302 hộ nghèo, hộ chính sách xã hội.")
    assert told(figures, "value_text", "policy", "breakdown") == [("46", "electricity", ""), ("302", "electricity", "")]
