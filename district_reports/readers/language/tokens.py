"""All numbers of a passage, also those without a unit of money or households: what the counting reader looks at."""

import re
from dataclasses import dataclass
from decimal import Decimal

from district_reports.readers.language.mentions import Mention, find_bound, find_mentions
from district_reports.readers.language.ranges import find_range_end
from district_reports.values import NUMBER, parse_number

_TOKEN = re.compile(r"(?<![\w.,])(?<!\d/)(?<!\d / )(?:" + NUMBER + r")(?![\d])")
_WHOLE = re.compile(r"\s*/\s*(" + NUMBER + r")(?![\d/])")
_MEASURED = ("vnd", "percent", "pp")


@dataclass(frozen=True)
class Token:
    """A number as printed: `unit` is vnd, percent or pp where its own unit says so, else empty.

    `end` is behind the number and a unit of those; `whole` is the number behind a stroke ("15/25"), `until` the end of
    a range ("15 - 25"), if there is one, and `stop` the place behind it.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    value_text: str
    unit_text: str = ""
    bound: str = "exact"
    whole: "Token | None" = None
    until: "Token | None" = None

    @property
    def stop(self) -> int:
        """Where the words that follow begin."""
        last = self.whole or self.until
        return last.end if last else self.end


def find_tokens(text: str) -> list[Token]:
    """Every number of `text`, left to right; the whole of "15/25" and the end of "15 - 25" are not told again."""
    measured = {mention.start: mention for mention in find_mentions(text) if mention.unit in _MEASURED}
    tokens: list[Token] = []
    behind = 0
    for match in _TOKEN.finditer(text):
        if match.start() < behind:
            continue
        mention = measured.get(match.start())
        if mention is not None:
            token = Token(match.start(), mention.unit_end, mention.value, mention.unit, mention.value_text,
                          mention.unit_text, mention.bound, until=_until(mention))  # fmt: skip
        else:
            token = _plain(text, match)
        tokens.append(token)
        behind = token.stop
    return tokens


def _until(mention: Mention) -> Token | None:
    most = mention.until
    if most is None:
        return None
    return Token(most.start, most.unit_end, most.value, most.unit, most.value_text, most.unit_text, most.bound)


def _plain(text: str, match: re.Match[str]) -> Token:
    start, end = match.span()
    bound = find_bound(text, start, end)
    if stroke := _WHOLE.match(text, end):
        whole = Token(stroke.start(1), stroke.end(1), parse_number(stroke[1]), "", stroke[1])
        return Token(start, end, parse_number(match[0]), "", match[0], bound=bound, whole=whole)
    if to := find_range_end(text, start, end, end):
        most = Token(*to.span("high"), parse_number(to["high"]), "", to["high"], bound="at_most")
        return Token(start, end, parse_number(match[0]), "", match[0], bound="at_least", until=most)
    return Token(start, end, parse_number(match[0]), "", match[0], bound=bound)
