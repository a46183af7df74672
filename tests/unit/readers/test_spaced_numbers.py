"""Numbers that a scan or a converter pulled apart are one number again; what only looks like that is left alone."""

import pytest

from district_reports.readers.documents.document import read_document
from district_reports.readers.documents.spaced_numbers import begins_spaced, mend_cell, mend_text


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("giao 1. 234 triệu đồng", "giao 1.234 triệu đồng"),
        ("còn 8 .320 hộ nghèo", "còn 8.320 hộ nghèo"),
        ("tổng 10. 258. 000 đồng", "tổng 10.258.000 đồng"),
        ("vốn 12. 345 ,6 triệu đồng", "vốn 12.345,6 triệu đồng"),
        ("là 12 345 triệu đồng", "là 12345 triệu đồng"),
        ("đạt 48, 07% kế hoạch", "đạt 48,07% kế hoạch"),
        ("trên tổng số 18. 966 hộ", "trên tổng số 18.966 hộ"),
    ],
)
def test_amount_pulled_apart_is_one_number(damaged, mended):
    assert mend_text(damaged) == mended


@pytest.mark.parametrize(
    "text",
    [
        "1. 234 hộ được hỗ trợ",  # the label of a list item
        "Dự án 1. 234 hộ được hỗ trợ",
        "theo Nghị quyết số 12. 120 hộ",
        "lần lượt đạt 3, 5, 7% kế hoạch",
        "các thôn 1, 2, 3 hộ nghèo",
        "trong năm 2024. 234 hộ thoát nghèo",
        "mục 5. 120 tuyến đường",
        "vốn 1.234 triệu đồng, 234 hộ",
    ],
)
def test_two_numbers_stay_two(text):
    assert mend_text(text) == text


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [("1. 234,5", "1.234,5"), ("12 345", "12345"), ("48, 07 %", "48,07%"), ("- 5", "-5"), ("12 34", "12 34"),
     ("12.345 678", "12.345 678"), ("3. 10", "3. 10"), ("Dự án 1", "Dự án 1"), ("-", "-")],
)  # fmt: skip
def test_cell_is_mended_only_where_one_number_can_be_meant(damaged, mended):
    assert mend_cell(damaged) == mended


def test_line_that_begins_with_a_number_pulled_apart_is_no_list_item():
    assert begins_spaced("6. 980 triệu đồng, đạt 62,1%.")
    assert not begins_spaced("6. 980 tuyến đường")


def test_documents_are_mended_at_the_door():
    (paragraph,) = read_document("a.txt", "Vốn giao 1. 234 triệu đồng.".encode()).paragraphs

    assert paragraph.text == "Vốn giao 1.234 triệu đồng."
