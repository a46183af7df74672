"""What the marks of footnotes stand behind, so that a note goes on with the number it explains."""

import re
from collections.abc import Sequence
from typing import Generic, TypeVar

from district_reports.readers.outline.structure import HeadedPassage, footnote_marks

_SENTENCE_ENDS = re.compile(r"[.;]\s")

Read = TypeVar("Read")


class FootnoteMarks(Generic[Read]):
    """The marks of a document in order; those that begin again on each page are told apart by their order."""

    def __init__(self) -> None:
        self._marked: dict[str, list[Read | None]] = {}

    def cite(self, passage: HeadedPassage, read: Sequence[tuple[int, Read]]) -> None:
        """Remembers what each mark of a passage stands behind; `read` are its numbers, each with where it ends."""
        for start, mark in footnote_marks(passage.text):
            end, last = next(((end, one) for end, one in reversed(read) if end <= start), (0, None))
            is_apart = last is None or _SENTENCE_ENDS.search(passage.text, end, start)
            self._marked.setdefault(mark, []).append(None if is_apart else last)

    def noted(self, passage: HeadedPassage) -> Read | None:
        """What the mark of a footnote stands behind; None for body text. To be asked once for each footnote in turn."""
        marked = self._marked.get(passage.paragraph.footnote_mark, [])
        if not passage.paragraph.is_footnote or not marked:
            return None
        return marked.pop(0) if len(marked) > 1 else marked[0]
