"""Headings of a table in a plain text: which columns each stands over, where lines wrap them or stand in tiers."""

import re
from collections.abc import Sequence
from itertools import pairwise

from district_reports.readers.documents.paragraphs import Cell, begins_item
from district_reports.readers.documents.text_rows import (
    Piece,
    Row,
    cells_of,
    is_value,
    is_year,
    numbers_columns,
    texts_of,
)
from district_reports.values import fold

_ASIDE = ("ty le", "ti le", "ghi chu", "phan tram")
_CAPTION = re.compile(r"(?:ĐVT|Đơn vị(?: tính)?)\s*:|^\W*(?:Biểu|Bảng|Phụ lục)\s", re.IGNORECASE)
_SENTENCE_END = (".", ":", ";", "!", "?", ",")
_LONGEST_HEADING, _MOST_LINES = 200, 3
Headed = list[tuple[Cell, ...]]


def place_headings(head: Sequence[Row], width: int, ranges: Sequence[tuple[int, int]], label_columns: int) -> Headed:
    """The rows of headings with their cells; each line in one cell over all columns where nothing parts them.

    `ranges` are where the columns of an aligned table begin and end in their lines, `label_columns` how many of them
    hold words.
    """
    rows = [row for row in head if len(row) == width or not numbers_columns(texts_of(row))]
    if not rows:
        return []
    if all(len(row) == width for row in rows):
        return [cells_of(number, row) for number, row in enumerate(rows)]
    placed = _join_broken(rows, width) or _place_tiers(rows, width, label_columns) or _place_under(rows, ranges)
    return placed or [(Cell(number, 0, number, width - 1, " ".join(texts_of(row))),) for number, row in enumerate(rows)]


def _join_broken(rows: Sequence[Row], width: int) -> Headed:
    """One row of headings that line ends inside its cells have cut into several."""
    if sum(len(row) - 1 for row in rows) + 1 != width:
        return []
    joined = list(rows[0])
    for row in rows[1:]:
        joined = [*joined[:-1], Piece(f"{joined[-1].text} {row[0].text}"), *row[1:]]
    return [cells_of(0, joined)]


def _place_tiers(rows: Sequence[Row], width: int, label_columns: int) -> Headed:
    """Two tiers whose merged cells left no trace: the lower one repeats the same headings under each upper one."""
    if len(rows) != 2:
        return []
    upper, lower = (texts_of(row) for row in rows)
    single, period = width - len(lower), _period([fold(text) for text in lower])
    groups = len(lower) // period
    behind = 0
    while behind < len(upper) and fold(upper[-1 - behind]).startswith(_ASIDE):
        behind += 1
    before = single - behind
    if groups < 2 or len(upper) != single + groups or before != label_columns:
        return []
    cells, column = [], 0
    for number, text in enumerate(upper):
        wide = period if before <= number < before + groups else 1
        cells.append(Cell(0, column, 0 if wide > 1 else 1, column + wide - 1, text))
        column += wide
    below = tuple(Cell(1, before + number, 1, before + number, text) for number, text in enumerate(lower))
    return [tuple(cells), below]


def _period(texts: Sequence[str]) -> int:
    """After how many texts the same come again; all of them where they do not."""
    count = len(texts)
    return next((one for one in range(1, count) if count % one == 0 and texts[one:] == texts[:-one]), count)


def _place_under(rows: Sequence[Row], ranges: Sequence[tuple[int, int]]) -> Headed:
    """Headings over the columns of an aligned table that they stand above; none where one stands over no column."""
    placed: Headed = []
    for number, row in enumerate(rows):
        cells = []
        for piece in row:
            under = [column for column, (start, end) in enumerate(ranges) if piece.start < end and start < piece.end]
            if not under:
                return []
            cells.append(Cell(number, under[0], number, under[-1], piece.text))
        if any(one.last_column >= other.column for one, other in pairwise(cells)):
            return []
        placed.append(tuple(cells))
    return placed


def is_caption(text: str) -> bool:
    """Whether a line names the table or the unit of its numbers, and heads no column."""
    return bool(_CAPTION.search(text))


def head_above(lines: Sequence[str], first: int, floor: int) -> tuple[list[Row], int]:
    """The lines directly above that could be the headings of a table, and where they begin."""
    head: list[Row] = []
    start = first
    if start > floor and numbers_columns(lines[start - 1].split()):
        start -= 1
    while start > floor and len(head) < _MOST_LINES and _could_head(lines[start - 1]):
        start -= 1
        head.insert(0, [Piece(" ".join(lines[start].split()))])
    return (head, start) if head else ([], first)


def _could_head(line: str) -> bool:
    text = line.strip()
    is_plain = bool(text) and len(text) < _LONGEST_HEADING and not text.endswith(_SENTENCE_END)
    has_values = any(is_value(word) and not is_year(word) for word in text.split() if word not in "-–—")
    return is_plain and not is_caption(text) and not has_values and not begins_item(text)


def is_led_in(lines: Sequence[str], first: int, floor: int) -> bool:
    """Whether the text above leads in what follows: it ends with a colon."""
    above = next((lines[number].strip() for number in range(first - 1, floor - 1, -1) if lines[number].strip()), "")
    return above.endswith(":")
