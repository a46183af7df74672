"""What a province must publish: plain sums over the truth of its districts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from district_reports.generation.facts import percent_of
from district_reports.generation.model import DistrictRound

ROLLUP_COLUMNS = ("area_list", "province_code", "round", "unit_count", "measure", "value", "unit")
_MONEY = ("assigned", "disbursed")
_COUNTS = ("total_households", "poor_households", "near_poor_households")


def roll_up(reports: Iterable[DistrictRound]) -> Iterator[dict[str, object]]:
    """Rows by ROLLUP_COLUMNS: money of the year over all sources, households of the newest review, and their rates."""
    groups: dict[tuple[str, str, str], dict[str, DistrictRound]] = defaultdict(dict)
    for report in reports:
        groups[report.unit.area_list, report.unit.province_code, report.round][report.unit.code] = report
    for (area_list, province, round_), units in sorted(groups.items()):
        head = {"area_list": area_list, "province_code": province, "round": round_, "unit_count": len(units)}
        sums: dict[str, int] = {}
        for measure in _MONEY:
            sums[f"{measure}_vnd"] = sum(one.capital.sum(measure) for one in units.values())
        for name in _COUNTS:
            sums[f"{name}_count"] = sum(one.review.count(name) for one in units.values())
        for name, value in sums.items():
            yield {**head, "measure": name, "value": value, "unit": name.rpartition("_")[2]}
        rates = {"disbursement_rate_pct": ("disbursed_vnd", "assigned_vnd"),
                 "poor_household_rate_pct": ("poor_households_count", "total_households_count")}  # fmt: skip
        for name, (part, whole) in rates.items():
            yield {**head, "measure": name, "value": percent_of(sums[part], sums[whole]), "unit": "percent"}
