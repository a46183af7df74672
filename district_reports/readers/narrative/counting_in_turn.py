"""Counts told one after another: "các năm 2022, 2023, 2024 lần lượt là 356, 612 và 548 lao động"."""

import re

# Up to the number nothing but the numbers before it.
_IN_TURN = re.compile(r"\blan luot(?: (?:la|dat|co|duoc|cho|:))*[\s:]*(?P<numbers>[\d.,\s]*(?:va\s+)?)$")
_YEARS = re.compile(r"\bnam\s+(20\d\d(?:(?:\s*[,;]\s*|\s+va\s+)(?:nam\s+)?20\d\d)+)[^.;\d]*\blan luot\b")
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def is_in_turn(before: str) -> bool:
    """Whether a number stands in such a list; `before` is its sentence up to it, in folded letters."""
    return _IN_TURN.search(before) is not None


def year_in_turn(before: str) -> str:
    """The year named at the number's place in the list; empty where the list is of no years."""
    listed, years = _IN_TURN.search(before), _YEARS.search(before)
    if listed is None or years is None:
        return ""
    named, place = re.findall(r"20\d\d", years[1]), len(_NUMBER.findall(listed["numbers"]))
    return named[place] if place < len(named) else ""
