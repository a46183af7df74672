"""Who reports in a made-up country: real districts of some provinces and, since the reform, communes of today's."""

import random
from collections.abc import Iterator, Sequence

from district_reports import registry
from district_reports.generation.model import (
    DistrictRound,
    Round,
    find_round,
    is_of_communes,
    list_districts,
    make_district,
)
from district_reports.problems import DistrictReportsError
from district_reports.registry import AREA_LISTS, Area


def make_rounds(
    provinces: int, districts: int, rounds: Sequence[str], seed: int, communes: int = 0, *, is_merged: bool = False
) -> Iterator[DistrictRound]:
    """District by district, its rounds in the order asked for; each district is made alone, so any number streams.

    Rounds that end after the reform of July 2025 are those of `communes` communes in each of today's provinces that the
    chosen ones went into. With `is_merged`, the first two provinces went into one. Raises DistrictReportsError for a
    round that is none, for years that have no units to report, and for more units than there are.
    """
    wanted = [find_round(code) for code in rounds]
    of_districts = [one for one in wanted if not is_of_communes(one)]
    of_communes = [one for one in wanted if is_of_communes(one)]
    if of_communes and not communes:
        raise DistrictReportsError("communes report since July 2025", remedy="say how many of each province")
    rng = random.Random(f"country {seed}")
    chosen = _choose_provinces(rng, provinces, districts, is_merged)
    for province in chosen:
        yield from _make_units(rng, list_districts(province), districts, of_districts, seed)
    if of_communes:
        for province in _list_successors(chosen):
            yield from _make_units(rng, registry.reporting_units(province.code, AREA_LISTS[1]), communes,
                                   of_communes, seed)  # fmt: skip


def _choose_provinces(rng: random.Random, count: int, districts: int, is_merged: bool) -> list[Area]:
    shuffled = list(registry.provinces())
    rng.shuffle(shuffled)
    large = [one for one in shuffled if len(list_districts(one)) >= districts]
    chosen = (_put_merged_first(large) if is_merged else large)[:count]
    if len(chosen) < count:
        raise DistrictReportsError(f"only {len(chosen)} provinces have {districts} districts", remedy="ask for fewer")
    return chosen


def _put_merged_first(provinces: Sequence[Area]) -> list[Area]:
    """Two that went into one of today's, then one of each that went elsewhere."""
    groups: dict[Area, list[Area]] = {}
    for province in provinces:
        groups.setdefault(_list_successors([province])[0], []).append(province)
    merged = next((group[:2] for group in groups.values() if len(group) > 1), [])
    return [*merged, *(group[0] for group in groups.values() if group[:2] != merged)]


def _list_successors(provinces: Sequence[Area]) -> list[Area]:
    """Today's provinces that these went into, each once."""
    return list(dict.fromkeys(one for province in provinces for one in registry.kindred_provinces(province)))


def _make_units(
    rng: random.Random, units: Sequence[Area], count: int, rounds: Sequence[Round], seed: int
) -> Iterator[DistrictRound]:
    if len(units) < count:
        raise DistrictReportsError(f"only {len(units)} units report for {units[0].province_code}",
                                   remedy="ask for fewer")  # fmt: skip
    for unit in sorted(rng.sample(units, count), key=lambda one: one.code):
        yield from make_district(unit, rounds, seed)
