"""What became of every number of a document: a figure, context (a year, a label, …), or unplaced."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from district_reports.readers.language.clauses import sentence_spans
from district_reports.readers.language.number_context import context_kind, find_context
from district_reports.readers.outline.structure import HeadedPassage

FIGURE, UNPLACED = "figure", "unplaced"
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class NumberAccount:
    """One run of digits: `kind` is `figure`, `unplaced`, or the kind of context it belongs to; `sentence` holds it."""

    start: int
    end: int
    text: str
    kind: str
    sentence: str


def account_for(passage: HeadedPassage, taken: Sequence[tuple[int, int]]) -> list[NumberAccount]:
    """Every run of digits of a passage, in order; `taken` are the places of its figures."""
    context = find_context(passage.text, label_end=passage.body_start)
    spans = sentence_spans(passage.text)
    accounts = []
    for match in _DIGITS.finditer(passage.text):
        start, end = match.span()
        is_figure = any(first <= start and end <= last for first, last in taken)
        kind = FIGURE if is_figure else context_kind(context, start, end) or UNPLACED
        first, last = next((s, e) for s, e in reversed(spans) if s <= start)
        accounts.append(NumberAccount(start, end, match[0], kind, passage.text[first:last].strip()))
    return accounts


def unplaced(accounts: Iterable[NumberAccount]) -> list[NumberAccount]:
    """Those that are neither figure nor context."""
    return [account for account in accounts if account.kind == UNPLACED]
