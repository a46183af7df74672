"""What a row is about: its label decides, with the rows above it."""

import pytest

from district_reports.readers.layouts import find_layout
from district_reports.readers.workbooks.rows import RowReader
from district_reports.registry import communes_of

VAN_QUAN = "184"


def _read(form, *labels, within=VAN_QUAN):
    reader = RowReader(find_layout(form), within)
    return [reader.read(label) if isinstance(label, str) else reader.read(*label) for label in labels]


@pytest.mark.parametrize("label", ["Tổng cộng", "TỔNG SỐ", "Toàn huyện", "I. Tổng cộng", "Cộng toàn xã"])
def test_the_total_is_the_whole_unit(label):
    (meaning,) = _read("household_review_1", label)
    assert (meaning.is_unit_total, meaning.place, meaning.dims) == (True, "", {})


def test_the_sum_of_as_many_communes_as_there_are_is_the_whole_unit():
    count = len(communes_of(VAN_QUAN))
    whole, some = _read("household_review_1", f"Cộng {count} xã, thị trấn", f"Cộng {count - 1} xã")
    assert (whole.is_unit_total, some.is_unit_total, some.dims) == (True, False, {"breakdown": "several_communes"})


@pytest.mark.parametrize(
    ("label", "place"),
    [("Tân Đoàn", "Tân Đoàn"), ("1. Xã Tri Lễ", "Xã Tri Lễ"), ("- Thị trấn Văn Quan", "Thị trấn Văn Quan"),
     ("Thôn Khòn Khẻ", "Thôn Khòn Khẻ"), ("Tổ dân phố 3", "Tổ dân phố 3")],
)  # fmt: skip
def test_communes_and_villages_are_places(label, place):
    (meaning,) = _read("household_review_1", label)
    assert (meaning.place, meaning.is_unit_total) == (place, False)


@pytest.mark.parametrize(
    ("label", "place"),
    [("TT Văn Quan", "Thị trấn Văn Quan"), ("TT. Văn Quan", "Thị trấn Văn Quan"),
     ("1. TTr Văn Quan", "Thị trấn Văn Quan"), ("T.T VĂN QUAN", "Thị trấn VĂN QUAN"), ("X. Tri Lễ", "Xã Tri Lễ"),
     ("- X Tri Lễ", "Xã Tri Lễ"), ("X. Văn Quan", "Văn Quan")],
)  # fmt: skip
def test_communes_are_known_by_a_shortened_type(label, place):
    (meaning,) = _read("household_review_1", label)
    assert (meaning.place, meaning.is_unit_total) == (place, False)


@pytest.mark.parametrize(
    ("label", "place"), [("P. Tam Thanh", "Phường Tam Thanh"), ("P.Tam Thanh", "Phường Tam Thanh")]
)
def test_wards_are_known_by_a_shortened_type(label, place):
    (meaning,) = _read("household_review_1", label, within="178")
    assert meaning.place == place


@pytest.mark.parametrize("label", ["H. Văn Quan", "TP Lạng Sơn", "TX. Nghĩa Lộ", "Q. Ba Đình"])
def test_a_district_with_a_shortened_type_is_the_whole_unit(label):
    (meaning,) = _read("household_review_1", label, within=None)
    assert (meaning.place, meaning.is_unit_total) == ("", True)


def test_a_shortened_type_makes_no_place_of_another_district_known():
    assert _read("household_review_1", "X. Tân Đoàn", "TT Đồng Đăng")[1:] == [None]


def test_a_commune_of_another_district_is_not_known():
    assert _read("household_review_1", "Tân Đoàn", within="001") == [None]


@pytest.mark.parametrize(("label", "block"), [("I. Khu vực thành thị", "urban"), ("II Khu vực nông thôn", "rural")])
def test_urban_and_rural_are_breakdowns(label, block):
    (meaning,) = _read("household_review_1", label)
    assert meaning.dims == {"breakdown": block}


def test_an_order_in_words_stands_in_for_a_label_and_a_number_does_not():
    assert [one.place if one else None for one in _read("household_review_1", ("", "Tân Đoàn"), ("", "3.10"))] == [
        "Tân Đoàn",
        None,
    ]


def test_the_second_row_of_a_pair_is_about_the_same_place():
    pair = _read("household_review_2", ("Tân Đoàn", "1", "Hộ"), ("", "", "Nhân khẩu"))
    assert [one.place for one in pair] == ["Tân Đoàn", "Tân Đoàn"]


def test_a_sub_project_belongs_to_the_project_it_stands_under():
    meanings = _read("capital", "Dự án 1", "Tiểu dự án 1", "Dự án 3", "Tiểu dự án 1", "Tiểu dự án 2 - Dự án 4")
    assert [one.dims.get("subproject", "") for one in meanings] == ["", "DA1.TDA1", "", "DA3.TDA1", "DA4.TDA2"]


def test_parts_belong_to_the_project_above_them():
    project, part = _read("capital", "Dự án 1", "Duy tu, bảo dưỡng")
    assert part.dims == {**project.dims, "component": "maintenance"}


def test_a_total_ends_the_project_above_it():
    _, total, part = _read("capital", "Dự án 1", "Tổng cộng", "Duy tu, bảo dưỡng")
    assert total.is_unit_total
    assert "project" not in part.dims


@pytest.mark.parametrize("label", ["Dự án 99", "Khu kinh tế mới", "Tiểu dự án 9"])
def test_a_project_that_does_not_exist_is_not_known(label):
    assert _read("capital", label) == [None]


def test_projects_numbered_below_a_type_are_of_it():
    rows = [("Vốn đầu tư", "I"), ("Dự án 1", "1"), ("Vốn sự nghiệp", "II"), ("Dự án 1", "1"), ("Tiểu dự án 1", "1.1"),
            ("Dự án 2", "2")]  # fmt: skip

    assert [(one.dims.get("project", ""), one.dims["capital_type"]) for one in _read("capital_brief", *rows)] == [
        ("", "investment"), ("DA1", "investment"), ("", "recurrent"), ("DA1", "recurrent"), ("DA1", "recurrent"),
        ("DA2", "recurrent"),
    ]  # fmt: skip


def test_types_numbered_below_a_project_are_parts_of_it():
    rows = [("Dự án 1", "I"), ("Vốn đầu tư", "1"), ("Vốn sự nghiệp", "2"), ("Dự án 2", "II"), ("Vốn sự nghiệp", "")]

    assert [(one.dims["project"], one.dims.get("capital_type", "")) for one in _read("capital_brief", *rows)] == [
        ("DA1", ""), ("DA1", "investment"), ("DA1", "recurrent"), ("DA2", ""), ("DA2", "recurrent"),
    ]  # fmt: skip


def test_types_numbered_as_projects_are_parts_of_the_whole():
    *_, part = _read("capital_brief", ("Dự án 1", "1"), ("Dự án 2", "2"), ("Vốn sự nghiệp", "3"))
    assert part.dims == {"capital_type": "recurrent"}


def test_numbers_before_labels_tell_as_much():
    rows = ["I. Vốn đầu tư", "1. Dự án 1", "II. Vốn sự nghiệp", "1. Dự án 2", "Tổng cộng", "Dự án 3"]
    assert [one.dims.get("capital_type", "") for one in _read("capital_brief", *rows)] == [
        "investment", "investment", "recurrent", "recurrent", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "types"),
    [
        ([("Vốn đầu tư", "1"), ("Dự án 1", "1.1"), ("Vốn sự nghiệp", "2"), ("Dự án 2", "2.1")],
         ["investment", "investment", "recurrent", "recurrent"]),
        ([("Vốn đầu tư", "I"), ("Dự án 1", ""), ("Vốn sự nghiệp", "II"), ("Dự án 2", "")],
         ["investment", "investment", "recurrent", "recurrent"]),
        ([("Vốn đầu tư", "1"), ("Vốn sự nghiệp", "2"), ("Dự án 1", ""), ("Dự án 2", "")],
         ["investment", "recurrent", "", ""]),
        ([("Vốn đầu tư", "1"), ("Vốn sự nghiệp", "2"), ("Dự án 1", "3")], ["investment", "recurrent", ""]),
        ([("Dự án 1", ""), ("Vốn đầu tư", "1"), ("Vốn sự nghiệp", "2"), ("Dự án 2", "")],
         ["", "investment", "recurrent", ""]),
    ],
)  # fmt: skip
def test_numbers_tell_whether_a_type_holds_for_the_projects_below_it(rows, types):
    assert [one.dims.get("capital_type", "") for one in _read("capital_brief", *rows)] == types


def test_parts_of_a_numbered_type_by_type_are_not_known():
    assert _read("capital_brief", ("Vốn đầu tư", "I"), ("Dự án 1", "1"), ("Vốn sự nghiệp", "a"))[-1] is None
