"""Money of a district: lines by project, source and type that close exactly, year after year."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from district_reports.generation.facts import Fact, nested_codes, percent_of, split_exactly

WINDOWS = ("H1", "9M", "")
"""The windows of a year that are reported, each within the next; the last is the year."""
MEASURES = ("assigned", "allocated", "disbursed", "carried_over", "carried_over_disbursed", "forecast")

_MILLION = 1_000_000
_WEIGHTS = {
    ("DA1.TDA1", "investment"): 55.0, ("DA1.TDA1", "recurrent"): 5.0, ("DA1.TDA2", "investment"): 12.0,
    ("DA2", "recurrent"): 9.0, ("DA3.TDA1", "recurrent"): 5.0, ("DA3.TDA2", "recurrent"): 2.5,
    ("DA4.TDA1", "recurrent"): 5.0, ("DA4.TDA3", "recurrent"): 2.0, ("DA5", "recurrent"): 8.0,
    ("DA6.TDA1", "recurrent"): 1.6, ("DA6.TDA2", "recurrent"): 1.2, ("DA7.TDA1", "recurrent"): 1.8,
    ("DA7.TDA2", "recurrent"): 0.9,
}  # fmt: skip
_COUNTERPART = {3: 100, 10: 10, 15: 20}
"""Shares of co-financing in use, and the step central money has so that the share is exact."""


@dataclass(frozen=True)
class Line:
    """The smallest line of money: one sub-project (or project without any), source and type."""

    code: str
    fund_source: str
    capital_type: str


@dataclass(frozen=True)
class Capital:
    """The money of one district in one round, in đồng, by measure and line; see `MEASURES`.

    `disbursed` is of this year's money, `carried_over_disbursed` of what came from the year before; `assigned_by_year`
    tells what was assigned in this and the years before.
    """

    year: int
    amounts: Mapping[str, Mapping[Line, int]]
    assigned_by_year: Mapping[int, int]

    def with_amounts(self, amounts: Mapping[str, Mapping[Line, int]]) -> "Capital":
        """The same year with other amounts, which the years together follow."""
        by_year = {**self.assigned_by_year, self.year: sum(amounts["assigned"].values())}
        return Capital(self.year, amounts, by_year)

    def sum(self, measure: str, code: str = "", fund_source: str = "all", capital_type: str = "all") -> int:
        """What the lines within a project, source and type add to."""
        return sum(
            amount
            for line, amount in self.amounts[measure].items()
            if code in nested_codes(line.code)
            and fund_source in ("all", line.fund_source)
            and capital_type in ("all", line.capital_type)
        )

    def available(self, code: str = "", fund_source: str = "all", capital_type: str = "all") -> int:
        """This year's money and what was carried over."""
        return sum(self.sum(measure, code, fund_source, capital_type) for measure in ("assigned", "carried_over"))

    def codes(self) -> list[str]:
        """Projects and sub-projects with money, in the programme's order."""
        return sorted({code for line in self.amounts["assigned"] for code in nested_codes(line.code) if code})

    def capital_types(self, code: str = "") -> list[str]:
        """The types a project has money of, investment first."""
        lines = self.amounts["assigned"]
        return sorted({line.capital_type for line in lines if code in nested_codes(line.code)})


def make_capital(
    rng: random.Random, years: range, is_poor: bool, poor_households: int
) -> dict[tuple[int, str], Capital]:
    """The money of a district for each year and window, in đồng: windows nest, what is left over is carried over.

    Who has more poor households gets more.
    """
    step = rng.choice((_MILLION, _MILLION, _MILLION // 1000))
    share = rng.choice(tuple(_COUNTERPART))
    weights = _choose_lines(rng, is_poor)
    size = max(3.0, poor_households * rng.uniform(0.012, 0.03))
    pace = rng.uniform(0.6, 1.1)
    carried: dict[Line, int] = {}
    by_year: dict[int, int] = {}
    rounds = {}
    for year in years:
        assigned = _assign(rng, weights, round(size * 1000 * rng.uniform(0.9, 1.15)), share, step)
        first_half = rng.uniform(0.08, 0.6)
        by_year = {**by_year, year: sum(assigned.values())}
        shares = {line: _pace(rng, line, pace, first_half) for line in assigned}
        # What came from the year before is paid out by the end of this one, or it would be lost.
        spent = {line: {**_pace(rng, line, pace, first_half), "": 1.0} for line in carried}
        for window in WINDOWS:
            rounds[year, window] = Capital(year, _at(window, assigned, shares, carried, spent, step), by_year)
        last = rounds[year, ""].amounts["disbursed"]
        carried = {line: amount - last[line] for line, amount in assigned.items() if amount > last[line]}
        size *= rng.uniform(0.95, 1.12)
    return rounds


def capital_facts(capital: Capital, round_: str) -> dict[Fact, int | Decimal]:
    """Every number a report may tell of this money."""
    year, before = str(capital.year), str(capital.year - 1)
    named = {"assigned": year, "allocated": round_, "disbursed": round_, "carried_over": year}
    facts: dict[Fact, int | Decimal] = {}
    for code in ["", *capital.codes()]:
        project, _, sub = code.partition(".")
        rate = Fact("disbursement_rate", "disbursed", project, code if sub else "", fund_source="all",
                    budget_year=year, period=round_, unit="percent")  # fmt: skip
        facts[rate] = percent_of(capital.sum("disbursed", code), capital.sum("assigned", code))
        for measure, period in named.items():
            for source in ("all", "central", "local"):
                for type_ in ("all", "investment", "recurrent"):
                    fact = Fact(f"capital_{measure}", measure, project, code if sub else "", fund_source=source,
                                capital_type=type_, budget_year=before if measure == "carried_over" else year,
                                period=period, unit="vnd")  # fmt: skip
                    facts[fact] = capital.sum(measure, code, source, type_)
    spent = Fact("capital_disbursed", "disbursed", fund_source="all", capital_type="all", budget_year=before,
                 period=round_, unit="vnd")  # fmt: skip
    return {**facts, spent: capital.sum("carried_over_disbursed")}


def _choose_lines(rng: random.Random, is_poor: bool) -> dict[tuple[str, str], float]:
    left_out = set() if is_poor else {"DA1.TDA1", "DA1.TDA2", "DA5"}
    if rng.random() < 0.6:
        left_out.add("DA1.TDA2")
    if rng.random() < 0.3:
        left_out.add("DA4.TDA1")
    return {key: weight * rng.uniform(0.8, 1.25) for key, weight in _WEIGHTS.items() if key[0] not in left_out}


def _assign(
    rng: random.Random, weights: Mapping[tuple[str, str], float], millions: int, share: int, step: int
) -> dict[Line, int]:
    exact = _COUNTERPART[share]
    parts = split_exactly(
        millions * _MILLION // (step * exact), [w * rng.uniform(0.92, 1.08) for w in weights.values()]
    )
    assigned = {}
    for (code, type_), part in zip(weights, parts, strict=True):
        central = max(part, 1) * step * exact
        assigned[Line(code, "central", type_)] = central
        assigned[Line(code, "local", type_)] = central * share // 100
    return assigned


def _pace(rng: random.Random, line: Line, pace: float, first_half: float) -> dict[str, float]:
    """The part of a line that is disbursed by each window; recurrent money is slower, and districts differ widely."""
    year = min(0.985, pace * (rng.uniform(0.8, 0.97) if line.capital_type == "investment" else rng.uniform(0.55, 0.93)))
    half = year * min(0.8, first_half * rng.uniform(0.7, 1.3))
    return {"H1": half, "9M": half + (year - half) * rng.uniform(0.3, 0.7), "": year}


def _at(
    window: str, assigned: Mapping[Line, int], shares: Mapping[Line, Mapping[str, float]],
    carried: Mapping[Line, int], spent: Mapping[Line, Mapping[str, float]], step: int,
) -> dict[str, Mapping[Line, int]]:  # fmt: skip
    def part(whole: Mapping[Line, int], parts: Mapping[Line, Mapping[str, float]], at: str) -> dict[Line, int]:
        return {line: int(amount * parts[line][at]) // step * step for line, amount in whole.items()}

    disbursed = part(assigned, shares, window)
    # In the first half some recurrent money waits for its guidance.
    waits = {line for line in assigned if window == "H1" and line.code in ("DA4.TDA3", "DA6.TDA1")}
    return {
        "assigned": assigned,
        "allocated": {line: disbursed[line] if line in waits else amount for line, amount in assigned.items()},
        "disbursed": disbursed,
        "carried_over": carried,
        "carried_over_disbursed": part(carried, spent, window),
        "forecast": part(assigned, shares, ""),
    }
