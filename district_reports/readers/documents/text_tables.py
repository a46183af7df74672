"""Tables of a plain text: lines → rows of cells, whatever parts the cells.

Bars, tabs, gaps of several spaces, single spaces before columns of numbers, or a line for each cell. What stands in a
cell is never guessed: a row whose cells cannot be told apart is left out of the table and handed back as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from district_reports.readers.documents.text_columns import fit_rows
from district_reports.readers.documents.text_headings import head_above, is_caption, is_led_in, place_headings
from district_reports.readers.documents.text_repeated import find_repeated
from district_reports.readers.documents.text_rows import (
    Piece,
    Row,
    Splitter,
    TextTable,
    cells_of,
    is_rule,
    is_value,
    is_year,
    split_bars,
    split_gaps,
    split_tabs,
    tells_values,
    texts_of,
)
from district_reports.readers.documents.text_undivided import find_listed, find_spaced

_SENTENCE_END = (".", ":", ";", "!", "?", ",")
_LONGEST_LABEL = 160
# A run of divided lines that is no table from its first lines on is none: reading it again from each takes long.
_MOST_TRIES = 4


@dataclass(frozen=True)
class _Run:
    """Rows as their separators part them, each with the number of its line, up to line `last` (exclusive)."""

    rows: list[tuple[int, Row]]
    last: int


def find_tables(lines: Sequence[str]) -> list[TextTable]:
    """The tables in the lines of a text, in order; letterheads, signatures and prose are none."""
    tables: list[TextTable] = []
    start = floor = failed_until = tries = 0
    while start < len(lines):
        table = None
        if start >= failed_until or tries < _MOST_TRIES:
            table, last = _find_divided(lines, start, floor)
            tries = tries + 1 if last == failed_until else 1
            failed_until = last
        if table is None and lines[start].strip():
            table = find_repeated(lines, start, floor)
            table = table or find_spaced(lines, start, floor) or find_listed(lines, start, floor)
        if table is None:
            start += 1
        else:
            tables.append(table)
            start = floor = table.last
    return tables


def _find_divided(lines: Sequence[str], start: int, floor: int) -> tuple[TextTable | None, int]:
    """The table that begins at a line, and where the lines end that are divided as this one is."""
    split = next((one for one in (split_bars, split_tabs, split_gaps) if len(one(lines[start])) > 1), None)
    if split is None:
        return None, start
    run = _collect(lines, start, split)
    rows = _unframe(run.rows) if split is split_bars else run.rows
    first = next((number for number, (_, row) in enumerate(rows) if _begins_body(texts_of(row))), None)
    if first is None:
        return _table_of_words(rows, run) if split is split_bars else None, run.last
    while first and len(rows[0][1]) < len(rows[first][1]) and is_caption(" ".join(texts_of(rows[0][1]))):
        rows, first = rows[1:], first - 1
    body, last = [row for _, row in rows[first:]], run.last
    while split is not split_bars and body and not tells_values(texts_of(body[-1])):
        last = rows[first + len(body) - 1][0]
        body.pop()
    head = [row for _, row in rows[:first]]
    return _build(lines, head, body, split, (rows[0][0], last, floor)), run.last


def _collect(lines: Sequence[str], start: int, split: Splitter) -> _Run:
    """The rows from a line on, up to one that is none; behind a blank line only rows that state something go on."""
    rows: list[tuple[int, Row]] = []
    last, is_stated = start, False
    is_spaced = start + 1 < len(lines) and not lines[start + 1].strip()
    for number in range(start, len(lines)):
        if not lines[number].strip():
            if number != last:
                break
            continue
        if is_rule(lines[number]):
            last = number + 1
            continue
        row = split(lines[number])
        if len(row) < 2:
            row = _read_alone(lines, number, split, rows)
        states = tells_values(texts_of(row))
        if not row or (number != last and not states and (is_stated or not is_spaced)):
            break
        rows.append((number, row))
        last, is_stated = number + 1, is_stated or states
    return _Run(rows, last)


def _read_alone(lines: Sequence[str], number: int, split: Splitter, rows: Sequence[tuple[int, Row]]) -> Row:
    """A line without separators between two rows, as the one cell of its row; none where it ends the table."""
    text = lines[number].strip()
    after = split(lines[number + 1]) if number + 1 < len(lines) else []
    is_inside = bool(rows) and rows[-1][0] == number - 1 and len(after) > 1 and tells_values(texts_of(after))
    is_label = len(text) < _LONGEST_LABEL and not text.endswith(_SENTENCE_END) and any(map(str.isalpha, text))
    return [Piece(text, lines[number].index(text), len(lines[number].rstrip()))] if is_inside and is_label else []


def _unframe(rows: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """Rows without the empty cells that a bar at both ends of every line makes."""
    if not all(len(row) > 2 and not row[0].text and not row[-1].text for _, row in rows):
        return rows
    return [(number, row[1:-1]) for number, row in rows]


def _table_of_words(rows: list[tuple[int, Row]], run: _Run) -> TextTable | None:
    """A table of bars in which no number stands."""
    if len(rows) < 2 or len({len(row) for _, row in rows}) > 1 or rows[0][1:] == rows[1][1:]:
        return None
    return TextTable(rows[0][0], run.last, tuple(cells_of(number, row) for number, (_, row) in enumerate(rows)))


def _begins_body(texts: Sequence[str]) -> bool:
    """Whether a row is no heading: it states values, and not only years behind a word."""
    values = [text for text in texts[1:] if is_value(text)]
    return tells_values(texts) and not (all(map(is_year, values)) and not is_value(texts[0]) and len(values) > 1)


def _build(
    lines: Sequence[str], head: list[Row], body: list[Row], split: Splitter, place: tuple[int, int, int]
) -> TextTable | None:
    """The table of these rows; None where they have no headings, or too many do not fit the others."""
    first, last, floor = place
    if not head:
        head, first = head_above(lines, first, floor)
    fitted = fit_rows(body, head, split)
    width = fitted.width
    headed = place_headings(head, width, fitted.ranges, fitted.label_columns)
    if width < 2 or not _is_stated(fitted.rows, bool(head)) or len(fitted.unfit) * 3 > len(body):
        return None
    if not headed and not is_led_in(lines, first, floor):
        return None
    cells = [*headed, *(cells_of(len(headed) + number, row) for number, row in enumerate(fitted.rows))]
    return TextTable(first, last, tuple(cells), tuple(tuple(texts_of(row)) for row in fitted.unfit))


def _is_stated(rows: Sequence[Row], is_headed: bool) -> bool:
    """Whether enough numbers stand in these rows: in two of them, or below headings two in one."""
    counts = [sum(map(is_value, texts_of(row)[1:])) for row in rows if tells_values(texts_of(row))]
    return len(counts) > 1 or (is_headed and max(counts, default=0) > 1)
