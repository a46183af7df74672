"""Whom policies and loans reached, by which scheme and of which programme, and what they cost."""

import pytest
from reading import read_all, read_counted, told


def test_support_belongs_to_the_policy_of_its_heading():
    figures = read_counted(
        "1. Chính sách hỗ trợ về giáo dục", "- Miễn, giảm học phí:", "+ Tổng số học sinh được hưởng: 90 học sinh.",
        "+ Tổng số tiền: 45.000.000 đồng.",
    )  # fmt: skip
    assert told(figures, "indicator", "policy") == [
        ("policy_beneficiaries", "education"),
        ("policy_spending", "education"),
    ]


def test_schemes_told_together_share_their_number():
    figures = read_all(
        "Miễn, giảm học phí và hỗ trợ chi phí học tập cho 90 lượt học sinh với kinh phí 4 triệu đồng; "
        "chi phí học tập riêng cho 45 học sinh."
    )
    assert [(figure.value, figure.breakdown) for figure in figures] == [
        (90, ""),
        (4_000_000, ""),
        (45, "learning_costs"),
    ]


def test_lines_of_one_policy_are_told_apart_by_their_schemes():
    figures = read_all(
        "- Chính sách miễn, giảm học phí:", "+ Tổng số học sinh được hưởng: 90 học sinh.",
        "+ Tổng số tiền: 4 triệu đồng.",
        "- Chính sách hỗ trợ chi phí học tập:", "+ Tổng số học sinh được hưởng: 45 học sinh.",
        "- Ăn trưa, chi phí học tập của học sinh:", "+ Tổng số học sinh được hưởng: 9 học sinh.",
        "- Hỗ trợ người lao động đi làm việc ở nước ngoài:", "+ Cho 8 lượt hộ nghèo vay 10 tỷ đồng.",
    )  # fmt: skip
    assert told(figures, "value_text", "breakdown") == [
        ("90", "tuition_exemption"), ("4", "tuition_exemption"), ("45", "learning_costs"), ("9", ""), ("8", "poor"),
        ("10", "poor"),
    ]  # fmt: skip


def test_figures_of_another_programme_are_kept_apart():
    figures = read_counted(
        "Đào tạo nghề 90 lao động; lao động thuộc CTMTQG Giảm nghèo bền vững là 40 và CTMTQG phát triển kinh tế "
        "- xã hội vùng đồng bào DTTS là 50."
    )
    assert told(figures, "value_text", "breakdown") == [
        ("90", ""),
        ("40", "poverty_programme"),
        ("50", "ethnic_minority_programme"),
    ]


def test_money_of_another_programme_is_no_capital_of_ours():
    (figure,) = read_all("Kế hoạch vốn Chương trình MTQG xây dựng nông thôn mới là 45 tỷ đồng.")
    assert (figure.indicator, figure.breakdown) == ("other_programme_capital", "new_rural_programme")


def test_other_programmes_are_known_by_their_short_names():
    figures = read_all(
        "Ngoài ra trên địa bàn còn có vốn CT XDNTM 90 tỷ đồng, CT phát triển KT-XH vùng ĐBDTTS&MN 45 tỷ đồng."
    )
    assert told(figures, "indicator", "breakdown") == [
        ("other_programme_capital", "new_rural_programme"),
        ("other_programme_capital", "ethnic_minority_programme"),
    ]


def test_money_goes_with_the_count_before_it():
    figures = read_counted(
        "– Cho vay hộ cận nghèo: 45 hộ, 900 triệu đồng.", "Hỗ trợ tiền điện cho 90 hộ nghèo: 45 triệu đồng."
    )
    assert told(figures, "indicator", "value_text") == [
        ("loan_borrowers", "45"),
        ("loans_disbursed", "900"),
        ("policy_beneficiaries", "90"),
        ("policy_spending", "45"),
    ]


def test_year_of_a_decree_in_a_heading_is_not_that_of_its_figures():
    figures = read_counted("- Chính sách ăn trưa theo Nghị định ngày 08 tháng 9 năm 2020 của Chính phủ:",
                           "+ Tổng số học sinh được hưởng: 1.735 lượt trẻ.")  # fmt: skip
    assert told(figures, "period") == [("2024",)]


def test_a_count_like_a_year_counts_where_its_noun_follows():
    figures = read_counted("- Hỗ trợ học sinh bán trú: 2036 em.")
    assert told(figures, "indicator", "value_text") == [("policy_beneficiaries", "2036")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- NHCSXH cho vay hộ nghèo 90 hộ/64 tỷ đồng.", [("loan_borrowers", "90"), ("loans_disbursed", "64")]),
        (
            "- Tiền điện: 90 hộ nghèo, kinh phí 45 triệu đồng.",
            [("policy_beneficiaries", "90"), ("policy_spending", "45")],
        ),
        ("- Miễn học phí 90 lượt HS, 45 triệu đồng.", [("policy_beneficiaries", "90"), ("policy_spending", "45")]),
    ],
)
def test_money_behind_a_stroke_or_a_comma_is_the_counts(text, expected):
    assert told(read_counted("V. CHÍNH SÁCH", text), "indicator", "value_text") == expected


def test_loans_of_a_list_end_with_its_semicolon():
    figures = read_counted("NHCSXH cho vay 90 hộ, 64 tỷ đồng; hỗ trợ tiền điện 38 hộ, 25 triệu đồng.")
    assert told(figures, "indicator", "fund_source", "kind") == [
        ("loan_borrowers", "", "actual"),
        ("loans_disbursed", "policy_bank", "disbursed"),
        ("policy_beneficiaries", "", "actual"),
        ("policy_spending", "", "actual"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ngân hàng CSXH cho vay 4.150 triệu đồng cho 85 lượt hộ nghèo, 16.250 triệu đồng cho 312 lượt hộ cận nghèo.",
        "Ngân hàng CSXH giải ngân 4.150 triệu đồng cho 85 hộ nghèo vay; 16.250 triệu đồng cho 312 hộ cận nghèo vay.",
        "Ngân hàng CSXH cho 85 lượt hộ nghèo vay 4.150 triệu đồng, 312 lượt hộ cận nghèo vay 16.250 triệu đồng.",
        "Ngân hàng CSXH cho vay 4.150 triệu đồng cho 85 hộ nghèo, 312 hộ cận nghèo vay 16.250 triệu đồng.",
        "Cho vay hộ nghèo 4.150 triệu đồng với 85 hộ; hộ cận nghèo 16.250 triệu đồng/312 hộ.",
    ],
)
def test_a_loan_goes_with_its_own_group_in_the_order_its_sentence_begins_with(text):
    loans = [figure for figure in read_counted("V. CHÍNH SÁCH", text) if figure.unit == "vnd"]
    borrowers = [figure for figure in read_counted("V. CHÍNH SÁCH", text) if figure.unit == "households"]
    assert told(loans, "indicator", "value_text", "breakdown") == [
        ("loans_disbursed", "4.150", "poor"),
        ("loans_disbursed", "16.250", "near_poor"),
    ]
    assert told(borrowers, "indicator", "value_text", "breakdown") == [
        ("loan_borrowers", "85", "poor"),
        ("loan_borrowers", "312", "near_poor"),
    ]


def test_a_loan_of_no_group_takes_none_from_the_pair_before():
    figures = read_counted(
        "V. CHÍNH SÁCH",
        "Ngân hàng CSXH cho vay 16.250 triệu đồng cho 312 hộ cận nghèo và 1.400 triệu đồng cho 21 lao động vay đi làm.",
    )
    assert told(figures, "value_text", "breakdown") == [
        ("16.250", "near_poor"), ("312", "near_poor"), ("1.400", ""), ("21", ""),
    ]  # fmt: skip


def test_advice_of_legal_aid_is_no_advice_on_jobs():
    (figure,) = read_counted("6. Chính sách trợ giúp pháp lý: lưu động, tư vấn cho 386 lượt người nghèo.")
    assert (figure.indicator, figure.unit, figure.policy) == ("policy_beneficiaries", "attendances", "legal_aid")
    (figure,) = read_counted("4. Dự án 4: Việc làm", "Đã tư vấn việc làm cho 386 lượt người.")
    assert figure.indicator == "job_counselling_attendances"


def test_cards_may_be_given_free_of_charge():
    (figure,) = read_counted("1. Chính sách y tế", "Cấp thẻ BHYT miễn phí cho 200 người cận nghèo.")
    assert (figure.indicator, figure.breakdown) == ("health_insurance_cards", "near_poor")


def test_what_a_policy_got_from_elsewhere_is_what_it_spent_and_no_capital():
    figures = read_all(
        "IV. KẾT QUẢ THỰC HIỆN CÁC CHÍNH SÁCH", "- Nước sinh hoạt: hỗ trợ 15 hộ, kinh phí lồng ghép 4 triệu đồng."
    )
    assert told(figures, "indicator", "policy", "value_text")[-1] == ("policy_spending", "water", "4")


def test_allowances_paid_are_spending_on_social_protection():
    (figure,) = read_counted("- Bảo trợ xã hội: chi trợ cấp thường xuyên, đột xuất 96 triệu đồng.")
    assert (figure.indicator, figure.policy) == ("policy_spending", "social_protection")
