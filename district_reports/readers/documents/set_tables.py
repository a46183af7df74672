"""Tables that a document sets as paragraphs, with tabs, gaps or signs: paragraphs → rows, as in a plain text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby

from district_reports.readers.documents.paragraphs import SET, TABLE, Cell, Passage
from district_reports.readers.documents.text_repeated import lists_numbers
from district_reports.readers.documents.text_rows import TextTable, split_gaps, tells_values, texts_of
from district_reports.readers.documents.text_tables import find_tables

_DIVIDED = re.compile(r"\S(?:[ \u00a0]*\t\s*|[ \u00a0]{2,})\S")


def read_rows(table: TextTable, numbers: Iterator[int]) -> Iterator[Passage]:
    """The rows of a table, and those that do not fit it as a table of their own, so that its sender is told.

    A row that is no line of its own, the headings that every line of a list repeats, goes with the next.
    """
    number = next(numbers)
    width = max(cell.last_column for row in table.rows for cell in row) + 1
    pending: tuple[Cell, ...] = ()
    for place, row in enumerate(table.rows):
        if table.printed and place not in table.printed:
            pending = row
            continue
        texts = {cell.column: cell.text for cell in row}
        text = table.printed.get(place) or " | ".join(texts.get(column, "") for column in range(width))
        yield Passage(text, TABLE, table=number, cells=(*pending, *row))
        pending = ()
    rest = next(numbers) if table.unfit else 0
    for place, unfit in enumerate(table.unfit):
        cells = tuple(Cell(place, column, place, column, text) for column, text in enumerate(unfit))
        yield Passage(" | ".join(unfit), TABLE, table=rest, cells=cells)


def set_tables(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with tables that are set as paragraphs made rows; all tables numbered in the order they stand in."""
    numbers = count(1 + max((passage.table for passage in passages), default=0))
    told: list[Passage] = []
    for is_divided, group in groupby(passages, key=_is_divided):
        run = list(group)
        if is_divided and len(run) > 1:
            # The paragraph above may head the table, or lead it in.
            run = [*([told.pop()] if told and not told[-1].table else []), *run]
            told += _set_run(run, numbers)
        else:
            told += run
    return _number_tables([_unset(passage) if passage.style == SET else passage for passage in told])


def _is_divided(passage: Passage) -> bool:
    if passage.table or passage.footnote_mark:
        return False
    return passage.style == SET or _DIVIDED.search(passage.text) is not None or lists_numbers(passage.text)


def _unset(passage: Passage) -> Passage:
    """A line that is part of no table after all: text."""
    return replace(passage, text=" ".join(passage.text.split()), style="")


def _set_run(run: Sequence[Passage], numbers: Iterator[int]) -> list[Passage]:
    run = _drop_repeated_headings(run)
    told: list[Passage] = []
    start = 0
    for table in find_tables([passage.text for passage in run]):
        told += [*run[start : table.first], *read_rows(table, numbers)]
        start = table.last
    return [*told, *run[start:]]


def _drop_repeated_headings(run: Sequence[Passage]) -> list[Passage]:
    """The run without headings that come again behind a page end: lines of several cells that state no number."""
    kept: list[Passage] = []
    seen: set[tuple[str, ...]] = set()
    for passage in run:
        cells = tuple(texts_of(split_gaps(passage.text)))
        is_heading = passage.style == SET and len(cells) > 1 and not tells_values(cells)
        if not is_heading or cells not in seen:
            kept.append(passage)
        if is_heading:
            seen.add(cells)
    return kept


def _number_tables(passages: Sequence[Passage]) -> list[Passage]:
    places = {number: place for place, number in enumerate(dict.fromkeys(p.table for p in passages if p.table), 1)}
    return [replace(passage, table=places[passage.table]) if passage.table else passage for passage in passages]
