"""Tables of a plain text told as a list: in each line the same headings, or signs alone, part the same numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from district_reports.readers.documents.paragraphs import Cell, clean_text
from district_reports.readers.documents.text_headings import head_above
from district_reports.readers.documents.text_rows import ORDER_HEADING, Piece, TextTable, cells_of, is_order, is_value

_BULLET = re.compile(r"^\s*(?:[-–—+*•]|\d{1,2}[.)]|[a-zđ]\))\s+")
_SIGNS = (";", "/", " – ", " - ", ", ")
_HEADED = re.compile(r"(?P<heading>[^\W\d].*?)[\s:=]+(?P<value>\S+(?:\s?%)?)")
_PROJECT = re.compile(r"(?:tiểu\s+)?dự án|tda|da\s*\d|tổng|cộng|vốn", re.IGNORECASE)
_LONGEST_LABEL, _FEWEST = 120, 2


@dataclass(frozen=True)
class _Line:
    """A line, and what its sign parts it into: its label, the headings before its numbers (or none), its numbers."""

    printed: str
    label: str
    headings: tuple[str, ...]
    values: tuple[str, ...]
    sign: str


def lists_numbers(line: str) -> bool:
    """Whether a line could be a row of such a table."""
    return _read_line(line) is not None


def find_repeated(lines: Sequence[str], start: int, floor: int) -> TextTable | None:
    """The table whose first row is this line: "Dự án 1: KHV 900; giải ngân 450", or "Dự án 1; 900; 450" below headings.

    At least two lines in a row must be parted alike; a blank line may stand between two.
    """
    first = _read_line(lines[start])
    if first is None:
        return None
    rows, last = _collect(lines, start, first)
    if len(rows) < _FEWEST:
        return None
    top, headings = start, first.headings
    if not headings:
        top, headings = _headings_above(lines, start, floor, first)
    if not headings:
        return None
    name = "Nội dung" if any(_PROJECT.match(row.label) for row in rows) else "Đơn vị"
    grid = [(name, *headings), *((row.label, *row.values) for row in rows)]
    cells: list[tuple[Cell, ...]] = [cells_of(number, [Piece(text) for text in row]) for number, row in enumerate(grid)]
    printed = {number: row.printed for number, row in enumerate(rows, start=1)}
    if top < start:
        printed[0] = clean_text(lines[top])
    return TextTable(top, last, tuple(cells), printed=printed)


def _collect(lines: Sequence[str], start: int, first: _Line) -> tuple[list[_Line], int]:
    rows, last = [first], start + 1
    for number in range(start + 1, len(lines)):
        if not lines[number].strip():
            if number > last:
                break
            continue
        row = _read_line(lines[number])
        if row is None or (row.headings, len(row.values), row.sign) != (first.headings, len(first.values), first.sign):
            break
        rows.append(row)
        last = number + 1
    return rows, last


def _read_line(line: str) -> _Line | None:
    """A line whose label and numbers are parted by one sign; None for any other."""
    text = _BULLET.sub("", clean_text(line)).rstrip(" .;,")
    for sign in _SIGNS:
        pieces = [piece.strip() for piece in text.split(sign)]
        if len(pieces) < _FEWEST:
            continue
        if read := _read_headed(pieces, sign) or _read_bare(pieces, sign):
            return replace(read, printed=clean_text(line))
    return None


def _read_headed(pieces: Sequence[str], sign: str) -> _Line | None:
    """ "Dự án 1: kế hoạch 900; giải ngân 450": the label stands before the first colon."""
    label, colon, rest = pieces[0].partition(":")
    parts = [_HEADED.fullmatch(piece.strip()) for piece in (rest, *pieces[1:])]
    told = [part for part in parts if part is not None and is_value(part["value"])]
    if not colon or len(told) < len(parts) or not _is_label(label):
        return None
    headings = tuple(part["heading"].strip(" :=").casefold() for part in told)
    return _Line("", label.strip(" -–—"), headings, tuple(part["value"] for part in told), sign)


def _read_bare(pieces: Sequence[str], sign: str) -> _Line | None:
    """ "Dự án 1; 900; 450", "Dự án 1: 900; 450": nothing but numbers behind the label."""
    if len(pieces) > _FEWEST and is_order(pieces[0]) and not is_value(pieces[1]):
        pieces = pieces[1:]
    label, colon, value = pieces[0].rpartition(":")
    values = [value.strip(), *pieces[1:]] if colon else list(pieces[1:])
    label = label if colon else pieces[0]
    if len(values) < _FEWEST or not _is_label(label) or not all(map(is_value, values)):
        return None
    return _Line("", label.strip(" -–—"), (), tuple(values), sign)


def _is_label(text: str) -> bool:
    return 0 < len(text.strip()) <= _LONGEST_LABEL and any(map(str.isalpha, text)) and not text.rstrip().endswith(",")


def _headings_above(lines: Sequence[str], start: int, floor: int, first: _Line) -> tuple[int, tuple[str, ...]]:
    """Where the headings above bare numbers begin, and those that stand over them; none where they do not fit."""
    place = start
    while place > floor and not lines[place - 1].strip():
        place -= 1
    head, top = head_above(lines, place, floor)
    if start - place > 1 or not head:
        return start, ()
    texts = [
        text.strip() for text in re.split(r"\s*[;:]\s*|" + re.escape(first.sign), head[-1][0].text) if text.strip()
    ]
    texts = texts[1:] if ORDER_HEADING.fullmatch(texts[0]) else texts
    return (top, tuple(texts[1:])) if len(texts) == len(first.values) + 1 else (start, ())
