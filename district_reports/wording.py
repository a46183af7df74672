"""Rounds, places, amounts and lines in the words of whoever reads of them, in Vietnamese and in English. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from district_reports.values import format_number

LANGUAGES = ("vi", "en")
FEEDBACK_FILE = "phan-hoi.xlsx"
"""What the workbook is called that tells a sender what was found; letters link to it by this name."""

_WORDS = Path(__file__).with_name("wording.yml")
_MILLION = Decimal(1_000_000)
_CELL = re.compile(r"(?P<file>[^#]+)#(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}[1-9]\d*)")
_TABLE_CELL = re.compile(r"(?P<file>[^#]+)#t(?P<table>\d+)!R(?P<row>\d+)C(?P<column>\d+)")
_PLACES = {
    "table_cell": _TABLE_CELL,
    "table": re.compile(r"(?P<file>[^#]+)#t(?P<table>\d+)"),
    "cell": _CELL,
    "paragraph": re.compile(r"(?P<file>[^#]+)#p(?P<paragraph>\d+)(?::\d+-\d+)?"),
}
"""Forms of a locator, by their names in wording.yml. A cell of a table looks like one of a sheet, so it is first."""
_ROUND = re.compile(r"(?P<year>\d{4})(?:(?P<half>H\d)|-(?P<months>\d{1,2})M)?")


@dataclass(frozen=True)
class CellPlace:
    """A cell of a workbook: `tables.xlsx#Bảng vốn!F17`."""

    file_name: str
    sheet: str
    cell: str


def find_cell(locator: str) -> CellPlace | None:
    """The cell of a workbook a locator names; None for any other place."""
    if _TABLE_CELL.fullmatch(locator):
        return None
    match = _CELL.fullmatch(locator)
    return CellPlace(match["file"], match["sheet"], match["cell"]) if match else None


def place_label(locator: str, language: str = "vi") -> str:
    """The place as one finds it: file, sheet and cell, or paragraph; a locator of another form as it is.

    >>> place_label("tables.xlsx#Bảng vốn!F17"), place_label("report.docx#p12:340-352", "en")
    ('tables.xlsx, trang tính “Bảng vốn”, ô F17', 'report.docx, paragraph 12')
    """
    file_name, _, spot = locator.partition("#")
    told = spot_label(locator, language)
    return f"{file_name}, {told}" if spot and told != locator else locator


def spot_label(locator: str, language: str = "vi") -> str:
    """The place within its file, for whoever knows which; a locator of another form as it is.

    >>> spot_label("tables.xlsx#Bảng vốn!F17"), spot_label("report.docx#p12:340-352", "en")
    ('trang tính “Bảng vốn”, ô F17', 'paragraph 12')
    """
    for kind, pattern in _PLACES.items():
        if match := pattern.fullmatch(locator):
            return words_of(language)["place"][kind].format(**match.groupdict())
    return locator


def pair_label(locator: str, other: str, language: str = "vi") -> tuple[str, str]:
    """Two places that are told one after another: without the file's name where they are in one file.

    >>> pair_label("report.docx#p12", "report.docx#p14"), pair_label("report.docx#p12", "report.docx#p12")
    (('đoạn 12', 'đoạn 14'), ('đoạn 12', 'cũng đoạn 12'))
    """
    if locator.partition("#")[0] != other.partition("#")[0]:
        return place_label(locator, language), place_label(other, language)
    told, other_told = spot_label(locator, language), spot_label(other, language)
    return told, words_of(language)["place_again"].format(told) if told == other_told else other_told


def round_label(round_: str, language: str = "vi") -> str:
    """The period a round reports on; what is no round as it is.

    >>> round_label("2024H1"), round_label("2024-9M"), round_label("2024", "en")
    ('6 tháng đầu năm 2024', '9 tháng năm 2024', '2024')
    """
    match = _ROUND.fullmatch(round_)
    if match is None:
        return round_
    kind = match["half"] or ("months" if match["months"] else "year")
    return words_of(language)["round"][kind].format(**match.groupdict())


def format_amount(value: Decimal, unit: str) -> tuple[str, str]:
    """A value with its unit as Vietnamese and as English readers write it; money in millions.

    >>> format_amount(Decimal(9336000000), "vnd")
    ('9.336 triệu đồng', '9,336 million VND')
    """
    if unit == "vnd":
        return _both(value / _MILLION, " triệu đồng", " million VND")
    if unit == "percent":
        return _both(round(value, 4), " %", " %")
    return _both(round(value, 4), f" {_unit('vi', unit)}", f" {_unit('en', unit)}")


def format_stated(value: Decimal, unit: str) -> tuple[str, str]:
    """A value as a report states it: a change in points with the word for its direction instead of a sign.

    >>> format_stated(Decimal("-8.53"), "pp")
    ('giảm 8,53 điểm phần trăm', 'down 8.53 percentage points')
    """
    if unit != "pp" or not value:
        return format_amount(value, unit)
    amount = format_amount(abs(value), unit)
    direction = "fall" if value < 0 else "rise"
    return (f"{words_of('vi')[direction]} {amount[0]}", f"{words_of('en')[direction]} {amount[1]}")


def describe_line(line: Mapping[str, str]) -> tuple[str, str]:
    """A line of a report in words, from its dimensions (`project`, `fund_source`, …); what is not said is left out.

    >>> describe_line({"project": "DA3", "measure": "assigned", "budget_year": "2024"})
    ('Dự án 3, vốn được giao năm 2024', 'Project 3, capital assigned 2024')
    """
    return _describe(line, "vi"), _describe(line, "en")


def word(kind: str, key: str) -> tuple[str, str]:
    """What a code is called: `word("capital_type", "recurrent")` → ("vốn sự nghiệp", "recurrent capital")."""
    return _named(words_of("vi"), kind, {kind: key}), _named(words_of("en"), kind, {kind: key})


def _describe(line: Mapping[str, str], language: str) -> str:
    words = words_of(language)
    measure = " ".join(part for part in (_named(words, "measure", line), _year(words, line)) if part)
    parts = [*_places(words, line), measure, *_qualifiers(words, line)]
    return ", ".join(part for part in parts if part)


def _places(words: Mapping[str, Any], line: Mapping[str, str]) -> list[str]:
    if not line.get("project"):
        return [line.get("place") or (words["programme"] if line.get("is_capital") else "")]
    parts = [words["project"].format(line["project"].removeprefix("DA"))]
    if line.get("subproject"):
        parts.append(words["subproject"].format(line["subproject"].rpartition("TDA")[2]))
    return [*parts, _named(words, "component", line), line.get("place", "")]


def _qualifiers(words: Mapping[str, Any], line: Mapping[str, str]) -> list[str]:
    named = [_named(words, kind, line) for kind in ("fund_source", "capital_type") if line.get(kind) not in ("", "all")]
    tokens = (line.get("breakdown") or "").split(";")
    return [*named, *(words["breakdown"].get(token) or token.replace("_", " ") for token in tokens)]


def _named(words: Mapping[str, Any], kind: str, line: Mapping[str, str]) -> str:
    key = line.get(kind) or ""
    return words[kind].get(key) or _label(words, kind, line) or key.replace("_", " ")


def _label(words: Mapping[str, Any], kind: str, line: Mapping[str, str]) -> str:
    """What the registry calls it, where the line brings that along; in the middle of a sentence."""
    label = line.get(f"{kind}_{words['language']}") or ""
    return label[:1].lower() + label[1:]


def _year(words: Mapping[str, Any], line: Mapping[str, str]) -> str:
    years = (line.get("budget_year") or "").replace("+", words["and"])
    return words["of_year"].format(years) if years else ""


def _both(value: Decimal, vietnamese: str, english: str) -> tuple[str, str]:
    text = format_number(value)
    return f"{text}{vietnamese}".rstrip(), f"{text.translate(str.maketrans(',.', '.,'))}{english}".rstrip()


def _unit(language: str, unit: str) -> str:
    return words_of(language)["units"].get(unit, unit)


@cache
def words_of(language: str) -> Mapping[str, Any]:
    """The words of a language, by kind."""
    return yaml.safe_load(_WORDS.read_text(encoding="utf-8"))[language]
