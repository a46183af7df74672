"""Where a number stands in its sentence: what is said before it, after it, and which number it explains."""

import re
from dataclasses import dataclass
from functools import lru_cache

from district_reports.readers.language.mentions import Mention, find_mentions
from district_reports.readers.language.place_names import fold_words, open_brackets

# A full stop ends a sentence when a capital, a bracket, a quotation mark or nothing follows.
_SENTENCE_END = re.compile(r"[.!?]+(?:\s+|$)")
# A full stop behind these ends no sentence, nor does one behind the label a line begins with: "a. TDA1. Dạy nghề: …".
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|TT|tr|ThS|TS|PGS|GS|v\.v|St|số)|\.\.|^\W*(?:\w{1,3}[.)]\s+)?(?:TDA|DA|(?:Tiểu )?[Dd]ự án)\s?\d)$"
)


@dataclass(frozen=True)
class Clause:
    """A mention with its surroundings, as folded letters, place names masked.

    before: from the last number or bracket to this number, bracketed asides blanked out
    asides: the brackets blanked out of `before`
    after: from the number to the next stop or number
    beside: what stands right behind its unit, stop or not
    following: all that follows in the sentence
    outside: what the bracket the number is in stands behind, in its sentence
    words: what `before` holds as written
    sentence: from the start of the sentence, or of the bracket, to the number
    governor: index of the number that stands before the bracket this one is in
    previous: index of the last number of the same sentence and bracket depth
    """

    index: int
    mention: Mention
    before: str
    asides: str
    after: str
    beside: str
    following: str
    outside: str
    words: str

    @property
    def whole_sentence(self) -> str:
        """The sentence or bracket from its start through the number to the end of the sentence."""
        return f"{self.sentence}{self.mention.value_text} {fold_words(self.mention.unit_text)}{self.following}"

    @property
    def naming(self) -> str:
        """`before` with its brackets: where a name may stand, as in "Cải thiện dinh dưỡng (Tiểu dự án 2): …"."""
        return f"{self.before} {self.asides}"

    sentence: str
    depth: int
    governor: int | None
    previous: int | None
    sentence_number: int


# The readers of money and of households ask about the same passage, one after the other.
@lru_cache(maxsize=8)
def split_clauses(text: str, money_unit: str = "") -> tuple[Clause, ...]:
    """The clauses of all numbers with a unit in `text`, in order; `money_unit` is what a heading names for others."""
    folded = open_brackets(fold_words(text))
    mentions = find_mentions(text, money_unit)
    depths, opens = _brackets(folded)
    spans = sentence_spans(text)
    clauses: list[Clause] = []
    for index, mention in enumerate(mentions):
        sentence_number = sum(start <= mention.start for start, _ in spans) - 1
        sentence_start, sentence_end = spans[sentence_number]
        opened = opens[mention.start]
        floor = max(sentence_start, opened + 1)
        depth = depths[mention.start]
        previous = next((c.index for c in reversed(clauses) if c.mention.start >= floor and c.depth == depth), None)
        governor = None
        if opened >= sentence_start and depth:
            governor = next((c.index for c in reversed(clauses) if sentence_start <= c.mention.start < opened), None)
        before_start = floor if previous is None else _after_stop(folded, mentions[previous].end, mention.start)
        next_start = mentions[index + 1].start if index + 1 < len(mentions) else len(folded)
        clauses.append(Clause(
            index=index,
            mention=mention,
            before=_blank_asides(folded, before_start, mention.start),
            asides=" ".join(re.findall(r"\([^()]*\)", folded[before_start : mention.start])),
            after=_after(folded, mention.end, next_start),
            beside=folded[mention.unit_end : mention.unit_end + 24],
            following=folded[mention.end : sentence_end],
            outside=folded[sentence_start:opened] if depth else "",
            words=text[before_start : mention.start],
            sentence=_blank_asides(folded, sentence_start if not depth else opened + 1, mention.start),
            depth=depth,
            governor=governor,
            previous=previous,
            sentence_number=sentence_number,
        ))  # fmt: skip
    return tuple(clauses)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence of `text`."""
    starts = _sentence_starts(text)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _sentence_starts(text: str) -> list[int]:
    starts = [0]
    for match in _SENTENCE_END.finditer(text):
        following = text[match.end() : match.end() + 1]
        begins_anew = following.isupper() or following in '"“(*-+'
        if following and begins_anew and not _ABBREVIATION.search(text, 0, match.start()):
            starts.append(match.end())
    return starts


def _brackets(folded: str) -> tuple[list[int], list[int]]:
    """For every position the bracket depth and the position of the innermost open bracket (-1 outside)."""
    if "(" not in folded:
        return [0] * len(folded), [-1] * len(folded)
    depths: list[int] = []
    opens: list[int] = []
    stack: list[int] = []
    for position, letter in enumerate(folded):
        if letter == ")" and stack:
            stack.pop()
        depths.append(len(stack))
        opens.append(stack[-1] if stack else -1)
        if letter == "(":
            stack.append(position)
    return depths, opens


def _after_stop(folded: str, start: int, end: int) -> int:
    """Words right after the previous number still belong to it, up to the first comma or stop."""
    stop = re.compile(r"[,;.]\s|\)|\s[-–]\s").search(_blank_asides(folded, start, end))
    return start + stop.end() if stop else start


def _blank_asides(folded: str, start: int, end: int) -> str:
    """`folded[start:end]` with closed brackets and what they hold replaced by spaces."""
    text = folded[start:end]
    while (blanked := re.sub(r"\([^()]*\)", lambda aside: " " * len(aside[0]), text)) != text:
        text = blanked
    return text


def _after(folded: str, start: int, next_start: int) -> str:
    """What follows the number up to the next stop or number; a bracket without a number counts as following."""
    aside = re.compile(r"\s*[⁰-⁹¹²³]*\s*\(([^()\d]*)\)").match(folded, start)
    if aside and aside.end() <= next_start:
        return aside[1]
    stop = re.compile(r"[,;:()]|\.(?=\s|$)|\s[-–]\s").search(folded, start)
    return folded[start : min(stop.start() if stop else len(folded), next_start)]
