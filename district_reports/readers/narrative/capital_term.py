"""The years a review's money is of: those it says money was assigned for, where the review itself begins earlier.

A review of 2021-2024 that tells what was assigned for "giai đoạn 2022 - 2024", and nothing of 2021, is about the money
of 2022-2024 also where it names no year beside an amount.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.sections import Round

_MONEY = ("capital_", "disbursement_", "counterpart_")


def settle_term(drafts: Sequence[Draft], round_: Round) -> None:
    """Gives the years money was assigned for to the amounts and rates that have the review's for want of others."""
    term = _years_assigned(drafts, round_) if round_.span else ""
    for draft in drafts if term else ():
        figure = draft.figure
        is_money = figure.indicator.startswith(_MONEY)
        if is_money and figure.budget_year == round_.span and not draft.amount.is_year_stated:
            period = term if figure.period == round_.span else figure.period
            draft.figure = replace(figure, budget_year=term, period=period)


def _years_assigned(drafts: Iterable[Draft], round_: Round) -> str:
    """The span that assigned money is told for and that ends with the review, if it is one alone; else empty.

    Empty also where money is told for the review's first year, or for all its years in so many words.
    """
    assigned = [draft for draft in drafts if draft.figure.indicator == "capital_assigned"]
    told = {draft.figure.budget_year for draft in assigned if draft.figure.budget_year != round_.span}
    spans = {years for years in told if "-" in years and years.endswith(str(round_.year))}
    is_of_all = any(draft.is_year_stated for draft in assigned if draft.figure.budget_year == round_.span)
    if len(spans) != 1 or is_of_all or round_.span.partition("-")[0] in told:
        return ""
    years = spans.pop()
    return years if years > round_.span else ""
