"""A counted number among the words around it: its sentence, what stands before and behind it, the titles over it."""

import re
from dataclasses import dataclass

from district_reports.readers.language.tokens import Token
from district_reports.readers.outline.sections import Section
from district_reports.readers.outline.structure import HeadedPassage

ASIDE = re.compile(r"[,;.:()]|\d|\bva\b")
"""What ends the words that belong to a number: a stop, another number, "và"."""

_STOP_OR_NUMBER = re.compile(r"[;.:()\d]")


@dataclass(frozen=True)
class Surroundings:
    """A number in its passage; `last` is where the number understood before it ends. Texts are folded letters.

    `titles` are those the passage stands under, outermost first, its own included.
    """

    passage: HeadedPassage
    section: Section
    folded: str
    token: Token
    span: tuple[int, int]
    last: int
    titles: tuple[str, ...]

    @property
    def before(self) -> str:
        """From the start of the sentence to the number."""
        return self.folded[self.span[0] : self.token.start]

    @property
    def after(self) -> str:
        """From behind the number, its unit and its whole to the end of the sentence."""
        return self.folded[self.token.stop : self.span[1]]

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.folded[self.span[0] : self.span[1]]

    @property
    def segment(self) -> str:
        """What stands around the number between two semicolons."""
        end = self.folded.find(";", self.token.stop, self.span[1])
        start = self.folded.rfind(";", self.span[0], self.token.start) + 1
        return self.folded[max(start, self.span[0]) : end if end >= 0 else self.span[1]]

    @property
    def between(self) -> str:
        """From the number understood before, or the start of the sentence, to the number."""
        return self.folded[max(self.last, self.span[0]) : self.token.start]

    @property
    def headings(self) -> str:
        """The titles in one text."""
        return " . ".join(self.titles)

    @property
    def follows(self) -> str:
        """The words right behind the number, up to the next stop, number or "và"."""
        return ASIDE.split(self.after.lstrip(" *_("), maxsplit=1)[0][:48]

    @property
    def own_after(self) -> str:
        """All that belongs to the number behind it, up to the next stop other than a comma, or the next number."""
        return _STOP_OR_NUMBER.split(self.after, maxsplit=1)[0]
