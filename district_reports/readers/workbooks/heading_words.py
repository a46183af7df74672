"""Headings that nothing but the words of the forms parts: one line for all columns, or a list in the text above."""

import re
from collections.abc import Iterator, Sequence

from district_reports.readers.layouts import Layout, load_layouts, split_heading
from district_reports.values import fold_letters

_BARE_RATE = re.compile(r"\s*(?:(?:ty|ti) le\s*(?:\(?%\)?)?|\(?%\)?)\s*")
_LISTED = re.compile(r"(?:\(|(?:thứ tự|lần lượt(?: là)?|các cột|gồm)\s*:?\s+)([^()]+?)\)?\s*[:.]?$", re.IGNORECASE)
_LIST_SIGNS = (r"\s+[-–|]\s+", r"\s*;\s*", r"\s*,\s*", r"\s*/\s*")
_MOST_WORDS, _MOST_WAYS = 12, 8


def is_bare_rate(text: str) -> bool:
    """Whether a heading is only "Tỷ lệ", and does not say of what."""
    return bool(_BARE_RATE.fullmatch(fold_letters(text)))


def split_headings(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """The ways to divide one line into `count` headings so that one form knows them all."""
    words = text.split()
    seen: set[tuple[str, ...]] = set()
    for layout in load_layouts().values():
        for way in _ways(words, count, layout):
            if way not in seen:
                seen.add(way)
                yield way


def list_headings(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """The headings that a text lists at its end: "… (Xã - tổng số hộ - hộ nghèo):"; "TT" is left out of such a list."""
    found = _LISTED.search(text)
    for sign in _LIST_SIGNS:
        listed = tuple(re.split(sign, found[1].strip())) if found else ()
        if len(listed) == count:
            yield listed
        elif len(listed) == count - 1:
            yield ("TT", *listed)


def _ways(words: Sequence[str], count: int, layout: Layout) -> list[tuple[str, ...]]:
    """All ways up to a few; each word once, in order."""
    ways: list[tuple[str, ...]] = []

    def go_on(start: int, told: tuple[str, ...]) -> None:
        if len(ways) >= _MOST_WAYS or len(words) - start < count - len(told):
            return
        if len(told) == count:
            ways.extend([told] if start == len(words) else [])
            return
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            heading = " ".join(words[start:end])
            if _is_known(heading, layout):
                go_on(end, (*told, heading))

    go_on(0, ())
    return ways


def _is_known(heading: str, layout: Layout) -> bool:
    key = split_heading(heading)[0]
    return is_bare_rate(heading) or any(column.match(key) is not None for column in layout.columns)
