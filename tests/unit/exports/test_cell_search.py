"""A few words, Vietnamese or English, name one published number; when none or several fit, the nearest few are told."""

from dataclasses import replace

import pytest

from district_reports.exports.cell_search import find_cell
from district_reports.exports.release_search import MOST_SUGGESTED, find_header
from district_reports.problems import DistrictReportsError
from district_reports.warehouse.releases.content import TABLE_BY_NAME
from district_reports.warehouse.releases.published import PublishedRelease


@pytest.fixture
def lines(release: PublishedRelease) -> PublishedRelease:
    """A headline of all money; its sources, types and projects; movements of the poor and the near-poor."""
    stated = {"assigned_vnd": 5, "disbursed_vnd": 2, "disbursement_rate_pct": 40, "is_headline": False}

    def row(key: str, **dimensions) -> dict:
        return release.rows("disbursement")[0] | stated | {"row_key": key} | dimensions

    disbursement = [
        row("programme", is_headline=True),
        row("central", fund_source="central"),
        row("local", fund_source="local"),
        row("investment", fund_source="central", capital_type="investment"),
        row("recurrent", fund_source="central", capital_type="recurrent"),
        row("several years", budget_year="2022-2024"),
        row("DA1", project="DA1"),
        row("DA3.TDA1", project="DA3", subproject="DA3.TDA1"),
    ]
    movements = [
        {**dict.fromkeys(TABLE_BY_NAME["household_movements"].measures), "row_key": group, "household_group": group,
         "review_year": "2024", "unit": "households", "escaped_count": 7, "opening_count": 9, "escaped_rate_pct": 78}
        for group in ("near_poor", "poor")
    ]  # fmt: skip
    tables = {**release.tables, "disbursement": disbursement, "household_movements": movements}
    return replace(release, tables=tables)


@pytest.mark.parametrize(
    ("text", "row_key", "measure"),
    [
        ("giải ngân", "programme", "disbursed_vnd"),
        ("đã giải ngân", "programme", "disbursed_vnd"),
        ("disbursed", "programme", "disbursed_vnd"),
        ("disbursed_vnd", "programme", "disbursed_vnd"),
        ("tỷ lệ giải ngân", "programme", "disbursement_rate_pct"),
        ("ty le giai ngan", "programme", "disbursement_rate_pct"),
        ("vốn được giao", "programme", "assigned_vnd"),
        ("giải ngân trung ương", "central", "disbursed_vnd"),
        ("giải ngân NSTW", "central", "disbursed_vnd"),
        ("vốn địa phương đã giải ngân", "local", "disbursed_vnd"),
        ("giải ngân đầu tư", "investment", "disbursed_vnd"),
        ("tỷ lệ giải ngân vốn sự nghiệp", "recurrent", "disbursement_rate_pct"),
        ("disbursed recurrent", "recurrent", "disbursed_vnd"),
        ("giải ngân 2022-2024", "several years", "disbursed_vnd"),
        ("giải ngân dự án 1", "DA1", "disbursed_vnd"),
        ("DA1 giải ngân", "DA1", "disbursed_vnd"),
        ("giải ngân tiểu dự án 1 thuộc dự án 3", "DA3.TDA1", "disbursed_vnd"),
        ("disbursed DA3.TDA1", "DA3.TDA1", "disbursed_vnd"),
        ("hộ nghèo", "97|2024H1|2023", "poor_households_count"),
        ("thoát nghèo", "poor", "escaped_count"),
        ("thoát hộ cận nghèo", "near_poor", "escaped_count"),
        ("số hộ nghèo đầu kỳ", "poor", "opening_count"),
    ],
)
def test_words_name_a_number_and_its_line(lines: PublishedRelease, text: str, row_key: str, measure: str):
    cell = find_cell(lines, text)
    assert (cell.row["row_key"], cell.measure) == (row_key, measure)


def test_sub_project_is_not_taken_for_the_project_of_its_number(lines: PublishedRelease):
    with pytest.raises(DistrictReportsError, match="no published number") as refusal:
        find_cell(lines, "giải ngân dự án 3")
    assert "“Đã giải ngân” (disbursed_vnd) is published of other lines: " in refusal.value.remedy
    assert "Tiểu dự án 1 – Dự án 3" in refusal.value.remedy


def test_nothing_called_so_is_answered_with_the_nearest_few(lines: PublishedRelease):
    with pytest.raises(DistrictReportsError, match="no published number is called that") as refusal:
        find_cell(lines, "tỷ lệ giải ngan vốn vay")
    assert "“Tỷ lệ giải ngân” (disbursement_rate_pct)" in refusal.value.remedy
    assert refusal.value.remedy.count("“") == MOST_SUGGESTED


def test_words_that_several_numbers_share_are_answered_with_these(lines: PublishedRelease):
    counts = dict.fromkeys(TABLE_BY_NAME["timeliness"].measures) | {"on_time_unit_count": 2, "on_time_rate_pct": 50}
    timeliness = [{"row_key": "97|2024H1", **counts}]
    with pytest.raises(DistrictReportsError, match="several numbers are called that") as refusal:
        find_cell(replace(lines, tables={"timeliness": timeliness}), "đúng hạn")
    assert "“Tỷ lệ gửi đúng hạn” (on_time_rate_pct)" in refusal.value.remedy
    assert "“Số đơn vị gửi đúng hạn” (on_time_unit_count)" in refusal.value.remedy


HEADERS = [
    {"area_view": view, "province_name": name, "province_code": code, "round": round_}
    for view, name, code, round_ in [
        ("as_reported", "Mây Trắng", "97", "2024H1"),
        ("as_reported", "Mây Trắng", "97", "2024"),
        ("recast", "Mây Trắng", "97", "2024"),
        ("as_reported", "Mây", "98", "2024-9M"),
        ("national", "Cả nước", "VN", "2024"),
    ]
]


@pytest.mark.parametrize(
    ("text", "index", "rest"),
    [
        ("Mây Trắng 2024H1 hộ nghèo", 0, "ho ngheo"),
        ("hộ nghèo may trang 6 tháng đầu năm 2024", 0, "ho ngheo"),
        ("Mây Trắng 6 tháng 2024", 0, ""),
        ("Mây Trắng năm 2024 vốn giao 2024", 1, "von giao 2024"),
        ("97 2024 recast vốn", 2, "von"),
        ("Mây Trắng 2024 theo địa giới mới", 2, ""),
        ("Mây 9 tháng năm 2024", 3, ""),
        ("cả nước 2024", 4, ""),
        ("national 2024", 4, ""),
    ],
)
def test_province_and_round_are_found_among_the_words(text: str, index: int, rest: str):
    header, left = find_header(HEADERS, text.split())
    assert (HEADERS.index(header), left) == (index, rest)


def test_unknown_place_is_answered_with_those_spelt_most_like_it():
    many = [{**HEADERS[0], "province_name": f"Tỉnh {number}"} for number in range(20)]
    with pytest.raises(DistrictReportsError, match="no release of this province and round") as refusal:
        find_header([*many, HEADERS[0]], ["Mây Trăg", "2024H1"])
    assert refusal.value.remedy.startswith("published so far: Mây Trắng 2024H1, ")
    assert refusal.value.remedy.count(",") == MOST_SUGGESTED - 1
    assert "`district-reports releases` lists all" in refusal.value.remedy
