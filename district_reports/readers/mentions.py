"""Numbers in a sentence: value, unit, bound and place. What they mean is for the subject readers to say."""

import re
from dataclasses import dataclass
from decimal import Decimal

from district_reports.values import NUMBER, fold_letters, is_ambiguous_number, parse_number

_MONEY_SCALES = {
    "trieu ty": 10**18, "nghin ty": 10**12, "ngan ty": 10**12, "ty": 10**9, "trieu": 10**6, "tr": 10**6,
    "nghin": 10**3, "ngan": 10**3, "": 1,
}  # fmt: skip
_MONEY = re.compile(
    r"\s*(?:(?P<scale>(?:nghin|ngan|trieu)\s+ty|ty|trieu|tr\.?|nghin|ngan)?\s*(?P<dong>dong|vnd|d)(?![a-z])"
    # "năm 2024 tỷ lệ hộ nghèo" is no sum of money.
    r"|(?P<bare>(?:nghin|ngan|trieu)\s+ty|ty(?!\s+(?:le|trong|so)\b)|trieu)(?![a-z]))"
)
_PERCENT = re.compile(r"\s*%")
_POINTS = re.compile(r"\s*(?:điểm phần trăm|điểm %)", re.IGNORECASE)
_COUNT = re.compile(r"\s*(?:lượt\s+)?(?P<unit>hộ|nhân khẩu|khẩu|người)(?![^\W\d_])", re.IGNORECASE)
_UNITS = {"hộ": "households", "nhân khẩu": "people", "khẩu": "people", "người": "people"}
_BOUNDS = {
    "at_least": re.compile(r"(?:hơn|trên|tối thiểu|ít nhất|không dưới)\s*$", re.IGNORECASE),
    "at_most": re.compile(r"(?:dưới|tối đa|không quá|nhiều nhất)\s*$", re.IGNORECASE),
    "about": re.compile(r"(?:khoảng|khoản|gần|xấp xỉ|ước khoảng)\s*$", re.IGNORECASE),
}
_BOUND_AFTER = re.compile(r"\s*(?:trở lên)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*/\s*(" + NUMBER + r")(?![\d/])")
_WHOLE_AFTER_UNIT = re.compile(r"(?:\s+(?:cận\s+)?nghèo)?" + _WHOLE.pattern, re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.,/\w])(?:" + NUMBER + r")")


@dataclass(frozen=True)
class Mention:
    """A printed number with its unit: `value` is exact in base units (whole đồng).

    `start` to `end` spans the number, its unit and its `whole`, if it is printed as a part of one; `unit_end` is where
    its own unit ends.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    value_text: str
    unit_text: str
    bound: str = "exact"
    whole: "Mention | None" = None
    is_ambiguous: bool = False
    unit_end: int = 0


def find_mentions(text: str) -> list[Mention]:
    """Every number in `text` that carries a unit of money, percent, points, households or people, left to right.

    "90/900 hộ" and "13 tỷ đồng/24 tỷ đồng" are one mention of the part whose `whole` is the other; the part ends
    where its whole does.
    """
    folded = fold_letters(text)
    mentions: list[Mention] = []
    for match in _NUMBER.finditer(text):
        mention = _mention_at(text, folded, match)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _mention_at(text: str, folded: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    bare_whole = _WHOLE.match(text, end)
    unit_start = bare_whole.end() if bare_whole else end
    unit, unit_end, scale = _unit_at(text, folded, unit_start)
    if not unit:
        return None
    unit_text = text[unit_start:unit_end].strip()
    whole = None
    if unit not in ("percent", "pp"):
        whole = _whole(text, folded, unit, bare_whole or _WHOLE_AFTER_UNIT.match(text, unit_end))
    elif bare_whole:
        return None
    return Mention(
        start=start,
        end=whole.end if whole else unit_end,
        value=parse_number(match[0]) * scale,
        unit=unit,
        value_text=match[0],
        unit_text=unit_text,
        bound=find_bound(text, start, unit_end),
        whole=whole,
        is_ambiguous=unit != "percent" and is_ambiguous_number(match[0]),
        unit_end=unit_end,
    )


def _whole(text: str, folded: str, unit: str, match: re.Match[str] | None) -> Mention | None:
    """The second number of "90/900 hộ" or "13 tỷ đồng/24 tỷ đồng"; None where there is none of that unit."""
    if match is None:
        return None
    whole_unit, end, scale = _unit_at(text, folded, match.end())
    if whole_unit != unit:
        return None
    unit_text = text[match.end() : end].strip()
    return Mention(match.start(1), end, parse_number(match[1]) * scale, unit, match[1], unit_text)


def _unit_at(text: str, folded: str, position: int) -> tuple[str, int, int]:
    if percent := _PERCENT.match(text, position):
        return "percent", percent.end(), 1
    if points := _POINTS.match(text, position):
        return "pp", points.end(), 1
    if count := _COUNT.match(text, position):
        return _UNITS[" ".join(count["unit"].lower().split())], count.end(), 1
    if money := _MONEY.match(folded, position):
        scale = " ".join((money["scale"] or money["bare"] or "").rstrip(".").split())
        return "vnd", money.end(), _MONEY_SCALES[scale]
    return "", position, 1


def find_bound(text: str, start: int, end: int) -> str:
    """What the words around `text[start:end]` say of its value: exact, at_least, at_most or about."""
    if _BOUND_AFTER.match(text, end):
        return "at_least"
    before = text[max(0, start - 14) : start]
    return next((bound for bound, pattern in _BOUNDS.items() if pattern.search(before)), "exact")
