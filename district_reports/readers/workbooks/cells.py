"""A cell → an exact value, or the reason why it is none. Nothing is guessed."""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import hypot
from typing import Any, NamedTuple

from district_reports.readers.workbooks.scan import ERROR, NO_VALUE, PERCENT, SCALED
from district_reports.values import fold, format_number, parse_number

MONEY_UNITS = {
    "dong": 1, "d": 1, "vnd": 1, "nghin dong": 10**3, "ngan dong": 10**3, "trieu dong": 10**6, "trd": 10**6,
    "tr d": 10**6, "ty dong": 10**9, "ti dong": 10**9,
}  # fmt: skip
_WHOLE_UNITS = ("households", "people")
_DASHES = ("-", "–", "—")
_NOT_KNOWN = ("…", "...", "..")
_WHOLE = re.compile(r"\d+|[1-9]\d{0,2}(?:\.\d{3})+")
_EXACT = re.compile(rf"(?:{_WHOLE.pattern})(?:,\d+)?")
_NUMBERS = frozenset((int, float))
_SILENT = frozenset(("", *_NOT_KNOWN))
_NOT_APPLICABLE = ("x", "khong thuoc doi tuong", "khong thuoc doi tuong thu huong", "ktdt")
# "chưa có số liệu", "đang tổng hợp", "chờ số liệu", "sẽ bổ sung sau": the number is still to come.
_NOT_TOLD = re.compile(
    r"khong co so lieu|(?:chua|dang|cho|se) (?:co|bao cao|thong ke|tong hop|cap nhat|ra soat|bo sung|xac dinh|so lieu)"
    r"(?: (?:so lieu|ket qua|bao cao|du|sau))*"
)
_COUNTED = {
    "households": ("hộ",), "people": ("người", "khẩu", "nhân khẩu", "lao động", "học sinh", "em", "trẻ"),
    "cards": ("thẻ",), "houses": ("nhà", "căn"), "cases": ("vụ", "vụ việc", "trường hợp"), "classes": ("lớp",),
    "models": ("mô hình",), "projects": ("dự án",), "works": ("công trình",),
}  # fmt: skip
# The mark of a note below the table: "3.210 (*)"; a number in brackets could be one of its own.
_NOTE_MARK = re.compile(r"(?<=\d)\s*(?:\(\*{1,3}\)|\*{1,3})$")
# Beyond fifteen digits a spreadsheet does not keep what was typed.
_MOST = 10**15


class CellValue(NamedTuple):
    """A cell's value in the unit printed, as text too; `presence` as in `Figure`; None for not applicable."""

    value: Decimal | None
    text: str
    presence: str = "stated"


class NotANumber(ValueError):  # noqa: N818 - says what the cell is
    """A cell that holds no number; its message pair says why, in Vietnamese and English."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.why = (vi, en)


class NoValue(NotANumber):
    """A formula without a stored value, or with an error."""


class NotToldYet(NotANumber):
    """Words that the number is not known, or still to come; `why` has the words."""


def read_cell(value: Any, unit: str, fault: str | None, display: str | None) -> CellValue | None:
    """The value of a cell; None where it is blank or holds nothing but dots.

    "-" says that there was nothing: zero in words. A number may have the mark of a note or the noun of its unit behind
    it ("3.210 (*)", "1.284 hộ"), and is given without. Raises `NotANumber`, `NoValue` or `NotToldYet` for anything that
    is no number.
    """
    if fault == ERROR or (isinstance(value, str) and value.startswith("#")):
        raise NoValue("công thức báo lỗi", "a formula with an error")
    if fault == NO_VALUE:
        raise NoValue("công thức chưa được tính", "a formula that was never computed")
    if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
        raise NotANumber("ngày tháng hoặc giá trị logic", "a date or a truth value")
    if isinstance(value, int | float):
        return _check(_read_number(value, unit, display), unit)
    text = " ".join(value.split())
    return None if text in _SILENT else _read_words(text) or _check(_read_text(text, unit), unit)


def says_nothing(value: Any) -> bool:
    """Whether a cell is blank or holds nothing but dots."""
    return type(value) is str and value in _SILENT


def is_plain(value: Any, unit: str) -> bool:
    """Whether a cell is a dash or a number that `read_cell` finds no fault with, shown as it is or as a percent.

    Not all cells that can be read are so plain: a number typed as text is, where it can be read in one way only.
    """
    if type(value) is str:
        return value in _DASHES or (_WHOLE if unit in _WHOLE_UNITS else _EXACT).fullmatch(value) is not None
    return type(value) in _NUMBERS and -_MOST < value < _MOST and (unit not in _WHOLE_UNITS or value == int(value))


@lru_cache(1 << 14)
def read_plain(value: float | str, unit: str, display: str | None) -> CellValue | None:
    """As `read_cell`, for what says nothing or is plain: of such, tables hold the same again and again."""
    return read_cell(value, unit, None, display)


def are_plain_numbers(values: Sequence[Any], unit: str) -> bool:
    """Whether all cells of a column are plain numbers, told much sooner than of one after another.

    Of some columns that are, it is not told: those of `int`, and of numbers nearly too large.
    """
    try:
        is_plain = all(map(float.is_integer, values)) if unit in _WHOLE_UNITS else set(map(type, values)) <= _NUMBERS
        # Taken as the sides of a box, none is longer than its diagonal.
        return is_plain and hypot(*values) < _MOST
    except (TypeError, OverflowError):
        return False


def is_silent(value: Any) -> bool:
    """Whether a cell's value holds nothing that could be a number: blanks, signatures, notes."""
    return isinstance(value, str) and not re.match(r"\s*[-–]?\d", value)


def money_factor(unit_text: str) -> int | None:
    """How many đồng a printed unit of money is; None for what is none."""
    return MONEY_UNITS.get(fold(unit_text))


def _read_number(value: float, unit: str, display: str | None) -> CellValue:
    if not abs(value) < _MOST:
        raise NotANumber("số quá lớn để giữ chính xác", "a number too large to be kept exactly")
    if display is None and int(value) == value:
        # Nearly all numbers of tables are such, and this takes a third of what the others do.
        return CellValue(Decimal(int(value)), f"{int(value):,}".replace(",", "."))
    # A spreadsheet may keep a zero with a sign.
    exact = Decimal(f"{value + 0.0:.15g}")
    if display == SCALED or (display == PERCENT and unit != "percent"):
        raise NotANumber(
            "số được định dạng hiển thị khác giá trị lưu", "a number that is shown otherwise than it is kept"
        )
    if display == PERCENT:
        return CellValue(exact * 100, f"{format_number(exact * 100)}%")
    return CellValue(exact, format_number(exact))


def _read_words(text: str) -> CellValue | None:
    """What words say for a number: nothing, not applicable, still to come; None for other text."""
    if text in _DASHES:
        return CellValue(Decimal(0), text, "zero_in_words")
    words = fold(text)
    if _NOT_TOLD.fullmatch(words):
        raise NotToldYet(text, text)
    return CellValue(None, text, "not_applicable") if words in _NOT_APPLICABLE else None


def _read_text(text: str, unit: str) -> CellValue:
    bare = _without_noun(_NOTE_MARK.sub("", text), unit)
    sign, digits = (-1, bare[1:].strip()) if bare[:1] in _DASHES else (1, bare)
    try:
        return CellValue(sign * parse_number(digits), text if unit == "percent" else bare)
    except ValueError:
        raise NotANumber("chữ, không phải số", "words, not a number") from None


def _without_noun(text: str, unit: str) -> str:
    """A number without the sign or the noun of the unit its column is in: "12,5%", "1.284 hộ"."""
    if unit == "percent":
        return re.sub(r"\s*%$", "", text)
    number, _, noun = text.partition(" ")
    return number if noun.lower() in _COUNTED.get(unit, ()) else text


def _check(cell: CellValue, unit: str) -> CellValue:
    if unit in _WHOLE_UNITS and cell.value is not None and cell.value != cell.value.to_integral_value():
        raise NotANumber("số lẻ, trong khi số hộ hoặc số người phải là số nguyên",
                         "a fraction, where households or people are whole")  # fmt: skip
    return cell
