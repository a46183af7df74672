"""Which number of a release a few words mean: what is measured, and of which line, in Vietnamese or in English."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from district_reports.exports.labels import (
    breakdown_label,
    indicator_label,
    label,
    project_title,
    row_label,
    year_label,
)
from district_reports.exports.release_search import MOST_SUGGESTED, sort_by_likeness
from district_reports.problems import DistrictReportsError
from district_reports.values import fold
from district_reports.warehouse.releases.content import TABLE_BY_NAME
from district_reports.warehouse.releases.published import PublishedRelease

Row = Mapping[str, Any]

_PROJECT_WORDS, _SUBPROJECT_WORDS = "(?:du an|da|project)", "(?:tieu du an|tda|sub ?project)"
_SUBPROJECT = re.compile(rf"\b{_SUBPROJECT_WORDS} ?(\d{{1,2}})(?: thuoc| cua| of)? {_PROJECT_WORDS} ?(\d{{1,2}})\b")
_PROJECT = re.compile(rf"(?<!tieu )(?<!sub )\b{_PROJECT_WORDS} ?(\d{{1,2}})\b(?: ?{_SUBPROJECT_WORDS} ?(\d{{1,2}})\b)?")
_ABBREVIATIONS = {
    "tw": "trung uong", "nstw": "trung uong", "dp": "dia phuong", "nsdp": "dia phuong", "dtpt": "dau tu",
    "dtts": "dan toc thieu so", "dbdtts": "dan toc thieu so",
}  # fmt: skip
# What may be said or left out without naming anything else.
_FILLERS = frozenset(
    {"so", "tong", "von", "muc", "nguon", "ngan", "sach", "da", "duoc", "dang", "cua", "cac", "cho", "theo", "trong",
     "tai", "o", "la", "va", "nam", "ky", "tren", "the", "of", "for", "in", "vnd", "pct", "count", "pp"}
)  # fmt: skip
_WHOLES = ("", "all", None)


class Cell(NamedTuple):
    """Where a published number stands."""

    table_name: str
    row: Row
    measure: str


@dataclass(frozen=True)
class _Asked:
    """Words and, where one is named, the project with its sub-project, empty where the whole is meant."""

    words: frozenset[str]
    project: tuple[str, str] | None

    @property
    def telling(self) -> frozenset[str]:
        return self.words - _FILLERS


def find_cell(release: PublishedRelease, text: str) -> Cell:
    """The number that the words name: some name what is measured, the others the line (project, source, type, year).

    The number called most nearly so counts. Where the words name no line it is the headline, else the one with the
    fewest dimensions. Raises DistrictReportsError, with the nearest few, when nothing or several numbers fit.
    """
    asked = _read_words(text)
    fitting = sorted(_fitting_cells(release, asked), key=itemgetter(0))
    place = f"{release.release_id}: {text}"
    if not fitting:
        raise DistrictReportsError("no published number is called that", place=place, remedy=_nearest(release, text))
    surplus = fitting[0][0][0]
    names = list(dict.fromkeys(cell.measure for key, cell in fitting if key[0] == surplus))
    if surplus and len(names) > 1:
        told = ", ".join(map(_call, names[:MOST_SUGGESTED]))
        raise DistrictReportsError("several numbers are called that", place=place, remedy=f"name one of: {told}")
    return fitting[0][1]


def _read_words(text: str) -> _Asked:
    text, project = fold(text), None
    if match := _SUBPROJECT.search(text):
        project = (f"DA{match[2]}", f"DA{match[2]}.TDA{match[1]}")
    elif match := _PROJECT.search(text):
        project = (f"DA{match[1]}", f"DA{match[1]}.TDA{match[2]}" if match[2] else "")
    if match:
        text = text[: match.start()] + " " + text[match.end() :]
    words = (part for word in text.split() for part in _ABBREVIATIONS.get(word, word).split())
    return _Asked(frozenset(words), project)


def _fitting_cells(release: PublishedRelease, asked: _Asked) -> Iterator[tuple[tuple, Cell]]:
    """Each cell that all the words fit, with how well: what comes first when sorted is meant."""
    for name, table in TABLE_BY_NAME.items():
        for row in release.rows(name):
            if asked.project and asked.project != (row.get("project"), row.get("subproject") or ""):
                continue
            line = _line_words(row)
            for measure in table.measures:
                surplus = _surplus(asked, measure, line)
                if surplus is not None and row[measure] is not None:
                    yield (
                        (surplus, *_distance(asked, row, release), name, row["row_key"], measure),
                        Cell(name, row, measure),
                    )


def _surplus(asked: _Asked, measure: str, line: frozenset[str]) -> int | None:
    """How many words the measure's name has that were not said; None where it is not what was said."""
    fitting = [
        len(name - asked.words - _FILLERS)
        for name in _measure_names(measure)
        if asked.telling & name and asked.telling <= name | line
    ]
    return min(fitting, default=None)


def _distance(asked: _Asked, row: Row, release: PublishedRelease) -> tuple[int, int, bool, bool, int]:
    """How far a row is from what was said.

    Words of what it is about that were not said, few that were, no headline, another year, many dimensions.
    """
    values = [(name, row[name]) for name in _DIMENSIONS if row.get(name) not in _WHOLES]
    spoken_of = [
        [name for name in _value_names(dimension, value) if name & asked.telling] for dimension, value in values
    ]
    unsaid = sum(min(len(name - asked.words - _FILLERS) for name in names) for names in spoken_of if names)
    said = sum(max(len(name & asked.telling) for name in names) for names in spoken_of if names)
    years = {value for name, value in values if name.endswith("_year")}
    is_other_year = bool(years) and release.header["round"][:4] not in years
    return unsaid, -said, not row.get("is_headline"), is_other_year, len(values)


@cache
def _measure_names(measure: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(fold(label("measures", measure)).split()), frozenset(fold(measure).split())


def _line_words(row: Row) -> frozenset[str]:
    values = ((dimension, row[dimension]) for dimension in _DIMENSIONS if row.get(dimension))
    return frozenset().union(*(name for dimension, value in values for name in _value_names(dimension, value)))


@cache
def _value_names(dimension: str, value: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a value of a dimension may be called, in words: its code, and its label."""
    return frozenset(fold(value).split()), frozenset(fold(_DIMENSIONS[dimension](value)).split())


def _in_group(group: str) -> Callable[[str], str]:
    return lambda value: label(group, value)


_DIMENSIONS: Mapping[str, Callable[[str], str]] = {
    "project": project_title,
    "subproject": project_title,
    **{name: _in_group(name) for name in ("component", "fund_source", "capital_type", "policy", "household_group",
                                          "dimension")},
    **dict.fromkeys(("budget_year", "review_year", "support_year", "target_year", "earlier_round"), year_label),
    "deprivation": _in_group("breakdown"),
    "breakdown": breakdown_label,
    "indicator": indicator_label,
    "unit": _in_group("household_unit"),
}  # fmt: skip


def _nearest(release: PublishedRelease, text: str) -> str:
    """What there is instead: other lines of the number that was named, else the numbers called most alike."""
    asked = _read_words(text)
    if asked.project and (others := sorted(_fitting_cells(release, _Asked(asked.words, None)), key=itemgetter(0))):
        measure = others[0][1].measure
        lines = dict.fromkeys(row_label(cell.table_name, cell.row) for _, cell in others if cell.measure == measure)
        return f"{_call(measure)} is published of other lines: {'; '.join(list(lines)[:MOST_SUGGESTED])}"
    names = {
        _call(measure)
        for name, table in TABLE_BY_NAME.items()
        for measure in table.measures
        if any(row[measure] is not None for row in release.rows(name))
    }
    nearest = sort_by_likeness(names, text)[:MOST_SUGGESTED]
    return f"the nearest are: {', '.join(nearest)}; then, if it matters, project, source, type or year"


def _call(measure: str) -> str:
    return f"“{label('measures', measure)}” ({measure})"
