"""A cell → an exact value, or the reason why it is none. Nothing is guessed."""

import datetime
import re
from decimal import Decimal
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
_NOT_APPLICABLE = ("x", "khong thuoc doi tuong", "khong thuoc doi tuong thu huong", "ktdt")
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


def read_cell(value: Any, unit: str, fault: str | None, display: str | None) -> CellValue | None:
    """The value of a cell; None where it is blank or says that nothing is known.

    "-" says that there was nothing: zero in words. Raises `NotANumber` or `NoValue` for anything that is no number.
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
    if not text or text in _NOT_KNOWN:
        return None
    if text in _DASHES:
        return CellValue(Decimal(0), text, "zero_in_words")
    if fold(text) in _NOT_APPLICABLE:
        return CellValue(None, text, "not_applicable")
    return _check(_read_text(text, unit), unit)


def read_whole_number(value: Any) -> int | None:
    """The whole number a cell plainly holds; None for every cell that needs the care of `read_cell`.

    Only for cells without a mark. Nearly all cells of a table are such numbers, and this is all they take.
    """
    is_whole = (type(value) is float and value.is_integer()) or type(value) is int
    return int(value) if is_whole and -_MOST < value < _MOST else None


def is_silent(value: Any) -> bool:
    """Whether a cell's value holds nothing that could be a number: blanks, signatures, notes."""
    return isinstance(value, str) and not re.match(r"\s*[-–]?\d", value)


def money_factor(unit_text: str) -> int | None:
    """How many đồng a printed unit of money is; None for what is none."""
    return MONEY_UNITS.get(fold(unit_text))


def _read_number(value: float, unit: str, display: str | None) -> CellValue:
    if abs(value) >= _MOST or value != value:
        raise NotANumber("số quá lớn để giữ chính xác", "a number too large to be kept exactly")
    exact = Decimal(f"{value:.15g}")
    if display == SCALED or (display == PERCENT and unit != "percent"):
        raise NotANumber(
            "số được định dạng hiển thị khác giá trị lưu", "a number that is shown otherwise than it is kept"
        )
    if display == PERCENT:
        return CellValue(exact * 100, f"{format_number(exact * 100)}%")
    return CellValue(exact, format_number(exact))


def _read_text(text: str, unit: str) -> CellValue:
    bare = re.sub(r"\s*%$", "", text) if unit == "percent" else text
    sign, digits = (-1, bare[1:].strip()) if bare[:1] in _DASHES else (1, bare)
    try:
        return CellValue(sign * parse_number(digits), text)
    except ValueError:
        raise NotANumber("chữ, không phải số", "words, not a number") from None


def _check(cell: CellValue, unit: str) -> CellValue:
    if unit in _WHOLE_UNITS and cell.value is not None and cell.value != cell.value.to_integral_value():
        raise NotANumber("số lẻ, trong khi số hộ hoặc số người phải là số nguyên",
                         "a fraction, where households or people are whole")  # fmt: skip
    return cell
