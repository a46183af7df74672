"""Lines of a plain text → its paragraphs: how the whole text was wrapped, and which lines only go on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import maxsize

from district_reports.readers.documents.paragraphs import (
    begins_after_full_line,
    begins_item,
    clean_text,
    goes_on,
    is_capitals,
)

_FOOTNOTE_LINE = re.compile("[⁰¹²³⁴-⁹]+ ?[^⁰¹²³⁴-⁹]")
# Lines of tables and letterheads are as long as their columns are wide, and tell nothing of how the text is wrapped.
_SET_IN_COLUMNS = re.compile(r"[|\t]|\S\s{3,}\S")
# A text is wrapped at one width where a tenth of its lines are nearly as long as the longest, which fits a page. One
# line in thirty may be longer, as a web address is.
_WIDEST_PAGE, _NEARLY, _FEWEST_LINES, _LONGER = 130, 0.93, 20, 30
# A text is justified where this share of its nearly longest lines is exactly as long; by chance a fifth could be.
_SHARE_JUSTIFIED = 0.5
# Indents tell where paragraphs begin when nine lines in ten keep to them.
_MOST, _FEWEST_BEGINNINGS = 0.9, 3
# Where widths differ: a line much shorter than the longest of its block ended its paragraph; short blocks are lists.
_SHARE_OF_FULL_LINE, _SHORTEST_FULL_LINE = 0.8, 50


@dataclass(frozen=True)
class Wrapping:
    """How the lines of a text were wrapped.

    `width` is that of all its lines: without end where each is a paragraph, None where they differ. `indent` is where
    lines stand that go on, where those that begin a paragraph stand elsewhere; else None.
    """

    width: int | None
    is_justified: bool = False
    indent: int | None = None

    def has_room(self, above: str, line: str, longest: int) -> bool:
        """Whether the line above was ended on purpose: the first word of this one had room on it.

        `longest` is the length of the longest line in their block.
        """
        if self.width is None:
            return len(above) < _SHARE_OF_FULL_LINE * max(longest, _SHORTEST_FULL_LINE)
        if self.is_justified:
            return len(above) < self.width
        return len(above) + 1 + len(line.split()[0]) <= self.width

    def unjustify(self, line: str) -> str:
        """A line of a justified text without the spaces that make it as long as the others."""
        is_stretched = self.is_justified and len(line.rstrip()) == self.width
        return " ".join(line.split()) if is_stretched else line


def find_wrapping(lines: Sequence[str]) -> Wrapping:
    """How these lines of a text are wrapped."""
    prose = [line.rstrip() if not _SET_IN_COLUMNS.search(line) else "" for line in lines]
    lengths = sorted(len(line) for line in prose if line)
    longest = lengths[-1 - len(lengths) // _LONGER] if lengths else 0
    full = [length for length in lengths if length >= _NEARLY * longest]
    is_filled = len(lengths) >= _FEWEST_LINES and len(full) * 10 > len(lengths)
    if longest > _WIDEST_PAGE:
        return Wrapping(None if is_filled else maxsize)
    if not is_filled:
        return Wrapping(None)
    wrapping = Wrapping(longest, full.count(longest) > _SHARE_JUSTIFIED * len(full))
    return Wrapping(longest, wrapping.is_justified, _find_indent(prose, wrapping))


def _find_indent(lines: Sequence[str], wrapping: Wrapping) -> int | None:
    """Where lines stand that surely go on, unless lines that surely begin a paragraph stand there, too."""
    going_on: Counter[int] = Counter()
    beginning: Counter[int] = Counter()
    for above, line in pairwise(lines):
        if not above or not line:
            continue
        has_room, is_lower = wrapping.has_room(above, line, 0), line.lstrip()[0].islower()
        if has_room != is_lower:
            (beginning if has_room else going_on)[_indent_of(line)] += 1
    indent, count = max(going_on.items(), key=lambda one: one[1], default=(0, 0))
    is_kept = count > _MOST * going_on.total() and beginning[indent] < (1 - _MOST) * beginning.total()
    return indent if is_kept and beginning.total() >= _FEWEST_BEGINNINGS else None


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def split_block(lines: Sequence[str], wrapping: Wrapping) -> list[str]:
    """The paragraphs in lines between which no blank one stands: those that were only wrapped are joined."""
    lines = [line.rstrip() for line in lines if line.strip()]
    longest = max(map(len, lines), default=0)
    passages: list[str] = []
    for above, line in zip(["", *lines], lines, strict=False):
        text = clean_text(wrapping.unjustify(line))
        if wrapping.indent is not None:
            begins = _indent_of(line) != wrapping.indent
        else:
            begins = not passages or _begins(passages[-1], text, wrapping.has_room(above, line, longest))
        if begins or not passages:
            passages.append(text)
        else:
            passages[-1] += f" {text}"
    return passages


def _begins(passage: str, line: str, has_room: bool) -> bool:
    """Whether a line begins something; `has_room` says that there was room for it on the line above."""
    if goes_on(passage, line):
        return False
    if _FOOTNOTE_LINE.match(line):
        return True
    if not has_room:
        return begins_after_full_line(passage, line)
    return begins_item(line) or is_capitals(line) or is_capitals(passage) or not line[:1].islower()
