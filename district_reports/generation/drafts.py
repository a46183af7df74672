"""A narrative before it is printed: lines with places for numbers, and what each number tells."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from district_reports.generation.facts import Fact, percent_of
from district_reports.generation.households import is_urban
from district_reports.generation.model import DistrictRound
from district_reports.generation.numbers import print_count, print_money, print_rate

_PLACE = re.compile(r"⟦(\d+)⟧")


@dataclass(frozen=True)
class Told:
    """One number of a narrative: what it tells, its exact value (None: not applicable), and how it is printed."""

    fact: Fact
    value: Decimal | None
    text: str


@dataclass(frozen=True)
class Draft:
    """Lines in which `⟦3⟧` stands for the fourth number told."""

    lines: tuple[str, ...]
    told: tuple[Told, ...]

    def print(self) -> str:
        """The text as sent, a paragraph a line."""
        return "\n".join(_PLACE.sub(lambda place: self.told[int(place[1])].text, line) for line in self.lines) + "\n"

    def retell(self, number: int, text: str) -> "Draft":
        """The same with one number printed otherwise."""
        told = list(self.told)
        told[number] = replace(told[number], text=text)
        return replace(self, told=tuple(told))

    def find(self, is_wanted: Callable[[Fact], bool]) -> list[int]:
        """Which of the numbers tell a fact of that kind."""
        return [number for number, one in enumerate(self.told) if is_wanted(one.fact)]

    def line_of(self, number: int) -> int:
        """Which line tells a number."""
        return next(index for index, line in enumerate(self.lines) if f"⟦{number}⟧" in line)


@dataclass
class Writer:
    """Writes a narrative in one voice: every number goes through here, so that what is told is known."""

    report: DistrictRound
    rng: random.Random
    unit: str = "triệu đồng"
    lines: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def say(self, *texts: str) -> None:
        """Add paragraphs."""
        self.lines += texts

    def pick(self, *texts: str) -> str:
        """One of several wordings."""
        return self.rng.choice(texts)

    @property
    def level(self) -> str:
        """What the unit is: "huyện", "thị xã", "thành phố"."""
        unit = self.report.unit
        return unit.name_with_type.removesuffix(unit.name).strip().lower()

    def draft(self) -> Draft:
        """What was written so far."""
        return Draft(tuple(self.lines), tuple(self.told))

    # Numbers

    def money_of_years(self, years: Sequence[int]) -> str:
        """What was assigned in a year, or in several together, with its unit."""
        by_year = self.report.capital.assigned_by_year
        value = sum(by_year[year] for year in years)
        span = "-".join(dict.fromkeys(str(year) for year in (years[0], years[-1])))
        fact = Fact("capital_assigned", "assigned", fund_source="all", capital_type="all", budget_year=span,
                    period=span, unit="vnd")  # fmt: skip
        return f"{self._tell(fact, Decimal(value), print_money(value, self.unit))} {self.unit}"

    def money(self, measure: str, code: str = "", source: str = "all", type_: str = "all") -> str:
        """An amount with its unit; `measure` as in the model, or `available`, `unallocated`, `planned`."""
        value = self.amount(measure, code, source, type_)
        project, _, sub = code.partition(".")
        before, this, after = (str(self.report.year + number) for number in (-1, 0, 1))
        years = {"carried_over": before, "carried_over_disbursed": before, "available": f"{before}+{this}",
                 "planned": after}  # fmt: skip
        fact = Fact(f"capital_{measure}", measure, project, code if sub else "", fund_source=source, capital_type=type_,
                    budget_year=years.get(measure, this), period=self.report.round, unit="vnd")  # fmt: skip
        if measure == "carried_over_disbursed":
            fact = fact._replace(indicator="capital_disbursed", kind="disbursed")
        return f"{self._tell(fact, Decimal(value), print_money(value, self.unit))} {self.unit}"

    def amount(self, measure: str, code: str = "", source: str = "all", type_: str = "all") -> int:
        """The same as a number of đồng."""
        capital = self.report.capital
        if measure == "available":
            return capital.available(code, source, type_)
        if measure == "unallocated":
            return capital.sum("assigned", code, source, type_) - capital.sum("allocated", code, source, type_)
        if measure == "planned":
            # Whoever plans asks for a tenth more, in whole millions.
            return capital.sum("assigned", code, source, type_) * 11 // 10_000_000 * 1_000_000
        return capital.sum(measure, code, source, type_)

    def rate(self, measure: str, whole: str, code: str = "", source: str = "all", type_: str = "all") -> str:
        """What a measure is of another, as "46,74%"."""
        value = percent_of(self.amount(measure, code, source, type_), self.amount(whole, code, source, type_))
        indicator = "disbursement_forecast_rate" if measure == "forecast" else "disbursement_rate"
        project, _, sub = code.partition(".")
        fact = Fact(indicator, measure, project, code if sub else "", fund_source=source, capital_type=type_,
                    budget_year=str(self.report.year), period=self.report.round, unit="percent")  # fmt: skip
        return f"{self._tell(fact, value, print_rate(value))}%"

    def not_applicable(self, code: str) -> str:
        """That a project is not for the unit."""
        year = str(self.report.year)
        fact = Fact("capital_assigned", "assigned", code, fund_source="all", capital_type="all", budget_year=year,
                    period=year, unit="vnd")  # fmt: skip
        return self._tell(fact, None, "không thuộc đối tượng")

    def households(self, name: str, noun: str = "hộ", *, before: bool = False) -> str:
        """A count of the review (or of the one before) with its noun."""
        review = self.report.before if before else self.report.review
        fact = Fact(name, period=str(review.year), unit="people" if noun != "hộ" else "households")
        return f"{self._tell_count(fact, review.count(name))} {noun}"

    def poor_households_among(self, group: str) -> str:
        """Poor households that are `urban`, `rural` or `ethnic_minority`, with their noun."""
        review = self.report.review
        counts = {
            "urban": review.count("poor_households", is_urban),
            "rural": review.count("poor_households", lambda commune: not is_urban(commune)),
            "ethnic_minority": review.count("ethnic_minority_poor"),
        }
        fact = Fact("poor_households", period=str(review.year), breakdown=group, unit="households")
        return f"{self._tell_count(fact, counts[group])} hộ"

    def household_rate(self, name: str, *, before: bool = False) -> str:
        """The rate of `poor` or `near_poor` households, as "14,62%"."""
        review = self.report.before if before else self.report.review
        value = review.rate(f"{name}_households")
        fact = Fact(f"{name}_household_rate", period=str(review.year), unit="percent")
        return f"{self._tell(fact, value, print_rate(value))}%"

    def household_change(self, name: str) -> str:
        """By how many points a rate changed, with its direction: "giảm 3,12%"."""
        after, before = (one.rate(f"{name}_households") for one in (self.report.review, self.report.before))
        change = after - before
        fact = Fact(f"{name}_household_rate_change", period=str(self.report.review.year), unit="pp")
        return f"{'giảm' if change < 0 else 'tăng'} {self._tell(fact, change, print_rate(abs(change)))}%"

    def reduction(self) -> str:
        """By how many households poverty fell, with its direction."""
        review, before = self.report.review, self.report.before
        fall = before.count("poor_households") - review.count("poor_households")
        fact = Fact("poor_household_reduction", period=str(review.year), unit="households")
        return f"{'giảm' if fall >= 0 else 'tăng'} {self._tell_count(fact, abs(fall))} hộ"

    def target(self, year: int) -> str:
        """The points by which poverty is to fall in a year, as "4,5%"."""
        value = self.report.next_reduction
        fact = Fact("poor_household_rate_change", "target", period=str(year), unit="pp")
        return f"{self._tell(fact, -value, print_rate(value))}%"

    def count(self, indicator: str, count: int, noun: str, **more: str) -> str:
        """A count of anything else with its noun."""
        return f"{self._tell_count(Fact(indicator, period=self.report.round, **more), count)} {noun}"

    def dong(self, indicator: str, dong: int, **more: str) -> str:
        """An amount that is no programme capital, with its unit."""
        fact = Fact(indicator, period=self.report.round, unit="vnd", **more)
        return f"{self._tell(fact, Decimal(dong), print_money(dong, self.unit))} {self.unit}"

    def _tell_count(self, fact: Fact, count: int) -> str:
        return self._tell(fact, Decimal(count), print_count(count, is_padded=self.rng.random() < 0.5))

    def _tell(self, fact: Fact, value: Decimal | None, text: str) -> str:
        self.told.append(Told(fact, value, text))
        return f"⟦{len(self.told) - 1}⟧"
