"""From a published number back to the units, the submissions, and the cells or sentences it was made of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from district_reports.problems import DistrictReportsError
from district_reports.warehouse.releases.content import (
    COMPLETENESS,
    TABLE_BY_NAME,
    TIMELINESS,
    contribution_of,
    parts_of,
    parts_of_ratio,
    unit_of,
)  # fmt: skip
from district_reports.warehouse.releases.published import PublishedRelease

NOT_APPLICABLE = "not_applicable"
# Made of whole submissions, of whether and when they came, and of no figure in them.
_OF_SUBMISSIONS = {COMPLETENESS.name, TIMELINESS.name}


@dataclass(frozen=True)
class TracedSubmission:
    """The figures of one submission that went into a number; each figure is a row of `release.sources`."""

    submission: Mapping[str, Any]
    figures: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class TracedUnit:
    """What one reporting unit put into a number."""

    code: str
    name: str
    submissions: tuple[TracedSubmission, ...]

    @property
    def value(self) -> Decimal | None:
        """What the unit adds. Several figures of it in one cell are its parts or tell it again, so never added."""
        figures = [figure for submission in self.submissions for figure in submission.figures]
        return next((contribution_of(figure) for figure in figures if figure["presence"] != NOT_APPLICABLE), None)


@dataclass(frozen=True)
class TracedNumber:
    """One published cell. One that is divided or compared has `parts` (part, whole).

    It has no units of its own then, but of the country, whose units are provinces that did the same. `factor` is what
    part ÷ whole is multiplied by, None where nothing is divided.
    """

    release_id: str
    table_name: str
    row: Mapping[str, Any]
    measure: str
    value: Decimal | None
    unit: str
    parts: tuple["TracedNumber", ...]
    units: tuple[TracedUnit, ...]
    factor: int | None = None

    @property
    def row_key(self) -> str:
        """Which row of the table it stands in."""
        return self.row["row_key"]

    @property
    def figures(self) -> tuple[Mapping[str, Any], ...]:
        """All figures this very cell was made of."""
        return tuple(f for unit in self.units for submission in unit.submissions for f in submission.figures)

    @property
    def is_not_applicable(self) -> bool:
        """Nothing is stated because every unit that speaks of it says that it does not concern it."""
        figures = self.figures
        return self.value is None and bool(figures) and all(f["presence"] == NOT_APPLICABLE for f in figures)

    def restricted_to(self, codes: Collection[str]) -> "TracedNumber":
        """The same number, of these units alone."""
        units = tuple(unit for unit in self.units if unit.code in codes)
        if units == self.units:
            return self
        return replace(self, units=units, value=sum((unit.value or Decimal(0) for unit in units), Decimal(0)))


class Tracer:
    """Traces the cells of one release; made once, asked often."""

    def __init__(self, release: PublishedRelease) -> None:
        self.release = release
        self._sources = release.sources_by_cell()
        self._submissions = {row["submission_id"]: row for row in release.rows("submissions")}
        self._rows = {(name, row["row_key"]): row for name in TABLE_BY_NAME for row in release.rows(name)}

    def trace(self, table_name: str, row_key: str, measure: str) -> TracedNumber:
        """The tree of one cell; a DistrictReportsError when the release has no such cell."""
        table, row = TABLE_BY_NAME.get(table_name), self._rows.get((table_name, row_key))
        if table is None or row is None or measure not in table.measures:
            raise DistrictReportsError(
                "this release has no such number",
                place=f"{self.release.release_id}: {table_name} {row_key} {measure}",
                remedy="look up table, row_key and measure in the analytics views or on the release's page",
            )
        parts = self._trace_parts(table_name, row, measure)
        return TracedNumber(
            self.release.release_id,
            table_name,
            row,
            measure,
            row[measure],
            unit_of(table, measure, row),
            parts,
            self._trace_units(table_name, row_key, measure),
            _factor(measure, row),
        )

    def _trace_parts(self, table_name: str, row: Mapping[str, Any], measure: str) -> tuple[TracedNumber, ...]:
        names = parts_of(measure, row) if row[measure] is not None else None
        if names is None:
            return ()
        part, whole = (self.trace(table_name, row["row_key"], name) for name in names)
        # A rate is made of the units that state both of its sides, and only of them.
        both = {unit.code for unit in part.units} & {unit.code for unit in whole.units}
        return part.restricted_to(both), whole.restricted_to(both)

    def _trace_units(self, table_name: str, row_key: str, measure: str) -> tuple[TracedUnit, ...]:
        if table_name in _OF_SUBMISSIONS:
            return tuple(
                TracedUnit(
                    row["reporting_unit_code"] or "", row["reporting_unit_name"] or "", (TracedSubmission(row, ()),)
                )
                for row in self._submissions.values()
            )
        by_unit: dict[tuple[str, str], dict[str, list[Mapping[str, Any]]]] = {}
        for figure in self._sources.get((table_name, row_key, measure), ()):
            unit = (figure["reporting_unit_code"] or "", figure["reporting_unit_name"] or "")
            by_unit.setdefault(unit, {}).setdefault(figure["submission_id"], []).append(figure)
        return tuple(
            TracedUnit(code, name, tuple(self._trace_submission(key, figures) for key, figures in submissions.items()))
            for (code, name), submissions in by_unit.items()
        )

    def _trace_submission(self, submission_id: str, figures: list[Mapping[str, Any]]) -> TracedSubmission:
        submission = self._submissions.get(submission_id, {"submission_id": submission_id})
        return TracedSubmission(submission, tuple(figures))


def _factor(measure: str, row: Mapping[str, Any]) -> int | None:
    if parts_of_ratio(measure, row):
        return 100
    return 1 if measure == "spending_per_household_vnd" else None
