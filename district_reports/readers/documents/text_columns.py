"""The columns of a table in a plain text: which cells its rows have, and which are missing from a short one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from district_reports.readers.documents.text_rows import (
    Piece,
    Row,
    Splitter,
    is_order,
    is_value,
    split_gaps,
    split_labelled,
    split_tabs,
    tells_values,
    texts_of,
)


@dataclass(frozen=True)
class FittedRows:
    """Rows with one piece for each of `width` columns, and those for which nothing tells which cells they lack.

    `ranges` are where the columns of an aligned table begin and end in their lines; the first `label_columns` hold
    words.
    """

    rows: list[Row]
    unfit: list[Row]
    width: int
    ranges: Sequence[tuple[int, int]]
    label_columns: int


def fit_rows(body: Sequence[Row], head: Sequence[Row], split: Splitter) -> FittedRows:
    """The rows below the headings in as many columns as leave the fewest of them unfit.

    Where one heading more stands above than a row has cells, the first cells hold two things.
    """
    head_width = max(map(len, head), default=0)
    widths = sorted({len(row) for row in body if tells_values(texts_of(row))}, reverse=True)
    if widths and head_width == widths[0] + 1:
        body = _part_first_cells(body)
        widths = [head_width] if len(body[0]) == head_width else widths
    body = _join_wrapped(body)
    is_set = split is split_gaps and _is_set_in_columns([*head, *body])
    fitted = [_fit(body, width, split, is_set) for width in widths]
    return min(fitted, key=lambda one: len(one.unfit), default=FittedRows([], list(body), 0, (), 1))


def _is_set_in_columns(rows: Sequence[Row]) -> bool:
    """Whether gaps are as wide as it takes to begin below one another; equal gaps only part cells."""
    return len({after.start - before.end for row in rows for before, after in pairwise(row)}) > 1


def _fit(body: Sequence[Row], width: int, split: Splitter, is_set: bool) -> FittedRows:
    columns = _Columns(width, [row for row in body if len(row) == width], split, is_set)
    rows = [columns.fit(row) for row in body]
    unfit = [row for row, fit in zip(body, rows, strict=True) if fit is None]
    return FittedRows([row for row in rows if row is not None], unfit, width, columns.ranges, columns.label_columns)


def _part_first_cells(body: Sequence[Row]) -> list[Row]:
    """The rows with what leads their first cells, or ends them, in a cell of its own; as they are where one has none.

    "1 Xã A" is order and label, "Dự án 2: 1.205" label and number; a sum needs no order.
    """
    labelled = [split_labelled(row[0].text) for row in body]
    if all(labelled):
        return [[Piece(one[0]), Piece(one[1]), *row[1:]] for one, row in zip(labelled, body, strict=True) if one]
    parted = [row[0].text.partition(" ") for row in body]
    led = [bool(label) and is_order(order) and not label[0].isdigit() for order, _, label in parted]
    if any(is_value(row[0].text) for row in body) or sum(led) * 2 < len(body):
        return list(body)
    return [[Piece(one[0]), Piece(one[2]), *row[1:]] if is_led else [Piece(""), *row]
            for one, is_led, row in zip(parted, led, body, strict=True)]  # fmt: skip


def _join_wrapped(body: Sequence[Row]) -> list[Row]:
    """Rows with the rest of a label that a line of its own goes on with."""
    joined: list[Row] = []
    for row in body:
        texts = texts_of(row)
        filled = [number for number, text in enumerate(texts) if text]
        goes_on = len(filled) == 1 and texts[filled[0]][:1].islower() and not is_order(texts[filled[0]])
        if not goes_on or not joined:
            joined.append(row)
            continue
        label = max(range(min(2, len(joined[-1]))), key=lambda number: len(joined[-1][number].text))
        whole = list(joined[-1])
        whole[label] = replace(whole[label], text=f"{whole[label].text} {texts[filled[0]]}")
        joined[-1] = whole
    return joined


class _Columns:
    """The columns of a table, learnt from its rows that have a cell in each."""

    def __init__(self, width: int, rows: Sequence[Row], split: Splitter, is_set: bool) -> None:
        self.width, self.split = width, split
        orders = sum(is_order(row[0].text) and not is_value(row[1].text) for row in rows if len(row) > 2)
        self.has_order = width > 2 and orders * 2 > len(rows)
        self.label_columns = 2 if self.has_order else 1
        spans = [[(row[column].start, row[column].end) for row in rows] for column in range(width if rows else 0)]
        ranges = [(min(start for start, _ in one), max(end for _, end in one)) for one in spans]
        is_aligned = is_set and all(one[1] < other[0] for one, other in pairwise(ranges))
        self.ranges = ranges if is_aligned else []

    def fit(self, row: Row) -> Row | None:
        """The row with one piece for each column; None where nothing tells which of its cells are missing."""
        while len(row) > self.width and not row[-1].text:
            row = row[:-1]
        if len(row) > self.width:
            return self._close_gaps(row)
        if len(row) == self.width or not any(is_value(piece.text) for piece in row):
            return [*row, *[Piece("")] * (self.width - len(row))]
        return self._find_places(row) if self.ranges else self._fill(row)

    def _close_gaps(self, row: Row) -> Row | None:
        """A row whose label was pulled apart, or with an empty cell before its leading bar."""
        if not row[0].text and len(row) == self.width + 1:
            return row[1:]
        first, values = self.label_columns - 1, self.width - self.label_columns
        label = row[first : len(row) - values]
        if self.split is not split_gaps or any(is_value(piece.text) for piece in label):
            return None
        return [*row[:first], Piece(" ".join(texts_of(label))), *row[len(row) - values :]]

    def _find_places(self, row: Row) -> Row | None:
        """Each piece in the column it stands in; None where one stands in none, or two in one."""
        places = [[number for number, (start, end) in enumerate(self.ranges) if piece.start < end and start < piece.end]
                  for piece in row]  # fmt: skip
        columns = [found[0] for found in places if len(found) == 1]
        if len(columns) < len(row) or len(set(columns)) < len(columns):
            return None
        pieces = dict(zip(columns, row, strict=True))
        return [pieces.get(column, Piece("")) for column in range(self.width)]

    def _fill(self, row: Row) -> Row | None:
        is_one_short = len(row) == self.width - 1
        if is_one_short and (parted := split_labelled(row[0].text)) and all(is_value(p.text) for p in row[1:]):
            return [Piece(parted[0]), Piece(parted[1]), *row[1:]]
        is_sum = self.has_order and not is_order(row[0].text) and (is_value(row[1].text) or not row[1].text)
        if is_one_short and is_sum:
            return [Piece(""), *row]
        # A tab is typed for an empty cell, too; only those behind the last text get lost.
        return [*row, *[Piece("")] * (self.width - len(row))] if self.split is split_tabs else None
