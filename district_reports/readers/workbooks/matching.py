"""Which of a form's columns a heading stands for, by its own words and those above it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from district_reports.readers.layouts import Column, Layout, split_heading
from district_reports.values import DATE, parse_date

# Headings that do not say of whom: what stands above them may narrow them.
_BARE = re.compile(
    r"(?:tong |so |tong so )?(?:ho|khau|nhan khau|nguoi)|tong(?: so| cong)?|cong|so luong|sl"
    r"|(?:ty|ti) le(?: phan tram)?|phan tram|tl"
)
_ANY_COUNT = ("households", "people", "vnd", "cards", "houses", "cases")
_UNITS_OF_BARE = {
    **dict.fromkeys(("tong so", "tong", "cong", "tong cong", "so luong", "sl"), _ANY_COUNT),
    **dict.fromkeys(("so ho", "ho", "tong so ho"), ("households",)),
    **dict.fromkeys(("so khau", "khau", "nhan khau", "so nhan khau", "so nguoi", "nguoi"), ("people",)),
    **dict.fromkeys(("so tien", "tong so tien"), ("vnd",)),
}
_OF_SOME = re.compile(
    r"\b(?:nong thon|thanh thi|do thi|dtts|dan toc|vung|khu vuc|bai ngang|dac biet kho khan|dbkk|phu nu|chu ho|tre em"
    r"|khong co|co cong|bao tro)\b"
)
_OF_ALL = re.compile(
    r"(?:tong (?:so )?|so )?(?:ho(?: gia dinh)?(?: dan(?: cu)?)?|dan cu|dan so|(?:nhan )?khau)"
    r"(?: toan (?:huyen|xa|tinh))?(?: tai thoi diem ra soat)?|toan (?:huyen|xa|tinh)|trong do|chia ra"
    r"|.*\b(?:cuoi|dau) (?:nam|ky)\b(?: 20\d\d)?|.*\bnam 20\d\d|20\d\d"
)


@dataclass(frozen=True)
class Found:
    """A column of a table: where it is, what it holds, its headings from the top down; year, unit and day they name."""

    index: int
    column: Column
    path: tuple[str, ...]
    year: str
    unit_text: str
    as_of: str = ""


def match_heading(layout: Layout, index: int, path: tuple[str, ...], above: tuple[str, ...]) -> Found | None:
    """The form's column with the lowest heading of a path; of several, the one that asks for most of those `above`.

    A bare lowest heading that no column has goes with the one above it: "Hộ nghèo DTTS › Số hộ".
    """
    heading, unit_text = split_heading(path[-1])
    keys = tuple(split_heading(text)[0] for text in above)
    candidates = _columns_headed(layout, heading, keys, path)
    if not candidates and len(path) > 1 and layout.subject != "capital" and (units := _UNITS_OF_BARE.get(heading)):
        over = _columns_headed(layout, split_heading(path[-2])[0], keys[:-1], path[:-1])
        candidates = [(column, year) for column, year in over if column.unit in units]
    depth = max((len(column.under) for column, _ in candidates), default=0)
    chosen = [one for one in candidates if len(one[0].under) == depth]
    if len(chosen) != 1:
        return None
    column, year = chosen[0]
    units_told = [unit_text, *(split_heading(text)[1] for text in reversed(path[:-1]))]
    return Found(index, column, path, year or _year_above(path), next(filter(None, units_told), ""), _day_in(path))


def _columns_headed(
    layout: Layout, heading: str, above: tuple[str, ...], path: tuple[str, ...]
) -> list[tuple[Column, str]]:
    """The columns with a heading, below these headings, and the year it names."""
    return [(column, year) for column in layout.columns
            if (year := column.match(heading)) is not None and column.is_under(above)
            and (layout.subject != "poverty" or not _is_narrowed(column, path))]  # fmt: skip


def _is_narrowed(column: Column, path: tuple[str, ...]) -> bool:
    """Whether headings above narrow what a column states of all: "Khu vực nông thôn › Hộ nghèo".

    A bare heading ("Số hộ") is narrowed by whatever stands above it, unless that is known to speak of all.
    """
    *above, own = (split_heading(text)[0] for text in path)
    if any(_OF_SOME.search(one) and not column.asks_for(one) for one in above):
        return True
    # What a column asks for may stand higher; between them and the bare heading nothing may.
    asked = above[-1:] if column.under else above
    return _BARE.fullmatch(own) is not None and not all(column.asks_for(one) or _OF_ALL.fullmatch(one) for one in asked)


def _day_in(path: tuple[str, ...]) -> str:
    """The one day the headings of a column name, in ISO; empty for none or several."""
    days = {day.isoformat() for text in path for match in DATE.finditer(text) if (day := parse_date(match))}
    return days.pop() if len(days) == 1 else ""


def _year_above(path: tuple[str, ...]) -> str:
    years: Mapping[str, None] = dict.fromkeys(year for text in path for year in re.findall(r"năm\s+(20\d\d)", text))
    return next(iter(years)) if len(years) == 1 else ""
