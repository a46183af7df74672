"""Exact numbers as Vietnamese readers write them: dots group thousands, a comma marks decimals, "–" is not stated."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from district_reports.wording import words_of

NOT_STATED = "–"
MILLION = Decimal(10**6)
_THOUSAND = Decimal("1E3")

# What a column of each unit is headed with, and how many decimals it has at least and at most.
_DECIMALS = {"vnd": (1, 6), "percent": (2, 4), "pp": (2, 4)}
UNIT_LABELS = {
    **words_of("vi")["units"],
    "vnd": "triệu đồng",
    "percent": "%",
    "pp": "điểm %",
    "units": "đơn vị",
    "days": "ngày",
    "date": "ngày",
    "submissions": "báo cáo",
}


def scale(value: Decimal, unit: str) -> Decimal:
    """The number a reader sees: money in million dong, everything else as it is."""
    return Decimal(value) / MILLION if unit == "vnd" else Decimal(value)


def format_number(value: Decimal | int | None, unit: str, decimals: int | None = None) -> str:
    """`98801000000, "vnd"` → `98.801,0`; None → `–`. Without `decimals`, as many as are needed to be exact."""
    if value is None:
        return NOT_STATED
    shown = scale(Decimal(value), unit)
    places = decimals_needed([Decimal(value)], unit) if decimals is None else decimals
    rounded = shown.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    grouped = f"{abs(rounded):,.{places}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"−{grouped}" if rounded < 0 else grouped


def format_reported(value: Decimal | int | None, unit: str) -> str:
    """A ratio as a report prints it, without zeros nobody printed: `7,7`, not `7,70`."""
    if value is None:
        return NOT_STATED
    return format_number(value, unit, _decimals(scale(Decimal(value), unit)))


def format_with_unit(value: Decimal | int | None, unit: str, decimals: int | None = None) -> str:
    """The number and its unit, as in a sentence: `98.801,0 triệu đồng`, `17,22 %`."""
    if value is None:
        return NOT_STATED
    return f"{format_number(value, unit, decimals)} {unit_label(unit)}".rstrip()


def unit_label(unit: str) -> str:
    """The unit in Vietnamese; a unit without a label is shown as it is."""
    return UNIT_LABELS.get(unit, unit)


def decimals_needed(values: Iterable[Decimal | int | None], unit: str) -> int:
    """The fewest decimals that show every value of a column exactly, so that its digits stand under each other."""
    fewest, most = _DECIMALS.get(unit, (0, 4))
    exponents = [_decimals(scale(Decimal(value), unit)) for value in values if value is not None]
    return min(most, max([fewest, *exponents]))


def usual_decimals(values: Iterable[Decimal | int | None], unit: str) -> int:
    """As many decimals as a sentence has: no more than three of a million dong, which is a thousand."""
    rounded = [Decimal(value).quantize(_THOUSAND) if unit == "vnd" else value for value in values if value is not None]
    return decimals_needed(rounded, unit)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
