import pytest
from reading import TITLE

from district_reports.readers.documents.document import read_document
from district_reports.readers.narrative.reading import read_narrative
from district_reports.readers.outline.accounts import account_for, unplaced
from district_reports.readers.outline.sections import Round
from district_reports.readers.outline.structure import build_passages


def _accounts(text):
    document = read_document("bao-cao.txt", text.encode())
    narrative = read_narrative(document, build_passages(document.paragraphs), Round(2024), title=TITLE)
    return [(account.text, account.kind) for _, accounts in narrative.accounts for account in accounts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 2062 học sinh được hưởng.", [("2062", "figure")]),
        ("Trong năm 2024 hỗ trợ các hộ.", [("2024", "year")]),
        ("Từ ngày 01/9/2023.", [("01", "date"), ("9", "date"), ("2023", "date")]),
        ("Theo Nghị định số 86/2015/NĐ-CP.", [("86", "document"), ("2015", "document")]),
        ("Trong 6 tháng đầu năm.", [("6", "window")]),
        ("3.1 Dự án 1 thuộc Tiểu dự án 2.", [("3.1", "label"), ("1", "label"), ("2", "label")]),
        ("Đo được 17 phần của việc này.", [("17", "unplaced")]),
        ("UBND QUẬN 5", [("5", "label")]),
        ("Trên đây là báo cáo của UBND quận 12./.", [("12", "label")]),
        ("Hội Chữ thập đỏ phường 3 Bảo Lộc phối hợp.", [("3", "label")]),
        ("Đoàn công tác về xã Sơn Kim 2, xã Tân Lâm.", [("2", "label")]),
        ("Sơn Kim 2, ngày mai", [("2", "label")]),
        ("Bình quân 5, địa phương 6, các xã, phường 15.", [(number, "unplaced") for number in ("5", "6", "15")]),
        ("Đoàn công tác về xã Tân Lâm 2, xã Sơn Kim 3.", [("2", "unplaced"), ("3", "unplaced")]),
    ],
)
def test_every_number_is_figure_context_or_unplaced(text, expected):
    assert _accounts(text) == expected


def test_number_nobody_reads_is_told_with_its_sentence():
    document = read_document("bao-cao.txt", "Việc này đã xong. Đo được 17 phần.".encode())
    (passage,) = build_passages(document.paragraphs)
    (account,) = unplaced(account_for(passage, []))
    assert account.sentence == "Đo được 17 phần."
