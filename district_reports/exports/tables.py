"""The released tables as readers know them: their names, and what the first columns of a row say in Vietnamese."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from district_reports.exports.labels import (
    breakdown_label,
    indicator_label,
    label,
    project_label,
    rank,
    round_label,
    verdict_label,
    year_label,
)  # fmt: skip
from district_reports.exports.numbers import unit_label
from district_reports.warehouse.releases.published import PublishedRelease

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ShownTable:
    """A released table: its short title, what it is, and its dimensions by heading."""

    table_name: str
    title: str
    heading: str
    dimensions: Mapping[str, Callable[[Row], str | None]]


SHOWN_TABLES = (
    ShownTable(
        "disbursement",
        "Giải ngân",
        "Vốn và giải ngân theo dự án, nguồn vốn và loại vốn",
        {
            "Nội dung": project_label,
            "Mã dự án": lambda row: row["subproject"] or row["project"],
            "Nguồn vốn": lambda row: label("fund_source", row["fund_source"]),
            "Loại vốn": lambda row: label("capital_type", row["capital_type"]),
            "Năm vốn": lambda row: year_label(row["budget_year"]),
            "Mẫu số của tỷ lệ": lambda row: label("rate_denominator", row["rate_denominator"]),
        },
    ),
    ShownTable(
        "cofinancing",
        "Đối ứng",
        "Vốn đối ứng của địa phương so với vốn trung ương",
        {
            "Nội dung": project_label,
            "Loại vốn": lambda row: label("capital_type", row["capital_type"]),
            "Năm vốn": lambda row: year_label(row["budget_year"]),
            "Kết luận": lambda row: label("cofinancing_verdict", row["cofinancing_verdict"]),
        },
    ),
    ShownTable(
        "capital_progress",
        "Tiến độ",
        "Giải ngân thêm so với kỳ trước, và so với số đã ước",
        {
            "Nội dung": project_label,
            "Nguồn vốn": lambda row: label("fund_source", row["fund_source"]),
            "Loại vốn": lambda row: label("capital_type", row["capital_type"]),
            "Năm vốn": lambda row: year_label(row["budget_year"]),
            "Kỳ trước": lambda row: round_label(row["earlier_round"]) if row["earlier_round"] else "",
        },
    ),
    ShownTable(
        "poverty",
        "Giảm nghèo",
        "Hộ nghèo, hộ cận nghèo theo năm rà soát",
        {
            "Năm rà soát": lambda row: row["review_year"],
            "Tính chất số liệu": lambda row: label("household_status", row["status"]),
            "Chuẩn nghèo": lambda row: row["standard"],
        },
    ),
    ShownTable(
        "household_movements",
        "Biến động hộ",
        "Biến động hộ nghèo, hộ cận nghèo trong năm rà soát",
        {
            "Nhóm hộ": lambda row: label("household_group", row["household_group"]),
            "Năm rà soát": lambda row: row["review_year"],
            "Đơn vị tính": lambda row: unit_label(row["unit"] or ""),
            "Tính chất số liệu": lambda row: label("household_status", row["status"]),
        },
    ),
    ShownTable(
        "deprivations",
        "Thiếu hụt",
        "Thiếu hụt dịch vụ xã hội cơ bản; các chỉ số trùng hộ với nhau nên không cộng",
        {
            "Chiều, chỉ số": lambda row: (
                label("breakdown", row["deprivation"]) or f"Cả chiều {label('dimension', row['dimension'])}"
            ),
            "Nhóm hộ": lambda row: label("household_group", row["household_group"]),
            "Năm rà soát": lambda row: row["review_year"],
            "Tính chất số liệu": lambda row: label("household_status", row["status"]),
        },
    ),
    ShownTable(
        "support",
        "Hỗ trợ",
        "Hỗ trợ theo chính sách: lũy kế trong năm",
        {
            "Chính sách": lambda row: label("policy", row["policy"]),
            "Đối tượng": lambda row: breakdown_label(row["breakdown"]),
            "Dự án": lambda row: project_label(row) if row["project"] else "",
            "Năm": lambda row: year_label(row["support_year"]),
        },
    ),
    ShownTable(
        "targets",
        "Chỉ tiêu",
        "Chỉ tiêu theo năm: mức thấp nhất và cao nhất của các đơn vị, không cộng, không lấy trung bình",
        {
            "Chỉ tiêu": lambda row: indicator_label(row["indicator"]),
            "Năm": lambda row: row["target_year"],
            "Đối tượng": lambda row: breakdown_label(row["breakdown"]),
            "Đơn vị tính": lambda row: unit_label(row["unit"] or ""),
        },
    ),
    ShownTable(
        "target_results",
        "Kết quả chỉ tiêu",
        "Chỉ tiêu và kết quả; tỷ lệ không cộng giữa các đơn vị mà nêu mức thấp nhất và cao nhất",
        {
            "Chỉ tiêu": lambda row: indicator_label(row["indicator"]),
            "Năm": lambda row: row["target_year"],
            "Dự án": lambda row: project_label(row) if row["project"] else "",
            "Đối tượng": lambda row: ", ".join(
                part for part in (label("dimension", row["dimension"]), breakdown_label(row["breakdown"])) if part
            ),
            "Đơn vị tính": lambda row: unit_label(row["unit"] or ""),
            "Kết luận": verdict_label,
        },
    ),
    ShownTable(
        "timeliness",
        "Đúng hạn",
        "Gửi báo cáo đúng hạn, chậm và gửi lại",
        {"Kỳ báo cáo": lambda row: round_label(row["round"])},
    ),
)


def order_rows(release: PublishedRelease, table_name: str) -> list[Row]:
    """The rows of a table in the order in which they are read: the headline's year first, wholes before parts."""
    rows = release.rows(table_name)
    if table_name == "disbursement":
        headline_year = (release.headline("disbursement") or {}).get("budget_year")
        return sorted(rows, key=lambda row: _capital_order(row, headline_year))
    if table_name == "poverty":
        return sorted(rows, key=lambda row: row["review_year"] or "", reverse=True)
    if table_name == "targets":
        return sorted(rows, key=lambda row: (row["target_year"] or "", row["indicator"] or "", row["row_key"]))
    return list(rows)


def _capital_order(row: Row, headline_year: str | None) -> tuple[Any, ...]:
    year = year_label(row["budget_year"])
    subject = row["project"] or "", row["subproject"] or "", row["component"] or ""
    breadth = rank("fund_source", row["fund_source"]), rank("capital_type", row["capital_type"])
    return (row["budget_year"] != headline_year, not year, year, *subject, *breadth)
