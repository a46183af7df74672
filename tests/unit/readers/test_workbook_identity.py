"""Who reports, and for when, by workbooks that came alone: any sheet with a table that a form knows may tell."""

import io

import openpyxl
import pytest
from workbook_forms import REVIEW, REVIEW_HEADINGS

from district_reports.figures import Reading
from district_reports.readers.submissions import read_package

HEADINGS = ("STT", "Xã, thị trấn", "Tổng số hộ", "Số hộ nghèo", "Tỷ lệ hộ nghèo", "Số hộ cận nghèo",
            "Tỷ lệ hộ cận nghèo")  # fmt: skip
ROWS = ((1, "Xã Tri Lễ", 900, 150, 16.67, 80, 8.89), ("", "Cộng", 900, 150, 16.67, 80, 8.89))
OWN_TITLE = "BIỂU TỔNG HỢP HỘ NGHÈO CÁC XÃ"


def build_file(*head: str, headings=HEADINGS, rows=ROWS) -> bytes:
    book = openpyxl.Workbook()
    for row in [*([text] for text in head), headings, *rows]:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(*head: str, **more) -> Reading:
    return read_package([("bieu.xlsx", build_file(*head, **more))])


@pytest.mark.parametrize(
    ("head", "round_"),
    [
        (["UBND HUYỆN VĂN QUAN", f"{OWN_TITLE} NĂM 2024"], "2024"),
        (["UBND HUYỆN VĂN QUAN", OWN_TITLE, "Năm 2024"], "2024"),
        (["UBND HUYỆN VĂN QUAN", OWN_TITLE, "6 tháng đầu năm 2024"], "2024H1"),
        (["UBND HUYỆN VĂN QUAN", OWN_TITLE, "(Số liệu tính đến ngày 30/6/2024)"], "2024H1"),
        (["UBND HUYỆN VĂN QUAN", "Văn Quan, ngày 05 tháng 01 năm 2025", f"{OWN_TITLE} NĂM 2024"], "2024"),
        (["UBND HUYỆN VĂN QUAN", "Văn Quan, ngày    tháng 01 năm 2025", f"{OWN_TITLE} 2024"], "2024"),
        (["UBND HUYỆN VĂN QUAN", "(Kèm theo Báo cáo năm 2025 của UBND huyện)", f"{OWN_TITLE} NĂM 2024"], "2024"),
    ],
)
def test_a_sheet_known_by_its_headings_tells_the_period_in_a_title_of_its_own(head, round_):
    reading = read(*head)
    assert (reading.identity.round, reading.identity.reporting_unit_name) == (round_, "Huyện Văn Quan")
    assert {problem.rule for problem in reading.problems} <= {"DOC-001", "DOC-005"}
    assert len(reading.figures) == 10


@pytest.mark.parametrize(
    "line",
    ["Văn Quan, ngày 05 tháng 01 năm 2025",
     "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2025 của UBND huyện)"],
)  # fmt: skip
def test_figures_are_of_the_year_of_the_title_and_not_of_the_day_it_was_signed(line):
    reading = read("UBND HUYỆN VĂN QUAN", line, f"{OWN_TITLE} NĂM 2024")
    assert {figure.period for figure in reading.figures} == {"2024"}


def test_a_sheet_that_is_seen_tells_the_period_before_a_hidden_one():
    book = openpyxl.load_workbook(io.BytesIO(build_file("UBND HUYỆN VĂN QUAN", f"{OWN_TITLE} NĂM 2023")))
    book.active.sheet_state = "hidden"
    seen = book.create_sheet("Năm nay")
    for row in (["UBND HUYỆN VĂN QUAN"], [f"{OWN_TITLE} NĂM 2024"], HEADINGS, *ROWS):
        seen.append(row)
    file = io.BytesIO()
    book.save(file)
    assert read_package([("bieu.xlsx", file.getvalue())]).identity.round == "2024"


def test_the_year_a_sheet_was_signed_in_is_no_period():
    reading = read("UBND HUYỆN VĂN QUAN", "Văn Quan, ngày 05 tháng 01 năm 2025", OWN_TITLE)
    assert reading.identity.round is None
    told = next(problem for problem in reading.problems if problem.rule == "REF-003")
    assert OWN_TITLE in told.message_vi
    assert told.location == "bieu.xlsx#Sheet!A1"


def test_a_number_that_stands_nowhere_is_missed_in_the_file_and_in_no_cell():
    (told,) = read("UBND HUYỆN VĂN QUAN", f"{OWN_TITLE} NĂM 2024").problems
    assert (told.rule, told.location) == ("DOC-005", "bieu.xlsx")


@pytest.mark.parametrize(
    "head",
    [
        [f"{OWN_TITLE} HUYỆN VĂN QUAN NĂM 2024"],
        [f"{OWN_TITLE} HUYỆN VĂN QUAN 6 THÁNG NĂM 2024"],
        [f"{OWN_TITLE} HUYỆN VĂN QUAN ĐẦU NĂM 2024"],
        [OWN_TITLE, "Huyện Văn Quan năm 2024"],
        ["Đơn vị: Huyện Văn Quan", f"{OWN_TITLE} NĂM 2024"],
        [f"{OWN_TITLE} NĂM 2024", "(Kèm theo Báo cáo số 45/BC-UBND ngày 20/12/2024 của UBND huyện Văn Quan)"],
    ],
)
def test_the_unit_is_told_by_whatever_stands_over_the_table(head):
    identity = read(*head).identity
    assert (identity.reporting_unit_name, identity.province_name) == ("Huyện Văn Quan", "Lạng Sơn")
    assert identity.round.startswith("2024")


def test_a_sheet_of_a_known_title_comes_before_one_known_by_its_headings():
    book = openpyxl.load_workbook(io.BytesIO(build_file("UBND HUYỆN VĂN QUAN", f"{OWN_TITLE} NĂM 2023")))
    sheet = book.create_sheet("Biểu 1")
    for row in (["UBND HUYỆN VĂN QUAN"], [REVIEW.title], ["Năm 2024"], REVIEW_HEADINGS):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    assert read_package([("bieu.xlsx", file.getvalue())]).identity.round == "2024"
