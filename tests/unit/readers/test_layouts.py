"""Headings are told by their words alone: case, diacritics, brackets and a year set aside."""

import pytest

from district_reports.problems import DistrictReportsError
from district_reports.readers.layouts import Column, find_layout, load_layouts, split_heading


@pytest.mark.parametrize(
    ("heading", "key", "unit"),
    [
        ("Kế hoạch vốn (triệu đồng)", "ke hoach von", "triệu đồng"),
        ("KẾ HOẠCH  VỐN", "ke hoach von", ""),
        ("Kinh phí, ĐVT: nghìn đồng", "kinh phi", "nghìn đồng"),
        ("Tỷ lệ (%)", "ty le", "%"),
        ("% hộ nghèo", "phan tram ho ngheo", ""),
        ("Đã giải ngân đến 30/6/2024", "da giai ngan", ""),
    ],
)
def test_a_heading_is_its_key_and_its_unit(heading, key, unit):
    assert split_heading(heading) == (key, unit)


def test_a_heading_may_name_a_year():
    column = Column("a", "value", ("Kế hoạch năm {year}", "Kế hoạch"))
    keys = ("ke hoach nam 2024", "ke hoach", "ke hoach nam", "ke hoach nam 24")
    assert [column.match(key) for key in keys] == ["2024", "", None, None]


def test_a_heading_may_name_the_years_it_is_about():
    column = Column("a", "value", ("Kế hoạch {year}",))
    keys = ("ke hoach 2022 2024", "ke hoach 2022 va 2023", "ke hoach 2022 2023 2024")
    assert [column.match(key) for key in keys] == ["2022-2024", "2022-2023", None]


def test_a_column_may_ask_for_headings_above_it():
    column = Column("a", "value", ("Tổng",), under=(("Vốn {year}", "Vốn"), ("NSTW",)))
    assert column.is_under(("von 2024", "nstw"))
    assert column.is_under(("nstw", "khac", "von"))
    assert not column.is_under(("von 2024",))


def test_every_layout_has_labels_or_says_why_it_is_not_read():
    layouts = load_layouts()
    assert len(layouts) > 15
    assert [
        code for code, one in layouts.items() if not (one.columns_of("label") or one.refusal or one.is_ignored)
    ] == []


def test_an_unknown_form_is_refused_with_those_there_are():
    with pytest.raises(DistrictReportsError, match="household_review_1"):
        find_layout("household_review_99")
