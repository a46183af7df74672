"""How well a reading agrees with the figures an expert found in the same report."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from district_reports.figures import Figure
from district_reports.readers.documents.document import read_document
from district_reports.readers.narrative.counting_rules import FILES
from district_reports.readers.narrative.reading import Narrative, read_narrative
from district_reports.readers.outline.identity import recognise
from district_reports.readers.outline.structure import build_passages

FIELDS = ("indicator", "project", "subproject", "fund_source", "capital_type", "budget_year", "period", "kind")
_RATES = ("percent", "pp")
# How the real reports are called in public, and the truth file of those that have one.
REAL_REPORTS = {
    "000": ("a real report of the year 2024", "dak_to_2024.csv"),
    "001": ("a real report of half of 2022", None),
    "002": ("a real plan for 2025 with the results of half of 2024", "van_quan_2025.csv"),
    "004": ("a real evaluation of 2023", None),
}
_COUNTS = ("core", "found", "right", "printed", "printed_found", "read", "true")
_CORE_UNITS = ("vnd", "percent", "pp", "households", "people")
_COUNTED = (*FILES, "ages", "event_dates")
_IN_WORDS = re.compile(r"zero_in_words|implied_zero|full_amount_in_words")


@dataclass(frozen=True)
class Score:
    """Counts of one report.

    core, found, right: core figures there are, found, and of those classified right
    printed, printed_found: all figures that are printed, not only told in words
    is_whole: whether the truth holds every figure, not money and households alone
    read, true: figures read, and true ones of them
    """

    core: int
    found: int
    right: int
    printed: int
    printed_found: int
    read: int
    true: int
    faults: tuple[str, ...] = ()
    is_whole: bool = True

    @property
    def core_recall(self) -> float:
        return self.found / self.core if self.core else 1.0

    @property
    def recall(self) -> float:
        return self.printed_found / max(1, self.printed)

    @property
    def classified(self) -> float:
        return self.right / max(1, self.found)

    @property
    def precision(self) -> float:
        return self.true / max(1, self.read)


def read_narrative_of(path: Path) -> Narrative:
    """One report as a submission is read."""
    document = read_document(path.name, path.read_bytes())
    told = recognise([document])
    if told.reading_round is None:
        return Narrative([], [])
    passages = build_passages(document.paragraphs)
    return read_narrative(document, passages, told.reading_round, title=told.identity.title or "")


def read_report(path: Path) -> list[Figure]:
    """The figures of one report; what is not applicable left out."""
    return [figure for figure in read_narrative_of(path).figures if figure.value is not None]


def load_truth(path: Path) -> list[dict[str, str]]:
    """The rows of a truth file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def score(figures: Sequence[Figure], truth: Sequence[Mapping[str, str]]) -> Score:
    """Pairs every true figure with at most one that was read: same amount, quotes that share words, best first.

    A truth file that holds money and households alone says nothing about other figures: these then do not count.
    """
    is_whole = any(row["unit"] not in _CORE_UNITS for row in truth)
    if not is_whole:
        figures = [figure for figure in figures if not figure.rule.startswith(_COUNTED)]
    matches = _match(figures, truth)
    printed = [i for i, row in enumerate(truth) if not _IN_WORDS.search(row["breakdown"])]
    core = [i for i in printed if truth[i]["core"] == "1"]
    found = [i for i in core if i in matches]
    wrong = {i: [f for f in FIELDS if not _is_right(truth[i], figures[matches[i]], f)] for i in found}
    faults = [f"missed {truth[i]['figure_id']}: {truth[i]['quote']}" for i in core if i not in matches]
    faults += [f"wrong {', '.join(fields)} of {truth[i]['figure_id']}" for i, fields in wrong.items() if fields]
    others = [i for i in printed if i not in core and i not in matches]
    faults += [f"missed {truth[i]['figure_id']}: {truth[i]['quote']}" for i in others]
    faults += [f"extra {f.indicator}: {f.quote}" for j, f in enumerate(figures) if j not in matches.values()]
    right = sum(not fields for fields in wrong.values())
    all_found = sum(i in matches for i in printed)
    counts = len(core), len(found), right, len(printed), all_found, len(figures), len(matches)
    return Score(*counts, tuple(faults), is_whole)


def _match(figures: Sequence[Figure], truth: Sequence[Mapping[str, str]]) -> dict[int, int]:
    words = [_word_pairs(figure.quote) for figure in figures]
    candidates = []
    for i, row in enumerate(truth):
        own = _word_pairs(row["quote"])
        for j, figure in enumerate(figures):
            shared = len(own & words[j]) / max(1, min(len(own), len(words[j])))
            if shared and _is_same_amount(row, figure):
                candidates.append((shared + sum(_is_right(row, figure, f) for f in FIELDS) / 20, i, j))
    matches: dict[int, int] = {}
    for _, i, j in sorted(candidates, reverse=True):
        if i not in matches and j not in matches.values():
            matches[i] = j
    return matches


def _word_pairs(text: str) -> set[str]:
    words = re.sub(r"[\W_]+", " ", text.lower()).split()
    return {" ".join(words[i : i + 2]) for i in range(max(len(words) - 1, 1))}


def _is_same_amount(row: Mapping[str, str], figure: Figure) -> bool:
    value, units = Decimal(row["value"]), (row["unit"], figure.unit)
    if any((units[0] in kind) != (units[1] in kind) for kind in (("vnd",), _RATES)):
        return False
    return value == figure.value or (row["unit"] == "pp" and abs(value) == abs(figure.value or 0))


def _is_right(row: Mapping[str, str], figure: Figure, field: str) -> bool:
    """Whether a field was read as the expert did; what he left open is not held against the reading."""
    stated, read = row[field], getattr(figure, field)
    if field == "fund_source":
        return stated == "" or read == stated or (stated == "all" and read == "")
    if field in ("capital_type", "budget_year", "period") and not stated:
        return True
    return read == stated or (field == "capital_type" and read == row["capital_type_inferred"])


def total(scores: Iterable[Score]) -> Score:
    """Several reports taken as one; all figures counts those alone whose truth is whole."""
    scores = list(scores)
    whole = [one for one in scores if one.is_whole]
    sums = {name: sum(getattr(one, name) for one in scores) for name in _COUNTS}
    sums |= {name: sum(getattr(one, name) for one in whole) for name in ("printed", "printed_found")}
    return Score(**sums)
