"""The tables of a page: lines of a release as text, with the source of every number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import Any

from district_reports.exports.labels import (
    label,
    project_label,
    project_title,
    received_label,
    row_label,
    year_label,
)  # fmt: skip
from district_reports.exports.numbers import format_number
from district_reports.exports.page.columns import RATE_BESIDE, column_headings, filled_measures, shared_decimals
from district_reports.exports.source_notes import Number, SourceNotes, document_label
from district_reports.exports.tables import SHOWN_TABLES, ShownTable, order_rows
from district_reports.exports.unit_numbers import NO_RELEASE
from district_reports.warehouse.releases.content import TABLE_BY_NAME
from district_reports.warehouse.releases.published import PublishedRelease

Row = Mapping[str, Any]

# Where on the page a table is that has no section of its own making.
ANCHORS = {
    "cofinancing": "doi-ung",
    "capital_progress": "tien-do",
    "household_movements": "bien-dong",
    "deprivations": "thieu-hut",
    "support": "ho-tro",
    "targets": "chi-tieu",
    "target_results": "ket-qua",
    "timeliness": "dung-han",
}


@dataclass(frozen=True)
class Cell:
    """A number, beside it what the reports print where that is another number, and why a rate is no quotient here.

    Of an amount with its `rate` in the same cell, the last two are about the rate.
    """

    number: Number
    reported: Number | None = None
    explanation: str = ""
    rate: Number | None = None
    reported_unit: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a table; `is_repeated` where its first column says the same as the line above."""

    dimensions: list[str]
    cells: list[Cell]
    is_headline: bool = False
    is_repeated: bool = False


@dataclass(frozen=True)
class Group:
    """Lines under one heading, which may be empty."""

    name: str
    rows: list[Line]
    title: str = ""


@dataclass(frozen=True)
class Table:
    """A table ready to be shown; `hidden` names the columns no report fills."""

    anchor: str
    heading: str
    caption: str
    dimensions: list[str]
    measures: list[tuple[str, str]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    hidden: str = ""
    lead: str = ""

    @property
    def row_count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def list_tables(release: PublishedRelease, notes: SourceNotes) -> list[Table]:
    """Poverty, capital line by line, then every other table; of those that came later, the ones that say something."""
    tables = [_poverty_table(release, notes), *_capital_tables(release, notes)]
    tables += [
        _plain_table(release, notes, shown)
        for shown in SHOWN_TABLES
        if shown.table_name == "targets" or (shown.table_name in ANCHORS and release.rows(shown.table_name))
    ]
    return [_without_empty_dimensions(table) for table in tables]


def _without_empty_dimensions(table: Table) -> Table:
    lines = [line for group in table.groups for line in group.rows]
    kept = [number for number in range(len(table.dimensions)) if any(line.dimensions[number] for line in lines)]
    groups = [
        replace(group, rows=[replace(line, dimensions=[line.dimensions[n] for n in kept]) for line in group.rows])
        for group in table.groups
    ]
    return replace(table, dimensions=[table.dimensions[number] for number in kept], groups=groups)


def _capital_tables(release: PublishedRelease, notes: SourceNotes) -> list[Table]:
    """One table per budget year, the headline's first: a column that says nothing of that year is left out."""
    rows = order_rows(release, "disbursement")
    years = [(year, list(in_year)) for year, in_year in groupby(rows, key=lambda row: row["budget_year"] or "")]
    heading = "Vốn theo dự án, nguồn và loại vốn"
    if not years:
        return [Table("bang-giai-ngan", heading, "", [])]
    _, never_stated = filled_measures("disbursement", rows)
    tables = [_capital_table(year, in_year, notes) for year, in_year in years]
    lead = "Mỗi dòng là một mục mà báo cáo nêu; dòng tô nền là dòng của số liệu đầu trang."
    tables[0] = replace(tables[0], anchor="bang-giai-ngan", heading=heading, lead=lead)
    tables[-1] = replace(tables[-1], hidden=never_stated)
    return tables


def _capital_table(year: str, rows: Sequence[Row], notes: SourceNotes) -> Table:
    measures, _ = filled_measures("disbursement", rows)
    decimals = shared_decimals(notes, "disbursement", measures, rows)
    groups = [
        Group(
            name,
            _lines("disbursement", list(of_one), measures, decimals, notes, _capital_dimensions),
            project_title(code),
        )
        for (name, code), of_one in groupby(rows, key=_project_of)
    ]
    return Table(
        f"von-{year}",
        "",
        f"Vốn năm {year_label(year)}" if year_label(year) else "Không nêu năm vốn",
        ["Nguồn vốn", "Loại vốn"],
        column_headings("disbursement", measures),
        groups,
    )


def _project_of(row: Row) -> tuple[str, str]:
    return project_label(row), row["subproject"] or row["project"] or ""


def _capital_dimensions(row: Row) -> list[str]:
    return [label("fund_source", row["fund_source"]), label("capital_type", row["capital_type"])]


def _poverty_table(release: PublishedRelease, notes: SourceNotes) -> Table:
    rows = order_rows(release, "poverty")
    measures, hidden = filled_measures("poverty", rows)
    lines = _lines(
        "poverty",
        rows,
        measures,
        shared_decimals(notes, "poverty", measures, rows),
        notes,
        lambda row: [row["review_year"] or "", label("household_status", row["status"]), row["standard"] or ""],
    )
    return Table(
        "giam-ngheo",
        "Hộ nghèo, hộ cận nghèo",
        "Theo năm rà soát",
        ["Năm", "Tính chất", "Chuẩn nghèo"],
        column_headings("poverty", measures),
        [Group("", lines)],
        hidden,
        "Tỷ lệ được tính lại từ số hộ. Điểm % là chênh lệch so với năm trước, số âm là giảm.",
    )


def _plain_table(release: PublishedRelease, notes: SourceNotes, shown: ShownTable) -> Table:
    """A table whose rows are shown as they are."""
    name, rows = shown.table_name, order_rows(release, shown.table_name)
    measures, hidden = filled_measures(name, rows)
    by_unit = {unit: list(of_unit) for unit, of_unit in groupby(sorted(rows, key=_unit), key=_unit)}
    # Rows of different units of measurement have no decimals in common.
    decimals = {unit: shared_decimals(notes, name, measures, of_unit) for unit, of_unit in by_unit.items()}
    lines = [
        line
        for row in rows
        for line in _lines(name, [row], measures, decimals[_unit(row)], notes, partial(_say, shown))
    ]
    return Table(
        ANCHORS[name],
        shown.title,
        shown.heading,
        list(shown.dimensions),
        column_headings(name, measures),
        [Group("", _mark_repeated(lines))],
        hidden,
    )


def _unit(row: Row) -> str:
    return row.get("unit") or ""


def _say(shown: ShownTable, row: Row) -> list[str]:
    return [dimension(row) or "" for dimension in shown.dimensions.values()]


def _mark_repeated(lines: Sequence[Line]) -> list[Line]:
    return [
        replace(line, is_repeated=number > 0 and line.dimensions[0] == lines[number - 1].dimensions[0])
        for number, line in enumerate(lines)
    ]


def _lines(
    table_name: str,
    rows: Sequence[Row],
    measures: list[str],
    decimals: Mapping[str, int],
    notes: SourceNotes,
    dimensions_of: Callable[[Row], list[str]],
) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        dimensions = dimensions_of(row)
        cells = [_cell(table_name, row, measure, decimals.get(measure), notes) for measure in measures]
        is_repeated = bool(lines) and lines[-1].dimensions[0] == dimensions[0]
        lines.append(Line(dimensions, cells, bool(row.get("is_headline")), is_repeated))
    return lines


def _cell(table_name: str, row: Row, measure: str, decimals: int | None, notes: SourceNotes) -> Cell:
    beside = RATE_BESIDE.get(measure)
    coverage = notes.coverage(table_name, row, beside or measure)
    return Cell(
        notes.number(table_name, row, measure, decimals),
        notes.reported(table_name, row, beside or measure),
        coverage.explanation if coverage else "",
        notes.number(table_name, row, beside) if beside and row[beside] is not None else None,
        " %" if beside else "",
    )


def list_received_files(release: PublishedRelease) -> list[dict[str, str]]:
    """Every file of every submission in the release, and whether it counts."""
    submissions = {row["submission_id"]: row for row in release.rows("submissions")}
    return [
        {
            "unit": submissions[file["submission_id"]]["reporting_unit_name"] or "",
            "document": document_label(submissions[file["submission_id"]]),
            "file_name": file["file_name"] or "",
            "file_sha256": file["file_sha256"],
            "received": received_label(submissions[file["submission_id"]]),
            "state": "được tính" if submissions[file["submission_id"]]["went_in"] else "đang giữ lại",
        }
        for file in release.rows("files")
    ]


def list_provinces(release: PublishedRelease) -> list[dict[str, Any]]:
    """Of the country, every province with its release and how complete that is; else none."""
    return [
        {**row, "state": label("release_status", row["status"]) or label("standing", NO_RELEASE)}
        for row in release.rows("provinces")
    ]


def list_changed_lines(release: PublishedRelease) -> list[dict[str, str]]:
    """What changed since the release before, as text."""
    rows = {(name, row["row_key"]): row for name in TABLE_BY_NAME for row in release.rows(name)}
    return [
        {
            "what": label("measures", change["measure"]),
            "row": row_label(change["table_name"], rows[change["table_name"], change["row_key"]])
            if (change["table_name"], change["row_key"]) in rows
            else change["row_key"],
            "unit_name": change["reporting_unit_name"],
            "old": change["old_text"] or format_number(change["old_value"], change["unit"] or ""),
            "new": change["new_text"] or format_number(change["new_value"], change["unit"] or ""),
            "reason_vi": change["reason_vi"],
        }
        for change in release.rows("changes")
    ]
