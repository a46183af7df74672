"""Households of communes and groups of people, beside those of the whole unit."""

import pytest
from reading import read, told


def test_households_taking_part_in_a_project_are_not_the_reviews():
    assert read("1. Dự án 2", "Phê duyệt 09 dự án với 196 hộ tham gia (99 hộ nghèo; 72 hộ cận nghèo).") == []


def test_whole_units_households_are_read_even_behind_a_project():
    figures = read("7. Dự án 7: kinh phí 5 tỷ đồng", "Toàn huyện giảm được 30 hộ nghèo.")
    assert told(figures, "indicator")[-1] == ("poor_household_reduction",)


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


def test_households_of_the_whole_unit_are_not_the_poor_of_the_heading():
    figures = read("2. Về hộ nghèo: toàn huyện có 8.960 hộ với 31.715 khẩu; hộ nghèo 2.068 hộ (23,08%).")
    assert told(figures, "indicator", "value_text") == [
        ("total_households", "8.960"),
        ("total_population", "31.715"),
        ("poor_households", "2.068"),
        ("poor_household_rate", "23,08"),
    ]


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


def test_list_that_adds_up_to_nothing_told_is_no_figure():
    assert read("Hộ nghèo 190 hộ.", "- Hoa Ban: 85 hộ", "- Suối Đá: 112 hộ")[1:] == []


def test_poor_households_of_a_people_are_counted_with_the_year_between():
    (figure,) = read("Hộ nghèo dân tộc Khmer cuối năm 2023 là 90 hộ.")
    assert (figure.indicator, figure.breakdown, figure.period) == ("poor_households", "ethnic_minority", "2023")


def test_households_of_the_whole_unit_may_be_called_those_of_the_people():
    figures = read("Toàn huyện có 900 hộ dân với 3.600 nhân khẩu.")
    assert told(figures, "indicator") == [("total_households",), ("total_population",)]


@pytest.mark.parametrize("lead", ["Hộ nghèo phân theo địa bàn", "Hộ nghèo chia theo xã, thị trấn"])
def test_list_of_communes_may_be_led_by_what_it_is_divided_by(lead):
    figures = read(f"{lead}: Xuân Lộc 50 hộ, thị trấn Phú Lộc 40 hộ.")
    assert told(figures, "indicator", "value") == [("poor_households", 50), ("poor_households", 40)]
