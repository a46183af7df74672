"""Counts beside their plans: in brackets behind a planned one, and behind a stroke."""

from reading import read_counted, told

from district_reports.readers.outline.sections import Round


def test_what_divides_a_plan_in_brackets_is_planned():
    figures = read_counted("Kế hoạch hỗ trợ 230 nhà (150 nhà xây mới, 80 nhà sửa chữa); đến nay hoàn thành 90 nhà.")
    assert told(figures, "value_text", "kind") == [
        ("230", "planned"), ("150", "planned"), ("80", "planned"), ("90", "actual"),
    ]  # fmt: skip


def test_a_whole_told_with_its_noun_again_is_the_plan_of_the_year():
    figures = read_counted("Tạo việc làm mới cho 87 lao động/150 lao động.", round_=Round(2024, "H1"))
    assert told(figures, "value_text", "kind", "period") == [("87", "actual", "2024H1"), ("150", "planned", "2024")]


def test_abbreviated_groups_divide_the_households_before_them():
    figures = read_counted("Dự án 2: có 238 hộ tham gia (142 HN, 66 HCN và 30 hộ mới thoát nghèo).")
    assert told(figures, "value_text", "indicator", "breakdown") == [
        ("238", "participating_households", ""),
        ("142", "participating_households", "poor"),
        ("66", "participating_households", "near_poor"),
        ("30", "participating_households", "newly_escaped"),
    ]


def test_a_bound_on_a_target_in_brackets_is_the_target():
    figures = read_counted("Tỷ lệ suy dinh dưỡng thấp còi là 29,1%, đạt (mục tiêu dưới 30%).")
    assert told(figures, "value_text", "kind", "bound")[-1] == ("30", "target", "at_most")
