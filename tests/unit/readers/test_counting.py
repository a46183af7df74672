from decimal import Decimal

import pytest
from reading import read_all, read_counted, told

from district_reports.readers.outline.sections import Round


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mở 4 lớp đào tạo nghề cho 90 lao động.", [("vocational_classes_opened", "4"), ("vocational_trainees", "90")]),
        ("Giải quyết việc làm cho 90 lao động.", [("jobs_created", "90")]),
        ("Có 9 lao động đi làm việc ở nước ngoài.", [("workers_sent_abroad", "9")]),
        ("Cấp 900 thẻ BHYT cho người nghèo.", [("health_insurance_cards", "900")]),
        ("Tổ chức cân đo cho 90 trẻ em.", [("children_measured", "90")]),
        ("Xây mới 9 nhà, sửa chữa 4 nhà.", [("houses_built", "9"), ("houses_repaired", "4")]),
        ("Xây dựng 4 mô hình giảm nghèo.", [("models", "4")]),
        ("Cho 45 lượt hộ nghèo vay 10 tỷ đồng.", [("loan_borrowers", "45"), ("loans_disbursed", "10000000000")]),
        ("Tổ chức 4 cuộc tuyên truyền.", [("communication_sessions", "4")]),
        ("Tỷ lệ hộ dân sử dụng nước hợp vệ sinh đạt 85%.", [("hygienic_water_rate", "85")]),
        ("48% hộ nghèo sử dụng nhà tiêu hợp vệ sinh.", [("hygienic_latrine_rate", "48")]),
    ],
)
def test_counted_things_are_read_by_their_wording(sentence, expected):
    assert told(read_counted(sentence), "indicator", "value") == [(name, Decimal(value)) for name, value in expected]


def test_part_and_whole_are_two_figures():
    figures = read_counted("Giải quyết việc làm cho 45/90 lao động, đạt 50% kế hoạch; có 9/9 xã, thị trấn thực hiện.")
    assert told(figures, "indicator", "value", "kind") == [
        ("jobs_created", Decimal(45), "actual"),
        ("jobs_created", Decimal(90), "planned"),
        ("target_completion_rate", Decimal(50), "actual"),
        ("communes_covered", Decimal(9), "actual"),
        ("communes_total", Decimal(9), "actual"),
    ]


def test_number_goes_on_with_the_same_things():
    figures = read_counted(
        "Dự án 2: Phê duyệt 9 dự án, 45 hộ tham gia (20 hộ nghèo; 15 hộ cận nghèo; 10 hộ mới thoát nghèo)."
    )
    assert told(figures, "indicator", "breakdown")[1:] == [
        ("participating_households", ""),
        ("participating_households", "poor"),
        ("participating_households", "near_poor"),
        ("participating_households", "newly_escaped"),
    ]


def test_plan_and_verdict_stay_with_their_result():
    figures = read_counted(
        "Tỷ lệ trẻ suy dinh dưỡng thấp còi là 14,5% (chưa đạt KH (là 13%)); 48% hộ nghèo có nhà tiêu (vượt KH)."
    )
    assert told(figures, "indicator", "kind", "value_text", "breakdown") == [
        ("child_stunting_rate", "actual", "14,5", "plan_not_met"),
        ("child_stunting_rate", "target", "13", ""),
        ("hygienic_latrine_rate", "actual", "48", "plan_exceeded"),
    ]


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


def test_targets_that_are_not_met_are_neither_met_nor_all_there_are():
    figures = read_counted("Đã hoàn thành 7 chỉ tiêu, 8 chỉ tiêu có khả năng hoàn thành, 3 chỉ tiêu khó đạt.")
    assert told(figures, "indicator", "value_text") == [("targets_met", "7"), ("targets_not_met", "3")]


def test_each_commune_has_its_own_figure():
    figures = read_counted("Xã Tân Lâm tổ chức cân đo cho 90 trẻ em; xã Khe Sành tổ chức cân đo cho 45 trẻ em.")
    assert told(figures, "place", "value_text") == [("Tân Lâm", "90"), ("Khe Sành", "45")]


@pytest.mark.parametrize("communes", ["xã Tân Lâm 5 nhà; xã Khe Sành 4 nhà", "Tân Lâm: 5; Khe Sành: 4"])
def test_list_of_communes_is_no_figure_of_the_whole_unit(communes):
    figures = read_counted(f"Đã hỗ trợ xây 9 nhà ({communes}).")
    assert told(figures, "place", "value_text") == [("", "9"), ("Tân Lâm", "5"), ("Khe Sành", "4")]


def test_range_of_a_count_is_told_by_both_its_ends():
    figures = read_counted("Tổ chức 2-3 lớp tập huấn, mỗi lớp từ 40 đến 50 người.")
    assert told(figures, "indicator", "value", "bound", "breakdown") == [
        ("training_classes", 2, "at_least", ""),
        ("training_classes", 3, "at_most", ""),
        ("trainees", 40, "at_least", "per_unit"),
        ("trainees", 50, "at_most", "per_unit"),
    ]


def test_what_is_striven_for_is_planned_until_a_result_is_told():
    figures = read_counted("Phấn đấu đào tạo nghề cho 90 lao động, giải quyết việc làm cho 45 lao động.")
    assert told(figures, "value_text", "kind") == [("90", "planned"), ("45", "planned")]


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


def test_deprivations_are_told_by_their_official_names():
    figures = read_counted(
        "3. Mức độ thiếu hụt các dịch vụ xã hội cơ bản:", "- Nhà tiêu hợp vệ sinh: 450 hộ, chiếm 45%;",
        "- Trình độ giáo dục của người lớn: 90 hộ, chiếm 9%.",
    )  # fmt: skip
    assert told(figures, "indicator", "dimension") == [
        ("deprived_households", "water_sanitation"),
        ("deprived_household_rate", "water_sanitation"),
        ("deprived_households", "education"),
        ("deprived_household_rate", "education"),
    ]


def test_parts_named_before_their_numbers():
    figures = read_counted("Dự án 2: 45 hộ tham gia (nghèo 20, cận nghèo 15, mới thoát nghèo 10).")
    assert told(figures, "value_text", "breakdown") == [
        ("45", ""),
        ("20", "poor"),
        ("15", "near_poor"),
        ("10", "newly_escaped"),
    ]


def test_bracket_tells_the_plan_or_the_year_before():
    figures = read_counted(
        "Đưa 45 lao động đi làm việc ở nước ngoài (chỉ tiêu năm 90); trẻ thấp còi còn 16% (năm 2022: 18%)."
    )
    assert told(figures, "value_text", "kind", "period") == [
        ("45", "actual", "2024"),
        ("90", "target", "2024"),
        ("16", "actual", "2024"),
        ("18", "actual", "2022"),
    ]


def test_recipients_of_a_report_are_none_of_its_figures():
    assert read_all("Nơi nhận:", "- UBND 15 xã, thị trấn;", "- Lưu: VT.") == []


def test_footnote_counts_what_its_mark_stands_behind():
    figures = read_counted("Tổ chức cân đo cho 90 trẻ em¹.", "¹ Gồm xã Tân Lâm 40 trẻ em, xã Khe Sành 50 trẻ em.")
    assert told(figures, "indicator", "value_text") == [("children_measured", n) for n in ("90", "40", "50")]


def test_footnote_stands_in_the_section_of_its_mark():
    paragraphs = ("II. KẾT QUẢ", "1. Dự án 2: Đa dạng hóa sinh kế", "Đã hỗ trợ các xã¹.", "III. NHIỆM VỤ NĂM 2025",
                  "Tiếp tục thực hiện.", "¹ Hỗ trợ 4 mô hình chăn nuôi.")  # fmt: skip
    (figure,) = read_counted(*paragraphs)
    assert (figure.project, figure.period) == ("DA2", "2024")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trẻ từ 6 đến 59 tháng tuổi", [("age_min", 6, "months"), ("age_max", 59, "months")]),
        ("trẻ từ 6 tháng tuổi đến dưới 16", [("age_min", 6, "months"), ("age_max_exclusive", 16, "years")]),
        ("trẻ em 0-16 tuổi", [("age_min", 0, "years"), ("age_max", 16, "years")]),
        ("trẻ em dưới 5 tuổi", [("age_max_exclusive", 5, "years")]),
        ("người 15 tuổi trở lên", [("age_min", 15, "years")]),
    ],
)
def test_ages_are_bounds(words, expected):
    assert told(read_counted(f"Hỗ trợ {words}."), "indicator", "value", "unit") == expected


def test_age_of_those_whose_rate_is_told_is_no_bound():
    figures = read_counted(
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng còn 14,7%; tỷ lệ học sinh 6-10 tuổi đi học đạt 99%."
    )
    assert [figure for figure in figures if figure.indicator.startswith("age")] == []


def test_days_of_events_and_deadlines_are_figures():
    figures = read_counted(
        "Hưởng ứng Tuần lễ (Ngày 01-07/8/2024); hoàn thành trước 05/12/2024; dự kiến tháng 12/2024 mở Phiên giao dịch."
    )
    assert told(figures, "indicator", "value") == [
        ("event_start_date", 20240801),
        ("event_end_date", 20240807),
        ("completion_deadline", 20241205),
        ("planned_month", 202412),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Rà soát hộ nghèo, hộ cận nghèo thực hiện từ ngày 01/9 đến ngày 14/12/2024.",
        "Miễn học phí cho học sinh, thời gian hưởng từ 01/9/2024 đến 31/12/2024.",
    ],
)
def test_days_between_which_a_rule_holds_are_no_event(text):
    assert read_counted(text) == []


def test_bounds_of_what_may_be_supported_are_targets():
    figures = read_counted("Nhà có diện tích tối thiểu 30m², “3 cứng”, tuổi thọ từ 20 năm trở lên.")
    assert told(figures, "indicator", "kind") == [
        ("house_area_min", "target"),
        ("house_hard_criteria", "target"),
        ("house_lifespan_min", "target"),
    ]


def test_plan_of_a_coming_year_is_planned():
    figures = read_counted("Đào tạo nghề cho 90 lao động.", round_=Round(2024), title="Kế hoạch năm 2025")
    assert told(figures, "kind", "period") == [("planned", "2025")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Quyết định số 52/QĐ-UBND ngày 15/12/2023 của UBND huyện.",
        "Nghị quyết số 24/2021/QH15 giai đoạn 2021 - 2025.",
        "Theo Biểu số 05 kèm theo, 6 tháng đầu năm 2024.",
        "Thuộc Tiểu dự án 1 - Dự án 3, lần 01.",
        "Năm 2024 hỗ trợ các xã.",
    ],
)
def test_years_documents_and_labels_are_no_figures(sentence):
    assert read_all(sentence) == []


def test_parts_of_those_who_take_part_are_counted_as_they():
    figures = read_counted("2. Dự án 2: 90 hộ đăng ký tham gia, trong đó hộ nghèo 60 hộ, hộ cận nghèo 20 hộ, "
                           "hộ mới thoát nghèo 10 hộ.")  # fmt: skip
    assert told(figures, "indicator", "breakdown") == [
        ("participating_households", ""),
        ("participating_households", "poor"),
        ("participating_households", "near_poor"),
        ("participating_households", "newly_escaped"),
    ]


def test_a_new_verb_begins_something_else():
    figures = read_counted("Hỗ trợ 12 lao động đi làm việc ở nước ngoài; cập nhật dữ liệu việc làm cho 900 lao động.")
    assert told(figures, "indicator") == [("workers_sent_abroad",), ("workers_info_updated",)]


def test_houses_not_begun_are_not_under_construction():
    figures = read_counted("Dự án 5: hoàn thành 18 nhà, đang thi công 14 nhà, chưa khởi công 4 nhà.")
    assert told(figures, "indicator")[1:] == [("houses_under_construction",), ("houses_supported",)]


def test_deprivations_listed_are_no_houses():
    figures = read_counted("Số hộ nghèo thiếu hụt: chất lượng nhà ở 28 hộ; nước sinh hoạt 63 hộ; thông tin 15 hộ.")
    assert told(figures, "indicator", "dimension") == [
        ("deprived_households", "housing"),
        ("deprived_households", "water_sanitation"),
        ("deprived_households", "information"),
    ]


def test_another_piece_of_work_has_its_own_wording():
    figures = read_counted("Mặt trận vận động xây mới 34 nhà Đại đoàn kết, sửa chữa 12 nhà cho hộ nghèo.")
    assert told(figures, "indicator") == [("houses_built",), ("houses_repaired",)]


def test_counts_under_a_span_of_years_are_of_all_of_them():
    figures = read_counted("V. KẾT QUẢ TỪNG DỰ ÁN (2022 - 2024)", "1. Dự án 6: thực hiện 90 tin, bài.")
    assert told(figures, "indicator", "period") == [("news_items", "2022-2024")]


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


def test_deadline_behind_what_is_to_be_done():
    (figure,) = read_counted("Giải ngân hết vốn kéo dài trước ngày 30/9/2024.")
    assert (figure.indicator, figure.value) == ("completion_deadline", 20240930)


def test_parts_without_a_noun_are_followed_by_parts_with_one():
    figures = read_counted("Mở lớp nghề cho 350 học viên (trong đó 200 nữ, 310 người DTTS).")
    assert told(figures, "breakdown") == [("",), ("female",), ("ethnic_minority",)]


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


def test_a_sub_project_named_in_a_sentence_holds_up_to_the_next_semicolon():
    figures = read_counted(
        "4. Dự án 4: Phát triển giáo dục nghề nghiệp",
        "Đối với Tiểu dự án 2 đã hỗ trợ 12 lao động đi làm việc ở nước ngoài; Tiểu dự án 3 tổ chức 2 phiên giao dịch việc làm.",  # noqa: E501
        "Đã tổ chức 3 phiên giao dịch việc làm.",
    )  # fmt: skip
    assert told(figures, "value_text", "subproject") == [("12", "DA4.TDA2"), ("2", "DA4.TDA3"), ("3", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xuất cảnh 30 lao động (Nhật 20, nước khác 10).", [("workers_sent_abroad", n) for n in (30, 20, 10)]),
        (
            "Tổ chức 02 phiên giao dịch việc làm, thu hút 90 lao động tham gia.",
            [("job_fairs", 2), ("participants", 90)],
        ),
        ("Hỗ trợ tiền điện 9 tỷ đồng.", [("policy_spending", 9 * 10**9)]),
        ("Chi phí học tập: 40 em, 9 triệu đồng.", [("policy_beneficiaries", 40), ("policy_spending", 9 * 10**6)]),
    ],
)
def test_things_told_in_few_words_are_counted(text, expected):
    assert told(read_counted(text), "indicator", "value") == expected


def test_share_of_the_poor_is_no_rate_of_poverty_but_a_part():
    figures = read_counted("Hộ nghèo DTTS 90 hộ, chiếm 60% tổng số hộ nghèo.")
    assert told(figures, "indicator", "value") == [("part_rate", 60)]


def test_classes_of_the_project_for_officials_train_officials():
    figures = read_counted("7. Dự án 7: Nâng cao năng lực", "- TDA1: 03 lớp, 90 lượt cán bộ.")
    assert told(figures, "indicator", "value") == [("training_classes", 3), ("trainees", 90)]


def test_shares_of_money_striven_for_one_after_another_are_targets():
    figures = read_counted("Phấn đấu giải ngân đến 30/9 đạt trên 60%, đến cuối năm đạt 95% tổng vốn và 98% vốn đầu tư.")
    assert told(figures, "indicator", "value") == [("disbursement_target_rate", n) for n in (60, 95, 98)]
