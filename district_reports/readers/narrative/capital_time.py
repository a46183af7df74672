"""The years of money: whose budget it is, which window the figure covers, and the day it was counted."""

import re
from datetime import date

from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.capital_carried import CarriedYears
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.sections import Round, Section, period_code
from district_reports.readers.outline.years import (
    YEAR,
    carried_from,
    carried_into,
    join_years,
    last_year,
    several_years,
    years_of,
)
from district_reports.values import DATE, parse_date

_FULL_YEAR = ("capital_assigned", "capital_planned", "capital_allocated", "capital_unallocated")
_CARRIED_PLACES = ("capital_carried_over", "capital_available")
_SPENT = ("capital_disbursed", "capital_forecast")
# "Vốn kéo dài: giải ngân 5 tỷ đồng": of the year before, where no other is named.
_CARRIED = re.compile(r"\bvon (?:\w+ ){0,3}?(?:keo dai|chuyen nguon|chuyen sang)\b")
# What was spent so far, with the years it is told for: "Lũy kế 2021-2023: …".
_SO_FAR = re.compile(r"\bluy ke\b.*20\d\d\s*[-–]\s*20\d\d")
# A day to come: "phấn đấu đến ngày 31/12/2024".
_AIMED_AT = re.compile(r"\b(?:phan dau|quyet tam|du kien|muc tieu)\b[^.;,\d]{0,40}$")
# "Ước đến hết năm 2024 giải ngân …": up to when, and not whose money.
_DEADLINE = re.compile(r"\b(?:den|het|cuoi)(?: het| cuoi)? nam 20\d\d(?!\s*[-–])")
_YEAR_DIGITS = 4
# "Giải ngân 369 triệu đồng của nguồn vốn năm 2023".
_OF_YEAR_BEHIND = re.compile(r"\s*(?:cua|thuoc)\s+(?:nguon\s+)?(?:von|kinh phi)\s+(?:nam\s+)?(20\d\d)\b(?!\s*[-–])")
_CUT_OFF = re.compile(r"(?:den|tinh den)\s+(?:het\s+)?(?:ngay\s+)?(?=\d)")


def budget_year(
    clause: Clause, topic: Section, base: Draft | None, previous: Draft | None, indicator: str, round_: Round,
    carried: CarriedYears,
) -> tuple[str, bool]:  # fmt: skip
    """The year or span of years whose money it is, and whether the words next to the number say so.

    Money carried over keeps the year it came from, as does what was spent of it. An approved budget is of the year
    or years reported on.
    """
    default = topic.span or str(topic.year or round_.year)
    if indicator == "approved_budget":
        return default, False
    if indicator == "capital_carried_over":
        return _source_years(clause, topic, base, previous, round_, carried), False
    if indicator in _SPENT and (source := _spent_years(clause, topic, base, previous, round_, carried)):
        return source, source != _spent_years_of(topic, clause, round_, carried)
    if indicator == "capital_planned" and (coming := _years_to_come(clause, base, round_)):
        return coming, True
    latest = max(round_.year, topic.year or 0)
    if found := _years_beside(clause, indicator, latest, default):
        return found, True
    if base is not None:
        return base.figure.budget_year, base.is_year_stated
    if not clause.depth and "so voi" not in clause.sentence:
        return last_year(clause.sentence, latest) or default, False
    return default, False


def _years_to_come(clause: Clause, base: Draft | None, round_: Round) -> str:
    """The years that money is needed for together: "nhu cầu vốn 2 năm 2024-2025"; empty where they are not several.

    A span that has begun is the name of the programme's term.
    """
    is_of_one = base is not None or YEAR.search(clause.before)
    coming = several_years(clause.before) or ("" if is_of_one else several_years(clause.sentence))
    return coming if coming[:4] > str(round_.year) else ""


def _years_beside(clause: Clause, indicator: str, latest: int, default: str) -> str:
    """The years told right beside the number; empty where there are none."""
    if indicator == "capital_available" and (together := _years_together(clause.before, latest, default)):
        return together
    behind = _OF_YEAR_BEHIND.match(clause.after)
    if behind:
        return behind[1]
    in_bracket = last_year(clause.asides, latest)
    before = _DEADLINE.sub(" ", clause.before) if indicator in _SPENT else clause.before
    # "Ngân sách trung ương (năm 2022 và 2023): 284 tỷ đồng"; a year alone in a bracket may be another's.
    return last_year(before, latest) or (in_bracket if "-" in in_bracket else "")


def _years_together(before: str, latest: int, default: str) -> str:
    """This year's and those of the carried over money in "tổng vốn năm 2024, gồm cả vốn năm 2023 chuyển sang"."""
    own, _, included = before.partition("gom")
    year = last_year(own, latest) or default
    carried = carried_from(included, int(year)) if len(year) == _YEAR_DIGITS else ""
    return join_years(years_of(carried) | years_of(year)) if carried else ""


def _source_years(
    clause: Clause, topic: Section, base: Draft | None, previous: Draft | None, round_: Round, carried: CarriedYears
) -> str:
    """The years carried over money came from: those of its words, its whole, its sentence, heading or document."""
    present = _present_year(topic, round_)
    if own := carried_from(clause.before, present):
        carried.tell(topic.project, own)
        return own
    if base is None and carried_into(clause.after) > str(round_.year):
        # "Vốn chưa giải ngân 7 tỷ đồng được chuyển sang năm 2025": what is left of the money told of here.
        return topic.span or str(round_.year)
    into = carried_into(clause.before)
    if base is None and into not in ("", str(round_.year)):
        # "Năm 2022 … Số vốn chưa sử dụng chuyển sang năm 2023 là 6 tỷ đồng"
        return str(int(into) - 1)
    related = base or previous
    whole = related.amount.figure if related else None
    if whole is not None and whole.indicator == "capital_carried_over":
        # Its bracket may divide it by the years: "25 tỷ đồng (năm 2022: 7 tỷ đồng; năm 2023: 18 tỷ đồng)".
        return last_year(clause.before, present - 1, spans=False) or whole.budget_year
    told = carried_from(clause.sentence, present) or topic.carried_from
    if told:
        carried.tell(topic.project, told)
    return told or (str(present - 1) if topic.is_plan else carried.usual(topic.project))


def _present_year(topic: Section, round_: Round) -> int:
    return topic.year if topic.is_plan and topic.year else round_.year


def _spent_years(
    clause: Clause, topic: Section, base: Draft | None, previous: Draft | None, round_: Round, carried: CarriedYears
) -> str:
    """The years of the carried over money that was spent, where the heading or the amount before is about such."""
    if own := carried_from(clause.before, round_.year):
        return own
    if _CARRIED.search(clause.before):
        return last_year(clause.before, round_.year - 1, spans=False) or carried.usual(topic.project)
    related = base or previous
    before = related.amount if related else None
    if before is not None and before.figure.indicator == "capital_carried_over":
        # Its bracket may divide it by the years it came from.
        parts = [part.figure for part in before.parts if part.figure.indicator == "capital_carried_over"]
        divided = set().union(*(years_of(part.budget_year) for part in parts))
        return join_years(divided) if len(divided) > 1 else before.figure.budget_year
    return _spent_years_of(topic, clause, round_, carried)


def _spent_years_of(topic: Section, clause: Clause, round_: Round, carried: CarriedYears) -> str:
    """The years of the carried over money that headings are about; words beside a number or its rate outweigh them."""
    if not topic.is_carried_over:
        return ""
    return topic.carried_from or ("" if last_year(clause.before, round_.year) else carried.usual(topic.project))


def period_of(indicator: str, year: str, clause: Clause, topic: Section, round_: Round) -> str:
    """The window a figure covers: its budget year, the year carried over money may be spent in, or the round's."""
    if indicator in _FULL_YEAR:
        return year
    if indicator == "approved_budget":
        return year
    if indicator == "capital_disbursed" and (told := _spent_within(year, clause, topic, round_)):
        return told
    if indicator in _CARRIED_PLACES:
        into = carried_into(f"{clause.before} . {clause.after}") if indicator == "capital_carried_over" else ""
        return into or (year.split("+")[-1] if indicator == "capital_available" else str(_present_year(topic, round_)))
    return forecast_period(clause, topic, round_) if indicator == "capital_forecast" else round_.code


def _spent_within(year: str, clause: Clause, topic: Section, round_: Round) -> str:
    """The years a review tells one by one, or together, what was spent in; empty where that is the round."""
    if "-" in year and (year == topic.span or round_.span or _SO_FAR.search(clause.before)):
        return year
    if window := _window_told(clause, round_):
        return window
    is_earlier = topic.within and not round_.window and int(topic.within) < round_.year
    return topic.within if is_earlier and (year == topic.within or round_.span) else ""


def _window_told(clause: Clause, round_: Round) -> str:
    """The part of the round's year that words before a number name ("9 tháng giải ngân …"); empty for none."""
    cue = next(reversed(phrase_groups("context")["windows"].find(clause.before)), None)
    if cue is None or cue.means["window"] == "year":
        return ""
    years = set(re.findall(r"20\d\d", clause.before[cue.start : cue.end]))
    return period_code(round_.year, cue.means["window"]) if years <= {str(round_.year)} else ""


def forecast_period(clause: Clause, topic: Section, round_: Round) -> str:
    """The window a forecast names: `2024-9M` for "9 tháng"; else its heading's, the whole year when none is named.

    What stands in a chapter on the round itself is forecast for the rest of the year, unless forecasts head it.
    """
    windows = phrase_groups("context")["windows"].find(clause.before)
    is_of_round = topic.window == round_.window and topic.stage != ("capital_forecast", "forecast")
    heading = "" if is_of_round else topic.window
    return period_code(round_.year, windows[-1].means["window"] if windows else heading or "year")


def cut_off_day(clause: Clause, related: Draft | None = None) -> date | None:
    """The last day of "đến ngày 30/6/2024" in the sentence, else that of the figure it belongs to."""
    folded = clause.sentence
    days = [
        parse_date(match)
        for match in DATE.finditer(folded)
        if _CUT_OFF.search(folded[: match.start()][-24:] + "0") and not _AIMED_AT.search(folded[: match.start()])
    ]
    return days[-1] if days else related.figure.as_of if related else None
