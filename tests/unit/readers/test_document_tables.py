"""Tables inside Word and PDF documents: read by the layouts, told once where none knows them."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from report_files import Report, Table, as_pdf, as_word, decompose, space_numbers
from workbook_forms import Grid, build_grid

from district_reports.figures import Reading
from district_reports.problems import Severity
from district_reports.readers.documents.document import read_document
from district_reports.readers.layouts import load_layouts
from district_reports.readers.outline.sections import Round
from district_reports.readers.submissions import read_package
from district_reports.readers.workbooks.document_table_figures import read_tables
from district_reports.readers.workbooks.figures import read_sheets
from district_reports.values import format_number

HEAD = (
    "ỦY BAN NHÂN DÂN HUYỆN BA BỂ", "Số: 12/BC-UBND", "Ba Bể, ngày 05 tháng 7 năm 2023", "BÁO CÁO",
    "Kết quả Chương trình mục tiêu quốc gia giảm nghèo bền vững 6 tháng đầu năm 2023 của huyện Ba Bể, tỉnh Bắc Kạn",
    "I. NGUỒN VỐN",
)  # fmt: skip
TITLE = ("Kết quả giao vốn và giải ngân như sau:", "ĐVT: triệu đồng")
TAIL = ("II. HỘ NGHÈO", "Số hộ nghèo là 1.234 hộ, tỷ lệ 12,5%.")
MONEY = Table(
    [
        [("TT", 1, 2), ("Nội dung", 1, 2), ("Kế hoạch vốn năm 2023", 3, 1), ("Đã giải ngân đến 30/6/2023", 1, 2),
         ("Tỷ lệ (%)", 1, 2)],
        ["Tổng số", "Vốn đầu tư", "Vốn sự nghiệp"],
        ["A", "B", "1=2+3", "2", "3", "4", "5=4/1"],
        [("Tổng cộng", 2, 1), "12. 345,5", "10.000", "2.345,5", "3.000", "24,3"],
        ["1", "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", "10.000", "10.000", "-", "2.400", "24"],
        ["1.1", "Tiểu dự án 1: Hạ tầng các huyện nghèo, xã đặc biệt khó khăn", "9.000", "9.000", "-", "2.000", ""],
        ["2", "Dự án 2: Đa dạng hóa sinh kế", "2.345,5", "-", "2.345,5", "600", "25,58"],
    ],
    headings=3,
)  # fmt: skip
MILLION = 1_000_000


def _read(*blocks: str | Table, suffix: str = "docx", head: tuple[str, ...] = HEAD) -> Reading:
    report = Report([*head, *blocks, *TAIL])
    content = as_word(report) if suffix == "docx" else as_pdf(report)
    return read_package([(f"a.{suffix}", content)])


def _table_figures(reading: Reading) -> dict[str, tuple]:
    return {
        one.locator.partition("#")[2]: (one.indicator, one.project, one.subproject, one.capital_type, one.value)
        for one in reading.figures if "#t" in one.locator
    }  # fmt: skip


def _rules(reading: Reading) -> Counter[str]:
    return Counter(problem.rule for problem in reading.problems)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_table_is_read_through_a_layout_with_its_places(suffix):
    reading = _read(*TITLE, MONEY, suffix=suffix)

    figures = _table_figures(reading)
    assert figures["t1!R4C3"] == ("capital_assigned", "", "", "all", 12_345_500_000)
    assert figures["t1!R5C4"] == ("capital_assigned", "DA1", "", "investment", 10_000 * MILLION)
    assert figures["t1!R6C6"] == ("capital_disbursed", "DA1", "DA1.TDA1", "all", 2_000 * MILLION)
    assert figures["t1!R7C7"] == ("disbursement_rate", "DA2", "", "all", Decimal("25.58"))
    assert len(figures) == 19
    assert _rules(reading) == {}


def test_figure_tells_headings_row_day_and_years():
    one = next(one for one in _read(*TITLE, MONEY).figures if one.locator == "a.docx#t1!R5C6")

    assert one.quote.startswith("1 | Dự án 1: Hỗ trợ đầu tư")
    assert one.quote.endswith("| 2.400 | 24 › Đã giải ngân đến 30/6/2023")
    assert (one.rule, one.as_of, one.period) == ("capital_plan_by_type_v1.disbursed", date(2023, 6, 30), "2023H1")
    assert (one.budget_year, one.unit_text, one.figure_id) == ("2023", "triệu đồng", "f1t1R5C6")


def test_word_and_pdf_of_one_report_yield_the_same_figures():
    word, pdf = _read(*TITLE, MONEY), _read(*TITLE, MONEY, suffix="pdf")

    assert _table_figures(word) == _table_figures(pdf)
    assert len(word.figures) == len(pdf.figures) == 21


def test_cells_read_by_a_layout_are_not_read_again_as_text():
    reading = _read(*TITLE, MONEY)

    assert [one.locator for one in reading.figures if "#p" in one.locator] == ["a.docx#p17:15-23", "a.docx#p17:31-36"]


@pytest.mark.parametrize("repeats", [3, 0])
def test_table_goes_on_over_page_ends(repeats):
    rows = [[str(n), f"Dự án {n}", f"{n}.000", f"{n}.000", "-", f"{n}00", "10"] for n in range(1, 8)]
    wide = [
        [str(n), f"Tiểu dự án {n} - Dự án 3" + " nội dung rất dài" * 12, "100", "100", "-", "10", "10"] for n in (1, 2)
    ]
    more = [row for one in rows for row in ([one, *wide] if one[1] == "Dự án 3" else [one])]
    table = Table([*MONEY.rows[:3], *more], headings=repeats)
    filler = [
        "Huyện đã giao vốn cho các xã ngay trong quý I và hướng dẫn lập hồ sơ từng dự án theo quy định hiện hành."
    ] * 9

    word, pdf = _read(*filler, *TITLE, table), _read(*filler, *TITLE, table, suffix="pdf")

    assert len(_table_figures(word)) == 9 * 5
    assert list(_table_figures(pdf).values()) == list(_table_figures(word).values())
    assert {place.partition("!")[0] for place in _table_figures(pdf)} == {"t1"}


def test_a_row_whose_number_cannot_be_read_names_row_and_column_of_the_table():
    rows = [*MONEY.rows[:4], ["1", "Dự án 1", "như trên", "10.000", "-", "2.400", "24"],
            ["2", "Khu kinh tế", "5", "5", "-", "1", "20"]]  # fmt: skip

    problems = {one.rule: one for one in _read(*TITLE, Table(rows, 3)).problems}

    assert set(problems) == {"TYP-016", "TYP-018"}
    assert problems["TYP-016"].location == "a.docx#t1!R5C3"
    assert problems["TYP-016"].message_vi.startswith("Ô dòng 5 cột 3 bảng 1 ghi “như trên”")
    assert problems["TYP-018"].message_en.startswith("Cell row 6 column 3 of table 1: row “Khu kinh tế”")


def test_table_without_unit_of_money_is_told_and_its_rates_are_read():
    reading = _read(TITLE[0], MONEY)

    assert {one.indicator for one in reading.figures if "#t" in one.locator} == {"disbursement_rate"}
    assert _rules(reading) == {"TYP-019": 4}


def test_year_of_the_report_holds_for_a_table_that_names_none():
    plain = Table([["TT", "Nội dung", "Kế hoạch vốn giao", "Giải ngân"], ["1", "Dự án 2", "500", "100"]])

    assigned, disbursed = [one for one in _read(*TITLE, plain).figures if "#t" in one.locator]

    assert (assigned.budget_year, assigned.period, assigned.capital_type) == ("2023", "2023", "")
    assert (disbursed.budget_year, disbursed.period) == ("2023", "2023H1")


def test_review_of_another_year_is_of_that_year():
    review = Table([["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "Thực hiện năm 2022"],
                    ["1", "Tỷ lệ hộ nghèo", "%", "20,5", "22,1"],
                    ["2", "Số hộ nghèo", "hộ", "500", "620"]])  # fmt: skip

    figures = [one for one in _read("Tình hình thực hiện chỉ tiêu:", review).figures if "#t" in one.locator]

    assert [(one.kind, one.period) for one in figures] == [("target", "2024"), ("actual", "2022")] * 2


def test_rows_by_type_make_the_whole_undivided():
    table = Table([["TT", "Nội dung", "Kế hoạch vốn giao", "Giải ngân"], ["1", "Dự án 1", "500", "100"],
                   ["", "- Vốn đầu tư", "400", "100"], ["", "- Vốn sự nghiệp", "100", "0"]])  # fmt: skip

    types = [one.capital_type for one in _read(*TITLE, table).figures if one.indicator == "capital_assigned"]

    assert types == ["all", "investment", "recurrent"]


# What is not read by a layout

STAFF = Table([["TT", "Họ tên", "Số năm công tác", "Điểm"], ["(1)", "(2)", "(3)", "(4)"],
               ["1", "Nguyễn Văn A", "12", "85"], ["2", "Trần B", "7", "92"]])  # fmt: skip


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_table_nobody_knows_is_told_once_with_its_headings_and_how_many_numbers(suffix):
    (problem,) = _read(*TITLE, MONEY, "Danh sách cán bộ:", STAFF, suffix=suffix).problems

    assert (problem.rule, problem.severity, problem.location) == ("TYP-022", Severity.INFO, f"a.{suffix}#t2")
    assert "TT | Họ tên | Số năm công tác | Điểm" in problem.message_vi
    assert "còn 4 số chưa đọc được (12; 85; 7; 92)" in problem.message_vi


@pytest.mark.parametrize(
    "above",
    [
        "Vốn Chương trình MTQG xây dựng nông thôn mới:",
        "2. Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào DTTS",
    ],
)
def test_money_of_another_programme_is_not_taken_for_this_one(above):
    reading = _read(above, TITLE[1], MONEY)

    assert _table_figures(reading) == {}
    assert _rules(reading)["TYP-022"] == 1


def test_heading_of_another_programme_holds_for_the_tables_under_it():
    heading = "2. Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào DTTS"

    reading = _read(heading, "Huyện đã giao vốn cho các xã theo quy định.", *TITLE, MONEY)

    assert _table_figures(reading) == {}


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "CTMTQG xây dựng nông thôn mới", "500", "100"], ["2", "Dự án 2", "500", "100"]],
        [["1", "Dự án 1", "500", "100"], ["2", "Dự án 9", "500", "100"]],
        [["1", "Chi thường xuyên", "500", "100"], ["2", "Chi khác", "500", "100"], ["3", "Dự án 1", "5", "1"]],
        [["", "Tổng cộng", "500", "100"]],
    ],
)
def test_table_known_by_its_headings_alone_must_be_known_by_its_rows(rows):
    table = Table([["TT", "Nội dung", "Kế hoạch vốn giao", "Giải ngân"], *rows])

    assert _table_figures(_read(*TITLE, table)) == {}


def test_names_of_persons_are_not_read_and_their_sender_is_told():
    persons = Table([["TT", "Họ và tên chủ hộ", "Số nhân khẩu"], ["1", "Nguyễn Văn A", "4"]])

    reading = _read("DANH SÁCH HỘ NGHÈO", persons)

    assert _rules(reading) == {"TYP-013": 1}
    assert "bảng 1" in next(one.message_vi.lower() for one in reading.problems)


def test_counts_about_lists_of_persons_are_no_such_list():
    counts = Table([["TT", "Nội dung", "Kế hoạch vốn giao", "Giải ngân"], ["1", "Dự án 2", "500", "100"]])

    reading = _read("Kinh phí hỗ trợ theo danh sách hộ nghèo được phê duyệt:", TITLE[1], counts)

    assert len(_table_figures(reading)) == 2


def test_letterhead_and_signatures_in_tables_still_say_who_reports():
    letterhead = Table([["ỦY BAN NHÂN DÂN HUYỆN BA BỂ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                        ["Số: 12/BC-UBND", "Ba Bể, ngày 05 tháng 7 năm 2023"]])  # fmt: skip
    signatures = Table([["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"], ["- UBND tỉnh Bắc Kạn;", "CHỦ TỊCH"]])

    reading = _read(letterhead, *HEAD[3:], *TITLE, MONEY, signatures, head=())

    assert (reading.identity.reporting_unit_name, reading.identity.document_number) == ("Huyện Ba Bể", "12/BC-UBND")
    assert reading.identity.document_date.isoformat() == "2023-07-05"
    assert len(_table_figures(reading)) == 19


def _form_as_table(grid: Grid) -> tuple[list[str], Table]:
    """What stands above a form's table, and the table itself, numbers written as in a report."""
    sheet = grid.sheet()
    first = next(row for row, cells in enumerate(sheet.rows) if not any(cells)) + 1
    reach = dict(sheet.merged)
    covered = {
        (row, column) for start, end in sheet.merged
        for row in range(start[0], end[0] + 1) for column in range(start[1], end[1] + 1) if (row, column) != start
    }  # fmt: skip
    rows = []
    for row in range(first, len(sheet.rows)):
        cells = []
        for column, value in enumerate(sheet.rows[row]):
            end = reach.get((row, column), (row, column))
            text = format_number(Decimal(str(value))) if isinstance(value, float) else str(value)
            if (row, column) not in covered:
                cells.append((text, end[1] - column + 1, end[0] - row + 1))
        rows.append(cells)
    return [str(cells[0]) for cells in sheet.rows[: first - 1]], Table(rows)


@pytest.mark.parametrize("code", [code for code, layout in load_layouts().items() if layout.columns])
def test_every_form_reads_in_a_document_as_in_a_workbook(code):
    grid = build_grid(load_layouts()[code], random.Random(code))
    above, table = _form_as_table(grid)
    document = read_document("a.docx", as_word(Report([*above, table])))

    in_document = read_tables(document, Round(2024), title="", within="184")
    in_workbook = read_sheets(grid.workbook(), Round(2024), within="184")

    aside = {"figure_id": "", "locator": "", "value_text": "", "quote": ""}
    assert in_workbook.figures
    assert [replace(one, **aside) for one in in_document.figures] == [
        replace(one, **aside) for one in in_workbook.figures
    ]
    assert [one.rule for one in in_document.problems] == [one.rule for one in in_workbook.problems]


def test_rows_are_no_headings_of_the_document():
    odd = Table([["TT", "Nội dung", "Ghi chú"], ["VII. Phần bảy", "không", "-"], ["III. Phần ba", "không", "-"]])

    assert "DOC-004" not in _rules(_read(odd))


def test_damaged_file_yields_what_the_whole_one_does():
    report = Report([*HEAD, *TITLE, MONEY, *TAIL])

    whole = read_package([("a.pdf", as_pdf(report, str))])
    damaged = read_package([("a.pdf", as_pdf(report, lambda text: decompose(space_numbers(text))))])

    assert [one.value for one in damaged.figures] == [one.value for one in whole.figures]


def test_a_table_of_bars_by_source_is_read_as_one_by_project():
    table = Table([["Nguồn vốn", "Kế hoạch vốn 2023", "Giải ngân đến 31/5/2023", "Tỷ lệ"],
                   ["Ngân sách trung ương", "900", "90", "10,0%"], ["Ngân sách địa phương", "100", "50", "50,0%"],
                   ["Cộng", "1.000", "140", "14,0%"]], headings=1)  # fmt: skip
    figures = _read(*TITLE, table).figures
    assert [(one.indicator, one.fund_source, one.value) for one in figures if "#t" in one.locator][:4] == [
        ("capital_assigned", "central", 900 * MILLION),
        ("capital_disbursed", "central", 90 * MILLION),
        ("disbursement_rate", "central", 10),
        ("capital_assigned", "local", 100 * MILLION),
    ]


def test_a_bare_rate_is_that_of_the_column_before_it():
    table = Table([["Khu vực", "Tổng số hộ", "Hộ nghèo", "Tỷ lệ", "Hộ cận nghèo", "Tỷ lệ"],
                   ["Thành thị", "500", "50", "10%", "25", "5%"], ["Nông thôn", "500", "150", "30%", "75", "15%"],
                   ["Toàn huyện", "1.000", "200", "20%", "100", "10%"]], headings=1)  # fmt: skip
    figures = [one for one in _read("Hộ nghèo năm 2023", table).figures if "#t" in one.locator]
    assert [(one.indicator, one.value) for one in figures[:5]] == [
        ("total_households", 500),
        ("poor_households", 50),
        ("poor_household_rate", 10),
        ("near_poor_households", 25),
        ("near_poor_household_rate", 5),
    ]
    assert len(figures) == 15


def test_what_the_text_says_of_all_money_holds_for_its_tables():
    said = "Toàn bộ vốn của Chương trình trên địa bàn huyện là vốn sự nghiệp."
    table = Table([["Dự án", "Vốn giao", "Đã giải ngân"], ["Dự án 2: Đa dạng hóa sinh kế", "900", "90"],
                   ["Tổng cộng", "900", "90"]], headings=1)  # fmt: skip
    figures = [one for one in _read(said, *TITLE, table).figures if "#t" in one.locator]
    assert {one.capital_type for one in figures} == {"recurrent"}
