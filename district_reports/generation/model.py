"""A made-up country: real districts, and what is true of each in every round. No clock, no file; seeds decide."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from district_reports import registry
from district_reports.generation.capital import Capital, capital_facts, make_capital
from district_reports.generation.facts import Fact
from district_reports.generation.households import Review, household_facts, make_reviews
from district_reports.generation.support import Support, make_support, support_facts
from district_reports.problems import DistrictReportsError
from district_reports.readers.outline.identity import parse_round
from district_reports.registry import REFORM_DATE, Area

FIRST_YEAR, LAST_YEAR = 2022, 2024
"""The programme's money began in the first; districts ended in the middle of the year after the last."""
_COMMUNE_YEAR = LAST_YEAR + 1
_ENDS = {"H1": (6, 30), "9M": (9, 30), "": (12, 31)}

Round = tuple[int, str]
"""A year and one of its windows."""


@dataclass(frozen=True)
class DistrictRound:
    """All that is true of a district (of a commune, since the reform) at the end of a round.

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


@lru_cache(1 << 10)
def _communes(district: str) -> tuple[Area, ...]:
    return registry.communes_of(district)


def make_district(unit: Area, rounds: Sequence[Round], seed: int) -> list[DistrictRound]:
    """The rounds of one district, or of a commune since the reform; the same whatever other rounds are asked for."""
    rng = random.Random(f"{seed} {unit.code}")
    is_commune = unit.level == "commune"
    years = range(_COMMUNE_YEAR, _COMMUNE_YEAR + 1) if is_commune else range(FIRST_YEAR, LAST_YEAR + 1)
    is_poor = rng.random() < 0.4
    communes = (unit,) if is_commune else _communes(unit.code)
    reviews = make_reviews(rng, communes, range(years.start - 2, years.stop), is_poor)
    capital = make_capital(rng, years, is_poor, reviews[years.start - 1].count("poor_households"))
    support = {year: make_support(rng, reviews[year - 1], len(communes)) for year in years}
    made = []
    for year, window in rounds:
        reviewed = year if window == "" else year - 1
        end = _end_of((year, window))
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


def find_round(code: str) -> Round:
    """The year and window a round's code names; raises DistrictReportsError where nobody reported on it."""
    round_ = parse_round(code)
    if round_ is None or round_.window not in _ENDS:
        raise DistrictReportsError(f"{code!r} is no round", remedy="write 2024, 2024H1 or 2024-9M")
    found = round_.year, round_.window
    if not FIRST_YEAR <= round_.year <= LAST_YEAR and not (round_.year == _COMMUNE_YEAR and is_of_communes(found)):
        raise DistrictReportsError(
            f"nobody reports on {code}",
            remedy=f"choose years from {FIRST_YEAR} to {LAST_YEAR}, or {_COMMUNE_YEAR}-9M and {_COMMUNE_YEAR}",
        )
    return found


def is_of_communes(round_: Round) -> bool:
    """Whether communes report on a round: since the reform there are no districts."""
    return _end_of(round_) >= REFORM_DATE


def _end_of(round_: Round) -> date:
    return date(round_[0], *_ENDS[round_[1]])


def list_districts(province: Area) -> list[Area]:
    """The districts of a province that have communes to report on; islands have none."""
    return [one for one in registry.districts_of(province.code) if len(_communes(one.code)) > 1]
