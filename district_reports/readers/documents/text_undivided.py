"""Tables of a plain text whose cells nothing but their order parts: single spaces, or a line for each cell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from district_reports.readers.documents.text_headings import head_above, is_caption, is_led_in, place_headings
from district_reports.readers.documents.text_rows import (
    ORDER_HEADING,
    Piece,
    Row,
    TextTable,
    cells_of,
    is_order,
    is_value,
    numbers_columns,
    split_unit,
    split_words,
    texts_of,
)

_UNIT_HEADING = re.compile(r"ĐVT|Đơn vị tính", re.IGNORECASE)
_UNIT_LINE = re.compile(r"\([^()\d]{1,20}\)")
_LONGEST_CELL = 160
_WIDTHS = range(3, 16)


def find_spaced(lines: Sequence[str], start: int, floor: int) -> TextTable | None:
    """The table whose first row with numbers is this line: each number after a space, as many in every row."""
    if not split_words(lines[start]):
        return None
    head, first = head_above(lines, start, floor)
    rows, last = _collect_spaced(lines, start) if head or is_led_in(lines, start, floor) else ([], start)
    if not rows:
        return None
    count = Counter(map(len, rows)).most_common(1)[0][0]
    kept, unfit = [row for row in rows if len(row) == count], [row for row in rows if len(row) != count]
    if len(kept) < 2 or len(unfit) * 3 > len(rows):
        return None
    if not any(row[0].text for row in kept):
        kept = [row[1:] for row in kept]
    if any(_UNIT_HEADING.search(one.text) for row in head for one in row):
        kept = [_part_unit(row) for row in kept]
    headed = place_headings(head, len(kept[0]), [], 1)
    cells = [*headed, *(cells_of(len(headed) + number, row) for number, row in enumerate(kept))]
    return TextTable(first, last, tuple(cells), tuple(tuple(texts_of(row)) for row in unfit))


def _collect_spaced(lines: Sequence[str], start: int) -> tuple[list[Row], int]:
    """The rows from a line on, and where they end; a blank line may stand between two."""
    rows: list[Row] = []
    last = start
    for number in range(start, len(lines)):
        if not lines[number].strip() and number == last:
            continue
        row = [] if numbers_columns(lines[number].split()) else split_words(lines[number])
        if not row:
            break
        rows.append(row)
        last = number + 1
    return rows, last


def _part_unit(row: Row) -> Row:
    number = next(number for number, piece in enumerate(row) if piece.text and not is_order(piece.text))
    label, unit = split_unit(row[number].text)
    return [*row[:number], Piece(label), Piece(unit), *row[number + 1 :]]


def find_listed(lines: Sequence[str], start: int, floor: int) -> TextTable | None:
    """The table whose first heading is this line: a line for each cell, row by row in one and the same order."""
    if not any(is_value(text) for _, text in islice(_short_lines(lines, start), _WIDTHS.stop + 1)):
        return None
    cells = _join_units(islice(_short_lines(lines, start), 4 * _WIDTHS.stop))
    texts = [text for _, text in cells]
    first_value = next((number for number, text in enumerate(texts) if is_value(text)), 0)
    for width in (first_value, first_value - 1):
        if width in _WIDTHS and not any(map(is_caption, texts[:width])):
            has_order = bool(ORDER_HEADING.fullmatch(texts[0]))
            rows, used = _read_cycle(texts, width, has_order)
            if len(rows) > 1:
                cells = _join_units(_short_lines(lines, start))
                rows, used = _read_cycle([text for _, text in cells], width, has_order)
                grid = [texts[:width], *rows]
                placed = (cells_of(number, [Piece(text) for text in row]) for number, row in enumerate(grid))
                return TextTable(start, cells[used - 1][0] + 1, tuple(placed))
    return None


def _join_units(cells: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """The cells with a unit on a line of its own, "(hộ)", in the heading it belongs to."""
    joined: list[tuple[int, str]] = []
    for number, text in cells:
        if joined and _UNIT_LINE.fullmatch(text):
            joined[-1] = (number, f"{joined[-1][1]} {text}")
        else:
            joined.append((number, text))
    return joined


def _short_lines(lines: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    """Lines that could be cells, with their numbers; more than one blank line ends them."""
    blanks = 0
    for number in range(start, len(lines)):
        text = " ".join(lines[number].split())
        blanks = 0 if text else blanks + 1
        if blanks > 1 or len(text) > _LONGEST_CELL or text.endswith((".", ";", ":")) or "|" in text:
            return
        if text:
            yield number, text


def _read_cycle(texts: Sequence[str], width: int, has_order: bool) -> tuple[list[list[str]], int]:
    """The rows that follow `width` headings in one and the same order of words and numbers, and where they end."""
    rows: list[list[str]] = []
    place = 2 * width if numbers_columns(texts[width : 2 * width]) else width
    kinds: list[bool] = []
    while place < len(texts):
        row = list(texts[place : place + width])
        is_whole = len(row) == width and (not has_order or is_order(row[0]))
        if has_order and not is_whole:
            row = ["", *texts[place : place + width - 1]]
        told = [is_value(text) for text in row[int(has_order) :]]
        if len(row) < width or told[0] or not any(told) or (kinds and told != kinds):
            break
        if rows and not row[0] and _is_next_order(rows[-1]):
            # The row before lacks a cell, and what came in its place is the number of this one.
            return rows[:-1], place - width
        kinds = told
        rows.append(row)
        place += width if is_whole or not has_order else width - 1
    return rows, place


def _is_next_order(row: Sequence[str]) -> bool:
    return row[0].isdigit() and row[-1] == str(int(row[0]) + 1)
