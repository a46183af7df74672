"""A document's running text to figures: every subject's reader over every passage, with quotes and places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from district_reports.figures import Figure
from district_reports.readers.documents.document import Document
from district_reports.readers.narrative.ages import AgeReader
from district_reports.readers.narrative.capital import CapitalReader
from district_reports.readers.narrative.capital_carried import settle_years
from district_reports.readers.narrative.capital_closing import settle_parts, settle_sums
from district_reports.readers.narrative.capital_term import settle_term
from district_reports.readers.narrative.capital_types import mark_undivided
from district_reports.readers.narrative.counting import CountingReader
from district_reports.readers.narrative.counts_in_words import CountsInWordsReader
from district_reports.readers.narrative.drafts import Draft, range_end
from district_reports.readers.narrative.event_dates import EventDateReader
from district_reports.readers.narrative.households import HouseholdReader
from district_reports.readers.outline.accounts import NumberAccount, account_for
from district_reports.readers.outline.sections import Round, read_section
from district_reports.readers.outline.structure import HeadedPassage
from district_reports.values import fold_letters

_LONGEST_QUOTE = 160
_RECIPIENTS = re.compile(r"\W*noi nhan\s*:")
_LONGEST_RECIPIENT = 80


@dataclass(frozen=True)
class Narrative:
    """A document as read: its figures, and for each passage what became of every run of its digits."""

    figures: list[Figure]
    accounts: list[tuple[HeadedPassage, list[NumberAccount]]]


def read_narrative(
    document: Document, passages: Sequence[HeadedPassage], round_: Round, *, title: str, file_number: int = 1
) -> Narrative:
    """Every figure in the order of the text; ids tell file, paragraph and character. No number goes unaccounted."""
    read = _read_passages(passages, round_, title)
    # Finished only now: what a list or a later chapter says may still change the total it stands under.
    told = [draft for _, drafts in read for draft in sorted(drafts, key=lambda d: d.span)]
    settle_parts(told)
    settle_sums(told)
    settle_years(told)
    settle_term(told, round_)
    figures = [figure for passage, drafts in read for figure in _finish(document, passage, drafts, file_number)]
    accounts = [(passage, account_for(passage, [draft.span for draft in drafts])) for passage, drafts in read]
    return Narrative(mark_undivided(figures), accounts)


def read_figures(
    document: Document, passages: Sequence[HeadedPassage], round_: Round, *, title: str, file_number: int = 1
) -> list[Figure]:
    """The figures of `read_narrative` alone."""
    return read_narrative(document, passages, round_, title=title, file_number=file_number).figures


def _read_passages(
    passages: Sequence[HeadedPassage], round_: Round, title: str
) -> list[tuple[HeadedPassage, list[Draft]]]:
    """The drafts of every passage; what one reader has read is left alone by those after it."""
    households, counting = HouseholdReader(round_), CountingReader(round_)
    readers = (
        CapitalReader(round_),
        households,
        CountsInWordsReader(round_),
        AgeReader(round_),
        EventDateReader(round_),
    )
    sections = [(passage, read_section(passage, round_, title=fold_letters(title)))
                for passage in _without_recipients(passages)]  # fmt: skip
    first = [[draft for reader in readers for draft in reader.read(passage, section)] for passage, section in sections]
    late = households.finish()
    read = []
    for (passage, section), drafts in zip(sections, first, strict=True):
        told = [*drafts, *late.get(passage.paragraph.number, ())]
        told += [range_end(d.figure, d.clause.mention.until) for d in told if d.clause and d.clause.mention.until]
        told += counting.read(passage, section, told)
        read.append((passage, told))
    return read


def _without_recipients(passages: Iterable[HeadedPassage]) -> Iterator[HeadedPassage]:
    """All but "Nơi nhận:" and the short list of offices below it: to whom a report goes is not what it tells."""
    is_list = False
    for passage in passages:
        begins = _RECIPIENTS.match(fold_letters(passage.text)) is not None
        is_list = begins or (is_list and passage.own is not None and len(passage.text) < _LONGEST_RECIPIENT)
        if not is_list:
            yield passage


def _finish(document: Document, passage: HeadedPassage, drafts: Iterable[Draft], file_number: int) -> list[Figure]:
    taken: set[str] = set()
    finished = []
    for draft in sorted(drafts, key=lambda d: d.span):
        start, end = draft.span
        figure_id = f"f{file_number}p{passage.paragraph.number}c{start}"
        while figure_id in taken:
            figure_id += "b"
        taken.add(figure_id)
        finished.append(replace(
            draft.figure,
            figure_id=figure_id,
            value_text=draft.figure.value_text or passage.text[start:end],
            quote=quote(passage.text, start, end),
            locator=document.locator(passage.paragraph, start, end),
        ))  # fmt: skip
    return finished


def quote(text: str, start: int, end: int) -> str:
    """At most 160 characters around a number, whole words, white space as single spaces."""
    room = _LONGEST_QUOTE - (end - start)
    first = max(0, start - room * 2 // 3)
    last = min(len(text), end + room - (start - first))
    if first:
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return re.sub(r"\s+", " ", text[first:last]).strip()
