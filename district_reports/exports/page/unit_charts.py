"""What a page shows of each reporting unit: its disbursement and its poor households, the silent ones named too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from district_reports.exports.coverage import Coverage
from district_reports.exports.labels import capital_scope, label, project_label
from district_reports.exports.numbers import decimals_needed
from district_reports.exports.page.charts import RATE_SCALES, whole_measure
from district_reports.exports.source_notes import Number, SourceNotes
from district_reports.exports.unit_numbers import UnitLine, list_standings, list_unit_lines
from district_reports.warehouse.releases.content import TABLE_BY_NAME
from district_reports.warehouse.releases.published import PublishedRelease


@dataclass(frozen=True)
class UnitBar:
    """One unit: its rate as a width in percent of the scale, and the numbers behind it."""

    name: str
    cells: tuple[Number, ...]
    rate: Number
    width: float | None


@dataclass(frozen=True)
class UnitChart:
    """Units by rate, the highest first; `average` is where the province's own rate stands on the scale.

    `coverage` tells of how many units each number of `total` is, its rate last.
    """

    about: str
    headings: tuple[str, ...]
    rate_heading: str
    bars: Sequence[UnitBar]
    total: UnitBar
    coverage: Sequence[Coverage | None]
    scale: int
    average: float | None
    silent: Sequence[tuple[str, str]]


def unit_charts(release: PublishedRelease, notes: SourceNotes) -> dict[str, UnitChart]:
    """The chart of each subject whose headline has a rate, by table name."""
    charts: dict[str, UnitChart] = {}
    money, households = release.headline("disbursement"), release.headline("poverty")
    if money and money["disbursement_rate_pct"] is not None:
        about = f"{project_label(money)} · {capital_scope(money)}"
        measures = (whole_measure(money), "disbursed_vnd", "disbursement_rate_pct")
        charts["disbursement"] = _chart(release, notes, "disbursement", money, measures, about)
    if households and households["poor_household_rate_pct"] is not None:
        measures = ("total_households_count", "poor_households_count", "poor_household_rate_pct")
        about = f"rà soát năm {households['review_year']}"
        charts["poverty"] = _chart(release, notes, "poverty", households, measures, about)
    return charts


def _chart(
    release: PublishedRelease,
    notes: SourceNotes,
    table_name: str,
    row: dict[str, Any],
    measures: tuple[str, ...],
    about: str,
) -> UnitChart:
    lines = list_unit_lines(notes.tracer, table_name, row)
    *counts, rate = measures
    rates = {line.code: line.rate(rate, row) for line in lines}
    # A rate above all scales is a fault that findings tell of: its bar is as long as the chart.
    highest = max([row[rate], *(value for value in rates.values() if value is not None)])
    scale = next((scale for scale in RATE_SCALES if scale >= highest), RATE_SCALES[-1])
    units = TABLE_BY_NAME[table_name].measures
    decimals = _common_decimals(row, lines, measures, units)

    def bar(line: UnitLine) -> UnitBar:
        shown = [notes.unit_number(table_name, row, name, line, decimals[name]) for name in measures]
        return UnitBar(line.name, tuple(shown[:-1]), shown[-1], _width(rates[line.code], scale))

    ordered = sorted(lines, key=lambda line: (rates[line.code] is None, -(rates[line.code] or 0), line.code))
    total = [notes.number(table_name, row, name, decimals[name]) for name in measures]
    told = {line.name for line in lines}
    return UnitChart(
        about,
        tuple(label("measures", name) for name in counts),
        label("measures", rate),
        [bar(line) for line in ordered],
        UnitBar("Tổng cộng", tuple(total[:-1]), total[-1], _width(row[rate], scale)),
        [notes.coverage(table_name, row, name) for name in measures],
        scale,
        _width(row[rate], scale),
        [(s.name, label("standing", s.state)) for s in list_standings(release) if s.name not in told],
    )


def _common_decimals(
    row: Mapping[str, Any], lines: Sequence[UnitLine], measures: Sequence[str], units: Mapping[str, str]
) -> dict[str, int]:
    """As many decimals for all measures of one unit as the most exact number of them needs."""
    needed: dict[str, int] = {}
    for name in measures:
        stated = decimals_needed([row[name], *(line.value(name) for line in lines)], units[name])
        needed[units[name]] = max(stated, needed.get(units[name], 0))
    return {name: needed[units[name]] for name in measures}


def _width(rate: Decimal | None, scale: int) -> float | None:
    return None if rate is None else round(min(100.0, float(100 * rate / scale)), 2)
