"""The registries: dated areas, the programme, the indicators."""

from datetime import date

import pytest

from district_reports import registry
from district_reports.problems import DistrictReportsError


@pytest.mark.parametrize(
    ("area_list", "level", "count"),
    [
        ("before_2025_07", "province", 63),
        ("before_2025_07", "district", 705),
        ("from_2025_07", "province", 34),
        ("from_2025_07", "commune", 3321),
    ],
)
def test_lists_hold_the_official_number_of_areas(area_list, level, count):
    if level == "province":
        found = registry.provinces(area_list)
    else:
        units = (registry.reporting_units(province.code, area_list) for province in registry.provinces(area_list))
        found = [unit for of_province in units for unit in of_province]
    assert len(found) == count
    assert {area.level for area in found} == {level}


@pytest.mark.parametrize(("province_code", "count"), [("20", 11), ("62", 10), ("11", 10), ("06", 8)])
def test_province_has_its_districts(province_code, count):
    assert len(registry.districts_of(province_code)) == count


def test_codes_keep_their_zeros():
    assert registry.area("06", "before_2025_07").level == "province"
    assert registry.area("099", "before_2025_07").parent_code == "11"
    assert all(len(area.code) in (2, 3, 5) for area in registry.provinces() + registry.districts_of("06"))


def test_code_means_nothing_without_its_list():
    old, new = registry.area("23430", "before_2025_07"), registry.area("23430", "from_2025_07")
    assert old.name != new.name
    assert (old.valid_to_date, new.valid_from_date) == (date(2025, 6, 30), date(2025, 7, 1))


@pytest.mark.parametrize(
    ("written", "within", "code"),
    [
        ("Ngọk Tụ", "612", "23428"),
        ("NGỌC TÚ", "612", "23428"),
        ("Đăk Rơ Nga", "612", "23427"),
        ("Dak Ro Nga", "612", "23427"),
        ("xã Sỹ Bình", "063", "01978"),
        ("Sỹ  Bình", "063", "01978"),
        ("Ia H’Drai", "62", "618"),
        ("huyện Đakrông", "45", "467"),
        ("HUYỆN ĐAKRÔNG", "45", "467"),
        ("Huyện Đắkglei", "62", "610"),
        ("Điềm He", "184", "06280"),
        ("Diềm He", "184", "06280"),
        ("huyện Văn Quan", "20", "184"),
        ("Văn Quan", "184", "06253"),
        ("không có", "184", None),
    ],
)
def test_spelling_variant_finds_its_area_inside_the_parent(written, within, code):
    found = registry.find_areas(written, area_list="before_2025_07", within=within)
    assert [area.code for area in found] == ([code] if code else [])


def test_exact_name_wins_over_names_that_only_fold_to_it():
    assert {area.name for area in registry.find_areas("Hòa Bình", level="province")} == {"Hoà Bình"}


def test_name_that_repeats_across_the_country_gives_all_of_them():
    assert len(registry.find_areas("Châu Thành", level="district")) > 1


def test_programme_has_seven_projects_and_eleven_subprojects():
    levels = [project.level for project in registry.project_names().values()]
    assert (levels.count("project"), levels.count("subproject")) == (7, 11)
    parents = {project.parent_code for project in registry.project_names().values() if project.level == "subproject"}
    assert parents <= registry.project_names().keys()


def test_every_indicator_tells_unit_direction_and_subject():
    assert registry.indicators()
    for indicator in registry.indicators().values():
        assert indicator.units
        assert indicator.direction in {"more", "less", "neutral"}
        assert indicator.subject in {"capital", "poverty", "targets", "support"}
    assert registry.indicator("capital_disbursed").units == ("vnd",)


def test_unknown_indicator_and_area_say_where_to_add_them():
    with pytest.raises(DistrictReportsError, match=r"indicators\.csv"):
        registry.indicator("no_such_indicator")
    with pytest.raises(DistrictReportsError, match="areas_"):
        registry.area("00", "before_2025_07")


def test_list_changes_on_the_day_of_the_reform():
    assert registry.area_list_on(date(2025, 6, 30)) == "before_2025_07"
    assert registry.area_list_on(date(2025, 7, 1)) == "from_2025_07"
