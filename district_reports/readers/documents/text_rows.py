"""Lines of a plain text → the cells that bars, tabs, wide gaps or single spaces part. Pure: text in, cells out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from district_reports.readers.documents.paragraphs import Cell, clean_text

_NUMBER = r"[-–+]?\s?\d[\d.,]*(?:\s\d{3})*\s?%?"
_VALUE = re.compile(rf"(?:{_NUMBER}|[-–—])[⁰¹²³⁴-⁹*]*")
_ORDER = re.compile(r"\(?(?:[IVXLivx]{1,5}|\d{1,3}(?:\.\d{1,2})*|[A-Za-zĐđ])[.)]?")
_COLUMN_NUMBER = re.compile(r"\(?(?:[A-Za-zĐđ]|\d{1,2})\)?(?:\s*=\s*[\d\s()+\-*/x:.%]*)?")
_YEAR = re.compile(r"20\d\d")
ORDER_HEADING = re.compile(r"(?:S?TT|Số TT|Số thứ tự)\.?", re.IGNORECASE)
"""What stands over the column of order numbers."""
_MARKED = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?=\S)(.*?)\1")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_BOX = str.maketrans({"│": "|", "┃": "|", "║": "|", "¦": "|"})
_RULE = re.compile(r"[\s|:+=_\-–—─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝]+")
_GAP = re.compile(r"(?:\s{2,}|\t)\s*")
_LABELLED = re.compile(rf"(.*[^\W\d].*?)\s*[:=]\s*({_NUMBER})")
# A number behind these words is the name of a row, and no value of it.
_NAME_OF_ROW = re.compile(
    r"(?:dự án|tiểu dự án|da|tda|tổ|khu|khu phố|thôn|bản|ấp|khóm|xóm|đội|buôn|quý|tháng|năm|đợt|nhóm|loại)(?: số)?",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:%|hộ|khẩu|người|lao động|xã|thôn|triệu đồng|tr\.?đ|tỷ đồng|nghìn đồng|đồng|công trình|mô hình|dự án|nhà|lớp|"
    r"lượt người)",
    re.IGNORECASE,
)
_LONGEST_LABEL = 120


@dataclass(frozen=True)
class Piece:
    """What stands in one cell, and from where to where in its line."""

    text: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class TextTable:
    """A table in the lines from `first` to `last` (exclusive), and the rows in it that do not fit its columns.

    `printed` are the lines of a table that is told as a list, by the number of their row.
    """

    first: int
    last: int
    rows: tuple[tuple[Cell, ...], ...]
    unfit: tuple[tuple[str, ...], ...] = ()
    printed: Mapping[int, str] = field(default_factory=dict)


Row = list[Piece]
Splitter = Callable[[str], Row]


def texts_of(row: Row) -> list[str]:
    """The texts of a row, in order."""
    return [piece.text for piece in row]


def cells_of(number: int, row: Row) -> tuple[Cell, ...]:
    """A row as the cells of the row `number` of a table, one in each column."""
    return tuple(Cell(number, column, number, column, piece.text) for column, piece in enumerate(row))


def is_rule(line: str) -> bool:
    """Whether a line only draws: `|---|---|`, `+====+`, `-----`."""
    return len(line.strip()) > 1 and bool(_RULE.fullmatch(line))


def split_bars(line: str) -> Row:
    """The cells between bars, with an empty one before a leading and behind a trailing bar; none without a bar."""
    line = line.translate(_BOX)
    return [Piece(_clean(text)) for text in line.split("|")] if "|" in line else []


def split_tabs(line: str) -> Row:
    """The cells between tabs; none without a tab inside the line."""
    return [Piece(_clean(text)) for text in line.split("\t")] if "\t" in line.strip() else []


def split_gaps(line: str) -> Row:
    """The texts between two or more spaces; one for a line without such a gap."""
    line = line.replace("\u00a0", " ").expandtabs()
    row, start = [], len(line) - len(line.lstrip())
    for gap in _GAP.finditer(line.rstrip(), start):
        row.append(Piece(_clean(line[start : gap.start()]), start, gap.start()))
        start = gap.end()
    text = line[start:].rstrip()
    return [*row, Piece(_clean(text), start, start + len(text))] if text else row


def split_words(line: str) -> Row:
    """Order, label and values of a line like "1 Thị trấn A 2.318 121 5,22"; none for any other line.

    The order is an empty piece where the line has none. At least two values must stand behind the label.
    """
    words = clean_text(line).split(" ")
    first = len(words)
    while first > 0 and is_value(words[first - 1]):
        first -= 1
    if first == 0 and _YEAR.fullmatch(words[0]):
        first = 1
    elif first and _NAME_OF_ROW.search(" ".join(words[max(0, first - 3) : first])) and _names_row(words[:first]):
        first += 1
    order = words[0] if first > 1 and _ORDER.fullmatch(words[0]) and words[0][:1].isascii() else ""
    label = " ".join(words[1 if order else 0 : first])
    if len(words) - first < 2 or not label or len(label) > _LONGEST_LABEL or label.endswith((",", ";", ":", "(")):
        return []
    return [Piece(text) for text in (order, label, *words[first:])]


def _names_row(words: Sequence[str]) -> bool:
    return any(_NAME_OF_ROW.fullmatch(" ".join(words[-count:])) for count in (1, 2, 3))


def split_unit(label: str) -> tuple[str, str]:
    """A label and the unit it ends with: "Tỷ lệ hộ nghèo %"; no unit where it ends with none."""
    words = label.split(" ")
    for count in (2, 1):
        if len(words) > count and _UNIT.fullmatch(" ".join(words[-count:])):
            return " ".join(words[:-count]), " ".join(words[-count:])
    return label, ""


def split_labelled(text: str) -> tuple[str, str] | None:
    """A label and the number that stands with it in one cell: "Dự án 2: 1.205"."""
    found = _LABELLED.fullmatch(text)
    return (found[1], found[2]) if found else None


def is_value(text: str) -> bool:
    """Whether a cell holds a number, or the dash that stands for none."""
    return bool(_VALUE.fullmatch(text))


def is_order(text: str) -> bool:
    """Whether a cell could hold the number of its row: "1", "2.1", "IV", "a"."""
    return bool(_ORDER.fullmatch(text))


def is_year(text: str) -> bool:
    """Whether a cell holds nothing but a year."""
    return bool(_YEAR.fullmatch(text))


def tells_values(texts: Sequence[str]) -> bool:
    """Whether a row states something: a number behind its first cell that is not only the number of a column."""
    return any(is_value(text) and text.strip("-–—") for text in texts[1:]) and not numbers_columns(texts)


def numbers_columns(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: "(1) | (2) | (3=2/1)", "A | B | 1 | 2"."""
    filled = [text for text in texts if text]
    if len(filled) < 2 or not all(map(_COLUMN_NUMBER.fullmatch, filled)):
        return False
    numbers = [int(found[0]) for text in filled if (found := re.search(r"\d+", text))]
    return bool(numbers) and numbers == list(range(1, len(numbers) + 1))


def _clean(text: str) -> str:
    """The text of a cell without Markdown marks and line breaks of HTML."""
    return _MARKED.sub(r"\2", _BREAK.sub(" ", clean_text(text)))
