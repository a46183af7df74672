"""The sheets beside the numbers: who is missing, what changed, what was found and waived, what a release is made of."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from district_reports.exports.labels import day_label, label, labels
from district_reports.exports.page.tables import list_changed_lines, list_provinces, list_received_files
from district_reports.exports.unit_numbers import list_standings
from district_reports.exports.workbook.tables import UNITS, WHOLE_PROVINCE
from district_reports.exports.worksheets import Sheet, SheetRow
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.wording import place_label

Row = Mapping[str, Any]


def list_accompanying(release: PublishedRelease, head: Sequence[str]) -> Iterator[Sheet]:
    """The sheets in the order in which they are read; findings and waivers are told by the release of a province."""
    yield _standings(release, head)
    yield _changes(release, head)
    if release.is_national:
        yield _provinces(release, head)
    else:
        yield _findings(release, head)
        yield _waivers(release, head)


def _standings(release: PublishedRelease, head: Sequence[str]) -> Sheet:
    rows = [
        SheetRow(
            [
                standing.name,
                label("standing", standing.state),
                ", ".join(label("subject", subject) for subject in standing.subjects),
                ", ".join(standing.rules),
            ]
        )
        for standing in list_standings(release)
    ]
    headings = ["Đơn vị báo cáo", "Tình trạng", "Nội dung bị giữ lại", "Quy tắc"]
    return Sheet("Thiếu, giữ lại", headings, rows, head=("Đơn vị chưa báo cáo hoặc còn nội dung bị giữ lại", *head))


def _changes(release: PublishedRelease, head: Sequence[str]) -> Sheet:
    replaced = release.header["replaces_release_id"]
    title = f"Thay đổi so với đợt {replaced}" if replaced else "Đây là đợt công bố đầu tiên của kỳ này"
    units = [change["unit"] or "" for change in release.rows("changes")]
    rows = [
        SheetRow(
            [line["what"], line["row"], line["unit_name"] or WHOLE_PROVINCE,
             change["old_text"] or change["old_value"], change["new_text"] or change["new_value"],
             _difference(change), UNITS.get(unit, unit), line["reason_vi"]],
            dict.fromkeys((3, 4, 5), unit),
        )
        for line, change, unit in zip(list_changed_lines(release), release.rows("changes"), units, strict=True)
    ]  # fmt: skip
    headings = ["Số liệu", "Dòng", "Đơn vị báo cáo", "Cũ", "Mới", "Tăng, giảm", "Đơn vị tính", "Vì sao"]
    return Sheet("Thay đổi", headings, rows, head=(title, *head))


def _difference(change: Row) -> Decimal | None:
    old, new = change["old_value"], change["new_value"]
    return None if old is None or new is None else new - old


def _provinces(release: PublishedRelease, head: Sequence[str]) -> Sheet:
    rows = [
        SheetRow(
            [row["province_name"], row["province_release_id"], row["state"], row["expected_unit_count"],
             row["received_unit_count"], row["accepted_unit_count"], row["held_unit_count"],
             row["waived_finding_count"]]
        )
        for row in list_provinces(release)
    ]  # fmt: skip
    headings = [
        "Tỉnh, thành phố", "Đợt công bố", "Tính chất", "Số đơn vị phải báo cáo", "Số đơn vị đã gửi",
        "Số đơn vị được tính", "Số đơn vị bị giữ lại", "Số phát hiện được cho phép bỏ qua",
    ]  # fmt: skip
    return Sheet("Tỉnh, thành phố", headings, rows, head=("Đợt công bố của các tỉnh được cộng", *head))


def _findings(release: PublishedRelease, head: Sequence[str]) -> Sheet:
    rows = [
        SheetRow(
            [
                label("severity", row["severity"]),
                row["rule"],
                label("subject", row["subject"]),
                row["reporting_unit_name"],
                place_label(row["location"] or ""),
                row["message_vi"],
                row["stated"],
                row["computed"],
                row["difference"],
                UNITS.get(row["unit"], row["unit"]),
            ],
            dict.fromkeys((6, 7, 8), row["unit"] or ""),
        )
        for row in release.rows("findings")
    ]
    headings = [
        "Mức độ", "Quy tắc", "Nội dung", "Đơn vị báo cáo", "Vị trí", "Thông báo", "Số nêu", "Số tính", "Chênh lệch",
        "Đơn vị tính",
    ]  # fmt: skip
    return Sheet("Phát hiện", headings, rows, head=("Phát hiện khi kiểm tra", *head))


def _waivers(release: PublishedRelease, head: Sequence[str]) -> Sheet:
    rows = [
        SheetRow(
            [row["reporting_unit_name"], row["rule"], row["finding_count"], row["approved_by"], row["reason"],
             day_label(row["valid_until"])]
        )
        for row in release.rows("waivers")
    ]  # fmt: skip
    headings = ["Đơn vị", "Quy tắc", "Số phát hiện", "Người cho phép", "Lý do", "Đến hết ngày"]
    return Sheet("Miễn trừ", headings, rows, head=("Phát hiện được cho phép bỏ qua", *head))


def describe_release(release: PublishedRelease) -> Sheet:
    """What a reader needs to name the release and to check it: its identity, method and files."""
    header, [completeness] = release.header, release.rows("completeness")
    facts = (
        ("Đợt công bố", header["release_id"]),
        ("Ngày công bố", day_label(header["published_at"])),
        ("Thay đợt", header["replaces_release_id"]),
        ("Công bố lại đợt", header["reverts_to_release_id"]),
        ("Số đơn vị phải báo cáo", header["expected_unit_count"]),
        ("Số đơn vị đã báo cáo", header["received_unit_count"]),
        ("Số đơn vị được tính", header["accepted_unit_count"]),
        ("Số đơn vị chưa đến hạn", header["not_due_unit_count"]),
        ("Số đơn vị bị giữ lại", header["held_unit_count"]),
        ("Số tiền của dòng vốn chưa cộng vào tổng (lượng)", header["held_line_count"]),
        ("Số đơn vị báo cáo không phát sinh", completeness["nil_return_unit_count"]),
        ("Phần vốn kế hoạch đã có báo cáo (%)", header["planned_capital_covered_pct"]),
        ("Phần số hộ dân cư đã có báo cáo (%)", completeness["households_covered_pct"]),
        ("Bộ quy tắc", header["rule_set_version"]),
        ("Phiên bản chương trình", header["code_version"]),
        ("sha256 của nội dung", header["content_sha256"]),
        *labels()["method"].items(),
    )
    rows = [SheetRow([name, value, "", "", ""]) for name, value in facts]
    rows += [
        SheetRow([f"Tệp của {file['unit']} ({file['state']})", file["file_name"], file["file_sha256"],
                  file["received"], file["document"]])
        for file in list_received_files(release)
    ]  # fmt: skip
    return Sheet("Đợt công bố", ["Mục", "Giá trị", "sha256", "Ngày nhận", "Văn bản"], rows, head=("Đợt công bố",))
