import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from district_reports.exports.workbook import build_workbook
from district_reports.warehouse.published import PublishedRelease


@pytest.fixture
def workbook(release: PublishedRelease) -> Workbook:
    return load_workbook(io.BytesIO(build_workbook(release)))


def column(workbook: Workbook, sheet: str, heading: str) -> list[object]:
    [cells] = [cells for cells in workbook[sheet].iter_cols(values_only=True) if cells[0] == heading]
    return list(cells[1:])


def test_sheets_are_in_reading_order(workbook: Workbook):
    assert workbook.sheetnames == [
        "Tổng hợp", "Giải ngân", "Giảm nghèo", "Chỉ tiêu", "Nguồn số liệu", "Phát hiện", "Đợt công bố",
    ]  # fmt: skip


def test_money_is_exact_and_what_is_not_stated_is_empty(workbook: Workbook):
    assert column(workbook, "Giải ngân", "Đã giải ngân (đồng)") == [35_000_000, None, 16_740_000]
    assert column(workbook, "Giải ngân", "Vốn giao (đồng)") == [100_000_000, None, None]


def test_every_published_number_has_a_line_in_the_sources(workbook: Workbook):
    addresses = set(column(workbook, "Nguồn số liệu", "Ô"))
    sheet = workbook["Giải ngân"]
    measures = [cell.column_letter for cell in sheet[1] if cell.value.endswith(("(đồng)", "(%)"))]
    filled = {f"Giải ngân!{letter}{row}" for letter in measures for row in (2, 3, 4) if sheet[f"{letter}{row}"].value}
    assert len(filled) == 5
    assert filled <= addresses


def test_text_that_begins_like_a_formula_stays_text(workbook: Workbook):
    cell = workbook["Phát hiện"]["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_headings_are_frozen_and_carry_units(workbook: Workbook):
    assert workbook["Giải ngân"].freeze_panes == "B2"
    assert "Tỷ lệ giải ngân (%)" in [cell.value for cell in workbook["Giải ngân"][1]]


def test_no_time_but_the_release_s_own_is_in_the_file(release: PublishedRelease):
    with zipfile.ZipFile(io.BytesIO(build_workbook(release))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert core.count("2024-07-10T20:00:00Z") == 2
