from decimal import Decimal

import pytest
from reading import TITLE, read, told

from district_reports.readers.outline.sections import Round


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tổng số hộ nghèo: 90 hộ.", [("poor_households", "90")]),
        ("Toàn huyện còn 90 hộ nghèo.", [("poor_households", "90")]),
        ("Hộ cận nghèo 40 hộ.", [("near_poor_households", "40")]),
        ("Tổng số hộ dân: 900 hộ với 3.600 nhân khẩu.", [("total_households", "900"), ("total_population", "3600")]),
        ("Có 31 bản với 900 hộ, 3.600 khẩu.", [("total_households", "900"), ("total_population", "3600")]),
        ("Số hộ nghèo 90/900 hộ.", [("poor_households", "90"), ("total_households", "900")]),
        ("Tỷ lệ hộ nghèo còn 10%.", [("poor_household_rate", "10")]),
        ("Tỷ lệ hộ nghèo giảm 3,5%.", [("poor_household_rate_change", "-3.5")]),
        ("Tỷ lệ hộ cận nghèo tăng 1,5 điểm phần trăm.", [("near_poor_household_rate_change", "1.5")]),
        ("Toàn huyện giảm 30 hộ nghèo.", [("poor_household_reduction", "30")]),
        (
            "Số hộ nghèo là 90 hộ, chiếm 10%, giảm 30 hộ (tương ứng giảm 3,5%) so với năm 2023.",
            [
                ("poor_households", "90"),
                ("poor_household_rate", "10"),
                ("poor_household_reduction", "30"),
                ("poor_household_rate_change", "-3.5"),
            ],
        ),
        (
            "Hộ nghèo: đầu năm 120 hộ (13%); cuối năm 90 hộ (10%); giảm 30 hộ (3%).",
            [
                ("poor_households", "120"),
                ("poor_household_rate", "13"),
                ("poor_households", "90"),
                ("poor_household_rate", "10"),
                ("poor_household_reduction", "30"),
                ("poor_household_rate_change", "-3"),
            ],
        ),
    ],
)
def test_review_of_households_is_read(sentence, expected):
    figures = read(sentence)
    assert told(figures, "indicator", "value") == [(name, Decimal(value)) for name, value in expected]
    assert {figure.kind for figure in figures} == {"actual"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Hỗ trợ 90 hộ nghèo vay vốn.",
        "Cho vay hộ nghèo 90 hộ, hộ cận nghèo 40 hộ.",
        "Xây nhà cho 90 hộ nghèo.",
        "Số hộ nghèo phát sinh: 12 hộ.",
        "Bản cao nhất có 78 hộ nghèo.",
        "Tỷ lệ hộ dân sử dụng nước hợp vệ sinh đạt 85%.",
        "Tỷ lệ trẻ em suy dinh dưỡng giảm 2%.",
        "Có 03 xã có tỷ lệ hộ nghèo trên 25%.",
    ],
)
def test_other_households_and_rates_are_left_out(sentence):
    assert read(sentence) == []


def test_rate_at_a_later_moment_is_of_the_same_households():
    figures = read("Tỷ lệ hộ nghèo năm 2023 là 12%, năm 2024 là 10%.")
    assert told(figures, "indicator", "period", "value_text") == [
        ("poor_household_rate", "2023", "12"),
        ("poor_household_rate", "2024", "10"),
    ]


def test_what_stood_at_the_beginning_of_a_year_is_told_apart_from_its_end():
    figures = read("Số hộ nghèo đầu năm 2024: 90 hộ (10%); cuối năm 2024: 72 hộ (8%), giảm 18 hộ so với đầu năm 2024.")
    assert told(figures, "value_text", "period", "breakdown") == [
        ("90", "2024", "start_of_year"),
        ("10", "2024", "start_of_year"),
        ("72", "2024", ""),
        ("8", "2024", ""),
        ("18", "2024", ""),
    ]
    assert {figure.breakdown for figure in read("Trong 6 tháng đầu năm 2024 có 90 hộ nghèo.")} == {""}


def test_households_taking_part_in_a_project_are_not_the_reviews():
    assert read("1. Dự án 2", "Phê duyệt 09 dự án với 196 hộ tham gia (99 hộ nghèo; 72 hộ cận nghèo).") == []


def test_fall_without_a_year_starts_where_the_year_before_ended():
    start, rate, end = read("Hộ nghèo giảm từ 120 hộ (13%) xuống còn 90 hộ.")
    assert (start.period, rate.period, end.period) == ("2023", "2023", "2024")


def test_whole_units_households_are_read_even_behind_a_project():
    figures = read("7. Dự án 7: kinh phí 5 tỷ đồng", "Toàn huyện giảm được 30 hộ nghèo.")
    assert told(figures, "indicator")[-1] == ("poor_household_reduction",)


def test_count_at_a_later_moment_is_of_the_same_households():
    figures = read("Hộ nghèo: Đầu năm 2024, huyện có 120 hộ. Qua rà soát, cuối năm 2024 còn 90 hộ, tỷ lệ 10%.")
    assert told(figures, "indicator", "value") == [
        ("poor_households", 120),
        ("poor_households", 90),
        ("poor_household_rate", 10),
    ]


def test_percentage_of_something_else_is_no_rate_of_the_households_before_it():
    assert len(read("Tỷ lệ hộ nghèo còn 10%; giải ngân vốn đạt từ 95% trở lên.")) == 1


def test_fall_from_one_rate_to_another_gives_each_its_year():
    figures = read("Tỷ lệ hộ nghèo giảm từ 12,5% năm 2023 xuống còn 9,8% năm 2024 (giảm 2,7%), đạt 104% kế hoạch.")
    assert told(figures, "indicator", "value_text", "period") == [
        ("poor_household_rate", "12,5", "2023"),
        ("poor_household_rate", "9,8", "2024"),
        ("poor_household_rate_change", "2,7", "2024"),
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "period"),
    [
        ("Phấn đấu tỷ lệ hộ nghèo năm 2024 giảm 3,5%.", "target", "2024"),
        ("Tỉnh giao chỉ tiêu tỷ lệ hộ nghèo cuối năm 2024 còn 10%.", "target", "2024"),
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


@pytest.mark.parametrize("group", ["dân tộc thiểu số", "DTTS", "đồng bào dân tộc Khmer"])
def test_group_of_households_is_a_breakdown(group):
    (figure,) = read(f"Tỷ lệ hộ nghèo {group} giảm 6%.")
    assert figure.breakdown == "ethnic_minority"


def test_commune_is_a_place_and_not_the_whole_unit():
    figures = read("Số hộ nghèo các xã: xã Hoa Ban 85 hộ, xã Suối Đá 112 hộ.")
    assert told(figures, "place", "value") == [("Hoa Ban", 85), ("Suối Đá", 112)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Toàn huyện còn 197 hộ nghèo, trong đó xã Hoa Ban 85 hộ, xã Suối Đá 112 hộ.",
        "Toàn huyện còn 197 hộ nghèo (Hoa Ban 85 hộ, Suối Đá 112 hộ).",
        "Toàn huyện còn 197 hộ nghèo, gồm: xã Hoa Ban (85 hộ); xã Suối Đá (112 hộ).",
    ],
)
def test_list_of_communes_divides_the_count_before_it(sentence):
    figures = read(sentence)
    assert told(figures, "place", "value") == [("", 197), ("Hoa Ban", 85), ("Suối Đá", 112)]
    assert {figure.indicator for figure in figures} == {"poor_households"}


def test_each_commune_has_its_own_rate():
    figures = read("Tỷ lệ hộ nghèo còn cao ở các xã Hoa Ban (42,5%), Suối Đá (37%).")
    assert told(figures, "indicator", "place", "value_text") == [
        ("poor_household_rate", "Hoa Ban", "42,5"),
        ("poor_household_rate", "Suối Đá", "37"),
    ]


def test_name_of_a_place_is_no_word():
    # Without its diacritics "Lâm" reads as "làm", and households that build something are not the review's.
    figures = read("Số hộ nghèo: xã Tân Lâm 85 hộ.")
    assert told(figures, "indicator", "place") == [("poor_households", "Tân Lâm")]


def test_fall_of_each_of_several_years_is_not_this_years():
    average, target, own = read(
        "Bình quân mỗi năm tỷ lệ hộ nghèo giảm 1,8%, đạt chỉ tiêu đề ra (giảm 1,5%/năm); riêng năm 2024 giảm 2%."
    )
    assert told([average, target, own], "value_text", "kind", "breakdown") == [
        ("1,8", "actual", "yearly_average"),
        ("1,5", "target", "yearly_average"),
        ("2", "actual", ""),
    ]


def test_fall_over_several_years_is_not_this_years():
    (figure,) = read("Sau hai năm giảm 900 hộ nghèo.")
    assert (figure.indicator, figure.breakdown) == ("poor_household_reduction", "several_years")


def test_range_as_a_target_is_told_by_both_its_ends():
    figures = read("Phấn đấu năm 2025 giảm tỷ lệ hộ nghèo từ 4 - 5%.")
    assert told(figures, "kind", "value", "unit", "bound") == [
        ("target", -4, "pp", "at_least"),
        ("target", -5, "pp", "at_most"),
    ]


def test_preliminary_results_say_so():
    (figure,) = read("Theo kết quả rà soát sơ bộ, số hộ nghèo là 90 hộ.")
    assert figure.status == "preliminary"


def test_round_gives_the_year_nothing_else_tells():
    (figure,) = read("Số hộ nghèo là 90 hộ.", round_=Round(2022, "H1"), title="Kết quả giảm nghèo")
    assert figure.period == "2022"


def test_households_of_the_whole_unit_are_not_the_poor_of_the_heading():
    figures = read("2. Về hộ nghèo: toàn huyện có 8.960 hộ với 31.715 khẩu; hộ nghèo 2.068 hộ (23,08%).")
    assert told(figures, "indicator", "value_text") == [
        ("total_households", "8.960"),
        ("total_population", "31.715"),
        ("poor_households", "2.068"),
        ("poor_household_rate", "23,08"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hộ nghèo còn 900 hộ, bằng 9%; cùng kỳ là 1.200 hộ, bằng 12%, tức giảm 3 điểm phần trăm.",
        "Toàn huyện còn 900 hộ nghèo, 9%, giảm 3 điểm phần trăm so với cuối năm 2023 (khi đó là 1.200 hộ, chiếm 12%).",
    ],
)
def test_what_was_a_year_before_is_that_years(sentence):
    told_by_year = {(f.indicator, f.value_text): f.period for f in read(sentence)}
    assert told_by_year["poor_households", "900"] == told_by_year["poor_household_rate_change", "3"] == "2024"
    assert told_by_year["poor_households", "1.200"] == told_by_year["poor_household_rate", "12"] == "2023"


def test_expected_households_are_a_forecast():
    figures = read("Dự ước cuối năm 2024 còn 900 hộ nghèo, tỷ lệ 9%.")
    assert told(figures, "kind") == [("forecast",), ("forecast",)]


def test_share_of_the_poor_is_no_rate_of_poverty():
    figures = read("Trong 900 hộ nghèo có 450 hộ là người DTTS, chiếm 50% tổng số hộ nghèo.")
    assert told(figures, "indicator", "breakdown") == [("poor_households", ""), ("poor_households", "ethnic_minority")]


def test_target_without_a_subject_is_the_poor_rates():
    (figure,) = read("Chỉ tiêu tỉnh giao giảm 8%.")
    assert (figure.indicator, figure.kind, figure.value) == ("poor_household_rate_change", "target", -8)


def test_list_of_communes_counts_what_it_adds_up_to():
    figures = read(
        "Hộ nghèo 197 hộ; hộ cận nghèo 90 hộ.",
        "Phân theo địa bàn:",
        "- Hoa Ban: 85/900 hộ, 9,4%",
        "- Suối Đá: 112/800 hộ, 14%",
    )
    assert told(figures, "indicator", "place", "value_text")[2:] == [
        ("poor_households", "Hoa Ban", "85"),
        ("total_households", "Hoa Ban", "900"),
        ("poor_household_rate", "Hoa Ban", "9,4"),
        ("poor_households", "Suối Đá", "112"),
        ("total_households", "Suối Đá", "800"),
        ("poor_household_rate", "Suối Đá", "14"),
    ]


def test_list_of_communes_counts_what_leads_it_in_whatever_it_adds_up_to():
    figures = read(
        "Hộ nghèo 190 hộ; hộ cận nghèo 90 hộ.",
        "Hộ nghèo phân theo địa bàn (số hộ nghèo/tổng số hộ):",
        "TT. Hoa Ban 85/900 hộ (9,4%); Suối Đá 112/800 hộ (14,00%); Quyết Tiến 20 hộ.",
    )
    assert told(figures, "indicator", "place", "value_text")[2:] == [
        ("poor_households", "Hoa Ban", "85"),
        ("total_households", "Hoa Ban", "900"),
        ("poor_household_rate", "Hoa Ban", "9,4"),
        ("poor_households", "Suối Đá", "112"),
        ("total_households", "Suối Đá", "800"),
        ("poor_household_rate", "Suối Đá", "14,00"),
        ("poor_households", "Quyết Tiến", "20"),
    ]


@pytest.mark.parametrize("aside", ["46,91%", "năm 2023 là 46,91%", "cuối năm 2023 là 46,91%"])
def test_bracket_behind_the_year_compared_with_tells_the_rate_of_that_year(aside):
    *_, before = read(f"Hộ nghèo 90 hộ, tỷ lệ 40,20%, giảm 6,71% so với cuối năm 2023 ({aside}).")
    assert (before.indicator, before.value_text, before.period) == ("poor_household_rate", "46,91", "2023")


def test_households_of_the_year_compared_with_are_told_before_the_fall():
    figures = read(
        "Hộ nghèo còn 90 hộ, chiếm 19,51%; so với cuối năm 2023 (120 hộ/900 hộ, chiếm 26,40%) giảm 30 hộ, giảm 6,89%."
    )
    assert told(figures, "indicator", "value_text", "period")[2:] == [
        ("poor_households", "120", "2023"),
        ("total_households", "900", "2023"),
        ("poor_household_rate", "26,40", "2023"),
        ("poor_household_reduction", "30", "2024"),
        ("poor_household_rate_change", "6,89", "2024"),
    ]


def test_list_that_adds_up_to_nothing_told_is_no_figure():
    assert read("Hộ nghèo 190 hộ.", "- Hoa Ban: 85 hộ", "- Suối Đá: 112 hộ")[1:] == []


def test_what_poor_households_have_is_no_rate_of_poverty():
    figures = read("Cuối năm tỷ lệ hộ nghèo còn dưới 24%; 100% hộ nghèo được cấp thẻ BHYT; 85% hộ dân có nước sạch.")
    assert told(figures, "value_text") == [("24",)]


def test_fall_in_brackets_with_its_target_is_of_the_year_told():
    figures = read(
        "Cuối năm 2024 còn 90 hộ nghèo, giảm 10 hộ so với cuối năm 2023 (giảm 7,1%, vượt chỉ tiêu tỉnh giao là 5%)."
    )
    assert told(figures, "value_text", "unit", "kind", "period")[2:] == [
        ("7,1", "pp", "actual", "2024"),
        ("5", "pp", "target", "2024"),
    ]


def test_fall_in_brackets_tells_where_it_began_and_ended():
    figures = read("Giảm tỷ lệ hộ nghèo năm 2024 là 6,2% (từ 46,63% cuối năm 2023 xuống còn 40,43%).")
    assert told(figures, "value_text", "unit", "period") == [
        ("6,2", "pp", "2024"),
        ("46,63", "percent", "2023"),
        ("40,43", "percent", "2024"),
    ]


def test_what_stands_under_tasks_is_striven_for():
    (figure,) = read("III. NHIỆM VỤ 6 THÁNG CUỐI NĂM", "- Cuối năm tỷ lệ hộ nghèo còn dưới 24%.")
    assert figure.kind == "target"


def test_plan_and_result_side_by_side():
    figures = read("- Tỷ lệ hộ nghèo: KH giảm 3%, thực hiện giảm 3,5%.")
    assert told(figures, "value_text", "kind") == [("3", "target"), ("3,5", "actual")]


@pytest.mark.parametrize(
    ("paragraphs", "periods"),
    [
        (["Tổng số hộ dân: 900 hộ. Theo kết quả rà soát cuối năm 2023, toàn huyện có 90 hộ nghèo."], ["2023", "2023"]),
        (["Tổng số hộ nghèo: 90 hộ (số liệu cuối năm 2023)."], ["2023"]),
        (["Cuối năm 2023, toàn huyện có 90 hộ nghèo.", "Trong tổng số 90 hộ nghèo có 38 hộ Khmer."], ["2023"] * 3),
    ],
)
def test_count_within_a_year_is_of_the_review_it_names(paragraphs: list[str], periods: list[str]):
    figures = read("I. Kết quả", *paragraphs, round_=Round(2024, "H1"))
    assert [figure.period for figure in figures] == periods


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


@pytest.mark.parametrize("mark", ["-", "+"])
def test_line_that_says_only_when_goes_on_with_the_households_of_the_line_above(mark: str):
    figures = read(
        "1. Kết quả giảm nghèo:",
        f"{mark} Đầu năm 2023: 120 hộ nghèo, chiếm 12,0%;",
        f"{mark} Cuối năm 2023: 90 hộ, chiếm 9,0%, giảm 3,0%; hộ cận nghèo 50 hộ, chiếm 5,0%;",
        f"{mark} Ước cuối năm 2024: còn 70 hộ, chiếm 7,0%, giảm 2,0%.",
    )
    assert told(figures, "indicator", "period", "kind")[2:] == [
        ("poor_households", "2023", "actual"),
        ("poor_household_rate", "2023", "actual"),
        ("poor_household_rate_change", "2023", "actual"),
        ("near_poor_households", "2023", "actual"),
        ("near_poor_household_rate", "2023", "actual"),
        ("poor_households", "2024", "forecast"),
        ("poor_household_rate", "2024", "forecast"),
        ("poor_household_rate_change", "2024", "forecast"),
    ]


def test_line_of_another_list_does_not_go_on_with_households():
    figures = read("1. Kết quả:", "+ Hộ nghèo: 120 hộ;", "- Cuối năm 2023: 90 hộ.")
    assert told(figures, "value_text") == [("120",)]


def test_poor_households_of_a_people_are_counted_with_the_year_between():
    (figure,) = read("Hộ nghèo dân tộc Khmer cuối năm 2023 là 90 hộ.")
    assert (figure.indicator, figure.breakdown, figure.period) == ("poor_households", "ethnic_minority", "2023")


def test_rate_after_money_is_no_rate_of_the_households_before():
    figures = read("I. Kết quả", "- Xã A: hộ nghèo 90 hộ (9,0%), phân bổ 30 tỷ đồng, giải ngân 12 tỷ đồng, đạt 40%.")
    assert told(figures, "indicator", "value_text") == [
        ("poor_households", "90"),
        ("poor_household_rate", "9,0"),
        ("capital_allocated", "30"),
        ("capital_disbursed", "12"),
        ("disbursement_rate", "40"),
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


@pytest.mark.parametrize(
    "sentence",
    [
        "Đầu năm 2024 toàn huyện có 120 hộ nghèo; rà soát sơ bộ cuối năm còn 90 hộ.",
        "Hộ nghèo DTTS 90 hộ, chiếm 60%.",
        "Trong đó hộ nghèo dân tộc thiểu số tại chỗ còn 90 hộ.",
    ],
)
def test_poor_households_are_counted_by_what_leads_their_number(sentence):
    figures = read(sentence)
    assert ("poor_households", 90) in told(figures, "indicator", "value")


def test_households_of_the_whole_unit_may_be_called_those_of_the_people():
    figures = read("Toàn huyện có 900 hộ dân với 3.600 nhân khẩu.")
    assert told(figures, "indicator") == [("total_households",), ("total_population",)]


@pytest.mark.parametrize("lead", ["Hộ nghèo phân theo địa bàn", "Hộ nghèo chia theo xã, thị trấn"])
def test_list_of_communes_may_be_led_by_what_it_is_divided_by(lead):
    figures = read(f"{lead}: Xuân Lộc 50 hộ, thị trấn Phú Lộc 40 hộ.")
    assert told(figures, "indicator", "value") == [("poor_households", 50), ("poor_households", 40)]


def test_target_shared_out_to_communes_stands_in_brackets():
    figures = read("Huyện giao chỉ tiêu giảm nghèo cho từng xã (bình quân toàn huyện giảm 5%).")
    assert told(figures, "indicator", "kind", "value") == [("poor_household_rate_change", "target", -5)]


def test_poor_households_under_credit_are_those_that_borrow():
    assert read("IV. CHÍNH SÁCH THƯỜNG XUYÊN", "1. Tín dụng", "- Hộ nghèo: 30 hộ, 9 tỷ đồng.") == []


def test_what_stands_before_a_semicolon_does_not_say_what_households_get():
    figures = read("Cấp ủy quan tâm; chính sách hỗ trợ kịp thời; toàn huyện còn 40 hộ cận nghèo.")
    assert told(figures, "indicator", "value") == [("near_poor_households", 40)]
