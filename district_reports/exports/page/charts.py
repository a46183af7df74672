"""What the charts of a page show: bars as shares of the longest one, each with its numbers and their sources."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from district_reports import registry
from district_reports.exports.coverage import Coverage
from district_reports.exports.labels import capital_scope, label, project_label, project_title, rank
from district_reports.exports.numbers import NOT_STATED, decimals_needed
from district_reports.exports.source_notes import Number, SourceNotes
from district_reports.exports.tables import order_rows
from district_reports.warehouse.releases.published import PublishedRelease

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ProjectBar:
    """One project: widths are percent of the chart.

    `coverage` is that of whole, disbursed and rate.
    `is_stated` is false where no report names an amount; `not_applicable` then tells whether one says why.
    """

    name: str
    title: str
    about: str
    is_stated: bool
    whole: Number
    disbursed: Number
    rate: Number
    whole_width: float = 0
    disbursed_width: float = 0
    not_applicable: Number | None = None
    coverage: Sequence[Coverage | None] = (None, None, None)

    @property
    def says_something(self) -> bool:
        return self.is_stated or self.not_applicable is not None


@dataclass(frozen=True)
class RateBar:
    """One rate of one review year, drawn on a scale common to all bars of the chart."""

    name: str
    about: str
    count: Number
    rate: Number
    width: float
    scale: int


# The end of the axis of a chart of rates: the first that holds all bars, so that no bar looks like all households.
RATE_SCALES = (5, 10, 20, 30, 50, 100)


def whole_measure(row: Row) -> str:
    """The measure a row's disbursement is held against: what its ratio names, else what it states."""
    if row["rate_denominator"] == "available" or (row["assigned_vnd"] is None and row["available_vnd"] is not None):
        return "available_vnd"
    return "assigned_vnd"


def project_bars(release: PublishedRelease, notes: SourceNotes) -> list[ProjectBar]:
    """Every project of the programme, in order; its sub-projects where only these are stated."""
    chosen = [(code, row) for code, row in list_project_rows(release)]
    amounts = [row[m] for _, row in chosen if row for m in (whole_measure(row), "disbursed_vnd") if row[m] is not None]
    longest = max(amounts, default=Decimal(0))
    decimals = decimals_needed(amounts, "vnd")
    return [_project_bar(code, row, longest, decimals, notes) for code, row in chosen]


def list_project_rows(release: PublishedRelease) -> list[tuple[str, Row | None]]:
    """The row that stands for each project of the programme, in order; None where no report says anything of it.

    A project of which only the parts are stated is shown by its sub-projects.
    """
    headline = release.headline("disbursement") or {}
    preference = _preference(headline.get("budget_year"))
    rows = [
        row for row in release.rows("disbursement") if row["project"] and not row["component"] and _says_something(row)
    ]
    chosen: list[tuple[str, Row | None]] = []
    for project in registry.project_names().values():
        if project.level != "project":
            continue
        whole = [row for row in rows if row["project"] == project.code and not row["subproject"]]
        parts = sorted({row["subproject"] for row in rows if row["project"] == project.code and row["subproject"]})
        if whole or not parts:
            chosen.append((project.code, min(whole, key=preference, default=None)))
        else:
            chosen += [(code, min((r for r in rows if r["subproject"] == code), key=preference)) for code in parts]
    return chosen


def _has_amount(row: Row) -> bool:
    return row[whole_measure(row)] is not None or row["disbursed_vnd"] is not None


def _says_something(row: Row) -> bool:
    return _has_amount(row) or bool(row["not_applicable_unit_count"])


def _preference(budget_year: str | None) -> Callable[[Row], tuple[Any, ...]]:
    """The headline's year first, then what states both amounts, then the widest source and type."""

    def key(row: Row) -> tuple[Any, ...]:
        stated = (row[whole_measure(row)] is not None) + (row["disbursed_vnd"] is not None)
        breadth = rank("fund_source", row["fund_source"]), rank("capital_type", row["capital_type"])
        return (not stated, row["budget_year"] != budget_year, -stated, *breadth, row["row_key"])

    return key


def _project_bar(code: str, row: Row | None, longest: Decimal, decimals: int, notes: SourceNotes) -> ProjectBar:
    if row is None or not _has_amount(row):
        nothing = Number(NOT_STATED)
        reason = notes.not_applicable(row) if row else None
        name, title = project_label(row or {"project": code}), project_title(code)
        return ProjectBar(name, title, "", False, nothing, nothing, nothing, not_applicable=reason)
    whole = whole_measure(row)
    measures = (whole, "disbursed_vnd", "disbursement_rate_pct")
    return ProjectBar(
        project_label(row),
        project_title(row["subproject"] or row["project"]),
        capital_scope(row),
        True,
        notes.number("disbursement", row, whole, decimals),
        notes.number("disbursement", row, "disbursed_vnd", decimals),
        notes.number("disbursement", row, "disbursement_rate_pct"),
        _width(row[whole], longest),
        _width(row["disbursed_vnd"], longest),
        coverage=[notes.coverage("disbursement", row, measure) for measure in measures],
    )


def rate_bars(release: PublishedRelease, notes: SourceNotes) -> list[RateBar]:
    """Poor and near-poor rate of every review year that states or allows one; recomputed before reported."""
    bars = [
        (row, kind, measure)
        for row in order_rows(release, "poverty")
        for kind in ("poor", "near_poor")
        if (measure := _best_rate(row, kind)) is not None
    ]
    highest = max((row[measure] for row, _, measure in bars), default=Decimal(0))
    scale = next((scale for scale in RATE_SCALES if scale >= highest), RATE_SCALES[-1])
    return [
        RateBar(
            f"{'Hộ nghèo' if kind == 'poor' else 'Hộ cận nghèo'}, {row['review_year']}",
            _rate_note(row, measure),
            notes.number("poverty", row, f"{kind}_households_count"),
            notes.number("poverty", row, measure),
            _width(row[measure], Decimal(scale)),
            scale,
        )
        for row, kind, measure in bars
    ]


def _best_rate(row: Row, kind: str) -> str | None:
    candidates = (f"{kind}_household_rate_pct", f"reported_{kind}_household_rate_pct")
    return next((measure for measure in candidates if row[measure] is not None), None)


def _rate_note(row: Row, measure: str) -> str:
    parts = [label("household_status", row["status"]), "ghi trong báo cáo" if measure.startswith("reported") else ""]
    return ", ".join(part for part in parts if part)


def _width(value: Decimal | None, longest: Decimal) -> float:
    if value is None or not longest:
        return 0
    return round(float(100 * Decimal(value) / Decimal(longest)), 2)
