"""What the sheets of the provincial workbook hold, in the order in which they are read."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter

from district_reports.exports.labels import (
    capital_scope,
    coverage_sentence,
    day_label,
    label,
    labels,
    project_label,
    recast_sentence,
    round_label,
    row_label,
)  # fmt: skip
from district_reports.exports.page.charts import list_project_rows, whole_measure
from district_reports.exports.page.tables import list_changed_lines, list_received_files
from district_reports.exports.tables import SHOWN_TABLES
from district_reports.exports.unit_numbers import MISSING, list_standings, list_unit_lines, total_of
from district_reports.exports.workbook.sources import list_sources
from district_reports.exports.workbook.tables import UNITS, WHOLE_PROVINCE, PlacedTable, place_table
from district_reports.exports.worksheets import Formula, Sheet, SheetRow
from district_reports.warehouse.published import PublishedRelease
from district_reports.warehouse.release_content import TABLE_BY_NAME
from district_reports.warehouse.tracing import Tracer
from district_reports.wording import place_label

Row = Mapping[str, Any]

# The tables with one row that speaks for the province.
_HEADLINED = ("disbursement", "poverty")


def list_sheets(release: PublishedRelease) -> list[Sheet]:
    """All sheets; every table begins with what it is, of whom, and how complete."""
    tracer, head = Tracer(release), _head(release)
    # The first row of numbers stands below the lines of the head, an empty row and the headings.
    first_row = len(head) + 4
    placed = {
        table.table_name: place_table(release, tracer, table, first_row)
        for table in SHOWN_TABLES
        if release.rows(table.table_name)
    }
    return [
        _summary(release, placed, head),
        _by_unit(release, tracer, placed, head),
        *(table.sheet(head) for table in placed.values()),
        _standings(release, head),
        _changes(release, head),
        _findings(release, head),
        _waivers(release, head),
        list_sources(release, tracer, list(placed.values())),
        _about_release(release),
    ]


def _head(release: PublishedRelease) -> tuple[str, ...]:
    """Whose numbers, of which round, how complete: above every table, so that a sheet stands for itself."""
    header = release.header
    status = label("release_status", header["status"]).lower()
    published = f"Đợt công bố {header['release_id']}, ngày {day_label(header['published_at'])}"
    return (
        f"{header['province_name']}, {round_label(header['round'])}. {published}.",
        f"Số liệu {status}. {coverage_sentence(header)}. Tiền: đồng. Ô trống: không nêu trong báo cáo, khác với 0.",
        *([recast_sentence(release)] if release.is_recast else []),
    )


def _summary(release: PublishedRelease, placed: Mapping[str, PlacedTable], head: Sequence[str]) -> Sheet:
    header = release.header
    standings = list_standings(release)
    missing = "; ".join(standing.name for standing in standings if standing.state == MISSING)
    held = "; ".join(standing.name for standing in standings if standing.state != MISSING)
    facts = (
        ("Tỉnh", header["province_name"]),
        ("Kỳ báo cáo", round_label(header["round"])),
        ("Tính chất", label("release_status", header["status"])),
        ("Mức độ đầy đủ", coverage_sentence(header)),
        *([("Địa giới", recast_sentence(release))] if release.is_recast else []),
        ("Chưa có báo cáo của", missing or "không có"),
        ("Còn nội dung bị giữ lại của", held or "không có"),
        ("Quy tắc được miễn trừ", len(release.rows("waivers")) or "không có"),
    )
    rows = [SheetRow([name, value, "", "", None, None]) for name, value in facts]
    for name in _HEADLINED:
        headline = release.headline(name)
        rows += _headline_rows(placed[name], headline) if headline else []
    headings = ["Mục", "Giá trị", "Đơn vị tính", "Ghi rõ", "Số đơn vị nêu số này", "Số đơn vị phải báo cáo"]
    return Sheet("Tổng hợp", headings, rows, {1: 34}, head=("Tổng hợp", *head))


def _headline_rows(placed: PlacedTable, headline: Row) -> list[SheetRow]:
    """One row for each number the headline states, taken over from its table."""
    units = TABLE_BY_NAME[placed.table.table_name].measures
    about = row_label(placed.table.table_name, headline)
    counts = [headline["reporting_unit_count"], headline["expected_unit_count"]]
    return [
        SheetRow(
            [label("measures", measure), Formula(reference, headline[measure]), UNITS[units[measure]], about, *counts],
            {1: units[measure]},
        )
        for measure in placed.table.measures
        if (reference := placed.reference(headline["row_key"], measure))
    ]


def _by_unit(
    release: PublishedRelease, tracer: Tracer, placed: Mapping[str, PlacedTable], head: Sequence[str]
) -> Sheet:
    """A row for each unit, the silent ones too: money of the programme and of each project, and households."""
    columns = _unit_columns(release)
    names: dict[str, str] = {}
    for table_name, row, _ in columns:
        names |= {line.code: line.name for line in list_unit_lines(tracer, table_name, row)}
    first_row = len(head) + 4
    rows = [_unit_total_row(tracer, placed, columns, first_row, len(names))]
    for code in sorted(names):
        values = [_unit_cell(placed, column, code) for column in columns]
        rows.append(SheetRow([names[code], "có số liệu được tính", *values], _column_units(columns)))
    blanks = [None] * len(columns)
    rows += [
        SheetRow([standing.name, label("standing", standing.state), *blanks])
        for standing in list_standings(release)
        if standing.name not in names.values()
    ]
    headings = [f"{label('measures', measure)}: {_about(name, row)}" for name, row, measure in columns]
    widths = dict.fromkeys(range(2, len(columns) + 2), 17)
    return Sheet(
        "Theo đơn vị", ["Đơn vị báo cáo", "Tình trạng", *headings], rows, widths, head=("Theo đơn vị báo cáo", *head)
    )


_Column = tuple[str, Row, str]


def _unit_columns(release: PublishedRelease) -> list[_Column]:
    """Table, row and measure of each column: the headline of money, its projects, the headline of households."""
    columns: list[_Column] = []
    headline = release.headline("disbursement")
    rows = ([headline] if headline else []) + [row for _, row in list_project_rows(release) if row]
    for row in rows:
        columns += [("disbursement", row, measure) for measure in (whole_measure(row), "disbursed_vnd")]
        columns += [("disbursement", row, "disbursement_rate_pct")]
    households = release.headline("poverty")
    if households:
        measures = ("total_households_count", "poor_households_count", "poor_household_rate_pct",
                    "near_poor_households_count", "near_poor_household_rate_pct")  # fmt: skip
        columns += [("poverty", households, measure) for measure in measures]
    return [column for column in columns if column[1][column[2]] is not None]


def _column_units(columns: Sequence[_Column]) -> dict[int, str]:
    return {number: TABLE_BY_NAME[name].measures[measure] for number, (name, _, measure) in enumerate(columns, start=2)}


def _about(table_name: str, row: Row) -> str:
    if table_name == "disbursement":
        return f"{project_label(row)} ({capital_scope(row)})"
    return row_label(table_name, row)


def _unit_total_row(
    tracer: Tracer, placed: Mapping[str, PlacedTable], columns: Sequence[_Column], number: int, unit_count: int
) -> SheetRow:
    values: list[Any] = []
    for index, (name, row, measure) in enumerate(columns, start=3):
        total = total_of(list_unit_lines(tracer, name, row), measure)
        text = placed[name].reference(row["row_key"], measure) or ""
        if total == row[measure]:
            letter = get_column_letter(index)
            text = f"=SUM({letter}{number + 1}:{letter}{number + unit_count})"
        values.append(Formula(text, row[measure]))
    return SheetRow([WHOLE_PROVINCE, "", *values], _column_units(columns), is_total=True)


def _unit_cell(placed: Mapping[str, PlacedTable], column: _Column, code: str) -> Formula | None:
    name, row, measure = column
    reference = placed[name].reference(row["row_key"], measure, code)
    if reference is None:
        return None
    return Formula(reference, placed[name].results[row["row_key"], measure, code])


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


def _about_release(release: PublishedRelease) -> Sheet:
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
        *labels()["method"].items(),
    )
    rows = [SheetRow([name, value, "", "", ""]) for name, value in facts]
    rows += [
        SheetRow([f"Tệp của {file['unit']} ({file['state']})", file["file_name"], file["file_sha256"],
                  file["received"], file["document"]])
        for file in list_received_files(release)
    ]  # fmt: skip
    return Sheet("Đợt công bố", ["Mục", "Giá trị", "sha256", "Ngày nhận", "Văn bản"], rows, head=("Đợt công bố",))
