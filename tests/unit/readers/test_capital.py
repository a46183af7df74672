"""What happened with the programme's money: assigned, allocated, spent, expected; and which money is none of it."""

import unicodedata
from decimal import Decimal

import pytest
from reading import RESOURCES, TITLE, read, told

from district_reports.readers.outline.sections import Round


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


def test_list_below_a_total_says_what_the_total_says():
    figures = read("Đã giải ngân 5 tỷ đồng, trong đó:", "- Vốn đầu tư: 4 tỷ đồng.", "- Vốn sự nghiệp: 1 tỷ đồng.")
    assert {figure.indicator for figure in figures} == {"capital_disbursed"}


def test_what_remains_may_be_unallocated_behind_its_bracket():
    figures = read("2. Dự án 4: đã phân bổ 9 tỷ đồng, còn lại 2 tỷ đồng (vốn sự nghiệp) chưa phân bổ.")
    assert told(figures, "indicator") == [("capital_allocated",), ("capital_unallocated",)]


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


def test_heading_that_ends_in_its_total_leads_the_list_below():
    figures = read(
        "1. Tổng nguồn vốn năm 2024: 9 tỷ đồng", "- Vốn năm 2023 chuyển sang: 2 tỷ đồng", "- Vốn giao: 7 tỷ đồng"
    )
    assert told(figures, "indicator") == [("capital_available",), ("capital_carried_over",), ("capital_assigned",)]


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


def test_all_of_an_amount_may_be_allocated_in_words():
    assigned, allocated = read("Vốn sự nghiệp giao là 12 tỷ đồng, đã phân bổ.")
    assert (allocated.indicator, allocated.value) == ("capital_allocated", assigned.value)


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


def test_a_dash_ends_what_is_said_of_an_amount():
    figures = read("1. Dự án 1: tổng vốn 46 tỷ đồng - giải ngân 37 tỷ đồng.")
    assert told(figures, "indicator") == [("capital_assigned",), ("capital_disbursed",)]


def test_share_of_the_central_money_behind_what_was_spent_is_its_rate():
    _, rate = read("Dự kiến giải ngân 80 triệu đồng, đạt 98% vốn Trung ương giao năm 2024.")
    assert rate.indicator == "disbursement_forecast_rate"


def test_money_asked_for_is_not_planned():
    assert read("Đề nghị tỉnh xem xét bổ sung 46 triệu đồng vốn Chương trình giảm nghèo.") == []


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


def test_money_that_cannot_be_allotted_yet_is_unallocated():
    figures = read(RESOURCES, "Mới phân bổ 9 tỷ đồng, còn 3 tỷ đồng chưa đủ điều kiện phân bổ.")
    assert told(figures, "indicator") == [("capital_allocated",), ("capital_unallocated",)]
