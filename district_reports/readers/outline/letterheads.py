"""Whose letterhead a document has, where it is nobody's who reports: a province's, be there a city of its name."""

import re
from collections.abc import Sequence
from itertools import takewhile

from district_reports.values import CAPITAL

_LETTERHEAD = 5
_PROVINCE_LINE = re.compile(rf"(?:[UỦ][YỶ] BAN NHÂN DÂN\s+|UBND\s+)?(TỈNH\s+{CAPITAL}+(?:\s+{CAPITAL}+)*)\b")
_BELOW = r"huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu"
_NAMED_BELOW = re.compile(rf"\b(?:(?:{_BELOW.upper()}|TP\.?)(?! HỘI)\b|(?:{_BELOW})\s+{CAPITAL})")
_CHAPTER = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}|PHẦN\b.{0,20})\s*[./):-]", re.IGNORECASE)
# What is sent to whom by what order names others, and is long.
_LONGEST_TITLE = 250


def province_of_letterhead(head: Sequence[str]) -> str:
    """The province whose own report these first paragraphs begin, as printed.

    Empty where the letterhead or the title names anybody below a province.
    """
    lines = list(takewhile(lambda line: not _CHAPTER.match(line), (text.strip(" *_") for text in head)))
    named = next((found for line in lines[:_LETTERHEAD] if (found := _PROVINCE_LINE.match(line))), None)
    is_below = any(_NAMED_BELOW.search(line) for line in lines if len(line) < _LONGEST_TITLE)
    return named[1] if named and not is_below else ""
