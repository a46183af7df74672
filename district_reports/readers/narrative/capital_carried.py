"""Money carried over: the years it came from, and the years of totals that hold it together with new money.

Money belongs to the year it was appropriated for. What was carried over keeps that year, so a total with the new money
of 2024 in it is money of `2023+2024`, and so is what was spent of that total.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from district_reports.figures import Figure
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.years import join_years, years_of

# "đạt 13% so với tổng số vốn", but not "so với tổng vốn giao năm 2024".
_OF_WHOLE = re.compile(r"\btong\b(?!.*(?:\bgiao\b|20\d\d))")
# "Lũy kế giải ngân các nguồn: 29 tỷ đồng" under lines for the years it came from.
_OF_ALL_SOURCES = re.compile(r"\b(?:cac|ca hai|ca 2|ca 02|tat ca cac) nguon(?: von)?\b(?! von)(?!.*20\d\d)")
_IS_YEAR = re.compile(r"20\d\d")
_OF_ASSIGNED = re.compile(r"\bgiao\b|20\d\d")
# Parts may be printed with more digits than their sum, but not a thousandth more.
_ROUNDED = -3
_SPENT = ("capital_disbursed", "capital_forecast")
_RATES = ("disbursement_rate", "disbursement_forecast_rate")


class CarriedYears:
    """The years a document has said so far that its carried over money came from, by project."""

    def __init__(self, year: int) -> None:
        self._told: dict[str, str] = {}
        self._usual = str(year - 1)

    def tell(self, project: str, years: str) -> None:
        """Remembers years printed beside money of a project, or of the programme (empty)."""
        self._told[project] = years

    def usual(self, project: str) -> str:
        """Whose money it is where nothing says so: as told of the project, of the programme, else last year's."""
        return self._told.get(project) or self._told.get("") or self._usual


def settle_years(drafts: Sequence[Draft]) -> None:
    """Gives totals with carried over money in them, and what was spent of these, the years of all their money.

    Done when the whole document is read: a total may be told before its parts, and a share of it in another chapter.
    """
    amounts = [draft.figure for draft in drafts if draft.figure.unit == "vnd" and draft.figure.value]
    carried = [figure for figure in amounts if figure.indicator == "capital_carried_over"]
    assigned = [figure for figure in amounts if figure.indicator == "capital_assigned"]
    for draft in drafts:
        if draft.figure.indicator == "capital_available":
            _settle_total(draft, carried)
    totals = [draft.figure for draft in drafts if draft.figure.indicator == "capital_available"]
    totals += [figure for figure in assigned if "-" in figure.budget_year]
    rates = _rates_by_amount(drafts)
    told = {id(draft) for draft in drafts}
    for draft in drafts if totals else ():
        if draft.figure.indicator in _SPENT:
            _settle_spent(draft, rates, totals, assigned)
        elif draft.figure.indicator in _RATES and id(draft.rate_of) not in told:
            _settle_rate(draft, totals)
    _settle_all_sources(drafts, rates, carried)
    _settle_forecasts(drafts, rates, assigned)
    _settle_sources(drafts, carried)
    _settle_allocated(drafts, assigned)
    for draft in drafts:
        if draft.figure.indicator in (*_SPENT, "capital_carried_over"):
            _settle_by_parts(draft, rates)


def _rates_by_amount(drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    rates: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.rate_of is not None:
            rates.setdefault(id(draft.rate_of), []).append(draft)
    return rates


def _settle_total(draft: Draft, carried: Sequence[Figure]) -> None:
    """This year's, and the years its own carried over parts came from, else its project's, else the programme's."""
    parts = [part.figure for part in draft.parts if part.figure.indicator == "capital_carried_over"]
    found = parts or _carried_of(draft.figure, carried)
    if found and _IS_YEAR.fullmatch(draft.figure.budget_year):
        _set_years(draft, join_years(_all_years([*found, draft.figure])))


def _carried_of(figure: Figure, carried: Sequence[Figure]) -> list[Figure]:
    """The carried over money of a figure's line, else that of the programme."""
    own = [one for one in carried if _line(one) == _line(figure)]
    return own or [one for one in carried if not one.project]


def _settle_spent(
    draft: Draft, rates: Mapping[int, Sequence[Draft]], totals: Sequence[Figure], assigned: Sequence[Figure]
) -> None:
    """What was spent of a total is of all its years: its whole or its rate says of which, and for its parts, too."""
    spent = draft.figure
    if not _IS_YEAR.fullmatch(spent.budget_year):
        return
    of_year = [one for one in assigned if _is_of(spent, one) and one.budget_year == spent.budget_year]
    own = rates.get(id(draft), ())
    for total in totals:
        is_its_whole = draft.whole is not None and draft.whole.figure.value == total.value
        is_its_rate = _is_of(spent, total) and any(_is_rate_of(rate, spent, total, of_year) for rate in own)
        if is_its_whole or (is_its_rate and not draft.is_year_stated):
            # What it is printed over outweighs a year beside it, which may be a deadline.
            draft.is_year_stated = False
            if is_its_whole and draft.whole is not None:
                draft.whole.figure = replace(draft.whole.figure, indicator=total.indicator)
            _spread(draft, rates, spent.budget_year, total.budget_year)
            return


def _settle_by_parts(draft: Draft, rates: Mapping[int, Sequence[Draft]]) -> None:
    """What its parts divide by their years ("giải ngân 9 tỷ đồng (vốn 2022: 4 tỷ; vốn 2023: 5 tỷ)") is of them all."""
    if not _IS_YEAR.fullmatch(draft.figure.budget_year):
        return
    parts = [part.figure for part in draft.parts if part.figure.indicator == draft.figure.indicator]
    years = _all_years(parts)
    total = draft.figure.value or Decimal(0)
    adds_up = abs(sum((part.value or Decimal(0) for part in parts), Decimal(0)) - total) <= total.scaleb(_ROUNDED)
    if adds_up and len(years) > 1 and all(_IS_YEAR.fullmatch(part.budget_year) for part in parts):
        for one in (draft, *rates.get(id(draft), ())):
            _set_years(one, join_years(years))


def _settle_rate(draft: Draft, totals: Sequence[Figure]) -> None:
    """ "Ước giải ngân cả năm đạt 95% tổng nguồn vốn", without an amount."""
    of_whole = [one for one in totals if _is_of(draft.figure, one)]
    if of_whole and _says_of_whole(draft):
        _set_years(draft, of_whole[0].budget_year)


def _settle_sources(drafts: Sequence[Draft], carried: Sequence[Figure]) -> None:
    """What was spent of carried over money is from its source, where all of its line and year is from one."""
    for draft in drafts:
        figure = draft.figure
        if figure.fund_source or figure.indicator not in (*_SPENT, *_RATES):
            continue
        of_line = [one for one in carried if _line(one) == _line(figure) and one.budget_year == figure.budget_year]
        sources = {one.fund_source for one in of_line}
        if len(sources) == 1:
            draft.figure = replace(figure, fund_source=sources.pop())


def _settle_allocated(drafts: Sequence[Draft], assigned: Sequence[Figure]) -> None:
    """What was allocated and what was not are from the source of the assigned money that both add up to."""
    for one, other in pairwise(draft for draft in drafts if draft.figure.unit == "vnd"):
        if {one.figure.kind, other.figure.kind} != {"allocated", "unallocated"} or one.figure.fund_source:
            continue
        total = (one.figure.value or Decimal(0)) + (other.figure.value or Decimal(0))
        sources = {whole.fund_source for whole in assigned if whole.value == total and _is_of(one.figure, whole)}
        if len(sources) == 1:
            source = sources.pop()
            for draft in (one, other):
                draft.figure = replace(draft.figure, fund_source=draft.figure.fund_source or source)


def _settle_all_sources(
    drafts: Sequence[Draft], rates: Mapping[int, Sequence[Draft]], carried: Sequence[Figure]
) -> None:
    """ "Lũy kế các nguồn giải ngân 29 tỷ đồng" is of this year's money and of what its line has carried over."""
    for draft in drafts:
        says_all = draft.clause is not None and _OF_ALL_SOURCES.search(draft.clause.before)
        of_line = _carried_of(draft.figure, carried)
        if says_all and of_line and draft.figure.indicator in _SPENT and _IS_YEAR.fullmatch(draft.figure.budget_year):
            years = join_years(_all_years([draft.figure, *of_line]) | {int(draft.figure.period[:4])})
            for one in (draft, *rates.get(id(draft), ())):
                _set_years(one, years)


def _settle_forecasts(
    drafts: Sequence[Draft], rates: Mapping[int, Sequence[Draft]], assigned: Sequence[Figure]
) -> None:
    """What is expected after what was spent of a total ("đã giải ngân 27 tỷ đồng …; ước cả năm đạt 95%") is of it, too.

    Not where it names a year or what was assigned, or is a share of that.
    """
    spent: list[Draft] = []
    told = {id(draft) for draft in drafts}
    for draft in drafts:
        figure = draft.figure
        if id(draft.rate_of) in told:
            continue
        if figure.kind == "disbursed":
            spent.append(draft)
        before = next((one for one in reversed(spent) if _is_of(figure, one.figure)), None)
        own = rates.get(id(draft), ())
        if before is None or "+" not in before.figure.budget_year or not _leaves_open_whose(draft, own):
            continue
        of_year = [one for one in assigned if _is_of(figure, one) and one.budget_year == figure.budget_year]
        if not any(_fits(rate.figure, figure, one) for rate in own for one in of_year):
            for one in (draft, *own):
                _set_years(one, before.figure.budget_year)


def _leaves_open_whose(forecast: Draft, rates: Sequence[Draft]) -> bool:
    """Whether neither a forecast nor its rate names the year of its money or what was assigned."""
    clauses = [one.clause for one in (forecast, *rates) if one.clause is not None]
    if forecast.figure.kind != "forecast" or forecast.is_year_stated or not clauses:
        return False
    is_of_year = _IS_YEAR.fullmatch(forecast.figure.budget_year) is not None
    return is_of_year and not any(_OF_ASSIGNED.search(clause.after) for clause in clauses)


def _spread(draft: Draft, rates: Mapping[int, Sequence[Draft]], before: str, years: str) -> None:
    """Gives the years of a total to an amount, its whole, its rates and the parts that took their year from it."""
    if draft.is_year_stated or draft.figure.budget_year != before or draft.figure.indicator not in _SPENT:
        return
    for one in (draft, *rates.get(id(draft), ())):
        _set_years(one, years)
    if draft.whole is not None:
        _set_years(draft.whole, years)
        if "+" in years:
            draft.whole.figure = replace(draft.whole.figure, indicator="capital_available")
    years_apart = {part.figure.budget_year for part in draft.parts} - {before}
    for part in draft.parts if not years_apart else ():
        # Where what was spent of carried over money stands beside them, parts are of this year alone.
        _spread(part, rates, before, years)


def _is_rate_of(rate: Draft, spent: Figure, total: Figure, of_year: Sequence[Figure]) -> bool:
    """Whether a printed rate is a share of a total of several years and of nothing of the year alone."""
    if _IS_YEAR.fullmatch(total.budget_year) or any(_fits(rate.figure, spent, one) for one in of_year):
        return False
    return _says_of_whole(rate) or _fits(rate.figure, spent, total)


def _says_of_whole(rate: Draft) -> bool:
    return rate.clause is not None and _OF_WHOLE.search(rate.clause.after) is not None


def _fits(rate: Figure, part: Figure, whole: Figure) -> bool:
    """Whether a printed percentage is that of two amounts, to one unit of its last digit."""
    if not (rate.value and part.value and whole.value):
        return False
    _, _, decimals = rate.value_text.partition(",")
    return abs(100 * part.value / whole.value - rate.value) < Decimal(1).scaleb(-len(decimals))


def _is_of(part: Figure, whole: Figure) -> bool:
    """Whether two amounts are of one line: the same project and type, from the same source where both name one."""
    types = {part.capital_type.replace("all", ""), whole.capital_type.replace("all", "")}
    sources = {part.fund_source, whole.fund_source} - {"", "all"}
    return _line(part) == _line(whole) and len(types) == 1 and len(sources) < 2


def _line(figure: Figure) -> tuple[str, str, str]:
    return figure.project, figure.subproject, figure.component


def _all_years(figures: Iterable[Figure]) -> set[int]:
    return set().union(*(years_of(figure.budget_year) for figure in figures))


def _set_years(draft: Draft, years: str) -> None:
    """Money of several years together; what was spent of a term ("2022-2024") was spent within it."""
    figure = draft.figure
    is_of_term = "-" in years and figure.kind == "disbursed" and figure.as_of is None
    draft.figure = replace(figure, budget_year=years, period=years if is_of_term else figure.period)
