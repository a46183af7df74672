import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from district_reports.exports.feedback import marked_workbook
from district_reports.exports.feedback.files import build_feedback_files
from district_reports.exports.feedback.findings import MOST_PER_RULE, shorten, tell_findings, verdict, where_label
from district_reports.exports.feedback.marked_workbook import mark_workbook
from district_reports.exports.feedback.workbook import build_feedback_workbook
from district_reports.warehouse.quality.feedback import Feedback


def _finding(rule="SUM-001", severity="warning", location="bieu.xlsx#Bảng vốn!C5", **values):
    return {
        "finding_id": f"{rule}{location}", "rule": rule, "severity": severity, "subject": "capital",
        "location": location, "stated": Decimal(12_000_000), "computed": Decimal(10_000_000),
        "difference": Decimal(2_000_000), "unit": "vnd", "figure_ids": "f1",
        "message_vi": f"{rule}: kiểm tra lại.", "message_en": "x", "is_waived": False, **values,
    }  # fmt: skip


FIGURE = {
    "figure_id": "f1", "indicator": "capital_assigned", "project": "DA1", "subproject": "", "component": "",
    "fund_source": "central", "capital_type": "", "breakdown": "", "place": "", "budget_year": "2024",
    "period": "2024", "kind": "assigned", "value": Decimal(12_000_000), "unit": "vnd", "value_text": "12",
    "unit_text": "triệu đồng",
    "quote": "=HYPERLINK(…) | Vốn giao", "locator": "bieu.xlsx#Bảng vốn!C5",
}  # fmt: skip


def _feedback(*findings, figures=(FIGURE,), held=None):
    submission = {
        "submission_id": "0123456789abcdef", "package_sha256": "a" * 64, "reporting_unit_name": "Suối Mơ",
        "reporting_unit_code": "971", "province_name": "Mây Trắng", "round": "2024H1", "document_type": "report",
        "document_number": "12/BC-UBND", "document_date_text": "", "document_date": None, "is_draft": False,
        "received_at": datetime(2024, 7, 10, 20, tzinfo=UTC), "sender": "inbox", "reader_version": "1",
    }  # fmt: skip
    files = [{"file_name": "bieu.xlsx", "file_sha256": "f" * 64, "byte_count": 9, "media_type": "x"}]
    return Feedback(submission, files, list(findings), list(figures), held or {})


def _workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bảng vốn"
    sheet["C5"], sheet["D5"], sheet["C7"] = 12, "=C5*2", 7
    sheet.merge_cells("C7:D7")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _texts(content, sheet):
    rows = openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


def test_a_clean_submission_is_told_so():
    assert verdict(_feedback()) == "Số liệu đã được nhận đầy đủ. Không phát hiện điểm nào cần sửa."
    assert "Mức độ" not in _texts(build_feedback_workbook(_feedback()), "Phản hồi")


def test_a_check_before_sending_is_no_receipt():
    checked = replace(_feedback(_finding()), is_sent=False)
    content = build_feedback_workbook(checked)
    assert "Biên nhận" not in openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert not any("nhận lúc" in text.lower() or "đã được nhận" in text for text in _texts(content, "Phản hồi"))


@pytest.mark.parametrize(
    ("held", "figures", "words"),
    [
        ({}, (FIGURE,), "Có 1 điểm cần xem lại"),
        ({"capital": "SUM-011"}, (FIGURE,), "Phần vốn chưa thể tính"),
        (
            dict.fromkeys(("capital", "poverty", "targets", "support"), "REF-001"),
            (FIGURE,),
            "Số liệu chưa thể tính vào",
        ),
        ({}, (), "Chưa nhận được số liệu nào"),
    ],
)
def test_the_verdict_says_what_counts_and_what_to_do(held, figures, words):
    assert words in verdict(_feedback(_finding(), figures=figures, held=held))


def test_the_first_sheet_tells_what_where_stated_expected_and_what_to_do():
    content = build_feedback_workbook(_feedback(_finding()))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Phản hồi"]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[8] == "SUM-001")
    assert row[:8] == ("Cảnh báo", "Vốn", "trang tính “Bảng vốn”, ô C5", 12, 10, 2, "triệu đồng",
                       "SUM-001: kiểm tra lại.")  # fmt: skip


def test_where_a_finding_is_tells_the_words_there_and_the_file_where_there_are_several():
    place = "bao-cao.docx#p38:9-25"
    figure = FIGURE | {"locator": place, "quote": "Dự án 3: 2.997 triệu đồng"}
    one = _feedback(_finding(location=place), figures=(figure,))
    assert where_label(one, one.findings[0]) == "đoạn 38: “Dự án 3: 2.997 triệu đồng”"
    several = replace(one, files=[*one.files, *one.files], figures=[])
    assert where_label(several, several.findings[0]) == "bao-cao.docx, đoạn 38"


def test_one_place_is_told_once_with_all_that_is_wrong_there():
    told = tell_findings([_finding("SUM-001"), _finding("CAP-002"), _finding("SUM-001", location="bieu.xlsx#B!A1")])
    assert [finding.row["rule"] for finding in told] == ["SUM-001", "SUM-001"]
    assert told[0].message == "SUM-001: kiểm tra lại.\nCũng ở chỗ này: CAP-002: kiểm tra lại."


def test_what_is_waived_is_still_told_with_who_why_and_until_when():
    waiver = {
        "is_waived": True,
        "waived_by": "Sở A",
        "waiver_reason": "đang rà soát",
        "waived_until": date(2026, 12, 31),
    }
    feedback = _feedback(_finding(severity="critical", **waiver))
    assert tell_findings(feedback.findings)[0].message.endswith(
        "[Được bỏ qua đến hết ngày 31/12/2026, người duyệt: Sở A. Lý do: đang rà soát]"
    )
    assert verdict(feedback).endswith("Không phát hiện điểm nào cần sửa.")


def test_findings_of_a_whole_file_are_not_taken_for_one():
    assert len(tell_findings([_finding("DOC-001", location="a.docx"), _finding("DOC-004", location="a.docx")])) == 2


def test_a_rule_that_is_broken_often_is_shortened_once():
    told = tell_findings([_finding(location=f"bieu.xlsx#B!A{row}") for row in range(1, MOST_PER_RULE + 4)])
    shown = list(shorten(told))
    assert len(shown) == MOST_PER_RULE + 1
    assert shown[-1] == ("SUM-001", 3)


def test_the_same_feedback_gives_the_same_bytes():
    assert build_feedback_workbook(_feedback(_finding())) == build_feedback_workbook(_feedback(_finding()))


def test_text_of_a_report_is_never_a_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(build_feedback_workbook(_feedback(_finding()))))["Số đã đọc"]
    quote = sheet["G2"]
    assert (quote.value, quote.data_type, quote.quotePrefix) == (FIGURE["quote"], "s", True)


def test_the_senders_workbook_comes_back_marked_and_otherwise_unchanged():
    told = tell_findings([_finding(), _finding(severity="critical", location="bieu.xlsx#Bảng vốn!D7")])
    marked = mark_workbook("bieu.xlsx", _workbook(), told, {})
    sheet = openpyxl.load_workbook(io.BytesIO(marked))["Bảng vốn"]
    assert sheet["C5"].comment.text == "Cảnh báo (SUM-001): SUM-001: kiểm tra lại."
    assert sheet["C7"].comment.text.startswith("Nghiêm trọng"), "of merged cells only the first shows"
    assert (sheet["C5"].value, sheet["D5"].value, sheet["D5"].comment) == (12, "=C5*2", None)


def test_every_cell_that_a_finding_is_about_is_marked_also_where_the_finding_is_told_of_a_report():
    figures = (FIGURE, FIGURE | {"figure_id": "f2", "locator": "bieu.xlsx#Bảng vốn!D5"})
    across = _finding("DUP-004", location="bao-cao.docx#p8:31-37", figure_ids="f0;f2")
    within = _finding("SUM-003", severity="critical", figure_ids="f1;f2")
    files = dict(build_feedback_files(_feedback(within, across, figures=figures), lambda _: _workbook()))
    sheet = openpyxl.load_workbook(io.BytesIO(files["bieu.danh-dau.xlsx"]))["Bảng vốn"]
    assert sheet["C5"].comment.text == "Nghiêm trọng (SUM-003): SUM-003: kiểm tra lại."
    assert sheet["D5"].comment.text.split("\n\n") == [
        "Nghiêm trọng (SUM-003), liên quan đến ô này: SUM-003: kiểm tra lại.",
        "Cảnh báo (DUP-004), liên quan đến ô này: DUP-004: kiểm tra lại.",
    ]
    assert sheet["D5"].fill.fgColor.rgb == sheet["C5"].fill.fgColor.rgb, (
        "of two findings the louder one colours the cell"
    )


def test_a_workbook_nothing_is_wrong_with_does_not_come_back():
    feedback = _feedback(_finding(location="report.docx#p12:340-352", figure_ids="f9"))
    assert [name for name, _ in build_feedback_files(feedback, lambda _: _workbook())] == ["phan-hoi.xlsx"]


def test_a_workbook_too_large_to_be_written_again_does_not_come_back(monkeypatch):
    size = sum(
        part.file_size for part in zipfile.ZipFile(io.BytesIO(_workbook())).infolist() if "sheet1" in part.filename
    )
    for limit, is_back in ((size, True), (size - 1, False)):
        monkeypatch.setattr(marked_workbook, "MOST_BYTES", limit)
        assert (mark_workbook("bieu.xlsx", _workbook(), tell_findings([_finding()]), {}) is not None) is is_back


def test_a_workbook_that_cannot_be_written_again_does_not_keep_the_feedback():
    assert [name for name, _ in build_feedback_files(_feedback(_finding()), lambda _: b"no workbook")] == [
        "phan-hoi.xlsx"
    ]
