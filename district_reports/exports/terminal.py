"""What is published, as a table for a terminal or a log; it needs neither colours nor a terminal to be read."""

import io
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from psycopg import Connection
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from district_reports.exports.coverage import coverage_of
from district_reports.exports.labels import label, rank, row_label
from district_reports.exports.numbers import (
    NOT_STATED,
    decimals_needed,
    format_number,
    format_reported,
    format_with_unit,
)
from district_reports.exports.page.charts import whole_measure
from district_reports.exports.source_notes import differs_from_reported, document_label
from district_reports.warehouse.quality.held import list_held
from district_reports.warehouse.releases.published import PublishedRelease, list_newest_headers, read_release
from district_reports.warehouse.releases.tracing import TracedNumber, Tracer

Row = Mapping[str, Any]

WIDTH = 100
# A log is read from its end: the page has every finding and its whole text.
MOST_FINDINGS, MESSAGE_LENGTH = 25, 240
LEGEND = (
    f"Tiền: triệu đồng. “{NOT_STATED}”: không nêu trong báo cáo (khác 0).\n"
    "Trong ngoặc: tỷ lệ báo cáo ghi, khi khác tỷ lệ tính lại từ số tiền hoặc số hộ.\n"
    "Dưới mỗi số: số đơn vị nêu số ấy (tỷ lệ: nêu cả hai số) trên số đơn vị phải báo cáo.\n"
    "Phát hiện: nghiêm trọng / cảnh báo / ghi chú. Phủ: số đơn vị được tính trên số đơn vị phải báo cáo."
)

RECAST_LEGEND = "Vẫn các báo cáo ở trên, cộng theo địa giới mới: không cộng hai bảng với nhau."


def summary_table(connection: Connection, output_dir: Path | None = None) -> RenderableType:
    """The newest releases, their findings with the most important first, what is held, and where the files are."""
    releases = [read_release(connection, header["release_id"]) for header in list_newest_headers(connection)]
    held = list_held(connection)
    return Group(render_releases(releases, output_dir), *([Text(), _held_list(held)] if held else []))


def render_releases(releases: Sequence[PublishedRelease], output_dir: Path | None = None) -> RenderableType:
    """As `summary_table`, of these releases."""
    if not releases:
        return Text("Chưa có đợt công bố nào. / Nothing is published yet.")
    as_reported = [release for release in releases if not release.is_recast]
    recast = [release for release in releases if release.is_recast]
    parts: list[RenderableType] = [_numbers_table(as_reported), Text()]
    if recast:
        parts += [Text(f"{label('area_view', 'recast')}\n{RECAST_LEGEND}"), _numbers_table(recast), Text()]
    # What is wrong with a report is told once, of the province that sent it.
    parts += [Text(LEGEND), Text(), _findings_list(as_reported)]
    if output_dir is not None:
        parts += [Text(), _paths(releases, output_dir)]
    return Group(*parts)


def render_text(renderable: RenderableType, width: int = WIDTH) -> str:
    """A renderable as plain text of at most `width` columns, without colours or control characters."""
    target = io.StringIO()
    Console(file=target, width=width, color_system=None, force_terminal=False, highlight=False).print(renderable)
    return "\n".join(line.rstrip() for line in target.getvalue().splitlines()) + "\n"


def trace_tree(number: TracedNumber) -> RenderableType:
    """The tree of one published number, down to file, place and quote; first, which line it is of."""
    line = row_label(number.table_name, number.row)
    tree = Tree(Text(f"{line}\n").append_text(_number_text(number)))
    _grow(tree, number)
    return tree


def _numbers_table(releases: Sequence[PublishedRelease]) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, padding=0, pad_edge=False, show_edge=False)
    # Only the name of a province may be folded: a number cut short is a wrong number.
    table.add_column("Tỉnh", min_width=5)
    table.add_column("Kỳ", no_wrap=True)
    for heading in ("Vốn", "Giải ngân", "Tỷ lệ %", "Hộ nghèo", "Tỷ lệ %"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("Phủ", "Tính chất", "Phát hiện"):
        table.add_column(heading, no_wrap=True)
    for release in releases:
        table.add_row(*(Text(text) for text in _summary_cells(release)))
    return table


def _summary_cells(release: PublishedRelease) -> list[str]:
    header = release.header
    money, households = release.headline("disbursement"), release.headline("poverty")
    severities = [finding["severity"] for finding in release.rows("findings")]
    whole, tracer = whole_measure(money) if money else "assigned_vnd", Tracer(release)
    # Two amounts that are compared have as many decimals.
    decimals = decimals_needed([money[whole], money["disbursed_vnd"]] if money else [], "vnd")

    def cell(table_name: str, row: Row | None, measure: str, text: str) -> str:
        coverage = coverage_of(tracer, table_name, row, measure) if row else None
        return f"{text}\n{coverage.fraction}" if coverage else text

    def amount(measure: str) -> str:
        return cell("disbursement", money, measure, format_number(money[measure] if money else None, "vnd", decimals))

    poor = format_number(households["poor_households_count"] if households else None, "households")
    return [
        header["province_name"],
        header["round"],
        amount(whole),
        amount("disbursed_vnd"),
        cell("disbursement", money, "disbursement_rate_pct", _rate_text(money, "disbursement_rate_pct")),
        cell("poverty", households, "poor_households_count", poor),
        cell("poverty", households, "poor_household_rate_pct", _rate_text(households, "poor_household_rate_pct")),
        f"{header['accepted_unit_count']} trên {header['expected_unit_count']}",
        label("release_status", header["status"]),
        "/".join(str(severities.count(severity)) for severity in ("critical", "warning", "info")),
    ]


def _rate_text(row: Row | None, measure: str) -> str:
    if row is None:
        return NOT_STATED
    text = format_number(row[measure], "percent")
    if differs_from_reported(row, measure):
        text += f" ({format_reported(row[f'reported_{measure}'], 'percent')})"
    return text


def _findings_list(releases: Sequence[PublishedRelease]) -> RenderableType:
    findings = sorted(
        ((rank("severity", row["severity"]), release.header["province_name"], row["rule"], row)
         for release in releases for row in release.rows("findings")),
        key=lambda item: (*item[:3], item[3]["finding_id"]),
    )  # fmt: skip
    if not findings:
        return Text("Phát hiện: không có.")
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, width=WIDTH, title="Phát hiện", title_justify="left")
    for heading in ("Mức độ", "Quy tắc"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Nơi gửi")
    table.add_column("Nội dung", ratio=1)
    for _, province, rule, row in findings[:MOST_FINDINGS]:
        sender = ", ".join(name for name in (row["reporting_unit_name"], province) if name)
        message = textwrap.shorten(row["message_vi"] or "", MESSAGE_LENGTH, placeholder=" …")
        table.add_row(*(Text(text) for text in (label("severity", row["severity"]), rule, sender, message)))
    rest = len(findings) - MOST_FINDINGS
    return Group(table, Text(f"và {rest} phát hiện khác, xem trên trang của từng tỉnh")) if rest > 0 else table


def _held_list(held: Sequence[Mapping[str, str]]) -> RenderableType:
    """What was received and is not published, with the remedy in both languages."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, width=WIDTH, title="Bị giữ lại / Held",
                  title_justify="left")  # fmt: skip
    table.add_column("Tệp", max_width=28, overflow="fold")
    table.add_column("Quy tắc", no_wrap=True)
    table.add_column("Nội dung", ratio=1)
    for row in held:
        table.add_row(Text(row["held_name"]), Text(row["rule"]), Text(f"{row['message_vi']}\n{row['message_en']}"))
    return table


def _paths(releases: Sequence[PublishedRelease], output_dir: Path) -> RenderableType:
    names = [f"{release.release_id}{ending}" for release in releases for ending in (".html", ".xlsx", ".docx")]
    lines = "\n".join(f"  {output_dir / name}" for name in ["index.html", *names])
    # Never folded: a path is there to be copied.
    return Text(f"Trang, bảng tính và dự thảo báo cáo:\n{lines}", no_wrap=True, overflow="ignore")


def _grow(tree: Tree, number: TracedNumber) -> None:
    for part in number.parts:
        _grow(tree.add(_number_text(part)), part)
    for unit in number.units:
        branch = tree.add(Text(f"{unit.name} ({unit.code}): {format_with_unit(unit.value, number.unit)}"))
        for submission in unit.submissions:
            document = document_label(submission.submission)
            leaf = branch.add(Text(f"{submission.submission['submission_id']} {document}".rstrip()))
            for figure in submission.figures:
                printed = " ".join(text for text in (figure["value_text"], figure["unit_text"]) if text)
                where = f"{figure['locator']} (sha256 {(figure['file_sha256'] or '')[:12]}…)"
                leaf.add(Text(f"{printed}: “{figure['quote']}”\n{where}"))


def _number_text(number: TracedNumber) -> Text:
    value = format_with_unit(number.value, number.unit)
    if number.parts and number.factor:
        part, whole = number.parts
        formula = f"{format_number(part.value, part.unit)} ÷ {format_number(whole.value, whole.unit)}"
        value = f"{value} = {formula}" + (f" × {number.factor}" if number.factor != 1 else "")
    return Text(f"{label('measures', number.measure)}: {value}  [{number.release_id}]")
