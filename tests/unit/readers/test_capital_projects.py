"""Which project, sub-project, component or place money belongs to."""

import pytest
from reading import RESOURCES, read, told


def test_money_of_a_commune_has_its_place():
    figures = read("Đã phân bổ 7 tỷ đồng, trong đó: xã Hoa Ban 4 tỷ đồng; xã Suối Đá 3 tỷ đồng.")
    assert told(figures, "place", "kind") == [("", "allocated"), ("Hoa Ban", "allocated"), ("Suối Đá", "allocated")]


def test_projects_amount_needs_no_noun():
    (figure,) = read("II. KẾ HOẠCH NĂM 2025", "a) Dự án 2: 5 tỷ đồng.")
    assert (figure.project, figure.indicator, figure.budget_year) == ("DA2", "capital_planned", "2025")


def test_bullets_of_project_1_carry_their_component():
    figures = read(
        "1. Dự án 1",
        "- Đầu tư xây dựng hạ tầng: Kế hoạch vốn 9 tỷ đồng.",
        "- Duy tu, bảo dưỡng: Kế hoạch vốn 1 tỷ đồng.",
    )
    assert told(figures, "component") == [("infrastructure_investment",), ("maintenance",)]


@pytest.mark.parametrize("opening", ["- Dự án 1: ", "- Dự án ", "+ Tiểu dự án 1 của Dự án 1: "])
def test_title_of_project_1_names_no_component(opening):
    figures = read(f"{opening}Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội các huyện nghèo: vốn giao 9 tỷ đồng.")
    assert told(figures, "project", "component") == [("DA1", "")]


def test_nothing_paid_belongs_to_the_project_named_beside_it():
    figures = read("- Dự án 2 giải ngân 3 tỷ đồng và Tiểu dự án 2 Dự án 4 chưa giải ngân.")
    assert told(figures, "subproject", "value")[-1] == ("DA4.TDA2", 0)


def test_project_a_district_is_not_entitled_to_is_neither_zero_nor_unknown():
    (figure,) = read("5. Dự án 5: Huyện không thuộc đối tượng thụ hưởng.")
    assert (figure.value, figure.presence) == (None, "not_applicable")


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


def test_total_line_is_about_none_of_the_projects_before_it():
    figures = read("Biểu 4. Ước giải ngân năm 2024", "Dự án 7: 9 triệu đồng, đạt 15% kế hoạch",
                   "Chung các dự án: 90 triệu đồng, đạt 30% kế hoạch")  # fmt: skip
    assert told(figures, "indicator", "project") == [
        ("capital_forecast", "DA7"),
        ("disbursement_forecast_rate", "DA7"),
        ("capital_forecast", ""),
        ("disbursement_forecast_rate", ""),
    ]


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


def test_short_names_of_subprojects_under_their_project():
    figures = read(
        "7. Dự án 7",
        "Kinh phí 90 tỷ đồng, gồm: nâng cao năng lực 60 tỷ đồng; giám sát, đánh giá 30 tỷ đồng.",
    )
    assert told(figures, "subproject") == [("",), ("DA7.TDA1",), ("DA7.TDA2",)]


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


def test_districts_are_places_in_lists_and_lines_of_their_own():
    figures = read(
        "2. Nguồn vốn chương trình: giao 9 tỷ đồng, trong đó: huyện Xuân Lộc 5 tỷ đồng, thành phố Phú Lộc 4 tỷ đồng.",
        "- Huyện Xuân Lộc: đã giải ngân 3 tỷ đồng.",
        "Huyện Xuân Lộc được giao 5 tỷ đồng.",
    )
    assert told(figures, "place") == [("",), ("Xuân Lộc",), ("Phú Lộc",), ("Xuân Lộc",), ("",)]


def test_nothing_spent_behind_a_subproject_is_of_that_one():
    *_, zero = read("2. Dự án 3", "- Tiểu dự án 1: giao 5 tỷ đồng; Tiểu dự án 2: vốn giao 1 tỷ đồng, chưa giải ngân.")
    assert (zero.subproject, zero.presence) == ("DA3.TDA2", "zero_in_words")


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


def test_project_named_right_behind_an_amount_is_its_own():
    figures = read(RESOURCES, "Chưa phân khai 9 tỷ đồng, gồm 6 tỷ đồng của Tiểu dự án 1 - Dự án 4 và 3 tỷ của Dự án 6.")
    assert told(figures, "project", "subproject") == [("", ""), ("DA4", "DA4.TDA1"), ("DA6", "")]
