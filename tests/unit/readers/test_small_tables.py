"""The small tables of reports: what each of their columns and rows says, by layouts without a template."""

import pytest
from report_files import Report, Table, as_word
from text_tables_written import with_bars, with_tabs

from district_reports.figures import Reading
from district_reports.readers.layouts import load_layouts
from district_reports.readers.submissions import read_package
from district_reports.templates import list_template_layouts

HEAD = (
    "ỦY BAN NHÂN DÂN HUYỆN BA BỂ", "Số: 12/BC-UBND", "Ba Bể, ngày 05 tháng 7 năm 2023", "BÁO CÁO",
    "Kết quả Chương trình mục tiêu quốc gia giảm nghèo bền vững 6 tháng đầu năm 2023 của huyện Ba Bể, tỉnh Bắc Kạn",
    "I. KẾT QUẢ",
)  # fmt: skip
UNIT = "Kết quả như sau (ĐVT: triệu đồng):"
MILLION = 1_000_000


def _read(rows, above: str) -> Reading:
    text = "\n\n".join([*HEAD, above, rows if isinstance(rows, str) else with_tabs(rows), "Trên đây là báo cáo."])
    return read_package([("a.txt", text.encode())])


def _first_row(reading: Reading, *names: str) -> list[tuple]:
    """The columns named of the figures of the first row that has any."""
    figures = [one for one in reading.figures if "#t" in one.locator]
    first = figures[0].locator.rpartition("C")[0]
    return [tuple(getattr(one, name) for name in names) for one in figures if one.locator.startswith(f"{first}C")]


def _count(reading: Reading) -> int:
    return sum("#t" in one.locator for one in reading.figures)


def _rules(reading: Reading) -> list[str]:
    return [problem.rule for problem in reading.problems]


def test_households_by_year_are_of_their_years():
    rows = [("Năm", "Tổng số hộ", "Hộ nghèo", "Tỷ lệ", "Hộ cận nghèo", "Tỷ lệ"),
            ("2021", "10.000", "2.000", "20,0", "1.000", "10"),
            ("Năm 2022", "9.000", "900", "10", "90", "1")]  # fmt: skip

    reading = _read(rows, "Hộ nghèo qua các năm:")

    assert _first_row(reading, "indicator", "period", "breakdown", "value") == [
        ("total_households", "2021", "", 10_000), ("poor_households", "2021", "poor", 2_000),
        ("poor_household_rate", "2021", "poor", 20), ("near_poor_households", "2021", "near_poor", 1_000),
        ("near_poor_household_rate", "2021", "near_poor", 10),
    ]  # fmt: skip
    assert _count(reading) == 10


def test_money_by_year_is_of_its_budget_and_its_sum_of_all():
    rows = [("Năm", "Kế hoạch vốn", "Giải ngân"), ("2021", "100", "90"), ("2022", "200", "100"), ("Cộng", "300", "190")]

    figures = [one for one in _read(rows, UNIT).figures if "#t" in one.locator]

    assert [(one.budget_year, one.period) for one in figures] == [
        ("2021", "2021"), ("2021", "2023H1"), ("2022", "2022"), ("2022", "2023H1"),
        ("2021-2022", "2021-2022"), ("2021-2022", "2023H1"),
    ]  # fmt: skip


def test_money_under_a_heading_of_several_years_is_of_these():
    rows = [("Nội dung", "KHV 2022-2023", "Giải ngân"), ("Dự án 1", "300", "200"), ("- TDA2", "100", "90")]

    figures = [one for one in _read(rows, UNIT).figures if one.indicator == "capital_assigned" and "#t" in one.locator]

    assert [(one.project, one.subproject, one.budget_year) for one in figures] == [
        ("DA1", "", "2022-2023"), ("DA1", "DA1.TDA2", "2022-2023"),
    ]  # fmt: skip


def test_what_was_spent_of_the_money_of_several_years_is_of_them():
    rows = [("Nội dung", "KHV 2022-2023", "Giải ngân", "Tỷ lệ %"), ("Dự án 1", "300", "200", "66,7")]

    figures = [one for one in _read([*rows, ("Dự án 2", "10", "5", "50")], UNIT).figures if "#t" in one.locator]

    assert {one.budget_year for one in figures} == {"2022-2023"}


def test_targets_are_of_the_year_and_results_of_the_round():
    rows = [("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2023", "Thực hiện", "Tỷ lệ (%)"),
            ("1", "Giải quyết việc làm mới", "người", "1.000", "900", "90"),
            ("2", "Số hộ nghèo", "hộ", "5", "4", "80")]  # fmt: skip

    reading = _read(rows, "Kết quả thực hiện các chỉ tiêu:")

    assert _first_row(reading, "indicator", "kind", "period", "value") == [
        ("jobs_created", "target", "2023", 1_000), ("jobs_created", "actual", "2023H1", 900),
    ]  # fmt: skip
    assert (_count(reading), _rules(reading)) == (4, [])


@pytest.mark.parametrize("headings", [("Năm 2021", "Năm 2022", "Năm 2024"), ("2021", "2022", "2024")])
def test_columns_of_years_are_results_up_to_now_and_targets_beyond(headings):
    rows = [("Chỉ tiêu", *headings), ("Tỷ lệ hộ nghèo", "10,5", "10,1", "9"), ("Số hộ nghèo", "500", "420", "300")]

    assert _first_row(_read(rows, "Kết quả các năm:"), "kind", "period") == [
        ("actual", "2021"), ("actual", "2022"), ("target", "2024"),
    ]  # fmt: skip


def test_counts_and_rates_stand_under_their_heading():
    rows = [("TT", "Xã", "Tổng số hộ", "Hộ nghèo", "", "Hộ cận nghèo", ""),
            ("", "", "", "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)"),
            ("1", "Khang Ninh", "1.000", "100", "10", "50", "5"),
            ("2", "Cao Thượng", "900", "90", "10", "9", "1")]  # fmt: skip

    assert _first_row(_read(rows, "Hộ nghèo theo xã:"), "indicator", "place", "value") == [
        ("total_households", "Khang Ninh", 1_000), ("poor_households", "Khang Ninh", 100),
        ("poor_household_rate", "Khang Ninh", 10), ("near_poor_households", "Khang Ninh", 50),
        ("near_poor_household_rate", "Khang Ninh", 5),
    ]  # fmt: skip


def test_movements_of_poor_households():
    rows = [("Xã", "Hộ nghèo đầu năm", "Thoát nghèo", "Phát sinh", "Tái nghèo", "Hộ nghèo cuối năm"),
            ("Khang Ninh", "100", "20", "5", "1", "86"), ("Toàn huyện", "100", "20", "5", "1", "86")]  # fmt: skip

    assert _first_row(_read(rows, "Biến động hộ nghèo:"), "indicator", "breakdown", "value") == [
        ("poor_households", "poor;start_of_year", 100), ("households_escaped_poverty", "", 20),
        ("households_newly_poor", "", 5), ("households_fallen_back", "", 1), ("poor_households", "poor", 86),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("dimension", "columns", "values"),
    [
        ("capital_type", ("ĐTPT", "SN"), ("investment", "recurrent")),
        ("fund_source", ("NSTW", "NSĐP"), ("central", "local")),
    ],
)
@pytest.mark.parametrize(
    ("heading", "labels"), [("Nội dung", ("Dự án 1", "Dự án 2")), ("Xã", ("Khang Ninh", "Địa Linh"))]
)
def test_stages_are_divided_by_type_or_source(dimension, columns, values, heading, labels):
    rows = [("TT", heading, "KH giao", "", "Giải ngân", ""), ("", "", *columns, *columns),
            ("1", labels[0], "100", "20", "50", "5"), ("2", labels[1], "9", "8", "7", "6")]  # fmt: skip

    reading = _read(rows, UNIT)

    assert _first_row(reading, "kind", dimension) == [
        ("assigned", values[0]), ("assigned", values[1]), ("disbursed", values[0]), ("disbursed", values[1]),
    ]  # fmt: skip
    assert _count(reading) == 8


def test_stage_and_type_may_stand_in_one_heading():
    rows = [("Nội dung", "KH vốn ĐT", "KH vốn SN", "GN vốn ĐT", "GN vốn SN"), ("Dự án 1", "100", "20", "50", "5"),
            ("Dự án 3", "-", "40", "-", "9")]  # fmt: skip

    assert _first_row(_read(rows, UNIT), "kind", "capital_type", "value") == [
        ("assigned", "investment", 100 * MILLION), ("assigned", "recurrent", 20 * MILLION),
        ("disbursed", "investment", 50 * MILLION), ("disbursed", "recurrent", 5 * MILLION),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "count"),
    [("Phân bổ vốn năm 2023", 6), ("Kết quả phân bổ vốn, giải ngân năm 2023", 0), ("Tình hình vốn năm 2023", 0)],
)
def test_types_alone_are_assigned_money_only_where_the_title_says_so(title, count):
    rows = [("TT", "Dự án", "Tổng số", "Vốn đầu tư", "Vốn sự nghiệp"), ("1", "Dự án 1", "120", "100", "20"),
            ("2", "Dự án 2", "40", "-", "40")]  # fmt: skip

    reading = _read(rows, f"{title} (ĐVT: triệu đồng):")

    assert _count(reading) == count
    assert ("TYP-022" in _rules(reading)) == (not count)


@pytest.mark.parametrize(("heading", "label", "place"), [("Dự án", "Dự án 1", ""), ("Xã", "Khang Ninh", "Khang Ninh")])
def test_new_and_carried_over_money_side_by_side(heading, label, place):
    rows = [(heading, "Vốn năm 2022 chuyển sang", "Vốn giao năm 2023", "Tổng cộng", "Giải ngân"),
            (label, "10", "100", "110", "55"), ("Tổng cộng", "10", "100", "110", "55")]  # fmt: skip

    assert _first_row(_read(rows, UNIT), "indicator", "budget_year", "place") == [
        ("capital_carried_over", "2022", place), ("capital_assigned", "2023", place),
        ("capital_available", "2022+2023", place), ("capital_disbursed", "2022+2023", place),
    ]  # fmt: skip


def test_services_that_poor_households_lack():
    rows = [("TT", "Chỉ số thiếu hụt", "Số hộ", "Tỷ lệ (%)"), ("1", "Việc làm", "100", "10,5"), ("2", "BHYT", "9", "1")]

    assert _first_row(_read(with_bars(rows), "Cuối năm 2022:"), "indicator", "dimension", "breakdown", "period") == [
        ("deprived_households", "employment", "job;poor", "2022"),
        ("deprived_household_rate", "employment", "job;poor", "2022"),
    ]


def test_houses_by_commune():
    rows = [("Xã", "Tổng số nhà hỗ trợ", "Xây mới", "Sửa chữa", "Hoàn thành"), ("Khang Ninh", "10", "8", "2", "5"),
            ("Cao Thượng", "5", "5", "0", "3")]  # fmt: skip

    assert _first_row(_read(rows, "Kết quả hỗ trợ nhà ở:"), "indicator", "kind", "project") == [
        ("houses_supported", "planned", "DA5"), ("houses_built", "actual", "DA5"), ("houses_repaired", "actual", "DA5"),
        ("houses_completed", "actual", "DA5"),
    ]  # fmt: skip


def test_merged_heading_that_begins_above_the_labels_row_is_read():
    table = Table([["", ("Kế hoạch vốn giao", 1, 2), ("Giải ngân", 1, 2)], ["Nội dung"], ["Dự án 1", "9", "8"],
                   ["Dự án 2", "7", "6"]])  # fmt: skip

    reading = read_package([("a.docx", as_word(Report([*HEAD, UNIT, table]), str))])

    assert _first_row(reading, "kind") == [("assigned",), ("disbursed",)]


def test_small_tables_have_no_template():
    small = {one.form for one in load_layouts().values() if one.is_for_reports}

    assert len(small) > 10
    assert not small & {one.form for one in list_template_layouts()}
