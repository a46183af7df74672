"""How well a reading agrees with the figures an expert found in the same report."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from district_reports.figures import Figure
from district_reports.readers.documents import read_document
from district_reports.readers.identity import recognise
from district_reports.readers.narrative import read_figures
from district_reports.readers.structure import build_passages

FIELDS = ("indicator", "project", "subproject", "fund_source", "capital_type", "budget_year", "period", "kind")
_RATES = ("percent", "pp")
_IN_WORDS = re.compile(r"zero_in_words|implied_zero|full_amount_in_words")


@dataclass(frozen=True)
class Score:
    """Counts of one report: core figures there are, found and classified right; figures read, and true ones of them."""

    core: int
    found: int
    right: int
    read: int
    true: int
    faults: tuple[str, ...] = ()

    @property
    def core_recall(self) -> float:
        return self.found / self.core

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
    """Pairs every true figure with at most one that was read: same amount, quotes that share words, best first."""
    matches = _match(figures, truth)
    core = [i for i, row in enumerate(truth) if row["core"] == "1" and not _IN_WORDS.search(row["breakdown"])]
    found = [i for i in core if i in matches]
    wrong = {i: [f for f in FIELDS if not _is_right(truth[i], figures[matches[i]], f)] for i in found}
    faults = [f"missed {truth[i]['figure_id']}: {truth[i]['quote']}" for i in core if i not in matches]
    faults += [f"wrong {', '.join(fields)} of {truth[i]['figure_id']}" for i, fields in wrong.items() if fields]
    right = sum(not fields for fields in wrong.values())
    return Score(len(core), len(found), right, len(figures), len(matches), tuple(faults))


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
    sums = [sum(getattr(one, name) for one in scores) for name in ("core", "found", "right", "read", "true")]
    return Score(*sums)
