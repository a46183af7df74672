"""Vietnamese text to exact values: numbers, dates, folded letters. Pure; everything else builds on it."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from district_reports.problems import DistrictReportsError

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+,\d+|\d+\.\d+|\d+"
"""A number as Vietnamese documents print it: dots group thousands, a comma marks decimals."""

# A range of letters would take small ones along: in Unicode capitals and small letters alternate.
CAPITAL = "[" + "".join(chr(code) for code in range(ord("A"), ord("Ỹ") + 1) if chr(code).isupper()) + "]"
"""A capital letter, Vietnamese ones included, as a pattern: what a proper name begins with."""

_LAST_MONTHS = {"": 12, "H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}
_MONTHS = 12
_MONTHS_OF_ROUND = re.compile(r"-(\d{1,2})M")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def normalise(text: str) -> str:
    """One spelling for each letter (NFC), for text from outside; readers call it once, at the door."""
    return unicodedata.normalize("NFC", text)


class _Folding(dict[int, str]):
    """Folded letters by code point, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_letter(chr(code))
        return self[code]


def _fold_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    # Lower case first: the lower case of a few letters is longer than one, and positions must not move.
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


_FOLDED = _Folding()


def fold_letters(text: str) -> str:
    """`text` in lower case without diacritics, position by position: `fold_letters(t)[i]` stands for `t[i]`."""
    return text.translate(_FOLDED)


def fold(text: str) -> str:
    """A key for comparing names: folded letters, punctuation and white space as one space each.

    >>> fold("Đắk  Rơ-Nga")
    'dak ro nga'
    """
    return re.sub(r"[\W_]+", " ", fold_letters(normalise(text))).strip()


def is_ambiguous_number(text: str) -> bool:
    """Whether a dot in `text` may be a decimal point or a slip: "375.2", "0.125", but not "98.801"."""
    is_grouped = _GROUPED.fullmatch(text) is not None and not text.startswith("0.")
    return "." in text and not is_grouped


def parse_number(text: str) -> Decimal:
    """The exact value of a printed number.

    Dots that stand before groups of three digits group thousands; any other single dot is read as a decimal point
    (spreadsheet habit; see `is_ambiguous_number`). Raises ValueError for what is no number.

    >>> parse_number("10.491,50"), parse_number("98.801"), parse_number("09"), parse_number("375.2")
    (Decimal('10491.50'), Decimal('98801'), Decimal('9'), Decimal('375.2'))
    """
    text = text.strip()
    if not re.fullmatch(NUMBER, text):
        raise ValueError(f"not a number: {text!r}")
    if is_ambiguous_number(text):
        return Decimal(text)
    return Decimal(text.replace(".", "").replace(",", "."))


DATE = re.compile(r"(?<![\d/])(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})(?!\d)")
"""A day in figures: 30/6/2024, also with spaces as some converters leave them."""

LONG_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
"""A day in words: ngày 05 tháng 7 năm 2023."""


def parse_date(match: re.Match[str]) -> date | None:
    """The day of a DATE or LONG_DATE match; None for a day no calendar has."""
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def format_number(value: Decimal, places: int | None = None) -> str:
    """`value` as Vietnamese readers write it: dots between thousands, a decimal comma.

    >>> format_number(Decimal("10491.50")), format_number(Decimal("48.0798"), 2)
    ('10.491,5', '48,08')
    """
    text = f"{value.normalize():,f}" if places is None else f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def end_of_round(round_: str) -> date:
    """The last day of the period a round reports on; any count of months from the year's first is one.

    >>> end_of_round("2024H1"), end_of_round("2024-8M"), end_of_round("2024")
    (datetime.date(2024, 6, 30), datetime.date(2024, 8, 31), datetime.date(2024, 12, 31))
    """
    year, window = round_[:4], round_[4:]
    months = _MONTHS_OF_ROUND.fullmatch(window)
    last_month = int(months[1]) if months else _LAST_MONTHS.get(window)
    if last_month is None or not 1 <= last_month <= _MONTHS or not year.isdecimal():
        raise DistrictReportsError("this is not a round", place=round_, remedy="write 2024, 2024H1 or 2024-9M")
    return date(int(year) + last_month // 12, last_month % 12 + 1, 1) - timedelta(days=1)
