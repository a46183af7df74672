"""The period a document reports on: told by its title, by the heading over its results, or by when it was written."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from district_reports.readers.documents.document import Paragraph
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.outline.sections import Round, window_of_months
from district_reports.readers.outline.structure import build_passages
from district_reports.readers.outline.years import YEAR, YEARS_TOGETHER
from district_reports.values import fold_letters

# "đến ngày 30/6/2024", "quý III/2024"; "giảm nghèo 2023", but no span, day or number of a document.
_YEAR_OF_DAY = re.compile(r"(?:den\s+(?:het\s+)?(?:ngay\s+)?\d{1,2}/\d{1,2}/|quy\s+[iv\d]+\s*/\s*)(20\d\d)(?!\d)")
# What a report of no standing period is counted to: "tính đến ngày 15/8/2024".
_DAY_TOLD = re.compile(r"\bden\s+(?:het\s+)?(?:ngay\s+)?\d{1,2}/(\d{1,2})/(20\d\d)(?!\d)")
_BARE_YEAR = re.compile(r"(?<![\d/.,-])(?<!\d )(?<![-–] )(20\d\d)(?![\d/.,]\d|\d|\s*[-–/])")
_YEARS_TOLD = re.compile(rf"\btu (?:nam )?{YEARS_TOGETHER}")
_SPAN_OF_TITLE = re.compile(r"(?<![\d/])(20\d\d)\s*(?:[-–]|den(?:\s+nam)?)\s*(20\d\d)(?!\d)")
# "…; kế hoạch, nhiệm vụ năm 2025": what is to be done in a year to come.
_TASKS = re.compile(
    r"(?:[;,.]|\bva)\s*(?:(?:ke hoach|nhiem vu|phuong huong|dinh huong|giai phap|muc tieu|du kien)\b[\s,]*(?:va\s+)?)+"
    r"(?:[a-z]+\s+){0,4}nam 20\d\d"
)
# A year's results are told from its last quarter to the first of the next.
_SPRING, _AUTUMN, _LAST_MONTH = 3, 10, 12


@dataclass(frozen=True)
class Written:
    """When a document was written: the year, and the day where it is whole."""

    year: int | None
    day: date | None

    @property
    def last_year_over(self) -> int | None:
        """The year that was over or nearly so then; None in the middle of a year, or where the day is blank."""
        if self.day is None or _SPRING < self.day.month < _AUTUMN:
            return None
        return self.day.year if self.day.month >= _AUTUMN else self.day.year - 1


def read_round(
    title: str | None, document_type: str | None, paragraphs: Sequence[Paragraph], written: Written
) -> tuple[str | None, Round | None]:
    """The round's code and the round to read by: from the heading over the results, else from the title.

    A document whose round is not told is read all the same, by the year it was written in or speaks of most.
    """
    told = _round_of_years_told(title or "", written)
    over = _before_tasks(title or "") if document_type != "plan" else title or ""
    titled = told or _round_in(over) or _round_of_span(over, written) or _round_in(title or "")
    passages = build_passages(paragraphs)
    headings = [p.own.title for p in passages if p.own and p.own.kind in ("part", "roman", "arabic")]
    results = phrase_groups("context")["results"]
    by_heading = [r for h in headings if results.says(fold_letters(h)) and (r := _round_in(h))]
    if document_type == "plan":
        past = [r for r in by_heading if titled is None or r.year < titled.year]
        if past:
            return past[0].code, past[0]
        # A plan without results: its own year is the round, and everything in it is still to come.
        return (titled.code, Round(titled.year - 1)) if titled else (None, _round_to_read_by(paragraphs, written))
    round_ = titled or (by_heading[0] if by_heading else None)
    return (round_.code, round_) if round_ else (None, _round_to_read_by(paragraphs, written))


def _round_to_read_by(paragraphs: Sequence[Paragraph], written: Written) -> Round | None:
    """The year a document was written in, else the one it names most often; None for one that names no year."""
    years = Counter(year for paragraph in paragraphs for year in YEAR.findall(fold_letters(paragraph.text)))
    year = written.year or max(map(int, years), key=lambda one: (years[str(one)], one), default=None)
    return Round(year) if year else None


def _round_in(text: str) -> Round | None:
    """The first year named and its window: what comes after ("… và nhiệm vụ năm 2025") is still to come."""
    folded = fold_letters(text)
    named = YEAR.search(folded)
    year = named or _YEAR_OF_DAY.search(folded) or _BARE_YEAR.search(folded)
    if not year:
        return None
    windows = phrase_groups("context")["windows"].find(folded)
    window = windows[0].means["window"] if windows else _window_to_day(folded, year[1], is_of_year=named is not None)
    return Round(int(year[1]), "" if window == "year" else window)


def _window_to_day(folded: str, year: str, *, is_of_year: bool) -> str:
    """The months up to the day numbers are told to; a year's own report is made from its last quarter on."""
    day = _DAY_TOLD.search(folded)
    if day is None or day[2] != year or not 1 <= int(day[1]) <= _LAST_MONTH:
        return ""
    return "" if is_of_year and int(day[1]) >= _AUTUMN else window_of_months(int(day[1]))


def _before_tasks(title: str) -> str:
    """What of a title is over: "… giai đoạn 2021 - 2024" of "… giai đoạn 2021 - 2024; nhiệm vụ năm 2025"."""
    ahead = _TASKS.search(fold_letters(title))
    return title[: ahead.start()] if ahead else title


def _round_of_years_told(text: str, written: Written) -> Round | None:
    """The years a title says it reviews, apart from its programme's term: "… (từ năm 2022 đến tháng 10/2024)"."""
    told = _YEARS_TOLD.search(fold_letters(text))
    if told is None or written.year is None or not int(told[1]) < int(told[2]) <= written.year:
        return None
    return Round(int(told[2]), first_year=int(told[1]))


def _round_of_span(text: str, written: Written) -> Round | None:
    """The last year of "giai đoạn 2021-2023"; of a term not over yet, the last year that was when it was written."""
    spans = [(int(match[1]), int(match[2])) for match in _SPAN_OF_TITLE.finditer(fold_letters(text))]
    if not spans or written.year is None:
        return None
    # A second span ("…, định hướng giai đoạn 2026 - 2030") is still to come.
    first, last = spans[0]
    if last <= written.year:
        return Round(last, first_year=first)
    ended = written.last_year_over
    return Round(ended, first_year=first) if ended is not None and first <= ended else None
