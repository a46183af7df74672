"""What a sheet says above its table: the year, the unit of money, and whether its households are final."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from district_reports.readers.outline.years import carried_from, carried_into
from district_reports.readers.workbooks.workbook import HEAD_ROWS
from district_reports.values import fold, fold_letters

_TITLE_ROWS = 12
_YEAR = re.compile(r"năm\s+(20\d\d)", re.IGNORECASE)
# "Hiện trạng đầu năm 2024 (theo kết quả rà soát cuối năm 2023)": whose review it is.
_CLOSING = re.compile(r"cuối\s+năm\s+(20\d\d)", re.IGNORECASE)
# The year a sheet was signed in, or its report was, is not the one it tells of.
_OF_A_DOCUMENT = re.compile(r"\bkem theo\b|(?<!den )(?<!den het )\bngay\b[\s.…\d]*\bthang\b[\s.…\d]*\bnam\s+20\d\d")
_UNIT = re.compile(r"(?:ĐVT|Đơn vị tính|Đơn vị)\s*:\s*([^).;]+)", re.IGNORECASE)


@dataclass(frozen=True)
class SheetHead:
    """Empty where the sheet does not tell. `unit` is as printed; several that differ are listed, and are no unit.

    `carried_from` are the years whose carried over money a title says the sheet is about, `year` then is where it went.
    """

    year: str
    status: str
    unit: str
    carried_from: str = ""


def read_head(rows: Sequence[Sequence[Any]]) -> SheetHead:
    """What the first rows of a sheet say."""
    title = [line for text in _texts(rows[:_TITLE_ROWS]) for line in text.splitlines() if not tells_of_document(line)]
    folded = fold(" ".join(title))
    source = carried_from(fold_letters(" . ".join(title)))
    years = [match[1] for pattern in (_CLOSING, _YEAR) for text in title if (match := pattern.search(text))]
    year = carried_into(fold_letters(" . ".join(title))) if source else next(iter(years), "")
    status = "preliminary" if "so bo" in folded else "official" if "chinh thuc" in folded else ""
    units = [match[1].strip() for text in _texts(rows[:HEAD_ROWS]) if (match := _UNIT.search(text))]
    unit = units[0] if len({fold(one) for one in units}) == 1 else ", ".join(units)
    return SheetHead(year, status, unit, source)


def tells_of_document(line: str) -> bool:
    """Whether a line over a table says when it was signed, or what it came with: not what its figures are of."""
    return _OF_A_DOCUMENT.search(fold_letters(line)) is not None


def _texts(rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    return (cell for row in rows for cell in row if isinstance(cell, str))
