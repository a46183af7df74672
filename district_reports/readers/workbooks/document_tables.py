"""Tables inside a document as sheets, so that the layouts find them and read them as they do a workbook's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from district_reports.readers.documents.document import Document, Paragraph
from district_reports.readers.documents.paragraphs import begins_item
from district_reports.readers.workbooks.workbook import Sheet
from district_reports.values import fold_letters

FIRST_ROW = 12
"""Where a table begins in its sheet: the paragraphs above it stand in the rows before, apart from its headings."""
_MOST_PARAGRAPHS, _LONGEST_PARAGRAPH = 6, 300
# A footnote's mark, but not the square of a unit.
_MARK = re.compile(r"(?<!\bm)(?<!\bkm)[⁰¹²³⁴-⁹]+(?=\W*$)")
_BARE_RATE = re.compile(r"\s*(?:(?:ty|ti) le\s*(?:\(?%\)?)?|\(?%\)?)\s*")
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

    def sheet(self, year: str = "") -> Sheet:
        """The table with the paragraphs above it; `year` is whose it is where those name none."""
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
        rows[FIRST_ROW] = _name_rates(rows[FIRST_ROW])
        return Sheet(self.name, False, rows, tuple(merged))

    def _head(self, year: str) -> list[str]:
        texts = [_MARK.sub("", paragraph.text) for paragraph in self.above]
        names_year = any(re.search(r"năm\s+20\d\d", text, re.IGNORECASE) for text in texts)
        return [*texts, f"Năm {year}"] if year and not names_year else texts


def _name_rates(headings: list[str]) -> list[str]:
    """The headings with each bare "Tỷ lệ" named by the column before it, where there are several."""
    rates = [column for column, text in enumerate(headings) if column and _BARE_RATE.fullmatch(fold_letters(text))]
    if len(rates) < 2:
        return headings
    return [f"Tỷ lệ {headings[column - 1].lower()}" if column in rates else text
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
