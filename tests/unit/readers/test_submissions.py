"""A package read whole: figures of all its files, and every problem told with its place, in two languages."""

import io

import openpyxl
import pytest
from workbook_forms import REVIEW, REVIEW_HEADINGS

from district_reports.problems import Severity
from district_reports.readers.submissions import read_package

REPORT = """UBND HUYỆN BA BỂ

Số: {number}/BC-UBND

Ba Bể, ngày {day} tháng 7 năm 2023

BÁO CÁO

Kết quả Chương trình giảm nghèo bền vững {period}

I. NGUỒN VỐN

1. Ngân sách Trung ương: tổng kinh phí là {money} triệu đồng.

II. KẾT QUẢ TRÊN ĐỊA BÀN HUYỆN BA BỂ, TỈNH BẮC KẠN

{more}
"""


def _read(*, number="12", day="05", period="6 tháng đầu năm 2023", money="1.250", more="Nội dung."):
    text = REPORT.format(number=number, day=day, period=period, money=money, more=more)
    return read_package([("bao-cao.txt", text.encode())])


def _rules(reading):
    return {problem.rule for problem in reading.problems}


def test_a_clean_report_has_figures_and_no_problem():
    reading = _read()
    assert [(figure.indicator, int(figure.value), figure.fund_source) for figure in reading.figures] == [
        ("capital_assigned", 1_250_000_000, "central")
    ]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("changes", "rule", "severity"),
    [
        ({"number": ""}, "DOC-001", Severity.WARNING),
        ({"period": "trên địa bàn"}, "REF-003", Severity.CRITICAL),
        ({"money": "375.2"}, "TYP-006", Severity.WARNING),
        ({"more": "Quyết định số 9/KH-UBND ngày 02/3/2023."}, "DOC-003", Severity.INFO),
        ({"more": "Thông báo số 7/TB-HĐND ngày 05/10/2012 về nhiệm kỳ 2021-2026."}, "DOC-002", Severity.WARNING),
        ({"more": "Kế hoạch số 7/KH-UBND ngày 05/10/2032 của UBND tỉnh."}, "DOC-002", Severity.WARNING),
        ({"more": "Kế hoạch số 7/KH-UBND ngày 31/6/2022 của UBND tỉnh."}, "DOC-002", Severity.WARNING),
        ({"more": "IV. KIẾN NGHỊ\n\nKhông."}, "DOC-004", Severity.INFO),
        ({"more": "Nghị định số 16/NĐ-CP của Chính phủ."}, "DOC-006", Severity.INFO),
        ({"more": "Nghị định số 16/2016/NĐ-CP của Thủ tướng."}, "DOC-007", Severity.INFO),
        ({"more": "Chi tiết tại Phụ lục 01, Phụ lục 02 kèm theo."}, "DOC-008", Severity.INFO),
        ({"more": "Tiểu dự án 1 thuộc Dự án 5 chưa triển khai."}, "LAB-005", Severity.WARNING),
        ({"more": "Theo kết quả sơ bộ: tổng số hộ nghèo: 12 hộ."}, "STA-001", Severity.INFO),
    ],
)
def test_each_slip_is_told_with_its_rule_place_and_both_languages(changes, rule, severity):
    problem = next(problem for problem in _read(**changes).problems if problem.rule == rule)
    assert problem.severity == severity
    assert problem.location.startswith("bao-cao.txt")
    assert problem.message_vi
    assert problem.message_en != problem.message_vi


def test_a_draft_mark_quotes_what_is_printed():
    problem = next(problem for problem in _read(number="").problems if problem.rule == "DOC-001")
    assert "Số: /BC-UBND" in problem.message_vi


def test_a_slip_cited_twice_in_the_same_words_is_told_once():
    twice = "Nghị định số 16/NĐ-CP của Chính phủ; Nghị định số 16/NĐ-CP của Chính phủ."
    assert [problem.rule for problem in _read(more=twice).problems] == ["DOC-006"]


def test_another_programme_numbers_its_own_sub_projects():
    other = "Tiểu dự án 1 thuộc Dự án 5, Chương trình phát triển kinh tế - xã hội vùng dân tộc thiểu số."
    assert "LAB-005" not in _rules(_read(more=other))


def test_an_annex_that_came_as_a_workbook_is_not_missed():
    text = REPORT.format(
        number="12", day="05", period="năm 2023", money="100", more="Chi tiết tại Phụ lục 01 kèm theo."
    )
    files = [("bao-cao.txt", text.encode()), ("phu-luc.xlsx", _workbook())]
    assert "DOC-008" in _rules(read_package(files[:1]))
    assert "DOC-008" not in _rules(read_package(files))


def test_a_document_without_number_and_day_is_noted_and_no_draft_is_claimed():
    text = "UBND HUYỆN BA BỂ\n\nKẾ HOẠCH\n\nGiảm nghèo năm 2023\n\nNgân sách huyện: tổng kinh phí là 5 triệu đồng.\n"
    problems = read_package([("ke-hoach.txt", text.encode())]).problems
    assert [(problem.rule, problem.severity) for problem in problems] == [("DOC-005", Severity.INFO)]


def test_files_of_one_package_are_read_together_and_keep_their_file():
    main = REPORT.format(number="1", day="05", period="năm 2023", money="100", more="Hết.").encode()
    annex = "Phụ lục\n\n2. Ngân sách địa phương: tổng kinh phí là 30 triệu đồng.\n".encode()
    reading = read_package([("bao-cao.txt", main), ("phu-luc.txt", annex)])
    assert {figure.locator.split("#")[0] for figure in reading.figures} == {"bao-cao.txt", "phu-luc.txt"}
    assert len({figure.figure_id for figure in reading.figures}) == len(reading.figures)


def test_a_file_that_cannot_be_read_is_named_and_the_other_is_still_read():
    text = REPORT.format(number="1", day="05", period="năm 2023", money="100", more="Hết.").encode()
    reading = read_package([("bao-cao.txt", text), ("anh.docx", b"\xff\xd8\xff\xe0 jpeg")])
    assert len(reading.figures) == 1
    assert [(p.rule, p.location) for p in reading.problems] == [("TYP-002", "anh.docx")]


def test_a_report_without_a_figure_says_so():
    reading = read_package([("bao-cao.txt", "UBND HUYỆN BA BỂ\n\nBÁO CÁO\n\nGiảm nghèo năm 2023\n\nHết.".encode())])
    assert "TYP-005" in _rules(reading)


# A report with its workbook


HEAD = (["UBND HUYỆN BA BỂ"], [REVIEW.title], ["Năm 2023"], REVIEW_HEADINGS)


def _workbook(*rows, head=HEAD) -> bytes:
    book = openpyxl.Workbook()
    for row in [*head, *rows]:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


KHANG_NINH = (1, "Xã Khang Ninh", 900, 4000, 90, 10, 45, 5)
ANNUAL = REPORT.format(number="1", day="05", period="năm 2023", money="100", more="Hết.").encode()


@pytest.mark.parametrize("is_report_first", [True, False])
def test_a_report_and_its_workbook_are_read_together_and_figures_keep_their_file(is_report_first):
    files = [("bao-cao.txt", ANNUAL), ("bieu.xlsx", _workbook(KHANG_NINH))]
    reading = read_package(files if is_report_first else files[::-1])
    assert [figure.locator.split("#")[0] for figure in reading.figures] == ["bao-cao.txt"] + ["bieu.xlsx"] * 6
    assert len({figure.figure_id for figure in reading.figures}) == 7
    assert {figure.period for figure in reading.figures} == {"2023"}
    assert reading.identity.reporting_unit_name == "Huyện Ba Bể"
    assert reading.problems == ()


def test_communes_of_a_workbook_are_those_of_the_unit_its_report_names():
    files = [("bao-cao.txt", ANNUAL), ("bieu.xlsx", _workbook([2, "Tràng Phái", *KHANG_NINH[2:]]))]
    assert [(one.rule, one.location) for one in read_package(files).problems] == [("TYP-018", "bieu.xlsx#Sheet!C5")]


def test_two_workbooks_keep_their_places_and_ids():
    reading = read_package([("a.xlsx", _workbook(KHANG_NINH)), ("b.xlsx", _workbook(KHANG_NINH))])
    assert [figure.locator for figure in reading.figures[::6]] == ["a.xlsx#Sheet!C5", "b.xlsx#Sheet!C5"]
    assert len({figure.figure_id for figure in reading.figures}) == 12


def test_a_workbook_alone_tells_unit_and_year_over_its_table():
    reading = read_package([("bieu.xlsx", _workbook(KHANG_NINH))])
    assert (reading.identity.reporting_unit_name, reading.identity.round) == ("Huyện Ba Bể", "2023")
    assert len(reading.figures) == 6


def test_a_damaged_workbook_is_named_and_the_report_is_still_read():
    reading = read_package([("bao-cao.txt", ANNUAL), ("bieu.xlsx", _workbook(KHANG_NINH)[:2000])])
    assert [(one.rule, one.location) for one in reading.problems] == [("TYP-004", "bieu.xlsx")]
    assert len(reading.figures) == 1


def test_a_sheet_that_no_form_knows_is_told_beside_the_figures_of_the_report():
    unknown = _workbook(["Máy tính", 5], head=(["Danh mục thiết bị"], ["Tên", "Số lượng"]))
    reading = read_package([("bao-cao.txt", ANNUAL), ("khac.xlsx", unknown)])
    assert len(reading.figures) == 1
    assert [(one.rule, one.location) for one in reading.problems] == [("TYP-012", "khac.xlsx#Sheet!A1")]
