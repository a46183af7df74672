"""What headings and the text above a table say holds for all its money, and for nothing that says otherwise."""

from datetime import date

import pytest
from text_tables_written import with_tabs

from district_reports.figures import Figure
from district_reports.readers.submissions import read_package

HEAD = (
    "ỦY BAN NHÂN DÂN HUYỆN BA BỂ", "Số: 12/BC-UBND", "Ba Bể, ngày 05 tháng 7 năm 2023", "BÁO CÁO",
    "Kết quả Chương trình mục tiêu quốc gia giảm nghèo bền vững 6 tháng đầu năm 2023 của huyện Ba Bể, tỉnh Bắc Kạn",
)  # fmt: skip
PLACES = (("Xã", "Kế hoạch", "Giải ngân"), ("Khang Ninh", "1.000", "100"), ("Cao Thượng", "800", "200"))
PARTS = (("Nội dung", "Kế hoạch vốn giao", "Giải ngân"), ("Tiểu dự án 1", "500", "100"), ("Tiểu dự án 2", "100", "50"),
         ("Cộng", "600", "150"))  # fmt: skip
UNIT = "ĐVT: triệu đồng"


def _read(rows, *above: str) -> list[Figure]:
    text = "\n\n".join([*HEAD, *above, with_tabs(rows), "Trên đây là báo cáo kết quả."])
    return [one for one in read_package([("a.txt", text.encode())]).figures if "#t" in one.locator]


def _all(figures: list[Figure], *names: str) -> set[tuple]:
    return {tuple(getattr(one, name) for name in names) for one in figures}


@pytest.mark.parametrize(
    "above",
    [
        ("2. Dự án 2: Đa dạng hóa sinh kế", "Phân bổ cho các xã:", UNIT),
        ("2. Dự án 2: Tổng vốn 1.800 triệu đồng, phân bổ cho các xã như sau:", UNIT),
        ("I. VỐN", f"Kết quả Dự án 2 theo xã, {UNIT}"),
    ],
)
def test_money_by_commune_is_of_the_project_it_stands_under(above):
    assert _all(_read(PLACES, *above), "project") == {("DA2",)}


def test_money_by_commune_behind_an_item_with_its_own_numbers_is_of_no_project():
    figures = _read(PLACES, "2. Dự án 2: Tổng vốn 1.800 triệu đồng.", f"Tiến độ giải ngân các xã, {UNIT}")

    assert _all(figures, "project") == {("",)}


def test_subprojects_without_their_project_are_those_of_the_heading_and_so_is_their_sum():
    figures = _read(PARTS, "3. Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng", UNIT)

    assert [(one.project, one.subproject) for one in figures[::2]] == [
        ("DA3", "DA3.TDA1"), ("DA3", "DA3.TDA2"), ("DA3", ""),
    ]  # fmt: skip


def test_source_type_and_day_of_the_text_above_hold_for_the_table():
    figures = _read(PLACES, "I. VỐN", f"Giải ngân vốn sự nghiệp NSTW tính đến 30/6/2023 ({UNIT}):")

    assert _all(figures, "fund_source", "capital_type") == {("central", "recurrent")}
    assert {one.as_of for one in figures if one.kind == "disbursed"} == {date(2023, 6, 30)}


def test_several_sources_above_say_nothing_of_a_row():
    figures = _read(PLACES, "I. VỐN", f"Vốn NSTW và ngân sách địa phương theo xã ({UNIT}):")

    assert _all(figures, "fund_source") == {("",)}


def test_carried_over_money_keeps_its_years():
    figures = _read(PLACES, "I. VỐN", f"Vốn năm 2022 kéo dài sang năm 2023 ({UNIT}):")

    assert _all(figures, "indicator", "budget_year", "period") == {
        ("capital_carried_over", "2022", "2023"), ("capital_disbursed", "2022", "2023H1"),
    }  # fmt: skip


def test_old_and_new_money_together_has_the_years_of_both():
    figures = _read(PLACES, "I. KẾT QUẢ (vốn năm 2023 và vốn năm 2022 chuyển sang)", f"Theo xã ({UNIT}):")

    assert _all(figures, "indicator", "budget_year", "period") == {
        ("capital_available", "2022+2023", "2023"), ("capital_disbursed", "2022+2023", "2023H1"),
    }  # fmt: skip


@pytest.mark.parametrize("above", ["Hỗ trợ tiền điện theo xã", "Kinh phí thực hiện trợ giúp pháp lý"])
def test_money_of_a_policy_by_commune_is_not_taken_for_the_programmes(above):
    assert _read(PLACES, f"{above} ({UNIT}):") == []


@pytest.mark.parametrize(
    ("above", "label", "breakdown"),
    [
        ("Tiến độ giải ngân các xã", "Cộng", ""),
        ("Tiến độ giải ngân một số xã", "Cộng", "several_communes"),
        ("Tiến độ giải ngân các xã", "Cộng 2 xã", "several_communes"),
        ("Tiến độ giải ngân một số xã", "Tổng cộng 2 xã, thị trấn", "several_communes"),
    ],
)
def test_the_sum_of_some_communes_is_not_the_units(above, label, breakdown):
    figures = _read([*PLACES, (label, "1.800", "300")], f"{above} ({UNIT}):")

    assert [(one.value_text, one.breakdown) for one in figures if not one.place] == [
        ("1.800", breakdown), ("300", breakdown),
    ]  # fmt: skip
