"""Households of a district: reviews at the end of each year, by commune, and the movements between them."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from district_reports.generation.facts import Fact, percent_of
from district_reports.registry import Area

COUNTS = ("total_households", "total_population", "poor_households", "near_poor_households", "poor_people",
          "near_poor_people", "ethnic_minority_households", "ethnic_minority_poor")  # fmt: skip
MOVEMENTS = ("to_near_poor", "escaped", "other_decrease", "from_near_poor", "relapsed", "new", "other_increase")
"""What poor households become or come from; the first three leave poverty or the district."""
DEPRIVATIONS = {
    "job": ("employment", 0.35), "dependents": ("employment", 0.3), "nutrition": ("health", 0.25),
    "health_insurance": ("health", 0.12), "adult_education": ("education", 0.4),
    "school_attendance": ("education", 0.1), "housing_quality": ("housing", 0.45), "housing_area": ("housing", 0.3),
    "water_source": ("water_sanitation", 0.28), "latrine": ("water_sanitation", 0.6),
    "telecom": ("information", 0.33), "information_means": ("information", 0.2),
}  # fmt: skip


@dataclass(frozen=True)
class CommuneReview:
    """One commune at the end of a year: its `counts` (`COUNTS`), `movements` of the year, and `deprived` poor
    households by service."""

    area: Area
    counts: Mapping[str, int]
    movements: Mapping[str, int]
    deprived: Mapping[str, int]


@dataclass(frozen=True)
class Review:
    """The review at the end of `year`."""

    year: int
    communes: tuple[CommuneReview, ...]

    def count(self, name: str, is_counted: Callable[[CommuneReview], bool] = lambda _: True) -> int:
        """A count over the communes, all of them unless told otherwise."""
        return sum(commune.counts[name] for commune in self.communes if is_counted(commune))

    def movement(self, name: str) -> int:
        """Poor households that moved this way."""
        return sum(commune.movements[name] for commune in self.communes)

    def deprived(self, service: str) -> int:
        """Poor households that lack a service."""
        return sum(commune.deprived[service] for commune in self.communes)

    def rate(self, name: str, whole: str = "total_households") -> Decimal:
        """A count in percent of another."""
        return percent_of(self.count(name), self.count(whole))


def is_urban(commune: CommuneReview) -> bool:
    """Whether a commune is a town."""
    return not commune.area.name_with_type.startswith("Xã")


def make_reviews(rng: random.Random, communes: Sequence[Area], years: range, is_poor: bool) -> dict[int, Review]:
    """A review for each year; each begins where the one before ended."""
    minority = rng.uniform(0.5, 0.95) if is_poor else rng.uniform(0.02, 0.3)
    shares = (rng.uniform(0.12, 0.4) if is_poor else rng.uniform(0.02, 0.16), rng.uniform(0.03, 0.14))
    before = {area.code: _first_counts(rng, shares, minority) for area in communes}
    reviews = {}
    for year in years:
        made = [_next_year(rng, area, before[area.code], minority) for area in communes]
        reviews[year] = Review(year, tuple(made))
        before = {commune.area.code: dict(commune.counts) for commune in made}
    return reviews


def household_facts(review: Review, before: Review) -> dict[Fact, object]:
    """Every number a report may tell of a review, by commune, for towns, and for the whole."""
    facts: dict[Fact, object] = {}
    for name, unit in (("total_households", "households"), ("total_population", "people"),
                       ("poor_households", "households"), ("near_poor_households", "households"),
                       ("poor_people", "people"), ("near_poor_people", "people")):  # fmt: skip
        fact = Fact(name, period=str(review.year), unit=unit)
        facts[fact] = review.count(name)
        facts |= {fact._replace(place=one.area.name_with_type): one.counts[name] for one in review.communes}
    for name in ("poor", "near_poor"):
        rate = Fact(f"{name}_household_rate", period=str(review.year), unit="percent")
        facts[rate] = review.rate(f"{name}_households")
        change = rate._replace(indicator=f"{name}_household_rate_change", unit="pp")
        facts[change] = review.rate(f"{name}_households") - before.rate(f"{name}_households")
        for one in review.communes:
            facts[rate._replace(place=one.area.name_with_type)] = percent_of(
                one.counts[f"{name}_households"], one.counts["total_households"]
            )
    return {**facts, **_movement_facts(review, before), **_deprivation_facts(review)}


def _movement_facts(review: Review, before: Review) -> dict[Fact, object]:
    def fact(name: str, place: str = "") -> Fact:
        return Fact(f"poor_movement_{name}", period=str(review.year), place=place, unit="households")

    facts: dict[Fact, object] = {fact(name): review.movement(name) for name in MOVEMENTS}
    facts |= {fact("start"): before.count("poor_households"), fact("end"): review.count("poor_households")}
    for one, start in zip(review.communes, before.communes, strict=True):
        place = one.area.name_with_type
        facts |= {fact(name, place): one.movements[name] for name in MOVEMENTS}
        facts[fact("start", place)] = start.counts["poor_households"]
        facts[fact("end", place)] = one.counts["poor_households"]
    return facts


def _deprivation_facts(review: Review) -> dict[Fact, object]:
    facts: dict[Fact, object] = {}
    for service, (dimension, _) in DEPRIVATIONS.items():
        fact = Fact("deprived_households", dimension=dimension, period=str(review.year), breakdown=service,
                    unit="households")  # fmt: skip
        facts[fact] = review.deprived(service)
        facts |= {fact._replace(place=one.area.name_with_type): one.deprived[service] for one in review.communes}
    total = Fact("deprivations", period=str(review.year), unit="deprivations")
    facts[total] = sum(map(review.deprived, DEPRIVATIONS))
    facts |= {total._replace(place=one.area.name_with_type): sum(one.deprived.values()) for one in review.communes}
    return facts


def _first_counts(rng: random.Random, shares: tuple[float, float], minority: float) -> dict[str, int]:
    households = rng.randint(420, 1900)
    poor, near = (int(households * share * rng.uniform(0.6, 1.5)) for share in shares)
    return _complete(rng, households, poor, near, minority)


def _complete(rng: random.Random, households: int, poor: int, near: int, minority: float) -> dict[str, int]:
    size = rng.uniform(3.9, 4.4)
    people, poor_people, near_people = (int(count * size) for count in (households, poor, near))
    minority_households = int(households * minority)
    minority_poor = min(poor, minority_households, int(poor * (1 - (1 - minority) * 0.4)))
    return dict(zip(COUNTS, (households, people, poor, near, poor_people, near_people, minority_households,
                             minority_poor), strict=True))  # fmt: skip


def _next_year(rng: random.Random, area: Area, before: Mapping[str, int], minority: float) -> CommuneReview:
    poor, near = before["poor_households"], before["near_poor_households"]
    leaving = (int(poor * rng.uniform(0.09, 0.16)), int(poor * rng.uniform(0.04, 0.1)), rng.randint(0, 3))
    coming = (min(near, rng.randint(0, 5)), rng.randint(0, 4), rng.randint(1, 9), rng.randint(0, 2))
    movements = dict(zip(MOVEMENTS, (*leaving, *coming), strict=True))
    poor_after = poor - sum(leaving) + sum(coming)
    near_after = max(5, near + leaving[0] - coming[0] - int(near * rng.uniform(0.15, 0.3)))
    households = before["total_households"] + rng.randint(1, 24)
    counts = _complete(rng, households, poor_after, near_after, minority)
    deprived = {name: int(poor_after * share * rng.uniform(0.7, 1.25)) for name, (_, share) in DEPRIVATIONS.items()}
    return CommuneReview(area, counts, movements, deprived)
