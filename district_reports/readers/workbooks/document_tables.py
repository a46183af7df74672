"""Tables inside a document as sheets, so that the layouts find them and read them as they do a workbook's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from district_reports.readers.documents.document import Document, Paragraph
from district_reports.readers.documents.paragraphs import begins_item
from district_reports.readers.documents.text_rows import numbers_columns, tells_values
from district_reports.readers.workbooks.heading_words import is_bare_rate, list_headings, split_headings
from district_reports.readers.workbooks.workbook import Sheet

FIRST_ROW = 12
"""Where a table begins in its sheet: the paragraphs above it stand in the rows before, apart from its headings."""
_MOST_PARAGRAPHS, _LONGEST_PARAGRAPH = 6, 300
# A footnote's mark, but not the square of a unit.
_MARK = re.compile(r"(?<!\bm)(?<!\bkm)[⁰¹²³⁴-⁹]+(?=\W*$)")
_SENTENCE_END = (".", ";", "!", "?")


@dataclass(frozen=True)
class DocumentTable:
    """A table of a document: its number in it, from 1, its rows, and the paragraphs that stand directly above it."""

    number: int
    rows: tuple[Paragraph, ...]
    above: tuple[Paragraph, ...]

    @property
    def name(self) -> str:
        """The table's place in its document: `t2`."""
        return f"t{self.number}"

    @property
    def headings(self) -> str:
        """The texts of its first row."""
        return " | ".join(cell.text for cell in self.rows[0].cells if cell.text)

    @cached_property
    def heading_count(self) -> int:
        """How many of its rows stand above those that state something."""
        texts = [[cell.text for cell in row.cells] for row in self.rows]
        return next((number for number, row in enumerate(texts) if tells_values(row) or numbers_columns(row)), 0)

    def sheets(self, year: str = "") -> Iterator[Sheet]:
        """The table with the paragraphs above it, as printed and then as its headings may be meant otherwise.

        Headings that one line may have cut in two are joined, a bare "Tỷ lệ" is named by the column before it, words
        that nothing parts are divided as a form's headings are, and a table without headings takes those that the
        text above lists in brackets. `year` is whose the table is where the paragraphs name none.
        """
        printed = self._printed(year)
        last = FIRST_ROW + self.heading_count - 1
        yield printed
        yield _with_headings(printed, last, _name_rates(printed.rows[max(last, FIRST_ROW)]))
        if self.heading_count > 1:
            yield _with_headings(printed, last, _name_rates(self._joined_headings(printed)))
        yield from self._told(printed, last)

    def _printed(self, year: str) -> Sheet:
        height = max(cell.last_row for row in self.rows for cell in row.cells) + 1
        width = max(cell.last_column for row in self.rows for cell in row.cells) + 1
        rows = [[""] * width for _ in range(FIRST_ROW + height)]
        for number, text in enumerate(self._head(year)):
            rows[number][0] = text
        merged = []
        for cell in (cell for row in self.rows for cell in row.cells):
            rows[FIRST_ROW + cell.row][cell.column] = _MARK.sub("", cell.text)
            if (cell.row, cell.column) != (cell.last_row, cell.last_column):
                merged.append(((FIRST_ROW + cell.row, cell.column), (FIRST_ROW + cell.last_row, cell.last_column)))
        if sum(map(is_bare_rate, rows[FIRST_ROW])) > 1:
            rows[FIRST_ROW] = _name_rates(rows[FIRST_ROW])
        return Sheet(self.name, False, rows, tuple(merged))

    def _head(self, year: str) -> list[str]:
        texts = [_MARK.sub("", paragraph.text) for paragraph in self.above]
        names_year = any(re.search(r"năm\s+20\d\d", text, re.IGNORECASE) for text in texts)
        return [*texts, f"Năm {year}"] if year and not names_year else texts

    def _joined_headings(self, sheet: Sheet) -> list[str]:
        rows = sheet.rows[FIRST_ROW : FIRST_ROW + self.heading_count]
        return [" ".join(filter(None, texts)) for texts in zip(*rows, strict=True)]

    def _told(self, printed: Sheet, last: int) -> Iterator[Sheet]:
        """The table under headings that no cells part: in the text above, or lines over all columns."""
        width, lines = len(printed.rows[FIRST_ROW]), [row.cells for row in self.rows[: self.heading_count]]
        if self.heading_count == 0:
            listed = list_headings(self.above[-1].text if self.above else "", width)
            yield from _named(printed, FIRST_ROW - 1, listed)
        elif all(len(cells) == 1 and cells[0].last_column - cells[0].column == width - 1 > 0 for cells in lines):
            texts = [cells[0].text for cells in lines]
            for skipped in range(len(texts)):
                told = split_headings(" ".join(texts[skipped:]), width)
                yield from _named(_with_captions(printed, texts[:skipped]), last, told)


def _named(sheet: Sheet, row: int, ways: Iterable[tuple[str, ...]]) -> Iterator[Sheet]:
    for headings in ways:
        yield _with_headings(sheet, row, list(headings))
        yield _with_headings(sheet, row, _name_rates(list(headings)))


def _with_captions(sheet: Sheet, texts: Sequence[str]) -> Sheet:
    """The sheet with these texts as the last above its table."""
    rows = list(sheet.rows)
    for place, text in enumerate(texts, start=FIRST_ROW - len(texts)):
        rows[place] = [text, *rows[place][1:]]
    return replace(sheet, rows=rows)


def _with_headings(sheet: Sheet, row: int, headings: list[str]) -> Sheet:
    """The sheet with these headings in one row, and nothing in the rows of headings above it."""
    rows = [[""] * len(one) if FIRST_ROW <= number < row else one for number, one in enumerate(sheet.rows)]
    rows[row] = headings
    merged = tuple((first, last) for first, last in sheet.merged if first[0] > row)
    return replace(sheet, rows=rows, merged=merged)


def _name_rates(headings: list[str]) -> list[str]:
    """The headings with each bare "Tỷ lệ" named by the column before it."""
    return [f"Tỷ lệ {headings[column - 1].lower()}" if column and is_bare_rate(text) else text
            for column, text in enumerate(headings)]  # fmt: skip


def list_tables(document: Document) -> list[DocumentTable]:
    """The tables of a document in order; letterheads and signatures laid out as tables are none."""
    paragraphs = document.paragraphs
    starts = {number: list(rows) for number, rows in groupby(paragraphs, key=lambda p: p.table) if number}
    return [
        DocumentTable(number, tuple(rows), tuple(_find_above(paragraphs, rows[0].number - 1)))
        for number, rows in starts.items()
    ]


def _find_above(paragraphs: Sequence[Paragraph], position: int) -> list[Paragraph]:
    """Title, unit and the sentence that leads in: short paragraphs up to a heading, a whole sentence, a table."""
    above: list[Paragraph] = []
    for paragraph in reversed(paragraphs[max(0, position - _MOST_PARAGRAPHS) : position]):
        if paragraph.table or len(paragraph.text) > _LONGEST_PARAGRAPH or paragraph.text.endswith(_SENTENCE_END):
            break
        above.insert(0, paragraph)
        if begins_item(paragraph.text):
            break
    return above


def row_cells(row: Paragraph) -> Iterator[tuple[int, str]]:
    """The cells of a row with the place in its text where each begins."""
    start = 0
    for text in row.text.split(" | "):
        yield start, text
        start += len(text) + 3
