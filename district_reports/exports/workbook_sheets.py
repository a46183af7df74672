"""What the sheets of the workbook hold: headings with units, rows of plain values, the address of every number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from district_reports.exports.labels import (
    breakdown_label,
    coverage_sentence,
    day_label,
    indicator_label,
    label,
    labels,
    project_label,
    recast_sentence,
    round_label,
    row_label,
    year_label,
)  # fmt: skip
from district_reports.exports.numbers import UNIT_LABELS
from district_reports.exports.page_tables import list_received_files
from district_reports.exports.source_notes import document_label
from district_reports.exports.worksheets import Sheet, SheetRow
from district_reports.warehouse.published import PublishedRelease
from district_reports.warehouse.release_content import TABLE_BY_NAME, parts_of_ratio, unit_of
from district_reports.warehouse.tracing import Tracer

# Whole dong here, not millions: a cell can be added up by whoever gets the workbook.
_UNITS = {**UNIT_LABELS, "vnd": "đồng"}


@dataclass(frozen=True)
class _DataSheet:
    table_name: str
    title: str
    dimensions: tuple[tuple[str, Any], ...]


_DATA_SHEETS = (
    _DataSheet(
        "disbursement",
        "Giải ngân",
        (
            ("Nội dung", project_label),
            ("Mã dự án", lambda row: row["subproject"] or row["project"]),
            ("Nguồn vốn", lambda row: label("fund_source", row["fund_source"])),
            ("Loại vốn", lambda row: label("capital_type", row["capital_type"])),
            ("Năm vốn", lambda row: year_label(row["budget_year"])),
            ("Mẫu số của tỷ lệ", lambda row: label("rate_denominator", row["rate_denominator"])),
        ),
    ),
    _DataSheet(
        "poverty",
        "Giảm nghèo",
        (
            ("Năm rà soát", lambda row: row["review_year"]),
            ("Tính chất số liệu", lambda row: label("household_status", row["status"])),
            ("Chuẩn nghèo", lambda row: row["standard"]),
        ),
    ),
    _DataSheet(
        "targets",
        "Chỉ tiêu",
        (
            ("Chỉ tiêu", lambda row: indicator_label(row["indicator"])),
            ("Năm", lambda row: row["target_year"]),
            ("Đối tượng", lambda row: breakdown_label(row["breakdown"])),
            ("Đơn vị tính", lambda row: _UNITS.get(row["unit"], row["unit"])),
        ),
    ),
)
_COVERAGE = (
    ("Số đơn vị phải báo cáo", "expected_unit_count"),
    ("Số đơn vị được tính", "accepted_unit_count"),
    ("Số đơn vị nêu số này", "reporting_unit_count"),
)


def list_sheets(release: PublishedRelease) -> list[Sheet]:
    """All sheets in the order in which they are read."""
    return [
        _summary(release),
        *(_data_sheet(release, sheet) for sheet in _DATA_SHEETS),
        _sources(release),
        _findings(release),
        _about(release),
    ]


def _measures(table_name: str) -> list[str]:
    return [measure for measure in labels()["measures"] if measure in TABLE_BY_NAME[table_name].measures]


def _heading(table_name: str, measure: str) -> str:
    unit = TABLE_BY_NAME[table_name].measures[measure]
    return f"{label('measures', measure)} ({_UNITS[unit]})" if unit else label("measures", measure)


def _data_sheet(release: PublishedRelease, sheet: _DataSheet) -> Sheet:
    table, measures = TABLE_BY_NAME[sheet.table_name], _measures(sheet.table_name)
    first = len(sheet.dimensions)
    rows = [
        SheetRow(
            [
                *(value(row) for _, value in sheet.dimensions),
                *(row[measure] for measure in measures),
                *(row[column] for _, column in _COVERAGE),
            ],
            {first + index: unit_of(table, measure, row) for index, measure in enumerate(measures)},
        )
        for row in release.rows(sheet.table_name)
    ]
    headings = [
        *(name for name, _ in sheet.dimensions),
        *(_heading(sheet.table_name, measure) for measure in measures),
        *(name for name, _ in _COVERAGE),
    ]
    return Sheet(sheet.title, headings, rows)


def _summary(release: PublishedRelease) -> Sheet:
    header = release.header
    rows = [
        SheetRow(["Tỉnh", header["province_name"], "", ""]),
        SheetRow(["Kỳ báo cáo", round_label(header["round"]), "", ""]),
        SheetRow(["Tính chất", label("release_status", header["status"]), "", ""]),
        SheetRow(["Mức độ đầy đủ", coverage_sentence(header), "", ""]),
        *([SheetRow(["Địa giới", recast_sentence(release), "", ""])] if release.is_recast else []),
        SheetRow(["Chưa có báo cáo của", release.rows("completeness")[0]["missing_unit_names"], "", ""]),
    ]
    for sheet in _DATA_SHEETS[:2]:
        headline = release.headline(sheet.table_name)
        rows += _headline_rows(sheet.table_name, headline) if headline else []
    return Sheet("Tổng hợp", ["Mục", "Giá trị", "Đơn vị tính", "Ghi rõ"], rows)


def _headline_rows(table_name: str, headline: Mapping[str, Any]) -> list[SheetRow]:
    """One row for each number the headline states."""
    about = row_label(table_name, headline)
    units = {name: unit for name, unit in TABLE_BY_NAME[table_name].measures.items() if headline[name] is not None}
    return [
        SheetRow([label("measures", name), headline[name], _UNITS[units[name]], about], {1: units[name]})
        for name in _measures(table_name)
        if name in units
    ]


def _sources(release: PublishedRelease) -> Sheet:
    tracer = Tracer(release)
    rows: list[SheetRow] = []
    for sheet in _DATA_SHEETS:
        first = len(sheet.dimensions) + 1
        for row_number, row in enumerate(release.rows(sheet.table_name), start=2):
            for column, measure in enumerate(_measures(sheet.table_name), start=first):
                if row[measure] is not None:
                    address = f"{sheet.title}!{get_column_letter(column)}{row_number}"
                    rows += _source_rows(tracer, sheet.table_name, row, measure, address)
    headings = [
        "Ô", "Số liệu", "Dòng", "Giá trị công bố", "Đơn vị tính", "Đơn vị báo cáo", "Số trong báo cáo",
        "Chữ trong báo cáo", "Trích dẫn hoặc công thức", "Văn bản", "Vị trí", "Tệp", "sha256",
    ]  # fmt: skip
    return Sheet("Nguồn số liệu", headings, rows)


def _source_rows(
    tracer: Tracer, table_name: str, row: Mapping[str, Any], measure: str, address: str
) -> Sequence[SheetRow]:
    traced = tracer.trace(table_name, row["row_key"], measure)
    unit = traced.unit
    published = [address, label("measures", measure), row_label(table_name, row), traced.value, _UNITS.get(unit, unit)]
    parts = parts_of_ratio(measure, row)
    if parts:
        formula = f"Tính lại: {label('measures', parts[0])} chia {label('measures', parts[1])}, nhân 100"
        return [SheetRow([*published, "", None, "", formula, "", "", "", ""], {3: unit})]
    return [
        SheetRow(
            [
                *published,
                traced_unit.name,
                figure["value"],
                " ".join(part for part in (figure["value_text"], figure["unit_text"]) if part),
                figure["quote"],
                document_label(submission.submission),
                figure["locator"],
                figure["file_name"],
                figure["file_sha256"],
            ],
            {3: unit, 6: unit},
        )
        for traced_unit in traced.units
        for submission in traced_unit.submissions
        for figure in submission.figures
    ]


def _findings(release: PublishedRelease) -> Sheet:
    rows = [
        SheetRow(
            [
                label("severity", row["severity"]),
                row["rule"],
                label("subject", row["subject"]),
                row["reporting_unit_name"],
                row["location"],
                row["message_vi"],
                row["stated"],
                row["computed"],
                row["difference"],
                _UNITS.get(row["unit"], row["unit"]),
            ],
            {6: row["unit"] or "", 7: row["unit"] or "", 8: row["unit"] or ""},
        )
        for row in release.rows("findings")
    ]
    headings = [
        "Mức độ", "Quy tắc", "Nội dung", "Đơn vị báo cáo", "Vị trí", "Thông báo", "Số nêu", "Số tính", "Chênh lệch",
        "Đơn vị tính",
    ]  # fmt: skip
    return Sheet("Phát hiện", headings, rows)


def _about(release: PublishedRelease) -> Sheet:
    header = release.header
    facts = (
        ("Đợt công bố", header["release_id"]),
        ("Ngày công bố", day_label(header["published_at"])),
        ("Thay đợt", header["replaces_release_id"]),
        ("Công bố lại đợt", header["reverts_to_release_id"]),
        ("Số đơn vị phải báo cáo", header["expected_unit_count"]),
        ("Số đơn vị đã báo cáo", header["received_unit_count"]),
        ("Số đơn vị được tính", header["accepted_unit_count"]),
        ("Số đơn vị bị giữ lại", header["held_unit_count"]),
        ("Phần vốn kế hoạch đã có báo cáo (%)", header["planned_capital_covered_pct"]),
        ("Bộ quy tắc", header["rule_set_version"]),
        ("Phiên bản chương trình", header["code_version"]),
        ("sha256 của nội dung", header["content_sha256"]),
    )
    rows = [SheetRow([name, value, "", "", ""]) for name, value in facts]
    rows += [
        SheetRow([f"Tệp của {file['unit']} ({file['state']})", file["file_name"], file["file_sha256"],
                  file["received"], file["document"]])
        for file in list_received_files(release)
    ]  # fmt: skip
    return Sheet("Đợt công bố", ["Mục", "Giá trị", "sha256", "Ngày nhận", "Văn bản"], rows)
