"""Days that are told as figures: when an event begins and ends, by when a task is to be done, in which month."""

import re
from collections.abc import Iterator
from decimal import Decimal

from district_reports.figures import Figure
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.sections import Round, Section
from district_reports.readers.outline.structure import HeadedPassage
from district_reports.values import fold_letters

_DAY = r"(?P<{0}day>\d{{1,2}})\s*/\s*(?P<{0}month>\d{{1,2}})\s*/\s*(?P<{0}year>20\d\d)(?!\d)"
# "01-02/6/2024", "từ ngày 01 đến 07/8/2024": the first day takes month and year from the second.
_EVENT = re.compile(
    r"(?<![\d/])(?P<first>(?P<start_day>\d{1,2})(?:\s*/\s*(?P<start_month>\d{1,2}))?(?:\s*/\s*(?P<start_year>20\d\d))?)"
    r"\s*(?:-|–|den(?: het)?(?: ngay)?)\s*(?P<last>" + _DAY.format("") + ")"
)
# When households are reviewed, or since when a decree pays: a rule's window, and no event of the unit's own.
_OF_A_RULE = re.compile(r"\b(?:ra soat|dieu tra|tong dieu tra|thoi gian huong|ap dung|hieu luc)\b[^.;:]{0,80}$")
_DEADLINE = re.compile(
    r"\b(?:hoan thanh|thuc hien xong|xong|het|ket thuc|gui|nop|xoa)\b[^.;:()]{0,60}?\btruoc(?:\s+ngay)?\s+"
    r"(?P<last>" + _DAY.format("") + ")"
)
_MONTH = re.compile(r"\bdu kien\b[^.;:()\d]{0,60}?\bthang\s+(?P<last>(?P<month>\d{1,2})\s*/\s*(?P<year>20\d\d))(?!\d)")


class EventDateReader:
    """Reads the days of one passage after another."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    def read(self, passage: HeadedPassage, section: Section) -> list[Draft]:
        """The days of a passage as numbers YYYYMMDD, months as YYYYMM."""
        drafts = []
        for indicator, kind, span, value, year in _told(fold_letters(passage.text)):
            figure = Figure(
                figure_id="", indicator=indicator, value=Decimal(value), kind=kind,
                unit="month" if indicator == "planned_month" else "date", project=section.project,
                subproject=section.subproject, period=year, value_text=passage.text[span[0] : span[1]],
                rule=f"event_dates.{indicator}",
            )  # fmt: skip
            drafts.append(Draft(span, figure))
        return drafts


def _told(folded: str) -> Iterator[tuple[str, str, tuple[int, int], str, str]]:
    """Indicator, kind, place, value and year of every day told."""
    for match in _EVENT.finditer(folded):
        year, month = match["year"], match["start_month"] or match["month"]
        # Years that differ name a term or an anniversary, no event.
        if (match["start_year"] or year) == year and not _OF_A_RULE.search(folded[: match.start()]):
            yield "event_start_date", "actual", match.span("first"), _day(year, month, match["start_day"]), year
            yield "event_end_date", "actual", match.span("last"), _day(year, match["month"], match["day"]), year
    for match in _DEADLINE.finditer(folded):
        day = _day(match["year"], match["month"], match["day"])
        yield "completion_deadline", "planned", match.span("last"), day, match["year"]
    for match in _MONTH.finditer(folded):
        yield "planned_month", "planned", match.span("last"), f"{match['year']}{int(match['month']):02d}", match["year"]


def _day(year: str, month: str, day: str) -> str:
    return f"{year}{int(month):02d}{int(day):02d}"
