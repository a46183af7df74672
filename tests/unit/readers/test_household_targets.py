"""What is striven for beside what was found: targets, plans and forecasts of households."""

from decimal import Decimal

import pytest
from reading import TITLE, read, told

from district_reports.readers.outline.sections import Round


@pytest.mark.parametrize(
    ("sentence", "kind", "period"),
    [
        ("Phấn đấu tỷ lệ hộ nghèo năm 2024 giảm 3,5%.", "target", "2024"),
        ("Tỉnh giao chỉ tiêu tỷ lệ hộ nghèo cuối năm 2024 còn 10%.", "target", "2024"),
        ("Nghị quyết của huyện đặt ra chỉ tiêu: tỷ lệ hộ nghèo năm 2024 còn 10%.", "target", "2024"),
        ("Năm 2025 tỷ lệ hộ nghèo giảm 3%.", "target", "2025"),
        ("Tỷ lệ hộ nghèo giảm 3,5%, chưa đạt chỉ tiêu.", "actual", "2024"),
        ("Tỷ lệ hộ nghèo năm 2023 là 13%.", "actual", "2023"),
    ],
)
def test_targets_and_results_are_told_apart(sentence, kind, period):
    (figure,) = read(sentence)
    assert (figure.kind, figure.period, figure.budget_year) == (kind, period, period if kind == "target" else "")


def test_target_beside_a_result_stays_a_target():
    result, target = read("Tỷ lệ hộ nghèo giảm 5,2%, vượt chỉ tiêu (chỉ tiêu giao giảm 4,5%).")
    assert (result.kind, target.kind) == ("actual", "target")


def test_target_told_in_passing_does_not_make_what_follows_one():
    figures = read(
        "Tỷ lệ hộ nghèo giảm 2,7%, vượt chỉ tiêu huyện giao là 2,5%; tỷ lệ hộ cận nghèo giảm 0,8%, còn 7,1%."
    )
    assert [figure.kind for figure in figures if "near" in figure.indicator] == ["actual", "actual"]


def test_plan_section_tells_where_its_target_starts():
    start, target = read(
        "II. CHỈ TIÊU NĂM 2025", "- Giảm tỷ lệ hộ nghèo từ 10% cuối năm 2024 xuống còn 7% cuối năm 2025."
    )
    assert (start.kind, start.period, target.kind, target.period) == ("actual", "2024", "target", "2025")


def test_fall_of_each_of_several_years_is_not_this_years():
    average, target, own = read(
        "Bình quân mỗi năm tỷ lệ hộ nghèo giảm 1,8%, đạt chỉ tiêu đề ra (giảm 1,5%/năm); riêng năm 2024 giảm 2%."
    )
    assert told([average, target, own], "value_text", "kind", "breakdown") == [
        ("1,8", "actual", "yearly_average"),
        ("1,5", "target", "yearly_average"),
        ("2", "actual", ""),
    ]


def test_range_as_a_target_is_told_by_both_its_ends():
    figures = read("Phấn đấu năm 2025 giảm tỷ lệ hộ nghèo từ 4 - 5%.")
    assert told(figures, "kind", "value", "unit", "bound") == [
        ("target", -4, "pp", "at_least"),
        ("target", -5, "pp", "at_most"),
    ]


def test_expected_households_are_a_forecast():
    figures = read("Dự ước cuối năm 2024 còn 900 hộ nghèo, tỷ lệ 9%.")
    assert told(figures, "kind") == [("forecast",), ("forecast",)]


def test_target_without_a_subject_is_the_poor_rates():
    (figure,) = read("Chỉ tiêu tỉnh giao giảm 8%.")
    assert (figure.indicator, figure.kind, figure.value) == ("poor_household_rate_change", "target", -8)


def test_fall_in_brackets_with_its_target_is_of_the_year_told():
    figures = read(
        "Cuối năm 2024 còn 90 hộ nghèo, giảm 10 hộ so với cuối năm 2023 (giảm 7,1%, vượt chỉ tiêu tỉnh giao là 5%)."
    )
    assert told(figures, "value_text", "unit", "kind", "period")[2:] == [
        ("7,1", "pp", "actual", "2024"),
        ("5", "pp", "target", "2024"),
    ]


def test_what_stands_under_tasks_is_striven_for():
    (figure,) = read("III. NHIỆM VỤ 6 THÁNG CUỐI NĂM", "- Cuối năm tỷ lệ hộ nghèo còn dưới 24%.")
    assert figure.kind == "target"


def test_plan_and_result_side_by_side():
    figures = read("- Tỷ lệ hộ nghèo: KH giảm 3%, thực hiện giảm 3,5%.")
    assert told(figures, "value_text", "kind") == [("3", "target"), ("3,5", "actual")]


def test_fall_of_each_year_goes_on_with_the_poor_told_before():
    figures = read(
        "I. Tỷ lệ hộ nghèo", "- Cuối năm 2024: hộ nghèo 90 hộ, tỷ lệ 10%.",
        "Bình quân mỗi năm giảm 1,5%, đạt chỉ tiêu Nghị quyết (giảm từ 1% đến 1,5%/năm)."
    )  # fmt: skip
    assert told(figures, "indicator", "value", "kind", "breakdown")[2:] == [
        ("poor_household_rate_change", Decimal("-1.5"), "actual", "yearly_average"),
        ("poor_household_rate_change", Decimal("-1"), "target", "yearly_average"),
        ("poor_household_rate_change", Decimal("-1.5"), "target", "yearly_average"),
    ]


IN_2022 = {"round_": Round(2022, "H1"), "title": TITLE.replace("2024", "2022")}


@pytest.mark.parametrize(
    "aim",
    [
        "Phấn đấu giảm tỷ lệ hộ nghèo 4,7% (theo kết quả điều tra cuối năm 2021).",
        "Tỷ lệ hộ nghèo giảm 4,7% (so với kết quả rà soát cuối năm 2021).",
    ],
)
def test_an_aim_is_not_of_the_year_of_the_review_it_is_measured_from(aim):
    (figure,) = read("II. MỤC TIÊU", aim, **IN_2022)
    assert (figure.kind, figure.period) == ("target", "2022")


def test_a_review_told_beside_an_aim_has_found_what_it_found():
    figures = read(
        "II. MỤC TIÊU", "Giảm tỷ lệ hộ nghèo xuống còn 18% (tỷ lệ hộ nghèo điều tra cuối năm 2021 là 21,4%).", **IN_2022
    )
    assert told(figures, "value_text", "kind", "period") == [("18", "target", "2022"), ("21,4", "actual", "2021")]


def test_an_aim_in_the_bracket_of_a_result_is_of_the_year_of_the_result():
    figures = read(
        "II. KẾT QUẢ",
        "Cuối năm 2021, tỷ lệ hộ nghèo 21,4%, giảm 5,1% so với cuối năm 2020, vượt chỉ tiêu tỉnh giao (4,5%).",
        **IN_2022,
    )
    assert told(figures, "value_text", "kind", "period")[-1] == ("4,5", "target", "2021")


def test_target_shared_out_to_communes_stands_in_brackets():
    figures = read("Huyện giao chỉ tiêu giảm nghèo cho từng xã (bình quân toàn huyện giảm 5%).")
    assert told(figures, "indicator", "kind", "value") == [("poor_household_rate_change", "target", -5)]
