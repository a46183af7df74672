"""The sheets of the provincial workbook in the order in which they are read, and those that sum up."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from district_reports.exports.coverage import coverage_of
from district_reports.exports.labels import (
    area_view_sentence,
    capital_scope,
    coverage_sentence,
    day_label,
    label,
    project_label,
    reports_of,
    round_label,
    row_label,
)  # fmt: skip
from district_reports.exports.page.charts import list_project_rows, whole_measure
from district_reports.exports.tables import SHOWN_TABLES
from district_reports.exports.unit_numbers import list_standings, list_unit_lines, total_of
from district_reports.exports.workbook.accompanying import describe_release, list_accompanying
from district_reports.exports.workbook.sources import list_sources
from district_reports.exports.workbook.tables import (
    STATED_BY,
    UNITS,
    WHOLE_PROVINCE,
    PlacedTable,
    count_units,
    place_table,
)
from district_reports.exports.worksheets import Formula, Sheet, SheetRow
from district_reports.warehouse.releases.content import TABLE_BY_NAME
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import Tracer

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
        _summary(release, tracer, placed, head),
        _by_unit(release, tracer, placed, head),
        *(table.sheet(head) for table in placed.values()),
        *list_accompanying(release, head),
        list_sources(release, tracer, list(placed.values())),
        describe_release(release),
    ]


def _head(release: PublishedRelease) -> tuple[str, ...]:
    """Whose numbers, of which round, how complete: above every table, so that a sheet stands for itself."""
    header = release.header
    status = label("release_status", header["status"]).lower()
    published = f"Đợt công bố {header['release_id']}, ngày {day_label(header['published_at'])}"
    return (
        f"{header['province_name']}, {round_label(header['round'])}. {published}.",
        f"Số liệu {status}. {coverage_sentence(header)}. Tiền: đồng. Ô trống: không có số, khác với 0.",
        *filter(None, [area_view_sentence(release)]),
    )


def _summary(
    release: PublishedRelease, tracer: Tracer, placed: Mapping[str, PlacedTable], head: Sequence[str]
) -> Sheet:
    header = release.header
    standings = list_standings(release)
    missing = "; ".join(standing.name for standing in standings if standing.is_missing)
    held = "; ".join(standing.name for standing in standings if not standing.is_missing)
    told_of_view = area_view_sentence(release)
    facts = (
        ("Phạm vi" if release.is_national else "Tỉnh", header["province_name"]),
        ("Kỳ báo cáo", round_label(header["round"])),
        ("Tính chất", label("release_status", header["status"])),
        *([("Vì sao tạm thời", header["status_reason_vi"])] if header["status_reason_vi"] else []),
        ("Mức độ đầy đủ", coverage_sentence(header)),
        *([("Địa giới", told_of_view)] if told_of_view else []),
        (f"Chưa có {reports_of(release)} của", missing or "không có"),
        ("Còn nội dung bị giữ lại của", held or "không có"),
        *([] if release.is_national else [("Quy tắc được miễn trừ", len(release.rows("waivers")) or "không có")]),
    )
    rows = [SheetRow([name, value, "", "", None, None, ""]) for name, value in facts]
    for name in _HEADLINED:
        headline = release.headline(name)
        rows += _headline_rows(tracer, placed[name], headline) if headline else []
    # Of the country, provinces are the units.
    units = "tỉnh, thành phố" if release.is_national else "đơn vị"
    headings = [
        "Mục",
        "Giá trị",
        "Đơn vị tính",
        "Ghi rõ",
        f"Số {units} nêu số này",
        f"Số {units} phải báo cáo",
        "Cách tính",
    ]
    return Sheet("Tổng hợp", headings, rows, {1: 34}, head=("Tổng hợp", *head))


def _headline_rows(tracer: Tracer, placed: PlacedTable, headline: Row) -> list[SheetRow]:
    """One row for each number the headline states, taken over from its table with the number of units that state it."""
    name, key = placed.table.table_name, headline["row_key"]
    units = TABLE_BY_NAME[name].measures
    about = row_label(name, headline)
    rows = []
    for measure in placed.table.measures:
        coverage = coverage_of(tracer, name, headline, measure)
        number, stated_by = placed.reference(key, measure), placed.reference(key, measure, STATED_BY)
        if number and stated_by and coverage:
            values = [Formula(number, headline[measure]), UNITS[units[measure]], about,
                      Formula(stated_by, coverage.stating), coverage.expected, coverage.explanation]  # fmt: skip
            rows.append(SheetRow([label("measures", measure), *values], {1: units[measure]}))
    return rows


def _by_unit(
    release: PublishedRelease, tracer: Tracer, placed: Mapping[str, PlacedTable], head: Sequence[str]
) -> Sheet:
    """A row for each unit, the silent ones too: money of the programme and of each project, and households."""
    columns = _unit_columns(release)
    names: dict[str, str] = {}
    for table_name, row, _ in columns:
        names |= {line.code: line.name for line in list_unit_lines(tracer, table_name, row)}
    first_row = len(head) + 4
    rows = _unit_total_rows(tracer, placed, columns, first_row, sorted(names))
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


def _unit_total_rows(
    tracer: Tracer, placed: Mapping[str, PlacedTable], columns: Sequence[_Column], number: int, codes: Sequence[str]
) -> list[SheetRow]:
    """The whole, and of how many units each of its numbers is; the units themselves stand below."""
    values: list[Any] = []
    counts: list[Any] = []
    for index, (name, row, measure) in enumerate(columns, start=3):
        total = total_of(list_unit_lines(tracer, name, row), measure)
        text = placed[name].reference(row["row_key"], measure) or ""
        letter = get_column_letter(index)
        if total == row[measure]:
            text = f"=SUM({letter}{number + 2}:{letter}{number + 1 + len(codes)})"
        values.append(Formula(text, row[measure]))
        shown = [placed[name].results.get((row["row_key"], measure, code)) for code in codes]
        counts.append(count_units(coverage_of(tracer, name, row, measure), letter, number + 1, shown))
    return [
        SheetRow([WHOLE_PROVINCE, "", *values], _column_units(columns), is_total=True),
        SheetRow([STATED_BY, "", *counts]),
    ]


def _unit_cell(placed: Mapping[str, PlacedTable], column: _Column, code: str) -> Formula | None:
    name, row, measure = column
    reference = placed[name].reference(row["row_key"], measure, code)
    if reference is None:
        return None
    return Formula(reference, placed[name].results[row["row_key"], measure, code])
