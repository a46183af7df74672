"""How well a reading agrees with the figures an expert found in the same report."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from district_reports.figures import Figure
from district_reports.readers.counting_rules import FILES
from district_reports.readers.documents import read_document
from district_reports.readers.identity import recognise
from district_reports.readers.narrative import read_figures
from district_reports.readers.structure import build_passages

FIELDS = ("indicator", "project", "subproject", "fund_source", "capital_type", "budget_year", "period", "kind")
_RATES = ("percent", "pp")
_COUNTS = ("core", "found", "right", "printed", "printed_found", "read", "true")
_CORE_UNITS = ("vnd", "percent", "pp", "households", "people")
_COUNTED = (*FILES, "ages", "event_dates")
_IN_WORDS = re.compile(r"zero_in_words|implied_zero|full_amount_in_words")


@dataclass(frozen=True)
class Score:
    """Counts of one report.

    core, found, right: core figures there are, found, and of those classified right
    printed, printed_found: all figures that are printed, not only told in words
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

    @property
    def core_recall(self) -> float:
        return self.found / self.core

    @property
    def recall(self) -> float:
        return self.printed_found / max(1, self.printed)

    @property
    def classified(self) -> float:
        return self.right / max(1, self.found)

    @property
    def precision(self) -> float:
        return self.true / max(1, self.read)


def read_report(path: Path) -> list[Figure]:
    """The figures of one report, by the way a submission takes; what is not applicable left out."""
    document = read_document(path.name, path.read_bytes())
    told = recognise([document])
    passages = build_passages(document.paragraphs)
    figures = read_figures(document, passages, told.reading_round, title=told.identity.title or "")
    return [figure for figure in figures if figure.value is not None]


def load_truth(path: Path) -> list[dict[str, str]]:
    """The rows of a truth file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def score(figures: Sequence[Figure], truth: Sequence[Mapping[str, str]]) -> Score:
    """Pairs every true figure with at most one that was read: same amount, quotes that share words, best first.

    A truth file that holds money and households alone says nothing about other figures: these then do not count.
    """
    if not any(row["unit"] not in _CORE_UNITS for row in truth):
        figures = [figure for figure in figures if not figure.rule.startswith(_COUNTED)]
    matches = _match(figures, truth)
    printed = [i for i, row in enumerate(truth) if not _IN_WORDS.search(row["breakdown"])]
    core = [i for i in printed if truth[i]["core"] == "1"]
    found = [i for i in core if i in matches]
    wrong = {i: [f for f in FIELDS if not _is_right(truth[i], figures[matches[i]], f)] for i in found}
    faults = [f"missed {truth[i]['figure_id']}: {truth[i]['quote']}" for i in core if i not in matches]
    faults += [f"wrong {', '.join(fields)} of {truth[i]['figure_id']}" for i, fields in wrong.items() if fields]
    faults += [f"missed {truth[i]['figure_id']}: {truth[i]['quote']}" for i in printed if i not in matches and i not in core]
    faults += [f"extra {f.indicator}: {f.quote}" for j, f in enumerate(figures) if j not in matches.values()]
    right = sum(not fields for fields in wrong.values())
    all_found = sum(i in matches for i in printed)
    return Score(len(core), len(found), right, len(printed), all_found, len(figures), len(matches), tuple(faults))


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
    """Several reports taken as one."""
    scores = list(scores)
    sums = [sum(getattr(one, name) for one in scores) for name in _COUNTS]
    return Score(*sums)
