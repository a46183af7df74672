"""A made-up country: real districts, and what is true of each in every round. No clock, no file; seeds decide."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from district_reports import registry
from district_reports.generation.capital import Capital, capital_facts, make_capital
from district_reports.generation.facts import Fact
from district_reports.generation.households import Review, household_facts, make_reviews
from district_reports.generation.support import Support, make_support, support_facts
from district_reports.problems import DistrictReportsError
from district_reports.readers.outline.identity import parse_round
from district_reports.registry import Area

FIRST_YEAR, LAST_YEAR = 2022, 2024
"""The programme's money began in the first; districts ended in the middle of the year after the last."""
_ENDS = {"H1": (6, 30), "9M": (9, 30), "": (12, 31)}


@dataclass(frozen=True)
class DistrictRound:
    """All that is true of a district at the end of a round.

    `review` is the newest household review by then, `before` the one a year earlier; `next_reduction` the points by
    which the rate of poor households is to fall next.
    """

    unit: Area
    province: Area
    round: str
    year: int
    window: str
    cut_off: date
    issued: date
    document_number: int
    is_poor: bool
    capital: Capital
    review: Review
    before: Review
    support: Support
    next_reduction: Decimal

    def facts(self) -> dict[Fact, object]:
        """Every number a report of this round may tell."""
        return {
            **capital_facts(self.capital, self.round),
            **household_facts(self.review, self.before),
            **support_facts(self.support, self.round),
        }


def make_rounds(provinces: int, districts: int, rounds: Sequence[str], seed: int) -> Iterator[DistrictRound]:
    """Rounds of some districts of some provinces, drawn by the seed; a district's rounds follow each other.

    Raises DistrictReportsError for a round that is none, and for years that have no districts.
    """
    wanted = [_check_round(code) for code in rounds]
    rng = random.Random(f"country {seed}")
    shuffled = list(registry.provinces())
    rng.shuffle(shuffled)
    chosen = list(islice((one for one in shuffled if len(list_districts(one)) >= districts), provinces))
    if len(chosen) < provinces:
        raise DistrictReportsError(f"only {len(chosen)} provinces have {districts} districts", remedy="ask for fewer")
    for province in chosen:
        for unit in sorted(rng.sample(list_districts(province), districts), key=lambda one: one.code):
            yield from make_district(unit, wanted, seed)


@lru_cache(1 << 10)
def _communes(district: str) -> tuple[Area, ...]:
    return registry.communes_of(district)


def make_district(unit: Area, rounds: Sequence[tuple[int, str]], seed: int) -> list[DistrictRound]:
    """The rounds (year and window) of one district; the same whatever other rounds are asked for."""
    rng = random.Random(f"{seed} {unit.code}")
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    is_poor = rng.random() < 0.4
    communes = _communes(unit.code)
    reviews = make_reviews(rng, communes, range(FIRST_YEAR - 2, LAST_YEAR + 1), is_poor)
    capital = make_capital(rng, years, is_poor, reviews[FIRST_YEAR - 1].count("poor_households"))
    support = {year: make_support(rng, reviews[year - 1], len(communes)) for year in years}
    made = []
    for year, window in rounds:
        reviewed = year if window == "" else year - 1
        end = date(year, *_ENDS[window])
        paper = random.Random(f"{seed} {unit.code} {year}{window}")
        made.append(DistrictRound(
            unit=unit, province=registry.area(unit.province_code, unit.area_list), round=_code(year, window), year=year,
            window=window, cut_off=end, issued=end + timedelta(days=paper.randint(3, 12)),
            document_number=paper.randint(21, 890), is_poor=is_poor, capital=capital[year, window],
            review=reviews[reviewed], before=reviews[reviewed - 1], support=support[year][window],
            next_reduction=Decimal(paper.randint(4, 12) if is_poor else paper.randint(1, 4)) / 2,
        ))  # fmt: skip
    return made


def _code(year: int, window: str) -> str:
    return {"H1": f"{year}H1", "9M": f"{year}-9M", "": str(year)}[window]


def _check_round(code: str) -> tuple[int, str]:
    round_ = parse_round(code)
    if round_ is None or round_.window not in _ENDS:
        raise DistrictReportsError(f"{code!r} is no round", remedy="write 2024, 2024H1 or 2024-9M")
    if not FIRST_YEAR <= round_.year <= LAST_YEAR:
        raise DistrictReportsError(
            f"no districts to report on {code}", remedy=f"choose years from {FIRST_YEAR} to {LAST_YEAR}"
        )
    return round_.year, round_.window


def list_districts(province: Area) -> list[Area]:
    """The districts of a province that have communes to report on; islands have none."""
    return [one for one in registry.districts_of(province.code) if len(_communes(one.code)) > 1]
