"""Which year households are told of: a review told in passing, the beginning of a year, a change over several."""

import re
from dataclasses import replace

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause
from district_reports.readers.narrative.household_subjects import Stated, starts_lower
from district_reports.readers.outline.sections import Round, Section
from district_reports.readers.outline.years import YEAR, last_year, several_years

YEARLY_AFTER = re.compile(r"\s*(?:/|moi|mot|hang)\s*nam\b")
_YEARLY_BEFORE = re.compile(r"\bbinh quan|\b(?:moi|hang) nam\b")
_SEVERAL_YEARS = re.compile(r"\b(?:sau|trong|qua) (?:hai|ba|bon|nam|[2-5]|0[2-5]) nam\b(?! 20)")
# A change within a year, or since another moment: what several years told before goes on no more.
_ANOTHER_TIME = re.compile(r"(?<!sau )\b(?:nam (?:20\d\d|nay|truoc)|so voi|cung ky|thang|quy)\b")
_SINCE_BEGINNING = re.compile(r"\bso voi (?:dau|khi bat dau) (?:ky|giai doan|nhiem ky)\b")
# The review a count was taken from: "2.068 hộ nghèo (số liệu cuối năm 2023)"; what is compared is another's.
_NOTE = r"\((?![^()]*\b(?:so voi|giam|tang)\b)(?:[^()]*\b)?cuoi nam (20\d\d)\b[^()]*\)"
_NOTED_BEFORE = re.compile(_NOTE)
_NOTED_YEAR = re.compile(r"[^.;:()\d]{0,30}" + _NOTE)
_BEGINNING_NOTED = re.compile(r"\bdau nam (20\d\d)\s*" + _NOTE)
_YEAR_BEGINS = re.compile(r"(?<!thang )\bdau (?:nam 20\d\d|ky|giai doan)\b")
_CLOSING = re.compile(
    r"(?<!so voi )(?:\bcuoi nam|\bra soat(?: ho ngheo,? (?:va )?(?:ho )?can ngheo)?(?: cuoi)? nam) (20\d\d)"
)
# What stood at the beginning of a year is what the review of the year before has found.
YEAR_START = "start_of_year"


def is_year_start(clause: Clause, base: Stated | None, year: str) -> bool:
    """Whether a number is told of the beginning of its year: "Đầu năm 2024 có 1.482 hộ nghèo, chiếm 4,25%"."""
    if base is not None and not YEAR.search(clause.before):
        return base.figure.period == year and YEAR_START in base.figure.breakdown.split(";")
    named = clause.before if YEAR.search(clause.before) else clause.sentence
    return bool(re.search(rf"(?<!thang )(?<!so voi )\bdau nam {year}\b(?!.*\bnam 20)", named))


def closing_year(folded: str) -> str:
    """The one year whose closing review a passage names; empty for none or several."""
    years = set(_CLOSING.findall(folded))
    return years.pop() if len(years) == 1 else ""


class ChangeYears:
    """Tells for the changes of one passage, in order, over how many years they are.

    "Sau 3 năm giảm 90 hộ nghèo; tỷ lệ hộ nghèo giảm 9%. Tỷ lệ hộ cận nghèo tăng 2%.": what names no year goes on.
    """

    def __init__(self) -> None:
        self._goes_on_to = -1

    def over(self, clause: Clause) -> str:
        """`yearly_average` for one of each of several years ("bình quân giảm 3%/năm"), `several_years` for one of them
        together, else empty."""
        if _YEARLY_BEFORE.search(clause.before) or YEARLY_AFTER.match(clause.after):
            return "yearly_average"
        is_told = _SEVERAL_YEARS.search(clause.before) or _is_since_beginning(clause)
        is_near = clause.sentence_number <= self._goes_on_to and not clause.depth
        goes_on = is_near and not _ANOTHER_TIME.search(f"{clause.sentence} . {clause.after}")
        self._goes_on_to = clause.sentence_number + 1 if is_told or goes_on else -1
        return "several_years" if is_told or goes_on else ""


def over_years(change: Figure, clause: Clause, section: Section, round_: Round) -> Figure:
    """A change of several years with the years it is of: those named, those to come, else those of the review.

    What has changed since the beginning is a result, also under a heading about aims.
    """
    if _is_since_beginning(clause):
        change = replace(change, kind="actual", budget_year="", period=str(round_.year))
    to_come = "-".join(sorted({str(round_.year + 1), change.period[:4]})) if change.period > str(round_.year) else ""
    years = several_years(clause.sentence) or to_come or section.span or round_.span or change.period
    return replace(change, period=years, budget_year=years if change.kind == "target" else "")


def _is_since_beginning(clause: Clause) -> bool:
    return _SINCE_BEGINNING.search(f"{clause.before} . {clause.after}") is not None


def noted_year(clause: Clause) -> str:
    """The year of the review that a bracket behind the number names; empty for none."""
    noted = _NOTED_YEAR.match(clause.following)
    return noted[1] if noted else ""


def noted_before(clause: Clause) -> str:
    """The year of the review that a bracket before the number says its beginning is of; empty for none.

    "Đầu kỳ (cuối năm 2021): 900 hộ nghèo", "Đầu năm 2022 (theo rà soát cuối năm 2021) có 900 hộ nghèo".
    """
    noted = _NOTED_BEFORE.search(clause.asides)
    return noted[1] if noted and _YEAR_BEGINS.search(clause.before) else ""


def review_of_beginning(folded: str) -> tuple[str, str] | None:
    """The year whose beginning a passage tells, and that of the review a bracket says it is from; None for none.

    "Đầu năm 2024 (kết quả rà soát cuối năm 2023): 9.000 hộ; hộ nghèo 900 hộ"
    """
    told = _BEGINNING_NOTED.search(folded)
    return (told[1], told[2]) if told else None


def is_only_reviewed(clause: Clause, year: str, reviewed: str, present: int) -> bool:
    """Whether a past year is only that of a review told in passing: what is aimed at is measured from there.

    "Phấn đấu giảm 4,7% (theo kết quả điều tra cuối năm 2021)" is of the year it was written in. `reviewed` is the year
    of the review its passage names.
    """
    is_past = int(year[:4]) < present and year in (reviewed, noted_year(clause))
    return is_past and not last_year(clause.before, present, spans=False)


def is_start(clause: Clause, base: Stated | None) -> bool:
    """Whether a number, or the one whose bracket it is in, is where a fall starts."""
    explains_start = base is not None and base.is_start and clause.depth > 0 and clause.previous is None
    return starts_lower(clause, clause.before) or explains_start


def at_start(figure: Figure, clause: Clause) -> Figure:
    """Where a fall starts is no target, and without a year of its own it is where the year before ended."""
    own_year = last_year(clause.after, int(figure.period), spans=False)
    return replace(figure, kind="actual", budget_year="", period=own_year or str(int(figure.period) - 1))


def at_end(main: Figure, clause: Clause, section: Section, round_: Round) -> Figure:
    """Where a fall ends is of the year of the fall, and not of the year its start was told for."""
    latest = round_.year + 5
    if not last_year(clause.after, latest, spans=False):
        return main
    fell = last_year(clause.before, latest, spans=False) or str(section.year or round_.year)
    return replace(main, period=max(fell, main.period))
