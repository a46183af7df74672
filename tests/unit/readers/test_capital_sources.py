"""From which source and of which type money is."""

import pytest
from reading import RESOURCES, read, told


def test_bracket_divides_an_amount_by_type():
    figures = read("Vốn giao: 10 tỷ đồng (vốn đầu tư 6 tỷ đồng, vốn sự nghiệp 4 tỷ đồng).")
    assert told(figures, "value_text", "capital_type") == [("10", "all"), ("6", "investment"), ("4", "recurrent")]


def test_type_behind_gom_is_that_of_the_next_amount():
    figures = read("Ngân sách trung ương giao 10 tỷ đồng gồm vốn đầu tư 6 tỷ đồng, vốn sự nghiệp 4 tỷ đồng.")
    assert told(figures, "value_text", "capital_type") == [("10", "all"), ("6", "investment"), ("4", "recurrent")]


def test_bracket_divides_an_amount_by_source():
    figures = read("- Kế hoạch vốn: 10 tỷ đồng (NSTW: 9 tỷ đồng; NSĐP: 1 tỷ đồng).")
    assert told(figures, "value_text", "fund_source") == [("10", "all"), ("9", "central"), ("1", "local")]


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


def test_share_of_co_financing_is_read():
    (figure,) = read("Vốn đối ứng của ngân sách địa phương đạt 5% so với vốn ngân sách trung ương.")
    assert (figure.indicator, figure.value, figure.fund_source) == ("counterpart_rate", 5, "local")


def test_type_of_a_line_stays_open_when_the_document_never_divides_it():
    figures = read("Vốn giao 10 tỷ đồng (vốn sự nghiệp).", "Đã giải ngân 3 tỷ đồng.")
    assert told(figures, "capital_type") == [("recurrent",), ("",)]


def test_bracket_takes_the_unit_of_its_amount():
    figures = read("Vốn giao năm 2024: ngân sách trung ương 93.728 triệu đồng (đầu tư 62.110; sự nghiệp 31.618).")
    assert told(figures, "capital_type", "value") == [
        ("all", 93_728_000_000),
        ("investment", 62_110_000_000),
        ("recurrent", 31_618_000_000),
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


def test_what_the_people_give_to_an_approved_sum_is_approved():
    figures = read("2. Dự án 2: tổng mức hỗ trợ được duyệt 90 triệu đồng, nhân dân đối ứng 40 triệu đồng.")
    assert told(figures, "indicator", "fund_source") == [("approved_budget", ""), ("approved_budget", "beneficiary")]


def test_sources_may_be_told_by_two_letters():
    figures = read("2. Dự án 2", "- Kinh phí giao: 90 triệu đồng (TW: 80 triệu đồng; ĐP: 10 triệu đồng)")
    assert told(figures, "fund_source") == [("all",), ("central",), ("local",)]


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


def test_terse_lines_under_a_heading_about_money_are_the_programmes():
    figures = read(
        "II. VỐN", "1. Kế hoạch (ĐVT: triệu đồng)", "- TW năm 2024: 8.465 trđ", "- Khả năng 9 tháng: 1.140 trđ",
        title="Sơ kết công tác giảm nghèo năm 2024",
    )  # fmt: skip
    assert told(figures, "indicator", "fund_source") == [("capital_assigned", "central"), ("capital_forecast", "")]


def test_what_was_allocated_and_what_was_not_are_from_the_source_of_their_sum():
    figures = read(
        "2. Phân bổ nguồn vốn",
        "Vốn ngân sách trung ương giao năm 2024 là 9 tỷ đồng.",
        "Huyện đã phân bổ chi tiết 7 tỷ đồng, còn 2 tỷ đồng chưa phân bổ chi tiết.",
    )
    assert told(figures, "indicator", "fund_source") == [
        ("capital_assigned", "central"), ("capital_allocated", "central"), ("capital_unallocated", "central"),
    ]  # fmt: skip


def test_what_the_state_and_the_people_share_of_an_approved_sum_is_approved():
    figures = read(
        RESOURCES,
        "Tổng kinh phí các dự án được duyệt 9 tỷ đồng, Nhà nước hỗ trợ 6 tỷ đồng, nhân dân đóng góp 3 tỷ đồng.",
    )
    assert told(figures, "indicator", "fund_source") == [
        ("approved_budget", ""), ("approved_budget", "state_budget"), ("approved_budget", "beneficiary"),
    ]  # fmt: skip


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


@pytest.mark.parametrize(
    ("bracket", "fund_source"), [("NSTW", "central"), ("ngân sách tỉnh", "local"), ("NSTW và NSĐP", "")]
)
def test_a_bracket_that_holds_nothing_but_a_source_names_that_of_the_amount_behind_it(bracket, fund_source):
    (figure,) = read(RESOURCES, f"Vốn năm 2023 chuyển sang ({bracket}): 9.200 triệu đồng.")
    assert (figure.indicator, figure.fund_source) == ("capital_carried_over", fund_source)
