"""The workbook a sender gets back: what to mend, the details, the numbers as they were understood, the receipt."""

from collections.abc import Iterator
from datetime import datetime

from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from district_reports.exports.feedback.findings import (
    ToldFinding,
    count_by_severity,
    describe_figure,
    period_label,
    sender_label,
    shorten,
    tell_findings,
    verdict,
    where_label,
)
from district_reports.exports.labels import VIET_NAM, indicator_label, label
from district_reports.exports.numbers import scale, unit_label
from district_reports.exports.source_notes import document_label
from district_reports.exports.worksheets import (
    Sheet,
    SheetRow,
    cell_at,
    new_workbook,
    save_workbook,
    write_sheet,
    write_text,
)
from district_reports.rules import rule_set_version
from district_reports.warehouse.quality.feedback import Feedback
from district_reports.wording import place_label

SEVERITY_FILLS = {
    "critical": PatternFill("solid", fgColor="F8C9C4"),
    "warning": PatternFill("solid", fgColor="FFE9A8"),
    "info": PatternFill("solid", fgColor="DCE9F5"),
}
_HEADINGS = ["Mức độ", "Nội dung", "Ở đâu", "Báo cáo nêu", "Tính lại", "Chênh lệch", "Đơn vị tính",
             "Vấn đề và việc cần làm", "Quy tắc"]  # fmt: skip
_WIDTHS = {2: 45, 7: 80}


def build_feedback_workbook(feedback: Feedback) -> bytes:
    """The workbook as bytes; the same feedback gives the same bytes."""
    told = tell_findings(feedback.findings)
    workbook = new_workbook(f"{sender_label(feedback)}, {period_label(feedback)}")
    _write_first_sheet(workbook.create_sheet("Phản hồi"), feedback, told)
    if feedback.findings:
        write_sheet(workbook.create_sheet("Chi tiết"), _details(feedback))
    if feedback.figures:
        write_sheet(workbook.create_sheet("Số đã đọc"), _figures(feedback))
    if feedback.is_sent:
        write_sheet(workbook.create_sheet("Biên nhận"), _receipt(feedback))
    return save_workbook(workbook, feedback.submission["received_at"])


def _write_first_sheet(worksheet: Worksheet, feedback: Feedback, told: list[ToldFinding]) -> None:
    counts = count_by_severity(feedback)
    result = f"Kết quả: {verdict(feedback)}"
    head = [
        "PHẢN HỒI VỀ BÁO CÁO ĐÃ GỬI" if feedback.is_sent else "KẾT QUẢ KIỂM TRA BÁO CÁO TRƯỚC KHI GỬI",
        f"Đơn vị báo cáo: {sender_label(feedback)}",
        f"Kỳ báo cáo: {period_label(feedback)}",
        f"Văn bản: {document_label(feedback.submission)}",
        *_received_lines(feedback),
        result,
        ", ".join(f"{label('severity', severity)}: {count}" for severity, count in counts.items())
        + f". Số liệu đã đọc: {len(feedback.figures)}.",
    ]
    for number, text in enumerate(head, start=1):
        write_text(cell_at(worksheet, number, 1), text)
    cell_at(worksheet, 1, 1).font = Font(bold=True, size=14)
    cell_at(worksheet, head.index(result) + 1, 1).font = Font(bold=True)
    if not told:
        return
    heading_row = len(head) + 2
    rows = list(_finding_rows(feedback, told))
    write_sheet(worksheet, Sheet("Phản hồi", _HEADINGS, [row for row, _ in rows], _WIDTHS), heading_row)
    for number, (_, severity) in enumerate(rows, start=heading_row + 1):
        if severity:
            cell_at(worksheet, number, 1).fill = SEVERITY_FILLS[severity]


def _received_lines(feedback: Feedback) -> list[str]:
    if not feedback.is_sent:
        return []
    submission = feedback.submission
    return [f"Nhận lúc: {_moment(submission['received_at'])}", f"Mã tiếp nhận: {submission['submission_id']}"]


def _finding_rows(feedback: Feedback, told: list[ToldFinding]) -> Iterator[tuple[SheetRow, str]]:
    """Rows of the first sheet, each with its severity; a rule that is broken often is shortened."""
    for finding in shorten(told):
        if isinstance(finding, tuple):
            rule, more = finding
            text = f"Còn {more} chỗ khác cùng loại, xem trang “Chi tiết”."
            yield SheetRow(["", "", "", None, None, None, "", text, rule]), ""
            continue
        row, unit = finding.row, finding.row["unit"]
        yield (
            SheetRow(
                [
                    label("severity", row["severity"]), label("subject", row["subject"]), where_label(feedback, row),
                    finding.amount("stated"), finding.amount("computed"), finding.amount("difference"),
                    unit_label(unit), finding.message, row["rule"],
                ]
            ),
            row["severity"],
        )  # fmt: skip


def _details(feedback: Feedback) -> Sheet:
    """Every finding, with every figure it is about."""
    figures = {figure["figure_id"]: figure for figure in feedback.figures}
    rows = []
    for number, row in enumerate(feedback.findings, start=1):
        told = [number, label("severity", row["severity"]), row["rule"], row["message_vi"]]
        about = [figures[name] for name in row["figure_ids"].split(";") if name in figures]
        rows += [SheetRow([*told, *_evidence(figure)]) for figure in about] or [
            SheetRow([*told, place_label(row["location"]), "", "", ""])
        ]
    headings = ["Số", "Mức độ", "Quy tắc", "Vấn đề và việc cần làm", "Ở đâu", "Số trong báo cáo", "Hiểu là",
                "Trích dẫn"]  # fmt: skip
    return Sheet("Chi tiết", headings, rows)


def _evidence(figure: dict) -> list[str]:
    printed = " ".join(filter(None, (figure["value_text"], figure["unit_text"])))
    meaning = " · ".join(filter(None, (indicator_label(figure["indicator"]), describe_figure(figure))))
    return [place_label(figure["locator"]), printed, meaning, figure["quote"]]


def _figures(feedback: Feedback) -> Sheet:
    """Everything that was read, so that a misunderstanding is seen by whoever knows better."""
    rows = []
    for figure in feedback.figures:
        place, printed, _, quote = _evidence(figure)
        value = None if figure["value"] is None else scale(figure["value"], figure["unit"])
        rows.append(
            SheetRow([place, indicator_label(figure["indicator"]), describe_figure(figure), value,
                      unit_label(figure["unit"]), printed, quote])
        )  # fmt: skip
    headings = ["Ở đâu", "Chỉ tiêu", "Chi tiết", "Giá trị", "Đơn vị tính", "Chữ trong báo cáo", "Trích dẫn"]
    return Sheet("Số đã đọc", headings, rows)


def _receipt(feedback: Feedback) -> Sheet:
    submission = feedback.submission
    facts = [
        ("Mã tiếp nhận", submission["submission_id"]),
        ("Nhận lúc", _moment(submission["received_at"])),
        ("Nơi gửi", submission["sender"]),
        ("sha256 của cả gói", submission["package_sha256"]),
        *((f"Tệp “{file['file_name']}”, {file['byte_count']} byte, sha256", file["file_sha256"])
          for file in feedback.files),
        ("Bộ quy tắc", rule_set_version()),
        ("Phiên bản bộ đọc", submission["reader_version"]),
    ]  # fmt: skip
    return Sheet("Biên nhận", ["Mục", "Giá trị"], [SheetRow([name, value]) for name, value in facts])


def _moment(moment: datetime) -> str:
    return moment.astimezone(VIET_NAM).strftime("%H:%M:%S ngày %d/%m/%Y (giờ Việt Nam)")
