"""What is wanted, up to when and within which bounds: plans, targets, deadlines, days of events, ages."""

import pytest
from reading import read_counted, told

from district_reports.readers.outline.sections import Round


def test_plan_and_verdict_stay_with_their_result():
    figures = read_counted(
        "Tỷ lệ trẻ suy dinh dưỡng thấp còi là 14,5% (chưa đạt KH (là 13%)); 48% hộ nghèo có nhà tiêu (vượt KH)."
    )
    assert told(figures, "indicator", "kind", "value_text", "breakdown") == [
        ("child_stunting_rate", "actual", "14,5", "plan_not_met"),
        ("child_stunting_rate", "target", "13", ""),
        ("hygienic_latrine_rate", "actual", "48", "plan_exceeded"),
    ]


def test_targets_that_are_not_met_are_neither_met_nor_all_there_are():
    figures = read_counted("Đã hoàn thành 7 chỉ tiêu, 8 chỉ tiêu có khả năng hoàn thành, 3 chỉ tiêu khó đạt.")
    assert told(figures, "indicator", "value_text") == [("targets_met", "7"), ("targets_not_met", "3")]


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
    assert told(figures, "indicator", "value_text") == [
        ("child_malnutrition_rate", "14,7"),
        ("school_attendance_rate", "99"),
    ]


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


def test_deadline_behind_what_is_to_be_done():
    (figure,) = read_counted("Giải ngân hết vốn kéo dài trước ngày 30/9/2024.")
    assert (figure.indicator, figure.value) == ("completion_deadline", 20240930)


def test_shares_of_money_striven_for_one_after_another_are_targets():
    figures = read_counted("Phấn đấu giải ngân đến 30/9 đạt trên 60%, đến cuối năm đạt 95% tổng vốn và 98% vốn đầu tư.")
    assert told(figures, "indicator", "value") == [("disbursement_target_rate", n) for n in (60, 95, 98)]
