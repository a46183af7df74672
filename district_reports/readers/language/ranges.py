"""Ranges: "từ 3 đến 5 hộ", "4 - 5%": of two numbers the first is the least that is meant, the second the most."""

import re

from district_reports.readers.language.number_context import context_kind, find_context
from district_reports.values import NUMBER, fold_letters, parse_number

_TO = re.compile(rf"\s*(?:(?P<dash>[-–—])|(?:đến|tới)(?:\s+(?:dưới|hết))?\s)\s*(?P<high>{NUMBER})(?![\d/]|[.,]\d)")
# "tăng từ 120 đến 150 hộ" is a change from one number to another.
_RISE = re.compile(r"\b(?:tang|nang)\b[^.;]{0,60}\btu\s*$")
_WIDEST = 10


def find_range_end(text: str, start: int, end: int, unit_end: int) -> re.Match[str] | None:
    """The second number (group `high`) where `text[start:end]` opens a range, else None.

    `unit_end` is where the first number's own unit ends, if it prints one. Years, days, labels and numbers that do not
    rise make no range.
    """
    to = _TO.match(text, unit_end)
    if to is None:
        return None
    low, high = parse_number(text[start:end]), parse_number(to["high"])
    # A dash also sets a number apart from what comes before it: "12 - 2.500 triệu đồng".
    if low >= high or (to["dash"] and low * _WIDEST < high and low > 0):
        return None
    if not to["dash"] and _RISE.search(fold_letters(text[:start])):
        return None
    context = find_context(text)
    is_named = context_kind(context, start, end) or context_kind(context, *to.span("high"))
    return None if is_named else to
