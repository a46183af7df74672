"""Titles over what is counted that no label tells: policies, leading lines, last sentences."""

from reading import read_all, told

WHOSE = ("value_text", "policy", "breakdown")


def test_a_bullet_that_is_only_the_title_of_a_policy_heads_those_of_its_own_sign():
    figures = read_all(
        "- Chính sách hỗ trợ về y tế.",
        "- Số chi phí của đối tượng hộ nghèo trong năm là: 71 triệu đồng.",
        "- Chính sách về giáo dục:",
        "- Số tiền cấp bù trong năm là: 12 triệu đồng.",
    )
    assert told(figures, *WHOSE) == [("71", "health", "poor"), ("12", "education", "")]


def test_the_title_of_a_policy_ends_with_its_list():
    figures = read_all(
        "1. Chính sách an sinh", "- Chính sách hỗ trợ về y tế.", "- Khám bệnh cho 90 lượt người.",
        "2. Chính sách khác", "- Số tiền chi trả trong năm là: 12 triệu đồng.",
    )  # fmt: skip
    assert told(figures, *WHOSE) == [("90", "health", ""), ("12", "", "")]


def test_the_last_sentence_of_a_bullet_leads_in_what_stands_below_it():
    figures = read_all(
        "1. Chính sách y tế",
        "- Cấp phương tiện tránh thai miễn phí cho phụ nữ. Hỗ trợ phụ nữ dân tộc thiểu số sinh con đúng chính sách:",
        "+ Tổng số đối tượng được hỗ trợ: 14 đối tượng.",
        "+ Tổng kinh phí thực hiện: 28 triệu đồng.",
        "- Khám bệnh cho 90 lượt người.",
    )
    assert told(figures, *WHOSE) == [
        ("14", "health", "women_giving_birth"),
        ("28", "health", "women_giving_birth"),
        ("90", "health", ""),
    ]


def test_children_of_pupils_are_no_births():
    figures = read_all("I. Các chính sách", "Hỗ trợ học sinh con em hộ nghèo: 90 em, kinh phí 12 triệu đồng.")
    assert told(figures, *WHOSE) == [("90", "education", "poor"), ("12", "education", "poor")]


def test_a_line_without_a_label_leads_in_the_bullets_behind_it():
    figures = read_all(
        "I. Các chính sách giảm nghèo chung",
        "Hỗ trợ chi phí học tập theo Nghị định số 81/2021/NĐ-CP:",
        "- Số lượng được hỗ trợ: 45 em.",
        "- Tổng kinh phí chi trả: 7 triệu đồng.",
        "Trong năm, trợ cấp khó khăn đột xuất cho 30 đối tượng.",
    )
    assert told(figures, *WHOSE) == [
        ("45", "education", "learning_costs"),
        ("7", "education", "learning_costs"),
        ("30", "social_protection", ""),
    ]
