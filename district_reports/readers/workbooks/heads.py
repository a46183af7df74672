"""What a sheet says above its table: the year, the unit of money, and whether its households are final."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.outline.years import carried_from, carried_into
from district_reports.readers.workbooks.cells import money_factor
from district_reports.readers.workbooks.workbook import HEAD_ROWS
from district_reports.values import fold, fold_letters

_TITLE_ROWS = 12
_YEAR = re.compile(r"năm\s+(20\d\d)", re.IGNORECASE)
# "Hiện trạng đầu năm 2024 (theo kết quả rà soát cuối năm 2023)": whose review it is.
_CLOSING = re.compile(r"cuối\s+năm\s+(20\d\d)", re.IGNORECASE)
# The year a sheet was signed in, or its report was, is not the one it tells of.
_OF_A_DOCUMENT = re.compile(r"\bkem theo\b|(?<!den )(?<!den het )\bngay\b[\s.…\d]*\bthang\b[\s.…\d]*\bnam\s+20\d\d")
_UNIT = re.compile(r"(?:ĐVT|Đơn vị tính|Đơn vị)(?:\s+(?:kinh phí|số tiền|tiền|vốn))?\s*:\s*([^).;]+)", re.IGNORECASE)
_UNIT_PARTS = re.compile(r"\s*(?:[,+/]|\bvà\b)\s*")


@dataclass(frozen=True)
class SheetHead:
    """Empty where the sheet does not tell. `unit` is as printed; several that differ are listed, and are no unit.

    `carried_from` are the years whose carried over money a title says the sheet is about, `year` then is where it went;
    `fund_source` and `capital_type` are what a title says of all its money.
    """

    year: str
    status: str
    unit: str
    carried_from: str = ""
    fund_source: str = ""
    capital_type: str = ""


def read_head(rows: Sequence[Sequence[Any]], table_row: int = _TITLE_ROWS) -> SheetHead:
    """What the first rows of a sheet say; `table_row` is the first row of its table's headings.

    Headings name years of their columns: they are asked for the sheet's only where nothing above them names one,
    and they name no more than one.
    """
    title = _title_lines(rows[: min(table_row, _TITLE_ROWS)])
    text = fold_letters(" . ".join(title))
    source = carried_from(text)
    year = carried_into(text) if source else _year_of(title) or _only_year(_title_lines(rows[:_TITLE_ROWS]))
    folded = fold(text)
    status = "preliminary" if "so bo" in folded else "official" if "chinh thuc" in folded else ""
    return SheetHead(year, status, _read_unit(rows[:HEAD_ROWS]), source, only_meaning(text, "sources", "fund_source"),
                     only_meaning(text, "capital_types", "capital_type"))  # fmt: skip


def only_meaning(folded: str, group: str, name: str, usual: str = "") -> str:
    """The one meaning of the words of capital in a text, none for several, the usual one without any."""
    meanings = {cue.means[name] for cue in phrase_groups("capital")[group].find(folded)}
    return usual if not meanings else meanings.pop() if len(meanings) == 1 else ""


def _title_lines(rows: Sequence[Sequence[Any]]) -> list[str]:
    return [line for text in _texts(rows) for line in text.splitlines() if not tells_of_document(line)]


def _year_of(title: Sequence[str]) -> str:
    years = (match[1] for pattern in (_CLOSING, _YEAR) for text in title if (match := pattern.search(text)))
    return next(years, "")


def _only_year(lines: Sequence[str]) -> str:
    years = {match[1] for text in lines for match in _YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else ""


def _read_unit(rows: Sequence[Sequence[Any]]) -> str:
    """The unit of money; of units listed together ("triệu đồng, hộ") the one that is of money."""
    units = [_only_money(match[1].strip()) for text in _texts(rows) if (match := _UNIT.search(text))]
    return units[0] if len({fold(one) for one in units}) == 1 else ", ".join(units)


def _only_money(unit: str) -> str:
    parts = [part for part in _UNIT_PARTS.split(unit) if money_factor(part)]
    return parts[0] if len(parts) == 1 else unit


def tells_of_document(line: str) -> bool:
    """Whether a line over a table says when it was signed, or what it came with: not what its figures are of."""
    return _OF_A_DOCUMENT.search(fold_letters(line)) is not None


def _texts(rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    return (cell for row in rows for cell in row if isinstance(cell, str))
