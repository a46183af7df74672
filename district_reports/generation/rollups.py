"""What a province must publish: plain sums over the truth of its districts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from district_reports.generation.facts import percent_of
from district_reports.generation.model import DistrictRound

ROLLUP_COLUMNS = ("area_list", "province_code", "round", "unit_count", "measure", "value", "unit")
Amount = Callable[[DistrictRound], int]

_MONEY: Mapping[str, Amount] = {
    "assigned_vnd": lambda report: report.capital.sum("assigned"),
    "disbursed_vnd": lambda report: report.capital.sum("disbursed"),
}
_COUNTS: Mapping[str, Amount] = {
    "total_households_count": lambda report: report.review.count("total_households"),
    "poor_households_count": lambda report: report.review.count("poor_households"),
    "near_poor_households_count": lambda report: report.review.count("near_poor_households"),
}
_RATES = (("disbursement_rate_pct", "disbursed_vnd", "assigned_vnd"),
          ("poor_household_rate_pct", "poor_households_count", "total_households_count"))  # fmt: skip


def roll_up(money: Iterable[DistrictRound], households: Iterable[DistrictRound]) -> Iterator[dict[str, object]]:
    """Rows by ROLLUP_COLUMNS: money of the year over all sources, households of the newest review, and their rates.

    Of a unit that reports twice, the later report counts.
    """
    for reports, names in ((money, _MONEY), (households, _COUNTS)):
        for head, units in _group(reports):
            yield from _sum(head, units, names)


def _group(reports: Iterable[DistrictRound]) -> Iterator[tuple[dict[str, object], list[DistrictRound]]]:
    groups: dict[tuple[str, str, str], dict[str, DistrictRound]] = defaultdict(dict)
    for report in reports:
        groups[report.unit.area_list, report.unit.province_code, report.round][report.unit.code] = report
    for (area_list, province, round_), units in sorted(groups.items()):
        head = {"area_list": area_list, "province_code": province, "round": round_, "unit_count": len(units)}
        yield head, list(units.values())


def _sum(
    head: dict[str, object], reports: Sequence[DistrictRound], names: Mapping[str, Amount]
) -> Iterator[dict[str, object]]:
    sums = {name: sum(amount(one) for one in reports) for name, amount in names.items()}
    for name, value in sums.items():
        yield {**head, "measure": name, "value": value, "unit": name.rpartition("_")[2]}
    rate, part, whole = next(one for one in _RATES if one[1] in sums)
    yield {**head, "measure": rate, "value": percent_of(sums[part], sums[whole]), "unit": "percent"}
