"""Schemes of policies as districts tell them: who is named where, and whose the money beside them is."""

import pytest
from reading import read_all, read_counted, told

POLICIES = "I. Các chính sách giảm nghèo chung"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cho vay nước sạch và vệ sinh môi trường: 64 hộ, 128 triệu đồng; cho vay giải quyết việc làm: 21 lao động.",
            [("64", "clean_water"), ("128", "clean_water"), ("21", "job_creation")],
        ),
        ("Cho vay học sinh, sinh viên 48 triệu đồng với 6 em.", [("48", "students"), ("6", "students")]),
        (
            "Tín dụng: hộ nghèo vay 38 triệu đồng, hộ cận nghèo vay 20 triệu đồng.",
            [("38", "poor"), ("20", "near_poor")],
        ),
        ("Tổng dư nợ 512 tỷ đồng của 984 hộ.", [("512", ""), ("984", "still_owing")]),
        (
            "Tổng dư nợ 512 tỷ đồng với 984 hộ còn dư nợ, tăng 41 tỷ đồng so với đầu năm.",
            [("512", ""), ("984", "still_owing"), ("41", "change")],
        ),
    ],
)
def test_loans_are_told_by_programme_and_apart_from_those_outstanding(text, expected):
    assert told(read_all(POLICIES, text), "value_text", "breakdown") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "72 học sinh được hỗ trợ chi phí học tập, số tiền 9 triệu đồng; 29 trẻ mẫu giáo được hỗ trợ ăn trưa.",
            ["learning_costs", "learning_costs", "preschool_lunch"],
        ),
        ("Miễn học phí: 62 học sinh; giảm học phí: 8 học sinh.", ["tuition_exemption", "tuition_reduction"]),
        ("38 lượt học sinh được miễn, giảm học phí, hỗ trợ chi phí học tập.", [""]),
        ("Kinh phí mua thẻ BHYT: 42 triệu đồng; chi phí khám chữa bệnh: 5 triệu đồng.", ["insurance_cards", ""]),
        ("62 học sinh bán trú được hỗ trợ tiền ăn, tiền nhà ở là 16 triệu đồng.", ["boarding_meals_and_lodging"] * 2),
        (
            "Tiền ăn 98 triệu đồng cho 112 học sinh; tiền nhà ở 13 triệu đồng cho 84 học sinh.",
            ["boarding_meals", "boarding_meals", "boarding_lodging", "boarding_lodging"],
        ),
        ("Cấp 216 kg gạo cho 32 học sinh bán trú.", ["", "boarding_rice"]),
    ],
)
def test_schemes_are_named_before_or_behind_their_number(text, expected):
    figures = read_all(POLICIES, "1. Chính sách giáo dục và y tế", text)
    assert [figure.breakdown for figure in figures] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hỗ trợ tiền điện cho 42 hộ nghèo và 6 hộ chính sách xã hội với kinh phí 14 triệu đồng.",
            [("42", "poor"), ("6", "social_policy"), ("14", "")],
        ),
        (
            "Chi trả tiền điện 14 triệu đồng cho 42 hộ nghèo và 6 hộ chính sách xã hội.",
            [("14", ""), ("42", "poor"), ("6", "social_policy")],
        ),
        (
            "Cấp 90 thẻ BHYT, trong đó người nghèo 50 thẻ, người cận nghèo 40 thẻ; kinh phí 24 triệu đồng.",
            [("90", ""), ("50", "poor"), ("40", "near_poor"), ("24", "")],
        ),
    ],
)
def test_money_beside_several_counts_is_of_all_of_them(text, expected):
    assert told(read_all(POLICIES, text), "value_text", "breakdown") == expected


@pytest.mark.parametrize(
    ("text", "policies"),
    [
        ("Hỗ trợ 12 hộ nghèo mua téc nước, kinh phí 36 triệu đồng.", ["water", "water"]),
        ("Tặng quà Tết 20 hộ; 15 học sinh bán trú nhận quần áo.", ["gifts", "education"]),
        ("Cứu đói cho 78 hộ dịp Tết; học sinh bán trú được cấp gạo 94 em.", ["food", "education"]),
        ("Trợ giúp đột xuất cho 14 hộ bị cháy nhà.", ["social_protection"]),
        ("Nhà Đại đoàn kết: 17 căn, 880 triệu đồng.", ["", "housing"]),
        ("Hỗ trợ đất ở cho 12 hộ, đất sản xuất cho 8 hộ.", ["housing", "production"]),
    ],
)
def test_the_policy_is_the_one_named_nearest(text, policies):
    assert [figure.policy for figure in read_all(POLICIES, text)] == policies


def test_trainees_are_told_by_level():
    figures = read_counted("Đào tạo nghề cho 84 lao động, trong đó: trình độ sơ cấp 61 người, dưới 3 tháng 23 người.")
    assert told(figures, "value_text", "indicator", "breakdown") == [
        ("84", "vocational_trainees", ""),
        ("61", "vocational_trainees", "elementary_level"),
        ("3", "training_duration_max_exclusive", "criterion"),
        ("23", "vocational_trainees", "under_three_months"),
    ]


def test_a_programme_of_credit_in_a_list_is_told_by_its_amount_and_those_behind_it():
    figures = read_all(
        POLICIES,
        "Cho vay 98 triệu đồng với 149 khách hàng, trong đó: hộ nghèo 42 triệu đồng (61 hộ); "
        "giải quyết việc làm 13 triệu đồng (28 lao động). Nợ quá hạn 6 triệu đồng (0,09%).",
    )
    assert told(figures, "value_text", "indicator", "breakdown")[2:] == [
        ("42", "loans_disbursed", "poor"),
        ("61", "loan_borrowers", "poor"),
        ("13", "loans_disbursed", "job_creation"),
        ("28", "loan_borrowers", "job_creation"),
        ("6", "loans_overdue", ""),
        ("0,09", "loans_overdue_rate", ""),
    ]


def test_making_a_house_new_is_not_each_house():
    figures = read_all(POLICIES, "Đã giúp 32 hộ nghèo làm mới nhà ở, kinh phí 16 triệu đồng.")
    assert [figure.breakdown for figure in figures] == ["poor", ""]


def test_cards_are_told_for_those_of_coastal_and_of_difficult_areas():
    figures = read_all(
        POLICIES,
        "Cấp 90 thẻ BHYT, trong đó: người dân tộc thiểu số vùng khó khăn 40 thẻ; người sống ở xã đặc biệt khó khăn "
        "30 thẻ; người dân xã bãi ngang 20 thẻ.",
    )
    assert [figure.breakdown for figure in figures] == ["", "ethnic_minority", "difficult_areas", "coastal"]


def test_a_part_of_the_money_names_its_source_and_what_each_gets_is_no_total():
    figures = read_all(
        POLICIES,
        "Hỗ trợ làm nhà ở cho 85 hộ với tổng kinh phí 510 triệu đồng, trong đó ngân sách nhà nước 340 triệu đồng.",
        "Có 56 hộ được hỗ trợ quà Tết với tổng kinh phí 28 triệu đồng, mỗi suất 500.000 đồng.",
    )
    money = [figure for figure in figures if figure.unit == "vnd"]
    assert told(money, "value_text", "policy", "breakdown") == [
        ("510", "housing", ""),
        ("340", "housing", "state_budget"),
        ("28", "gifts", ""),
        ("500.000", "gifts", "per_unit"),
    ]


def test_what_the_bank_has_to_lend_is_not_what_it_lent():
    assert read_all(POLICIES, "Tổng nguồn vốn tín dụng chính sách đạt 598 tỷ đồng.") == []


def test_jobs_are_a_programme_of_credit_in_its_list_and_jobs_beside_a_loan():
    figures = read_all(
        POLICIES,
        "1. Tín dụng chính sách",
        "- Giải quyết việc làm: 102 lao động, 42 triệu đồng.",
        "- Cho vay 9 tỷ đồng, giải quyết việc làm 80 lao động.",
    )
    assert told(figures, "value_text", "indicator", "breakdown") == [
        ("102", "loan_borrowers", "job_creation"),
        ("42", "loans_disbursed", "job_creation"),
        ("9", "loans_disbursed", ""),
        ("80", "jobs_created", ""),
    ]


def test_months_and_spans_of_years_part_no_words_from_their_number():
    figures = read_all(
        POLICIES, "Dư nợ đến hết tháng 6 là 427 tỷ đồng.", "Tổng kinh phí hỗ trợ mua thẻ BHYT 3 năm 131 tỷ đồng."
    )
    assert told(figures, "value_text", "indicator") == [("427", "loans_outstanding"), ("131", "policy_spending")]
