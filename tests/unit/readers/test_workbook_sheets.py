"""Sheets whole: which form, which are read, and what is told of the rest."""

import io

import openpyxl
import pytest
from workbook_forms import REVIEW, REVIEW_HEADINGS, TAN_DOAN, build_sheet, read_sheet, told

from district_reports.readers.layouts import find_layout
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import IDENTITY_SHEET, is_wanted, read_sheets
from district_reports.readers.workbooks.workbook import Workbook, read_workbook


def test_a_hidden_sheet_is_read_and_said_to_be_hidden():
    reading = read_sheet(build_sheet(TAN_DOAN, is_hidden=True))
    assert told(reading) == [("TYP-020", "A1")]
    assert len(reading.figures) == 6


@pytest.mark.parametrize("form", ["household_review_14", "household_review_15"])
def test_a_list_of_persons_is_refused_by_its_first_rows(form):
    sheet = build_sheet(TAN_DOAN, head=([find_layout(form).title], REVIEW_HEADINGS))
    reading = read_sheet(sheet)
    assert not is_wanted(sheet.rows)
    assert told(reading) == [("TYP-013", "A1")]
    assert reading.figures == []


def long_workbook(*head: str) -> bytes:
    """One sheet, large enough to be opened in part first."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("DS")
    for text in head:
        sheet.append([text])
    for row in range(9000):
        sheet.append([row, "Nguyễn Văn A", "Tân Đoàn", *range(6)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("title", "rule"), [(find_layout("household_review_15").title, "TYP-013"), ("Danh mục đồ dùng", "TYP-012")]
)
def test_a_long_sheet_that_is_not_read_is_not_opened_beyond_its_first_rows(title, rule):
    content = long_workbook(title)
    kept = read_workbook("a.xlsx", content, is_wanted)
    assert len(kept.sheets[0].rows) == 40
    assert told(read_sheets(kept, Round(2024))) == [(rule, "A1")]
    (whole,) = read_workbook("a.xlsx", content).sheets
    assert len(whole.rows) == 9001


def test_a_long_sheet_that_begins_with_nothing_is_told_of_its_first_cell():
    kept = read_workbook("a.xlsx", long_workbook(*[""] * 50), is_wanted)
    assert told(read_sheets(kept, Round(2024))) == [("TYP-012", "A51")]


def test_large_sheets_are_opened_at_once_and_keep_their_order():
    book = openpyxl.Workbook(write_only=True)
    for name in "abcdef":
        sheet = book.create_sheet(name)
        for row in range(900):
            sheet.append([f"{name}{row}", *[float(row)] * 20])
    file = io.BytesIO()
    book.save(file)
    workbook = read_workbook("a.xlsx", file.getvalue())
    assert [sheet.name for sheet in workbook.sheets] == list("abcdef")
    assert [sheet.rows[899][:2] for sheet in workbook.sheets] == [[f"{name}899", 899.0] for name in "abcdef"]
    assert {len(sheet.rows) for sheet in workbook.sheets} == {900}


def test_the_identity_sheet_and_instructions_hold_no_figures():
    instructions = build_sheet(TAN_DOAN, head=([find_layout("instructions").title], REVIEW_HEADINGS))
    for sheet in (build_sheet(TAN_DOAN, name=IDENTITY_SHEET), instructions):
        reading = read_sheet(sheet)
        assert (reading.figures, reading.problems) == ([], [])


def test_a_sheet_of_no_known_form_is_told():
    assert told(read_sheet(build_sheet([1, "a", 5], head=(["Danh mục đồ dùng"],)))) == [("TYP-012", "A1")]


@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_sheet_of_no_known_form_is_said_to_be_hidden_where_it_is(is_hidden):
    reading = read_sheet(build_sheet([1, "a", 5], head=(["Số liệu nháp"],), is_hidden=is_hidden))
    assert told(reading) == [("TYP-012", "A1")]
    assert ("đang ẩn" in reading.problems[0].message_vi) is is_hidden


def test_empty_sheets_say_nothing():
    assert told(read_sheet(build_sheet(head=(["", ""], [""])))) == []


def test_sheets_of_one_file_keep_their_own_places():
    sheets = (build_sheet(TAN_DOAN, name="Một"), build_sheet(["", *TAN_DOAN], name="Hai", head=(
        [REVIEW.title], ["", *REVIEW_HEADINGS])))  # fmt: skip
    reading = read_sheets(Workbook("a.xlsx", "", sheets), Round(2024), within="184")
    assert [figure.locator for figure in reading.figures[::6]] == ["a.xlsx#Một!C3", "a.xlsx#Hai!D3"]
    assert len({figure.figure_id for figure in reading.figures}) == 12
