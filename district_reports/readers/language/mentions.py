"""Numbers in a sentence: value, unit, bound and place. What they mean is for the subject readers to say."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from district_reports.readers.language.number_context import context_kind, find_context
from district_reports.readers.language.ranges import find_range_end
from district_reports.values import NUMBER, fold_letters, is_ambiguous_number, parse_number

_MONEY_SCALES = {
    "trieu ty": 10**18, "nghin ty": 10**12, "ngan ty": 10**12, "ty": 10**9, "trieu": 10**6, "tr": 10**6,
    "nghin": 10**3, "ngan": 10**3, "trieu ti": 10**18, "nghin ti": 10**12, "ngan ti": 10**12, "ti": 10**9, "": 1,
}  # fmt: skip
_MONEY = re.compile(
    r"\s*(?:(?P<scale>(?:nghin|ngan|trieu)\s+t[yi]|t[yi]|trieu|tr\.?|nghin|ngan)?\s*(?P<dong>dong|vnd|d)(?![a-z]|/c\b)"
    # "năm 2024 tỷ lệ hộ nghèo" is no sum of money.
    r"|(?P<bare>(?:nghin|ngan|trieu)\s+t[yi]|t[yi](?!\s+(?:le|trong|so)\b)|trieu)(?![a-z]))"
)
_PERCENT = re.compile(r"\s*%")
_POINTS = re.compile(r"\s*(?:điểm phần trăm|điểm %)", re.IGNORECASE)
_COUNT = re.compile(r"\s*(?:lượt\s+)?(?P<unit>hộ|nhân khẩu|khẩu|người)(?![^\W\d_])", re.IGNORECASE)
_UNITS = {"hộ": "households", "nhân khẩu": "people", "khẩu": "people", "người": "people"}
_BOUNDS = {
    "at_least": re.compile(
        r"(?:(?<!cao )(?<!thấp )(?<!nhiều )hơn|trên|tối thiểu|ít nhất|không dưới|không (?:thấp|ít) hơn|[≥>])\s*$",
        re.IGNORECASE,
    ),
    "at_most": re.compile(
        r"(?<!không )(?:dưới|tối đa|không (?:vượt )?quá|nhiều nhất|không (?:cao|nhiều) hơn|chưa (?:đến|tới)|[≤<])\s*$",
        re.IGNORECASE,
    ),
    "about": re.compile(r"(?:khoảng|khoản|gần|xấp xỉ|chừng|ước khoảng)\s*$", re.IGNORECASE),
}
_FROM = re.compile(r"\btừ\s*$", re.IGNORECASE)
_BOUND_AFTER = re.compile(r"(?:\s+(?:cận )?nghèo)?\s*trở (?:(?P<least>lên)|xuống)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*/\s*(" + NUMBER + r")(?![\d/])")
_WHOLE_AFTER_UNIT = re.compile(
    rf"(?:\s+(?:cận\s+)?nghèo)?(?:\s*/|\s+trên(?:\s+tổng\s+số)?\s)\s*({NUMBER})(?![\d/])", re.IGNORECASE
)
# "41.265 khẩu/8.712 hộ" is two numbers, "90/900 hộ" a part and its whole.
_NUMBER = re.compile(r"(?<![\d.,\w])(?<![\d]/)(?<![\d] /)(?:" + NUMBER + r")")
# What may stand around a number that leaves out the unit told for all of its section, or by the amount before.
_MONEY_BEFORE = re.compile(
    r"(?:\b(?:giao|gn|giai ngan|kp|kinh phi|von|ke hoach|kh|khv|phan bo|bo tri|thuc hien|dau tu|su nghiep|trung uong"
    r"|dia phuong|dtpt|sn|dt|nstw|nsdp|tong|tong so|cong|duoc|la|dat|phat trien)|:)[\s:]*$"
)
# The second number of "60 tỷ 500 triệu đồng": less than one of the unit before.
_REST_OF_AMOUNT = re.compile(r"\s+(\d{1,3})(?![\d.,/])")
_ENDS = re.compile(r"\s*(?:[,;:.)(=/|]|$|va\b|dat\b|bang\b)")


@dataclass(frozen=True)
class Mention:
    """A printed number with its unit: `value` is exact in base units (whole đồng).

    `start` to `end` spans the number, its unit and its `whole`, if it is printed as a part of one; `unit_end` is where
    its own unit ends. `until` is the most of a range whose least the number is; both ends stand where the range does.
    Without `has_own_unit` the unit is that of the section or of the amount before the bracket.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    value_text: str
    unit_text: str
    bound: str = "exact"
    whole: "Mention | None" = None
    until: "Mention | None" = None
    is_ambiguous: bool = False
    unit_end: int = 0
    has_own_unit: bool = True


def find_mentions(text: str, money_unit: str = "") -> list[Mention]:
    """Every number in `text` that carries a unit of money, percent, points, households or people, left to right.

    "90/900 hộ" and "13 tỷ đồng/24 tỷ đồng" are one mention of the part whose `whole` is the other; the part ends
    where its whole does. "4 - 5%" is one mention, too. `money_unit` is what a heading names for numbers without a unit
    of their own; those in a bracket behind an amount take its unit.
    """
    folded = fold_letters(text)
    mentions: list[Mention] = []
    for match in _NUMBER.finditer(text):
        if mentions and match.start() < mentions[-1].end:
            continue
        mention = _mention_at(text, folded, match.start(), match.end())
        mention = mention or _unitless(text, folded, *match.span(), mentions[-1] if mentions else None, money_unit)
        if mention is not None:
            mentions.append(_with_smaller_units(text, folded, mention))
    return mentions


def _with_smaller_units(text: str, folded: str, amount: Mention) -> Mention:
    """The whole of an amount told in several units, "60 tỷ 500 triệu đồng", also of what it is a part of."""
    joined = _joined(text, folded, amount) if amount.whole is None else amount
    whole = joined.whole
    if joined is not amount:
        whole = _whole(text, folded, "vnd", _WHOLE_AFTER_UNIT.match(text, joined.unit_end))
    if whole is None:
        return joined
    whole = _joined(text, folded, whole)
    return replace(joined, whole=whole, end=whole.end)


def _joined(text: str, folded: str, amount: Mention) -> Mention:
    """An amount with those of smaller units that follow it: each less than one of the unit before."""
    while amount.unit == "vnd" and amount.until is None and amount.has_own_unit:
        rest = _REST_OF_AMOUNT.match(folded, amount.unit_end)
        unit, unit_end, scale = _unit_at(text, folded, rest.end()) if rest else ("", 0, 0)
        if rest is None or unit != "vnd" or not scale * 10**3 <= _smallest_scale(amount):
            return amount
        amount = replace(
            amount, end=unit_end, unit_end=unit_end, value=amount.value + int(rest[1]) * scale,
            value_text=text[amount.start : rest.end()], unit_text=text[rest.end() : unit_end].strip(),
            is_ambiguous=False,
        )  # fmt: skip
    return amount


def _smallest_scale(amount: Mention) -> int:
    """Of the last unit it is told in; 0 where nothing can follow: that is đồng, or its number has a fraction."""
    is_whole = "," not in amount.value_text
    unit, _, scale = _unit_at(amount.unit_text, fold_letters(amount.unit_text), 0)
    return scale if is_whole and unit == "vnd" and scale > 1 else 0


def _mention_at(text: str, folded: str, start: int, end: int) -> Mention | None:
    one = _single(text, folded, start, end)
    if one is not None and one.whole is not None:
        return one
    to = find_range_end(text, start, end, one.unit_end if one else end)
    most = _single(text, folded, *to.span("high")) if to else None
    if most is None or most.whole is not None or not _may_share(text, one, most):
        return one
    scale = most.value / parse_number(most.value_text)
    value = one.value if one else parse_number(text[start:end]) * scale
    return replace(most, start=start, value=value, value_text=text[start:end], bound="at_least",
                   until=replace(most, bound="at_most"))  # fmt: skip


def _unitless(text: str, folded: str, start: int, end: int, last: Mention | None, money_unit: str) -> Mention | None:
    """A number of money that leaves its unit out: in the bracket behind an amount, or where a heading names it."""
    printed = text[start:end]
    if len(printed) < 2 or not _ENDS.match(folded, end) or context_kind(find_context(text), start, end):
        return None
    unit = _unit_of_bracket(folded, start, last) if last else ""
    if not unit and money_unit and _MONEY_BEFORE.search(folded, max(0, start - 30), start):
        unit = money_unit
    if not unit:
        return None
    value = parse_number(printed) * _unit_at(unit, unit, 0)[2]
    return Mention(start, end, value, "vnd", printed, unit, is_ambiguous=is_ambiguous_number(printed), unit_end=end,
                   has_own_unit=False)  # fmt: skip


def _unit_of_bracket(folded: str, start: int, last: Mention) -> str:
    """The unit of the amount before the bracket `start` stands in: "93.728 triệu đồng (đầu tư 62.110; …)"."""
    between = folded[last.unit_end : start]
    is_inside = re.fullmatch(r"\s*\([^()\d]*[a-z][^()\d]*" if last.has_own_unit else r"[^()\d]*", between) is not None
    return fold_letters(last.unit_text) if last.unit == "vnd" and is_inside else ""


def _may_share(text: str, one: Mention | None, most: Mention) -> bool:
    """Whether a number and the end of its range count the same; counts that both name their unit say "từ" before."""
    if one is None:
        return True
    return one.unit == most.unit and (one.unit == "percent" or _FROM.search(text, 0, one.start) is not None)


def _single(text: str, folded: str, start: int, end: int) -> Mention | None:
    """The mention of one number, taken alone."""
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
        value=parse_number(text[start:end]) * scale,
        unit=unit,
        value_text=text[start:end],
        unit_text=unit_text,
        bound=find_bound(text, start, unit_end),
        whole=whole,
        is_ambiguous=unit != "percent" and is_ambiguous_number(text[start:end]),
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
    return Mention(match.start(1), end, parse_number(match[1]) * scale, unit, match[1], unit_text, unit_end=end)


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
    if after := _BOUND_AFTER.match(text, end):
        return "at_least" if after["least"] else "at_most"
    before = text[max(0, start - 20) : start]
    return next((bound for bound, pattern in _BOUNDS.items() if pattern.search(before)), "exact")
