"""The years of money: whose budget it is, which window the figure covers, and the day it was counted."""

import re
from datetime import date

from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.sections import Round, Section, carried_from, last_year, period_code
from district_reports.values import DATE, parse_date

_FULL_YEAR = ("capital_assigned", "capital_planned", "capital_allocated", "capital_unallocated",
              "capital_available", "capital_carried_over")  # fmt: skip
_SPENT = ("capital_disbursed", "capital_forecast")
_CARRIED_INTO = re.compile(r"\bsang\s+(?:nam\s+)?(20\d\d)")
# "Vốn kéo dài: giải ngân 5 tỷ đồng": of the year before, where no other is named.
_CARRIED = re.compile(r"\bvon (?:\w+ ){0,3}?(?:keo dai|chuyen nguon|chuyen sang)\b")
_CUT_OFF = re.compile(r"(?:den|tinh den)\s+(?:het\s+)?(?:ngay\s+)?(?=\d)")


def budget_year(
    clause: Clause, topic: Section, base: Draft | None, previous: Draft | None, indicator: str, round_: Round
) -> tuple[str, bool]:
    """The year or span of years whose money it is, and whether the words next to the number say so.

    Money carried over counts for the year it is carried into, what was spent of it for the year it came from. An
    approved budget has no year of its own.
    """
    default = topic.span or str(topic.year or round_.year)
    if indicator == "approved_budget":
        return "", False
    if indicator == "capital_carried_over":
        into = _CARRIED_INTO.search(clause.before)
        present = default if topic.is_plan else str(round_.year)
        return (base.figure.budget_year if base else into[1] if into else present), False
    if indicator in _SPENT and (carried := _carried_year(clause, topic, base, previous, round_)):
        return carried, True
    latest = max(round_.year, topic.year or 0)
    if found := last_year(clause.before, latest):
        return found, True
    if base is not None:
        return base.figure.budget_year, base.is_year_stated
    if not clause.depth and "so voi" not in clause.sentence:
        return last_year(clause.sentence, latest) or default, False
    return default, False


def _carried_year(clause: Clause, topic: Section, base: Draft | None, previous: Draft | None, round_: Round) -> str:
    """The year of the carried over money that was spent, where the heading or the amount before is about such."""
    related = base or previous
    before = related.amount if related else None
    if before is not None and before.clause and before.figure.indicator == "capital_carried_over":
        return carried_from(before.clause.sentence)
    if _CARRIED.search(clause.before):
        return last_year(clause.before, round_.year, spans=False) or str(round_.year - 1)
    return topic.carried_from if topic.is_carried_over else ""


def period_of(indicator: str, year: str, clause: Clause, topic: Section, round_: Round) -> str:
    """The window a figure covers: the budget year, the window forecast, or the round's."""
    if indicator in _FULL_YEAR:
        return year
    return forecast_period(clause, topic, round_) if indicator == "capital_forecast" else round_.code


def forecast_period(clause: Clause, topic: Section, round_: Round) -> str:
    """The window a forecast names: `2024-9M` for "9 tháng"; else its heading's, the whole year when none is named."""
    windows = phrase_groups("context")["windows"].find(clause.before)
    return period_code(round_.year, windows[-1].means["window"] if windows else topic.window or "year")


def cut_off_day(clause: Clause, related: Draft | None = None) -> date | None:
    """The last day of "đến ngày 30/6/2024" in the sentence, else that of the figure it belongs to."""
    folded = clause.sentence
    days = [
        parse_date(match) for match in DATE.finditer(folded) if _CUT_OFF.search(folded[: match.start()][-24:] + "0")
    ]
    return days[-1] if days else related.figure.as_of if related else None
