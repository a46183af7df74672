"""Which year money belongs to."""

import pytest
from reading import RESOURCES, read, told

from district_reports.readers.outline.sections import Round

REVIEW = Round(2024, first_year=2022)
OF_TERM = "Kết quả giám sát thực hiện Chương trình MTQG giảm nghèo bền vững giai đoạn 2022 - 2025"


def test_parts_after_trong_do_share_stage_and_year_of_the_total():
    figures = read("Vốn giao năm 2023: 10 tỷ đồng, trong đó: vốn đầu tư 6 tỷ đồng; vốn sự nghiệp 4 tỷ đồng.")
    assert {figure.budget_year for figure in figures} == {"2023"}
    assert {figure.indicator for figure in figures} == {"capital_assigned"}


def test_list_by_years_gives_each_its_budget_year():
    figures = read(
        "Tổng vốn giao giai đoạn 2022-2024 là 30 tỷ đồng. Cụ thể:", "- Năm 2022: 12 tỷ đồng, đã giải ngân 9 tỷ đồng."
    )
    assert told(figures, "indicator", "budget_year", "period") == [
        ("capital_assigned", "2022-2024", "2022-2024"),
        ("capital_assigned", "2022", "2022"),
        ("capital_disbursed", "2022", "2022"),
    ]


def test_year_of_money_may_stand_without_its_noun():
    figures = read("2. Dự án 2: vốn 2023 giao 9 tỷ đồng, vốn 2022 chuyển sang 4 tỷ đồng.", round_=Round(2023))
    assert told(figures, "indicator", "budget_year") == [("capital_assigned", "2023"), ("capital_carried_over", "2022")]


@pytest.mark.parametrize(
    "sentence",
    [
        "2. Dự án 2: Giải ngân 9 tỷ đồng, trong đó vốn năm 2023 chuyển sang 4 tỷ đồng, vốn năm 2024 5 tỷ đồng.",
        "2. Dự án 2: Giải ngân 9 tỷ đồng (vốn 2023: 4 tỷ đồng; vốn 2024: 5 tỷ đồng).",
    ],
)
def test_what_was_spent_of_two_years_is_money_of_both(sentence: str):
    figures = read(sentence)
    assert told(figures, "indicator", "budget_year") == [
        ("capital_disbursed", "2023+2024"),
        ("capital_disbursed", "2023"),
        ("capital_disbursed", "2024"),
    ]


def test_what_is_told_in_turn_is_told_of_each():
    figures = read(
        "Đã giải ngân 73 tỷ đồng, trong đó vốn đầu tư và vốn sự nghiệp NSTW lần lượt là 43 tỷ đồng và 27 tỷ đồng, "
        "bằng 88% và 53% kế hoạch."
    )
    assert told(figures, "indicator", "capital_type", "fund_source", "value_text")[1:] == [
        ("capital_disbursed", "investment", "central", "43"),
        ("capital_disbursed", "recurrent", "central", "27"),
        ("disbursement_rate", "investment", "central", "88"),
        ("disbursement_rate", "recurrent", "central", "53"),
    ]


def test_types_of_a_forecast_rate_stand_before_their_percentages():
    figures = read("Ước giải ngân cả năm 2024: vốn đầu tư đạt 100%, vốn sự nghiệp khoảng 65%.")
    assert told(figures, "indicator", "capital_type", "value_text") == [
        ("disbursement_forecast_rate", "investment", "100"),
        ("disbursement_forecast_rate", "recurrent", "65"),
    ]


def test_approved_budget_is_of_the_year_reported_on():
    (figure,) = read("2. Dự án 2: Tổng kinh phí phê duyệt 9 tỷ đồng.", round_=Round(2024, "9M"))
    assert (figure.budget_year, figure.period) == ("2024", "2024")


@pytest.mark.parametrize(
    ("paid", "years"),
    [
        ("Đã giải ngân 3 tỷ đồng, đạt 25% so với tổng số vốn.", "2022+2023+2024"),
        ("Đã giải ngân 3 tỷ đồng, đạt 25%.", "2022+2023+2024"),
        ("Đã giải ngân 3 tỷ đồng, đạt 33,3%.", "2024"),
        ("Đã giải ngân 3 tỷ đồng, đạt 33% tổng vốn giao năm 2024.", "2024"),
        ("Đã giải ngân 5/12 tỷ đồng.", "2022+2023+2024"),
    ],
)
def test_what_was_paid_of_a_total_is_money_of_all_its_years(paid: str, years: str):
    figures = read(
        "Tổng nguồn vốn năm 2024: 12 tỷ đồng, gồm: vốn năm 2022, 2023 chuyển sang 3 tỷ đồng; vốn giao năm 2024: 9 tỷ "
        "đồng.",
        paid,
    )
    assert {f.budget_year for f in figures if f.kind == "disbursed"} == {years}


@pytest.mark.parametrize(
    ("text", "budget_year", "period"),
    [
        ("Tổng kinh phí được giao 30 tỷ đồng.", "2022-2024", "2022-2024"),
        ("Tổng kinh phí được giao năm 2023 là 30 tỷ đồng.", "2023", "2023"),
        ("Từ năm 2023 đến 30/9/2024 giao tổng kinh phí 30 tỷ đồng.", "2023-2024", "2023-2024"),
        ("Kinh phí giao năm 2022 và 2023: 30 tỷ đồng.", "2022-2023", "2022-2023"),
        ("Kết quả giải ngân đến 30/9/2024: 30 tỷ đồng.", "2022-2024", "2022-2024"),
        ("Đã giải ngân 30 tỷ đồng, đạt 40% tổng vốn giao giai đoạn 2022-2023.", "2022-2023", "2022-2023"),
        ("Tỷ lệ giải ngân vốn sự nghiệp đạt 40%.", "2022-2024", "2022-2024"),
    ],
)
def test_money_of_a_review_of_several_years_is_of_them_all(text: str, budget_year: str, period: str):
    figures = read("II. Nguồn lực thực hiện Chương trình", text, round_=REVIEW, title=OF_TERM)
    assert set(told(figures, "budget_year", "period")) == {(budget_year, period)}


def test_chapter_of_a_review_tells_which_of_its_years_it_is_about():
    (figure,) = read("IV. Kết quả các dự án (2023 - 9/2024)", "1. Dự án 2: giao 9 tỷ đồng.", round_=REVIEW)
    assert figure.budget_year == "2023-2024"


def test_section_for_a_coming_year_plans():
    (figure,) = read("II. KẾ HOẠCH NĂM 2025", "- Kinh phí: 10 tỷ đồng.")
    assert (figure.indicator, figure.kind, figure.period) == ("capital_planned", "planned", "2025")


def test_what_a_sum_is_measured_by_is_available_where_the_document_says_so():
    figures = read(
        "Như vậy tổng nguồn lực phải giải ngân trong năm là 90 triệu đồng.", "Đã giải ngân 45/90 triệu đồng."
    )
    assert told(figures, "indicator", "value_text") == [
        ("capital_available", "90"),
        ("capital_disbursed", "45"),
        ("capital_available", "90"),
    ]


def test_rates_of_both_types_named_behind_them():
    figures = read("Ước giải ngân vốn của Chương trình giảm nghèo đạt 92% vốn đầu tư và 61% vốn sự nghiệp.")
    assert told(figures, "indicator", "capital_type") == [
        ("disbursement_forecast_rate", "investment"),
        ("disbursement_forecast_rate", "recurrent"),
    ]


def test_parts_by_type_of_what_is_available_are_available():
    figures = read(
        "Tổng kinh phí Chương trình là 90 tỷ đồng (vốn đầu tư: 60 tỷ đồng; vốn sự nghiệp: 30 tỷ đồng), gồm:",
        "- Ngân sách Trung ương giao: 70 tỷ đồng;",
        "- Kinh phí năm 2023 chuyển sang: 20 tỷ đồng.",
    )
    assert told(figures[:3], "indicator") == [("capital_available",)] * 3


def test_money_under_a_span_of_years_is_of_all_of_them():
    (figure,) = read("V. KẾT QUẢ TỪNG DỰ ÁN (2022 - 2024)", "2. Dự án 2: vốn phân bổ 90 triệu đồng.")
    assert (figure.budget_year, figure.period) == ("2022-2024", "2022-2024")


def test_the_year_of_money_may_stand_behind_it():
    (figure,) = read(
        "1. Dự án 6: Truyền thông", "Đã giải ngân 369 triệu đồng của nguồn vốn năm 2023.", round_=Round(2024, "H1")
    )
    assert (figure.indicator, figure.budget_year) == ("capital_disbursed", "2023")


def test_amounts_and_rates_of_several_years_are_told_in_turn():
    figures = read(
        "Giải ngân kinh phí các năm 2022, 2023 và 2024 lần lượt là 9 tỷ đồng; 8 tỷ đồng; 7 tỷ đồng, tương ứng đạt 90%; "
        "80% và 70%.",
        round_=REVIEW,
        title=OF_TERM,
    )
    assert told(figures, "indicator", "budget_year", "value_text") == [
        *(("capital_disbursed", year, value) for year, value in (("2022", "9"), ("2023", "8"), ("2024", "7"))),
        *(("disbursement_rate", year, value) for year, value in (("2022", "90"), ("2023", "80"), ("2024", "70"))),
    ]


def test_money_assigned_in_several_years_is_told_in_turn():
    figures = read("Kinh phí được giao năm 2023, năm 2024 lần lượt là 9 tỷ đồng và 8 tỷ đồng.")
    assert told(figures, "budget_year", "period") == [("2023", "2023"), ("2024", "2024")]


def test_years_in_a_bracket_are_those_of_the_amount_and_its_parts():
    figures = read(
        "Ngân sách trung ương (năm 2022 và 2023): 9 tỷ đồng, gồm vốn đầu tư 5 tỷ đồng, vốn sự nghiệp 4 tỷ đồng.",
        round_=REVIEW,
        title=OF_TERM,
    )
    assert set(told(figures, "budget_year", "period")) == {("2022-2023", "2022-2023")}


def test_lines_below_a_total_of_several_years_are_of_these():
    figures = read(
        "Tổng vốn giao giai đoạn 2022-2023 là 9 tỷ đồng. Cụ thể:", "- Dự án 2: 5 tỷ đồng.", "- Dự án 3: 4 tỷ."
    )
    assert set(told(figures, "budget_year")) == {("2022-2023",)}


def test_budget_approved_in_a_chapter_about_several_years_is_of_these():
    (figure,) = read("III. Kết quả các dự án (2022 - 2023)", "1. Dự án 2: kinh phí phê duyệt 9 tỷ đồng.", round_=REVIEW)
    assert (figure.indicator, figure.budget_year, figure.period) == ("approved_budget", "2022-2023", "2022-2023")


@pytest.mark.parametrize(
    "sentence",
    [
        "Dự kiến nhu cầu vốn 2 năm 2025-2026 là 9 tỷ đồng.",
        "Mục tiêu năm 2025, 2026: nhu cầu vốn 2 năm là 9 tỷ đồng.",
    ],
)
def test_money_needed_for_several_years_to_come_is_of_them_all(sentence):
    (figure,) = read(RESOURCES, sentence)
    assert (figure.indicator, figure.budget_year, figure.period) == ("capital_planned", "2025-2026", "2025-2026")


def test_money_needed_in_a_year_is_not_of_the_term_that_has_begun():
    (figure,) = read(RESOURCES, "Nhu cầu vốn năm 2025 của Chương trình giai đoạn 2021-2025 là 9 tỷ đồng.")
    assert figure.budget_year == "2025"


def test_line_that_leads_in_others_says_whose_money_they_tell():
    figures = read(
        RESOURCES,
        "Chi tiết vốn NSTW theo năm:",
        "Năm 2023: 5 tỷ đồng (ĐTPT 3 tỷ đồng; SN 2 tỷ đồng)",
        "Năm 2024: 4 tỷ đồng",
        "Kinh phí giao năm 2024 là 8 tỷ đồng.",
    )
    assert told(figures, "value_text", "fund_source", "budget_year") == [
        ("5", "central", "2023"),
        ("3", "central", "2023"),
        ("2", "central", "2023"),
        ("4", "central", "2024"),
        ("8", "", "2024"),
    ]


def test_share_of_what_several_years_were_given_is_of_them_all():
    figures = read(RESOURCES, "Lũy kế giải ngân 30 tỷ đồng, đạt 70% kế hoạch vốn 03 năm.", round_=REVIEW, title=OF_TERM)
    assert told(figures, "budget_year") == [("2022-2024",)] * 2


def test_lines_below_what_was_spent_were_spent_where_their_share_stands_right_behind():
    *_, central, share, invested = read(
        "3. Kết quả giải ngân",
        "Toàn huyện thanh toán 50 tỷ đồng. Chia ra:",
        "a) Vốn trung ương kế hoạch năm 2024: 30 tỷ đồng (28,34%). Trong số này vốn đầu tư giải ngân 20 tỷ đồng.",
    )
    assert told([central, invested], "indicator", "value_text") == [("capital_disbursed", n) for n in ("30", "20")]
    assert share.indicator == "disbursement_rate"


def test_years_listed_one_by_one_are_the_years_of_their_total():
    figures = read(
        RESOURCES, "Tổng kinh phí được giao 03 năm 2022, 2023, 2024 là 9 tỷ đồng.", round_=REVIEW, title=OF_TERM
    )
    assert told(figures, "budget_year") == [("2022-2024",)]


def test_line_whose_bracket_tells_what_was_spent_begins_with_what_was_assigned():
    figures = read(
        RESOURCES,
        "Tổng vốn được giao 90 tỷ đồng; đã giải ngân 60 tỷ đồng. Cụ thể:",
        "Vốn đầu tư 50 tỷ đồng (giải ngân 40 tỷ đồng, đạt 80%).",
    )
    assert told(figures[-3:], "indicator", "capital_type") == [
        ("capital_assigned", "investment"), ("capital_disbursed", "investment"), ("disbursement_rate", "investment"),
    ]  # fmt: skip


def test_shares_of_what_was_spent_told_by_the_year_of_the_money_were_spent():
    figures = read(RESOURCES, "Đã chi 9 tỷ đồng (84%), riêng vốn 2024 7 tỷ đồng (83%), vốn chuyển sang 2 tỷ (88%).")
    assert told(figures, "indicator") == [("capital_disbursed",), ("disbursement_rate",)] * 3
