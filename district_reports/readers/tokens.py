"""All numbers of a passage, also those without a unit of money or households: what the counting reader looks at."""

import re
from dataclasses import dataclass
from decimal import Decimal

from district_reports.readers.mentions import find_bound, find_mentions
from district_reports.values import NUMBER, parse_number

_TOKEN = re.compile(r"(?<![\w.,])(?<!\d/)(?<!\d / )(?:" + NUMBER + r")(?![\d])")
_WHOLE = re.compile(r"\s*/\s*(" + NUMBER + r")(?![\d/])")
_MEASURED = ("vnd", "percent", "pp")


@dataclass(frozen=True)
class Token:
    """A number as printed: `unit` is vnd, percent or pp where its own unit says so, else empty.

    `end` is behind the number and a unit of those; `whole` is the number behind a stroke ("15/25"), if there is one,
    and `stop` the place behind it.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    value_text: str
    unit_text: str = ""
    bound: str = "exact"
    whole: "Token | None" = None

    @property
    def stop(self) -> int:
        """Where the words that follow begin."""
        return self.whole.end if self.whole else self.end


def find_tokens(text: str) -> list[Token]:
    """Every number of `text`, left to right; the whole of "15/25" is told with its part and not again."""
    measured = {mention.start: mention for mention in find_mentions(text) if mention.unit in _MEASURED}
    tokens: list[Token] = []
    behind = 0
    for match in _TOKEN.finditer(text):
        if match.start() < behind:
            continue
        mention = measured.get(match.start())
        if mention is not None:
            token = Token(match.start(), mention.unit_end, mention.value, mention.unit, mention.value_text,
                          mention.unit_text, mention.bound)  # fmt: skip
        else:
            token = _plain(text, match)
        tokens.append(token)
        behind = token.stop
    return tokens


def _plain(text: str, match: re.Match[str]) -> Token:
    whole = None
    if stroke := _WHOLE.match(text, match.end()):
        whole = Token(stroke.start(1), stroke.end(1), parse_number(stroke[1]), "", stroke[1])
    bound = find_bound(text, match.start(), match.end())
    return Token(match.start(), match.end(), parse_number(match[0]), "", match[0], bound=bound, whole=whole)
