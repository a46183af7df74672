"""What each reporting unit put into a published row: the numbers "by district" of pages, workbooks and summaries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from district_reports.warehouse.releases.content import TABLE_BY_NAME, parts_of_ratio
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import NOT_APPLICABLE, TracedUnit, Tracer

Row = Mapping[str, Any]


@dataclass(frozen=True)
class UnitLine:
    """One unit's part of one published row, by measure; a measure it does not state is not among them."""

    code: str
    name: str
    parts: Mapping[str, TracedUnit]

    def value(self, measure: str) -> Decimal | None:
        """The number the unit states; None where it states none, or that it does not concern it."""
        return self.parts[measure].value if measure in self.parts else None

    def rate(self, measure: str, row: Row) -> Decimal | None:
        """Its own ratio: as a province released it, else recomputed from what the unit states of both sides."""
        return self.value(measure) if measure in self.parts else rate_of([self], measure, row)

    def is_not_applicable(self, measure: str) -> bool:
        """Whether the unit says that this is not for it, which is neither zero nor silence."""
        if measure not in self.parts:
            return False
        figures = [figure for submission in self.parts[measure].submissions for figure in submission.figures]
        return bool(figures) and all(figure["presence"] == NOT_APPLICABLE for figure in figures)


def list_unit_lines(tracer: Tracer, table_name: str, row: Row) -> list[UnitLine]:
    """The units that speak of a published row, in the order of their official codes."""
    names: dict[str, str] = {}
    parts: dict[str, dict[str, TracedUnit]] = {}
    for measure in TABLE_BY_NAME[table_name].measures:
        for unit in tracer.trace(table_name, row["row_key"], measure).units:
            names[unit.code] = unit.name
            parts.setdefault(unit.code, {})[measure] = unit
    return [UnitLine(code, names[code], parts[code]) for code in sorted(names)]


def total_of(lines: Sequence[UnitLine], measure: str) -> Decimal | None:
    """The sum over the units that state a measure; None where none does."""
    stated = [value for line in lines if (value := line.value(measure)) is not None]
    return sum(stated, Decimal(0)) if stated else None


def rate_of(lines: Iterable[UnitLine], measure: str, row: Row) -> Decimal | None:
    """A recomputed ratio over the units that state both of its sides, as the rollup rounds it; None without a whole."""
    parts = parts_of_ratio(measure, row)
    if parts is None:
        return None
    both = [
        (part, whole)
        for line in lines
        if (part := line.value(parts[0])) is not None and (whole := line.value(parts[1])) is not None
    ]
    whole_sum = sum((whole for _, whole in both), Decimal(0))
    if not whole_sum:
        return None
    part_sum = sum((part for part, _ in both), Decimal(0))
    return (100 * part_sum / whole_sum).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class UnitStanding:
    """A unit that is missing, or of whose report something does not count, and why."""

    name: str
    state: str
    subjects: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing of it at all."""
        return self.state in (MISSING, NO_RELEASE)


MISSING, HELD, NO_RELEASE, PARTLY_HELD = "missing", "held", "no_release", "partly_held"


def list_standings(release: PublishedRelease) -> list[UnitStanding]:
    """The units that have sent nothing, then those with a critical finding that nobody waived on what they sent.

    Of the country, the provinces without a release, then those in whose release something is held.
    """
    if release.is_national:
        provinces = release.rows("provinces")
        silent = [UnitStanding(row["province_name"], NO_RELEASE) for row in provinces if not row["province_release_id"]]
        return silent + [UnitStanding(row["province_name"], PARTLY_HELD) for row in provinces if row["held_unit_count"]]
    names = release.rows("completeness")[0]["missing_unit_names"] or ""
    missing = [UnitStanding(name.strip(), MISSING) for name in names.split(";") if name.strip()]
    waived = {(row["rule"], row["reporting_unit_code"]) for row in release.rows("waivers")}
    held: dict[str, list[Row]] = {}
    for finding in release.rows("findings"):
        if finding["severity"] != "critical" or not finding["reporting_unit_code"]:
            continue
        if (finding["rule"], finding["reporting_unit_code"]) not in waived:
            held.setdefault(finding["reporting_unit_name"] or finding["reporting_unit_code"], []).append(finding)
    return missing + [
        UnitStanding(
            name, HELD, tuple(sorted({f["subject"] for f in findings})), tuple(sorted({f["rule"] for f in findings}))
        )
        for name, findings in sorted(held.items())
    ]
