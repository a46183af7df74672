import unicodedata
from decimal import Decimal

import pytest
from reading import TITLE, read, told

from district_reports.readers.outline.sections import Round

RESOURCES = "3. Kết quả huy động, phân bổ và sử dụng nguồn lực"


@pytest.mark.parametrize(
    ("sentence", "indicator", "kind"),
    [
        ("Kế hoạch vốn giao năm 2024 là 10 tỷ đồng.", "capital_assigned", "assigned"),
        ("Kinh phí: 10 tỷ đồng.", "capital_assigned", "assigned"),
        ("Huyện đã phân bổ 10 tỷ đồng.", "capital_allocated", "allocated"),
        ("Còn 10 tỷ đồng chưa phân bổ chi tiết.", "capital_unallocated", "unallocated"),
        ("Đã giải ngân 10 tỷ đồng.", "capital_disbursed", "disbursed"),
        ("Ước giải ngân cả năm: 10 tỷ đồng.", "capital_forecast", "forecast"),
        ("Dự kiến đến hết 31/01/2025 giải ngân 10 tỷ đồng.", "capital_forecast", "forecast"),
        ("Vốn năm 2023 chuyển sang: 10 tỷ đồng.", "capital_carried_over", "carried_over"),
        ("Nhu cầu vốn là 10 tỷ đồng.", "capital_planned", "planned"),
        ("Tổng kinh phí phê duyệt 10 tỷ đồng.", "approved_budget", "planned"),
        ("Tổng vốn năm 2024 (bao gồm vốn năm 2023 kéo dài) là 10 tỷ đồng.", "capital_available", "assigned"),
    ],
)
def test_words_before_an_amount_tell_what_happened_with_it(sentence, indicator, kind):
    figures = read("1. Dự án 2: Đa dạng hóa sinh kế", sentence)
    assert told(figures, "project", "indicator", "kind", "value") == [("DA2", indicator, kind, Decimal(10**10))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngân hàng Chính sách xã hội cho 45 hộ vay 10 tỷ đồng.",
        "Mức hỗ trợ 40 triệu đồng/hộ.",
        "Kinh phí được giao để xóa nhà tạm (40 triệu đồng/nhà).",
        "Tặng quà trị giá 10 triệu đồng.",
        "Số vốn còn lại 10 triệu đồng.",
        "Kinh phí thực hiện Chương trình MTQG xây dựng nông thôn mới là 10 tỷ đồng.",
        "Phấn đấu giải ngân 100% vốn được giao.",
    ],
)
def test_money_that_is_not_the_programmes_is_left_out(sentence):
    assert read(sentence) == []


def test_bracket_divides_an_amount_by_type():
    figures = read("Vốn giao: 10 tỷ đồng (vốn đầu tư 6 tỷ đồng, vốn sự nghiệp 4 tỷ đồng).")
    assert told(figures, "value_text", "capital_type") == [("10", "all"), ("6", "investment"), ("4", "recurrent")]


def test_type_behind_gom_is_that_of_the_next_amount():
    figures = read("Ngân sách trung ương giao 10 tỷ đồng gồm vốn đầu tư 6 tỷ đồng, vốn sự nghiệp 4 tỷ đồng.")
    assert told(figures, "value_text", "capital_type") == [("10", "all"), ("6", "investment"), ("4", "recurrent")]


def test_bracket_divides_an_amount_by_source():
    figures = read("- Kế hoạch vốn: 10 tỷ đồng (NSTW: 9 tỷ đồng; NSĐP: 1 tỷ đồng).")
    assert told(figures, "value_text", "fund_source") == [("10", "all"), ("9", "central"), ("1", "local")]


def test_list_below_a_total_says_what_the_total_says():
    figures = read("Đã giải ngân 5 tỷ đồng, trong đó:", "- Vốn đầu tư: 4 tỷ đồng.", "- Vốn sự nghiệp: 1 tỷ đồng.")
    assert {figure.indicator for figure in figures} == {"capital_disbursed"}


def test_part_of_one_source_is_undivided_where_the_whole_is_divided_by_type():
    figures = read(
        "Vốn giao 10 tỷ đồng, trong đó vốn đầu tư 6 tỷ đồng, vốn sự nghiệp 4 tỷ đồng.",
        "Chia theo nguồn: ngân sách trung ương 9 tỷ đồng, ngân sách tỉnh 1 tỷ đồng.",
    )
    assert told(figures, "value_text", "capital_type") == [
        ("10", "all"), ("6", "investment"), ("4", "recurrent"), ("9", "all"), ("1", "all"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Vốn NSTW năm 2023 chuyển sang 9 tỷ đồng. Giải ngân vốn năm 2023 chuyển sang 5 tỷ đồng, đạt 55,6%.",
        "Vốn NSTW giao năm 2024 là 9 tỷ đồng; vốn năm 2023 chuyển sang 5 tỷ đồng.",
    ],
)
def test_carried_over_money_is_from_the_source_told_before(text):
    assert {figure.fund_source for figure in read("2. Phân bổ nguồn vốn", text)} == {"central"}


def test_chapter_says_in_brackets_whose_money_its_projects_have():
    figures = read("III. KẾT QUẢ TỪNG DỰ ÁN (vốn ngân sách trung ương)", "1. Dự án 2", "- Kế hoạch vốn: 9 tỷ đồng.")
    assert told(figures, "project", "fund_source") == [("DA2", "central")]


def test_percentage_tells_of_which_source_it_is():
    figures = read("2. Dự án 2: giải ngân 9 tỷ đồng, đạt 90% vốn trung ương.")
    assert told(figures, "indicator", "fund_source") == [
        ("capital_disbursed", "central"),
        ("disbursement_rate", "central"),
    ]


def test_what_remains_may_be_unallocated_behind_its_bracket():
    figures = read("2. Dự án 4: đã phân bổ 9 tỷ đồng, còn lại 2 tỷ đồng (vốn sự nghiệp) chưa phân bổ.")
    assert told(figures, "indicator") == [("capital_allocated",), ("capital_unallocated",)]


def test_what_the_state_and_the_people_pay_together_is_approved():
    figures = read(
        "2. Dự án 2: Hỗ trợ 9 mô hình, tổng kinh phí 9 tỷ đồng (ngân sách nhà nước hỗ trợ 8 tỷ đồng, nhân dân đóng góp "
        "1 tỷ đồng)."
    )
    assert told(figures, "indicator", "kind", "fund_source") == [
        ("approved_budget", "planned", "all"),
        ("approved_budget", "planned", "state_budget"),
        ("approved_budget", "planned", "beneficiary"),
    ]


def test_money_given_to_an_office_is_assigned():
    figures = read("- Tiểu dự án 2 - Dự án 3: giao Trung tâm Y tế huyện 9 tỷ đồng, giải ngân 4 tỷ đồng.")
    assert told(figures, "indicator") == [("capital_assigned",), ("capital_disbursed",)]


def test_heading_about_disbursing_speaks_for_its_bullets():
    figures = read("1. Kết quả giải ngân", "- Vốn đầu tư: 4 tỷ đồng, đạt 80%.")
    assert told(figures, "indicator") == [("capital_disbursed",), ("disbursement_rate",)]


def test_amount_paid_stands_over_what_was_assigned():
    figures = read("Đã giải ngân 3/4 tỷ đồng, đạt 75%.")
    assert told(figures, "indicator", "value_text") == [
        ("capital_disbursed", "3"),
        ("capital_assigned", "4"),
        ("disbursement_rate", "75"),
    ]


def test_parallel_parts_share_the_stage_said_once():
    figures = read("Ước giải ngân cả năm: vốn đầu tư 9 tỷ đồng, đạt 90%; vốn sự nghiệp 4 tỷ đồng, đạt 80%.")
    assert {figure.kind for figure in figures} == {"forecast"}
    assert [figure.capital_type for figure in figures] == ["investment", "investment", "recurrent", "recurrent"]


def test_rate_may_tell_whose_money_was_paid():
    paid, _ = read("Đã giải ngân 3 tỷ đồng, đạt 30% tổng vốn giao giai đoạn 2022-2024.")
    assert (paid.budget_year, paid.period) == ("2022-2024", "2024")


def test_money_of_a_commune_has_its_place():
    figures = read("Đã phân bổ 7 tỷ đồng, trong đó: xã Hoa Ban 4 tỷ đồng; xã Suối Đá 3 tỷ đồng.")
    assert told(figures, "place", "kind") == [("", "allocated"), ("Hoa Ban", "allocated"), ("Suối Đá", "allocated")]


def test_projects_amount_needs_no_noun():
    (figure,) = read("II. KẾ HOẠCH NĂM 2025", "a) Dự án 2: 5 tỷ đồng.")
    assert (figure.project, figure.indicator, figure.budget_year) == ("DA2", "capital_planned", "2025")


def test_heading_that_ends_in_its_total_leads_the_list_below():
    figures = read(
        "1. Tổng nguồn vốn năm 2024: 9 tỷ đồng", "- Vốn năm 2023 chuyển sang: 2 tỷ đồng", "- Vốn giao: 7 tỷ đồng"
    )
    assert told(figures, "indicator") == [("capital_available",), ("capital_carried_over",), ("capital_assigned",)]


def test_bullets_of_project_1_carry_their_component():
    figures = read(
        "1. Dự án 1",
        "- Đầu tư xây dựng hạ tầng: Kế hoạch vốn 9 tỷ đồng.",
        "- Duy tu, bảo dưỡng: Kế hoạch vốn 1 tỷ đồng.",
    )
    assert told(figures, "component") == [("infrastructure_investment",), ("maintenance",)]


def test_share_of_co_financing_is_read():
    (figure,) = read("Vốn đối ứng của ngân sách địa phương đạt 5% so với vốn ngân sách trung ương.")
    assert (figure.indicator, figure.value, figure.fund_source) == ("counterpart_rate", 5, "local")


@pytest.mark.parametrize(
    ("sentence", "indicator", "fund_source"),
    [
        ("Dự án đang khảo sát, chưa giải ngân.", "capital_disbursed", ""),
        ("Ngân sách huyện chưa bố trí.", "capital_allocated", "local"),
        ("Huy động khác: không.", "capital_assigned", "other"),
    ],
)
def test_nothing_told_in_words_is_zero(sentence, indicator, fund_source):
    (figure,) = read("1. Dự án 6", sentence)
    assert (figure.indicator, figure.fund_source, figure.value) == (indicator, fund_source, 0)
    assert figure.presence == "zero_in_words"


def test_nothing_paid_belongs_to_the_project_named_beside_it():
    figures = read("- Dự án 2 giải ngân 3 tỷ đồng và Tiểu dự án 2 Dự án 4 chưa giải ngân.")
    assert told(figures, "subproject", "value")[-1] == ("DA4.TDA2", 0)


def test_project_a_district_is_not_entitled_to_is_neither_zero_nor_unknown():
    (figure,) = read("5. Dự án 5: Huyện không thuộc đối tượng thụ hưởng.")
    assert (figure.value, figure.presence) == (None, "not_applicable")


def test_all_of_an_amount_may_be_allocated_in_words():
    assigned, allocated = read("Vốn sự nghiệp giao là 12 tỷ đồng, đã phân bổ.")
    assert (allocated.indicator, allocated.value) == ("capital_allocated", assigned.value)


def test_type_of_a_line_stays_open_when_the_document_never_divides_it():
    figures = read("Vốn giao 10 tỷ đồng (vốn sự nghiệp).", "Đã giải ngân 3 tỷ đồng.")
    assert told(figures, "capital_type") == [("recurrent",), ("",)]


def test_letters_in_pieces_read_the_same_as_whole_ones():
    text = "Dự án 2: Kế hoạch vốn năm 2024 là 10 tỷ đồng (NSTW 9 tỷ đồng), đã giải ngân 4 tỷ đồng, đạt 40%."
    names = ("indicator", "project", "fund_source", "value", "unit", "quote", "locator")
    assert told(read(text), *names) == told(read(unicodedata.normalize("NFD", text)), *names)


def test_figure_quotes_its_words_and_tells_its_place():
    (figure,) = read("1. Dự án 2", "Đã giải ngân 10 tỷ đồng.", title=TITLE)
    assert figure.quote == "Đã giải ngân 10 tỷ đồng."
    assert figure.locator == "bao-cao.txt#p2:13-23"


def test_unit_told_once_for_a_section_holds_for_its_numbers():
    figures = read(
        "III. Kết quả từng dự án (ĐVT: triệu đồng)",
        "1. Dự án 2 - Đa dạng hóa sinh kế: giao 9.365, giải ngân 2.344, đạt 25%.",
    )
    assert told(figures, "indicator", "value")[:2] == [
        ("capital_assigned", 9_365_000_000),
        ("capital_disbursed", 2_344_000_000),
    ]


def test_bracket_takes_the_unit_of_its_amount():
    figures = read("Vốn giao năm 2024: ngân sách trung ương 93.728 triệu đồng (đầu tư 62.110; sự nghiệp 31.618).")
    assert told(figures, "capital_type", "value") == [
        ("all", 93_728_000_000),
        ("investment", 62_110_000_000),
        ("recurrent", 31_618_000_000),
    ]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Với Dự án 2, huyện được giao", ("DA2", "")),
        ("Đào tạo nghề, việc làm (Dự án 4) được giao", ("DA4", "")),
        ("+ Cải thiện dinh dưỡng (TDA2 - DA3): kinh phí", ("DA3", "DA3.TDA2")),
    ],
)
def test_paragraph_is_about_the_project_it_begins_with(opening, expected):
    figures = read("II. KẾT QUẢ", f"{opening} 90 triệu đồng, giải ngân 45 triệu đồng.")
    assert told(figures, "project", "subproject") == [expected, expected]


def test_subproject_keeps_its_number_before_an_amount():
    figures = read("Dự án 6: 900 triệu đồng, trong đó TDA1 610 triệu đồng, TDA2 290 triệu đồng.")
    assert told(figures, "subproject", "value_text") == [("", "900"), ("DA6.TDA1", "610"), ("DA6.TDA2", "290")]


def test_line_that_tells_what_was_spent_begins_with_what_was_assigned():
    figures = read(
        "* Dự án 1 (hạ tầng): kinh phí 900 triệu đồng, đã giải ngân 800 triệu đồng. Cụ thể:",
        "- Đầu tư xây dựng: 700 triệu đồng cho 5 công trình; giải ngân 650 triệu đồng.",
        "* Dự án 2: được giao 500 triệu đồng.",
    )
    assert told(figures, "indicator", "value_text", "project")[2:] == [
        ("capital_assigned", "700", "DA1"),
        ("capital_disbursed", "650", "DA1"),
        ("capital_assigned", "500", "DA2"),
    ]


def test_sentence_that_divides_goes_on_with_the_total_before_it():
    figures = read(
        "Tổng kinh phí năm 2023 là 90 triệu đồng. Chia theo tính chất: chi đầu tư 60 triệu đồng, "
        "chi sự nghiệp 30 triệu đồng."
    )
    assert told(figures, "indicator", "capital_type", "budget_year")[1:] == [
        ("capital_assigned", "investment", "2023"),
        ("capital_assigned", "recurrent", "2023"),
    ]


def test_bullets_under_a_total_say_what_it_says():
    figures = read(
        "II. Giải ngân", "1. Năm 2023: thực hiện 90 triệu đồng.", "- ĐTPT: 60 triệu đồng.", "- SN: 30 triệu đồng."
    )
    assert told(figures, "indicator", "capital_type", "budget_year") == [
        ("capital_disbursed", "all", "2023"),
        ("capital_disbursed", "investment", "2023"),
        ("capital_disbursed", "recurrent", "2023"),
    ]


def test_total_line_is_about_none_of_the_projects_before_it():
    figures = read("Biểu 4. Ước giải ngân năm 2024", "Dự án 7: 9 triệu đồng, đạt 15% kế hoạch",
                   "Chung các dự án: 90 triệu đồng, đạt 30% kế hoạch")  # fmt: skip
    assert told(figures, "indicator", "project") == [
        ("capital_forecast", "DA7"),
        ("disbursement_forecast_rate", "DA7"),
        ("capital_forecast", ""),
        ("disbursement_forecast_rate", ""),
    ]


def test_what_became_of_a_part_is_told_of_that_part_alone():
    figures = read(
        "Tổng vốn Trung ương giao: 90 triệu đồng. Trong đó: vốn đầu tư 50 triệu đồng, đã phân bổ 45 triệu đồng; "
        "vốn sự nghiệp 40 triệu đồng, đã phân bổ 30 triệu đồng, chưa phân bổ 10 triệu đồng."
    )
    assert told(figures, "indicator", "capital_type", "value_text")[2:] == [
        ("capital_allocated", "investment", "45"),
        ("capital_assigned", "recurrent", "40"),
        ("capital_allocated", "recurrent", "30"),
        ("capital_unallocated", "recurrent", "10"),
    ]


def test_what_is_spent_after_several_parts_is_spent_of_their_whole():
    *_, spent = read(
        "Vốn giao 90 triệu đồng: vốn đầu tư 50 triệu đồng, vốn sự nghiệp 40 triệu đồng; giải ngân 30 triệu đồng."
    )
    assert (spent.indicator, spent.capital_type) == ("capital_disbursed", "all")


def test_line_of_a_type_below_a_divided_total_keeps_its_type():
    figures = read("Vốn giao: 90 triệu đồng (NSTW 80 triệu đồng, NSĐP 10 triệu đồng).",
                   "- Vốn đầu tư: 50 triệu đồng; giải ngân 45 triệu đồng, đạt 90%/KHV.")  # fmt: skip
    assert {figure.capital_type for figure in figures[3:]} == {"investment"}


@pytest.mark.parametrize("heading", ["1. Dự án 1 - Hạ tầng các huyện nghèo (Tiểu dự án 1)",
                                     "a) Dự án 1 (huyện được giao Tiểu dự án 1):"])  # fmt: skip
def test_subproject_in_the_brackets_of_a_heading_holds_for_what_is_below(heading):
    (figure,) = read(heading, "Kinh phí 90 triệu đồng.")
    assert (figure.project, figure.subproject) == ("DA1", "DA1.TDA1")


def test_several_subprojects_in_the_brackets_of_a_heading_are_none():
    (figure,) = read("3. Dự án 3 (gồm Tiểu dự án 1, Tiểu dự án 2)", "Kinh phí 90 triệu đồng.")
    assert (figure.project, figure.subproject) == ("DA3", "")


def test_projects_side_by_side_share_what_became_of_their_money():
    figures = read("3. Dự án 3: Giải ngân TDA1 20 triệu đồng (30%); TDA2 10 triệu đồng (48%).")
    assert told(figures, "indicator", "subproject") == [
        ("capital_disbursed", "DA3.TDA1"),
        ("disbursement_rate", "DA3.TDA1"),
        ("capital_disbursed", "DA3.TDA2"),
        ("disbursement_rate", "DA3.TDA2"),
    ]


def test_a_dash_ends_what_is_said_of_an_amount():
    figures = read("1. Dự án 1: tổng vốn 46 tỷ đồng - giải ngân 37 tỷ đồng.")
    assert told(figures, "indicator") == [("capital_assigned",), ("capital_disbursed",)]


def test_share_of_the_central_money_behind_what_was_spent_is_its_rate():
    _, rate = read("Dự kiến giải ngân 80 triệu đồng, đạt 98% vốn Trung ương giao năm 2024.")
    assert rate.indicator == "disbursement_forecast_rate"


def test_short_names_of_subprojects_under_their_project():
    figures = read(
        "7. Dự án 7",
        "Kinh phí 90 tỷ đồng, gồm: nâng cao năng lực 60 tỷ đồng; giám sát, đánh giá 30 tỷ đồng.",
    )
    assert told(figures, "subproject") == [("",), ("DA7.TDA1",), ("DA7.TDA2",)]


def test_what_the_people_give_to_an_approved_sum_is_approved():
    figures = read("2. Dự án 2: tổng mức hỗ trợ được duyệt 90 triệu đồng, nhân dân đối ứng 40 triệu đồng.")
    assert told(figures, "indicator", "fund_source") == [("approved_budget", ""), ("approved_budget", "beneficiary")]


def test_money_asked_for_is_not_planned():
    assert read("Đề nghị tỉnh xem xét bổ sung 46 triệu đồng vốn Chương trình giảm nghèo.") == []


def test_sources_may_be_told_by_two_letters():
    figures = read("2. Dự án 2", "- Kinh phí giao: 90 triệu đồng (TW: 80 triệu đồng; ĐP: 10 triệu đồng)")
    assert told(figures, "fund_source") == [("all",), ("central",), ("local",)]


def test_percentage_right_behind_what_was_spent_is_its_rate():
    figures = read("2. Dự án 2: đã giải ngân 45 triệu đồng, đạt 50%; dự kiến cả năm giải ngân 100%.")
    assert told(figures, "indicator")[-1:] == [("disbursement_forecast_rate",)]


def test_paragraph_that_begins_with_a_policy_tells_no_capital():
    assert read("II. KẾT QUẢ", "Chính sách BHYT: cấp 90 thẻ BHYT với kinh phí 18 triệu đồng.") == []


def test_allocating_what_was_assigned_is_allocating():
    (figure,) = read(RESOURCES, "Huyện đã phân bổ chi tiết vốn giao năm 2024 được 70 tỷ đồng.")
    assert figure.indicator == "capital_allocated"


def test_what_is_striven_for_is_neither_disbursed_nor_a_day_of_counting():
    figures = read(
        RESOURCES,
        "Phấn đấu đến ngày 31/12/2024 hoàn thành kế hoạch; đã giải ngân 30 tỷ đồng.",
        "Phấn đấu đến ngày 31/12/2024 giải ngân 95 tỷ đồng.",
        round_=Round(2024, "H1"),
    )
    assert told(figures, "value_text", "as_of") == [("30", None)]


@pytest.mark.parametrize(
    ("text", "components"),
    [
        ("Duy tu, bảo dưỡng 07 công trình dân sinh. Kinh phí 2 tỷ đồng, đã giải ngân 1 tỷ đồng.", ["maintenance"] * 2),
        ("Đầu tư 14 công trình với vốn 31 tỷ đồng; duy tu 07 công trình, kinh phí 2 tỷ đồng.", ["", "maintenance"]),
    ],
)
def test_upkeep_named_in_a_sentence_holds_for_the_money_after_it(text, components):
    figures = read("1. Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", text)
    assert [figure.component for figure in figures if figure.unit == "vnd"] == components


def test_money_that_buys_health_insurance_is_no_capital():
    assert read("1. Chính sách y tế", "Kinh phí ngân sách nhà nước mua thẻ BHYT cho người nghèo 10 tỷ đồng.") == []


def test_text_after_the_lines_of_a_list_is_no_part_of_its_total():
    total, *_ = read(
        "Tổng kinh phí được giao của Chương trình là 9 tỷ đồng, trong đó:",
        "- Vốn đầu tư: 5 tỷ đồng.",
        "- Vốn sự nghiệp: 4 tỷ đồng.",
        "Riêng nguồn vốn các năm trước chuyển sang năm 2024: 2 tỷ đồng.",
    )
    assert total.indicator == "capital_assigned"


def test_what_heads_further_lines_goes_on_with_the_total():
    figures = read(
        "Tổng kinh phí giải ngân của Chương trình là 9 tỷ đồng, trong đó:",
        "- Vốn đầu tư: 5 tỷ đồng.",
        "Theo năm:",
        "Năm 2023: 4 tỷ đồng.",
    )
    assert {figure.indicator for figure in figures} == {"capital_disbursed"}


@pytest.mark.parametrize(
    "lead",
    [
        "Chi tiết vốn ngân sách trung ương giao năm 2024 theo từng dự án như sau:",
        "(Số liệu giải ngân từng dự án dưới đây tính trên vốn ngân sách trung ương)",
        "(Số liệu về vốn ở mục này là vốn ngân sách trung ương)",
        "Số liệu về vốn nêu tại mục này là vốn ngân sách Trung ương giao năm 2024.",
    ],
)
def test_line_about_a_chapter_or_its_projects_says_whose_money_they_have_up_to_its_end(lead):
    figures = read(
        "II. KẾT QUẢ GIẢI NGÂN", lead, "Dự án 2 (Đa dạng hóa sinh kế): vốn giao 9 tỷ đồng.", "1. Dự án 3",
        "- Kế hoạch vốn 5 tỷ đồng.", "III. DỰ ÁN KHÁC", "1. Dự án 4", "- Kế hoạch vốn 3 tỷ đồng.",
    )  # fmt: skip
    assert told(figures, "project", "fund_source") == [("DA2", "central"), ("DA3", "central"), ("DA4", "")]


def test_the_party_central_committee_is_no_source_of_money():
    figures = read(
        "II. KẾT QUẢ THỰC HIỆN",
        "Thực hiện Chỉ thị của Ban Bí thư Trung ương Đảng, huyện lập danh mục dự án, kết quả như sau:",
        "1. Dự án 2", "- Kế hoạch vốn 5 tỷ đồng.",
    )  # fmt: skip
    assert told(figures, "project", "fund_source") == [("DA2", "")]


def test_what_was_spent_behind_a_subproject_is_its_own():
    figures = read(
        "Dự án 7 (Nâng cao năng lực): vốn giao 9 tỷ đồng, trong đó Tiểu dự án 1 là 6 tỷ đồng, chưa giải ngân; "
        "Tiểu dự án 2 là 3 tỷ đồng, giải ngân 1 tỷ đồng (đạt 33%)."
    )
    told_of = [(f.subproject, f.indicator, f.value_text) for f in figures if not f.presence.startswith("zero")]
    assert told_of == [
        ("", "capital_assigned", "9"), ("DA7.TDA1", "capital_assigned", "6"), ("DA7.TDA2", "capital_assigned", "3"),
        ("DA7.TDA2", "capital_disbursed", "1"), ("DA7.TDA2", "disbursement_rate", "33"),
    ]  # fmt: skip


def test_terse_lines_under_a_heading_about_money_are_the_programmes():
    figures = read(
        "II. VỐN", "1. Kế hoạch (ĐVT: triệu đồng)", "- TW năm 2024: 8.465 trđ", "- Khả năng 9 tháng: 1.140 trđ",
        title="Sơ kết công tác giảm nghèo năm 2024",
    )  # fmt: skip
    assert told(figures, "indicator", "fund_source") == [("capital_assigned", "central"), ("capital_forecast", "")]


def test_money_in_the_line_of_a_commune_is_the_communes():
    figures = read(
        "3. Nguồn lực thực hiện chương trình",
        "- Xã Xuân Lộc: hộ nghèo 90 hộ (9%), phân bổ 4 tỷ đồng, giải ngân 1 tỷ đồng, đạt 25%.",
        "- Tổng vốn giao 9 tỷ đồng.",
    )
    assert told(figures, "indicator", "place") == [
        ("poor_households", "Xuân Lộc"), ("poor_household_rate", "Xuân Lộc"), ("capital_allocated", "Xuân Lộc"),
        ("capital_disbursed", "Xuân Lộc"), ("disbursement_rate", "Xuân Lộc"), ("capital_assigned", ""),
    ]  # fmt: skip


def test_what_was_allocated_and_what_was_not_are_from_the_source_of_their_sum():
    figures = read(
        "2. Phân bổ nguồn vốn",
        "Vốn ngân sách trung ương giao năm 2024 là 9 tỷ đồng.",
        "Huyện đã phân bổ chi tiết 7 tỷ đồng, còn 2 tỷ đồng chưa phân bổ chi tiết.",
    )
    assert told(figures, "indicator", "fund_source") == [
        ("capital_assigned", "central"), ("capital_allocated", "central"), ("capital_unallocated", "central"),
    ]  # fmt: skip


def test_districts_are_places_in_lists_and_lines_of_their_own():
    figures = read(
        "2. Nguồn vốn chương trình: giao 9 tỷ đồng, trong đó: huyện Xuân Lộc 5 tỷ đồng, thành phố Phú Lộc 4 tỷ đồng.",
        "- Huyện Xuân Lộc: đã giải ngân 3 tỷ đồng.",
        "Huyện Xuân Lộc được giao 5 tỷ đồng.",
    )
    assert told(figures, "place") == [("",), ("Xuân Lộc",), ("Phú Lộc",), ("Xuân Lộc",), ("",)]


def test_paragraph_that_names_the_programme_is_about_it_to_its_end():
    figures = read(
        "1. Kết quả chung",
        "Tổng nguồn vốn Chương trình MTQG giảm nghèo bền vững là 9 tỷ đồng. Đến nay đã giải ngân 3 tỷ đồng, đạt 33%.",
        title="Tình hình công tác giảm nghèo năm 2024",
    )
    assert [figure.value_text for figure in figures] == ["9", "3", "33"]


def test_new_money_in_what_is_available_is_assigned():
    _, new, old = read(
        "Tổng vốn Chương trình là 9 tỷ đồng, gồm vốn năm 2024: 6 tỷ đồng; vốn năm 2023 chuyển sang: 3 tỷ đồng."
    )
    assert told([new, old], "indicator", "budget_year") == [
        ("capital_assigned", "2024"), ("capital_carried_over", "2023"),
    ]  # fmt: skip


def test_nothing_spent_behind_a_subproject_is_of_that_one():
    *_, zero = read("2. Dự án 3", "- Tiểu dự án 1: giao 5 tỷ đồng; Tiểu dự án 2: vốn giao 1 tỷ đồng, chưa giải ngân.")
    assert (zero.subproject, zero.presence) == ("DA3.TDA2", "zero_in_words")


def test_money_that_cannot_be_allotted_yet_is_unallocated():
    figures = read(RESOURCES, "Mới phân bổ 9 tỷ đồng, còn 3 tỷ đồng chưa đủ điều kiện phân bổ.")
    assert told(figures, "indicator") == [("capital_allocated",), ("capital_unallocated",)]


@pytest.mark.parametrize(
    "line",
    [
        "a. TDA1. Giảm nghèo về thông tin: 9 tỷ đồng, đã giải ngân 5 tỷ đồng.",
        "- Tiểu dự án 1: Giảm nghèo về thông tin 9 tỷ đồng; đã giải ngân 5 tỷ đồng.",
    ],
)
def test_line_that_names_its_project_before_its_money_is_of_that_project(line):
    figures = read("III. KẾT QUẢ CÁC DỰ ÁN", "1. Dự án 6: Truyền thông và giảm nghèo về thông tin", line)
    assert told(figures, "subproject", "value_text") == [("DA6.TDA1", "9"), ("DA6.TDA1", "5")]


def test_what_the_state_and_the_people_share_of_an_approved_sum_is_approved():
    figures = read(
        RESOURCES,
        "Tổng kinh phí các dự án được duyệt 9 tỷ đồng, Nhà nước hỗ trợ 6 tỷ đồng, nhân dân đóng góp 3 tỷ đồng.",
    )
    assert told(figures, "indicator", "fund_source") == [
        ("approved_budget", ""), ("approved_budget", "state_budget"), ("approved_budget", "beneficiary"),
    ]  # fmt: skip


def test_project_named_right_behind_an_amount_is_its_own():
    figures = read(RESOURCES, "Chưa phân khai 9 tỷ đồng, gồm 6 tỷ đồng của Tiểu dự án 1 - Dự án 4 và 3 tỷ của Dự án 6.")
    assert told(figures, "project", "subproject") == [("", ""), ("DA4", "DA4.TDA1"), ("DA6", "")]


def test_type_in_brackets_of_a_line_is_that_of_all_its_money():
    figures = read(
        "III. KẾT QUẢ CÁC DỰ ÁN",
        "1. Dự án 1: Hạ tầng",
        "- Duy tu (vốn sự nghiệp): năm 2024 giao 4 tỷ đồng, năm 2023 chuyển sang 2 tỷ đồng. Đã chi 3 tỷ đồng.",
        "- Vốn đầu tư 9 tỷ đồng.",
    )
    assert told(figures, "capital_type") == [("recurrent",)] * 3 + [("investment",)]


@pytest.mark.parametrize("name", ["Ban Bí thư Trung ương", "Ban Chấp hành Trung ương", "các ban, ngành Trung ương"])
def test_central_bodies_are_no_source_of_money(name):
    figures = read("I. NGUỒN VỐN", f"Theo chỉ đạo của {name}, kết quả như sau:", "- Kế hoạch vốn Dự án 2: 9 tỷ đồng.")
    assert told(figures, "fund_source") == [("",)]
