"""One self-contained page per release: nothing is fetched, every number carries its source."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from district_reports.exports.coverage import coverage_of
from district_reports.exports.labels import (
    area_of,
    area_view_sentence,
    capital_scope,
    coverage_sentence,
    day_label,
    findings_sentence,
    label,
    labels,
    reports_of,
    round_label,
)  # fmt: skip
from district_reports.exports.numbers import decimals_needed, format_number, unit_label
from district_reports.exports.page.charts import project_bars, rate_bars, whole_measure
from district_reports.exports.page.tables import (
    ANCHORS,
    Table,
    list_changed_lines,
    list_provinces,
    list_received_files,
    list_tables,
)  # fmt: skip
from district_reports.exports.page.unit_charts import unit_charts
from district_reports.exports.source_notes import SourceNotes
from district_reports.exports.unit_numbers import list_standings
from district_reports.warehouse.releases.content import TABLE_BY_NAME
from district_reports.warehouse.releases.province_rounds import AS_REPORTED, NATIONAL, RECAST
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import Tracer
from district_reports.wording import place_label

Row = Mapping[str, Any]
_TEMPLATES = Environment(
    # Reports are untrusted text: whatever comes from one is escaped, whichever template shows it.
    autoescape=True,
    loader=PackageLoader("district_reports.exports", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["subject_label"] = partial(label, "subject")
_TEMPLATES.filters["standing_label"] = partial(label, "standing")
# The parts of a page that one looks for, by their anchors; tables go between.
_FIRST_PARTS = (("giai-ngan", "Giải ngân"), ("giam-ngheo", "Hộ nghèo"), ("bang-giai-ngan", "Vốn chi tiết"))
_LAST_PARTS = (
    ("phat-hien", "Phát hiện"),
    ("mien-tru", "Miễn trừ"),
    ("phuong-phap", "Cách tính"),
    ("bao-cao", "Báo cáo được tính"),
    ("thay-doi", "Thay đổi"),
    ("nguon", "Nguồn"),
)


# What the index says of a release.
_INDEX_MEASURES = {
    "disbursement": ("disbursed_vnd", "disbursement_rate_pct"),
    "poverty": ("poor_households_count", "poor_household_rate_pct"),
}
INDEX_TABLES = tuple(_INDEX_MEASURES)


def render_page(release: PublishedRelease) -> str:
    """The page of a release in HTML; the same release gives the same text."""
    notes = SourceNotes(release)
    tiles = _tiles(release, notes)
    shown: dict[str, Any] = {
        "tiles": tiles,
        # What stands at the head of the page has been made by now, with all that explains it.
        "printed_notes": {note.note_id for note in notes.notes},
        "unit_charts": unit_charts(release, notes),
        "project_bars": project_bars(release, notes),
        "rate_bars": rate_bars(release, notes),
        "tables": list_tables(release, notes),
    }
    shown["contents"] = _contents(shown["tables"])
    template = _TEMPLATES.get_template("page.html.j2")
    return template.render(**shown, **_frame(release), notes=notes.notes)


def _contents(tables: Sequence[Table]) -> list[tuple[str, str]]:
    plain = [(table.anchor, table.heading) for table in tables if table.anchor in ANCHORS.values()]
    return [*_FIRST_PARTS, *plain, *_LAST_PARTS]


def render_index(releases: list[PublishedRelease]) -> str:
    """The list of the newest releases, each with a link to its page and workbook; each view of the map stands apart."""
    views: dict[str, list[dict[str, Any]]] = {view: [] for view in (AS_REPORTED, RECAST, NATIONAL)}
    for release in releases:
        views[release.header["area_view"]].append(_index_line(release))
    parts = [(view, label("area_view", view), lines) for view, lines in views.items() if lines]
    return _TEMPLATES.get_template("index.html.j2").render(parts=parts)


def _index_line(release: PublishedRelease) -> dict[str, Any]:
    return {
        "province": release.header["province_name"],
        "round": round_label(release.header["round"]),
        "release_id": release.release_id,
        "status": release.header["status"],
        "status_label": label("release_status", release.header["status"]),
        "coverage": coverage_sentence(release.header),
        "published": day_label(release.header["published_at"]),
        "numbers": _index_numbers(release),
    }


def _index_numbers(release: PublishedRelease) -> list[dict[str, str]]:
    """The numbers a summary shows, each with how many units state it."""
    tracer, numbers = Tracer(release), list[dict[str, str]]()
    for table_name in INDEX_TABLES:
        row = release.headline(table_name)
        measures = list(_INDEX_MEASURES[table_name])
        if table_name == "disbursement":
            measures.insert(0, whole_measure(row) if row else "assigned_vnd")
        numbers += [_index_number(tracer, table_name, row, measure) for measure in measures]
    return numbers


def _index_number(tracer: Tracer, table_name: str, row: Row | None, measure: str) -> dict[str, str]:
    unit = TABLE_BY_NAME[table_name].measures[measure]
    coverage = coverage_of(tracer, table_name, row, measure) if row else None
    # Two amounts that are compared have as many decimals.
    amounts = [row[whole_measure(row)], row["disbursed_vnd"]] if row and unit == "vnd" else []
    return {
        "name": label("measures", measure),
        "unit": unit_label(unit),
        "text": format_number(
            row[measure] if row else None, unit, decimals_needed(amounts, "vnd") if amounts else None
        ),
        "coverage": coverage.short if coverage else "",
    }


def _frame(release: PublishedRelease) -> dict[str, Any]:
    header, standings = release.header, list_standings(release)
    return {
        "header": header,
        "province": header["province_name"],
        "area_view": label("area_view", header["area_view"]) if release.is_recast else "",
        "told_of_view": area_view_sentence(release),
        "area": area_of(release),
        "reports": reports_of(release),
        "round": round_label(header["round"]),
        "status": label("release_status", header["status"]),
        "published": day_label(header["published_at"]),
        "coverage": coverage_sentence(header),
        "coverage_cells": _coverage_cells(release),
        "missing": "; ".join(standing.name for standing in standings if standing.is_missing),
        "held": [standing for standing in standings if not standing.is_missing],
        "findings": [_finding(row) for row in release.rows("findings")],
        "finding_summary": findings_sentence(release),
        "went_in": list_received_files(release),
        "provinces": list_provinces(release),
        "changes": list_changed_lines(release),
        "waivers": [_waiver(row) for row in release.rows("waivers")],
        "method": list(labels()["method"].items()),
    }


def _coverage_cells(release: PublishedRelease) -> list[bool]:
    """Whether it counts, of each unit that is to report, of the country of each province."""
    if release.is_national:
        return sorted((row["province_release_id"] is not None for row in release.rows("provinces")), reverse=True)
    expected, accepted = (release.header[name] or 0 for name in ("expected_unit_count", "accepted_unit_count"))
    return [number < accepted for number in range(expected)]


def _waiver(row: Row) -> dict[str, Any]:
    return {**row, "unit": row["reporting_unit_name"], "valid_until": day_label(row["valid_until"])}


def _tiles(release: PublishedRelease, notes: SourceNotes) -> list[dict[str, Any]]:
    money, households = release.headline("disbursement"), release.headline("poverty")
    whole = whole_measure(money) if money else "assigned_vnd"
    measured_against = label("rate_denominator", money["rate_denominator"]) if money else ""
    review = ""
    if households:
        parts = [f"rà soát năm {households['review_year']}", label("household_status", households["status"])]
        review = ", ".join(part for part in parts if part)
    # Two amounts that are compared have as many decimals.
    decimals = decimals_needed([money[whole], money["disbursed_vnd"]] if money else [], "vnd")
    return [
        _tile(notes, "disbursement", money, whole, capital_scope(money) if money else "", decimals),
        _tile(notes, "disbursement", money, "disbursed_vnd", decimals=decimals),
        _tile(
            notes,
            "disbursement",
            money,
            "disbursement_rate_pct",
            f"trên {measured_against}" if measured_against else "",
        ),
        _tile(notes, "poverty", households, "poor_households_count", review),
        _tile(notes, "poverty", households, "poor_household_rate_pct", review),
    ]


def _tile(
    notes: SourceNotes, table_name: str, row: Row | None, measure: str, about: str = "", decimals: int | None = None
) -> dict[str, Any]:
    return {
        "name": label("measures", measure),
        "number": notes.number(table_name, row, measure, decimals),
        "unit": unit_label(TABLE_BY_NAME[table_name].measures[measure]),
        "about": about,
        "coverage": notes.coverage(table_name, row, measure),
        "reported": notes.reported(table_name, row, measure) if row else None,
    }


def _finding(row: Row) -> dict[str, Any]:
    return {
        **row,
        "severity_label": label("severity", row["severity"]),
        "subject_label": label("subject", row["subject"]),
        "location": place_label(row["location"] or ""),
        "message_vi": row["message_vi"] or "",
    }
