"""PDF with a text layer → passages: page furniture dropped, footnotes told from body, wrapped lines made paragraphs."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page

from district_reports.readers.documents.paragraphs import Passage, begins_item, is_capitals
from district_reports.readers.documents.pdf_gaps import read_set_lines
from district_reports.readers.documents.pdf_letters import LetterPage
from district_reports.readers.documents.pdf_lines import Line, join_lines, order_lines
from district_reports.readers.documents.pdf_tables import join_tables, take_rows
from district_reports.readers.documents.set_tables import set_tables
from district_reports.readers.refusals import damaged_file, no_text_layer

_PAGE_NUMBER = re.compile(r"(?:(?:trang|page)\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE)
_FOOTNOTE_MARK = re.compile("[⁰¹²³⁴-⁹]+")
# Word lays out a new paragraph of prose with space before it or its first line indented; these are shares of a letter.
_INDENT, _EXTRA_LEADING = 0.8, 1.3
_PROJECT_NAME = re.compile(r"(?:Tiểu\s)?[Dd]ự án\b")
# Page furniture stands in the outer twelfth of the page.
_MARGIN = 1 / 12
_SENTENCE_END = (".", ";", ":", "!", "?")


@dataclass(frozen=True)
class _Layout:
    """Where prose stands: its right margin, the step between lines, and where first lines begin if they stand in."""

    right: float
    leading: float
    first_line: int | None


def read_passages(file_name: str, content: bytes) -> list[Passage]:
    """Returns the passages of a PDF.

    Raises `UnreadableDocument`: TYP-003 when no page has text, TYP-004 when it is damaged or asks for a password.
    """
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            pages = [_read_page(document, page) for page in document.pages]
            heights = [float(page.height) for page in document.pages]
    except PDFPasswordIncorrect as error:
        raise damaged_file(file_name) from error
    except Exception as error:  # a broken PDF can raise anything from deep inside the library
        raise damaged_file(file_name) from error
    if not any(pages):
        raise no_text_layer(file_name)
    pages = _drop_furniture(pages, heights)
    body_size = _find_body_size(chain.from_iterable(pages))
    bodies, notes = zip(*(_split_footnotes(lines, body_size) for lines in pages), strict=True)
    body = join_tables(bodies)
    return [
        *set_tables(list(_build_passages(body, _measure_layout(body)))),
        *_build_footnotes(chain.from_iterable(notes)),
    ]


def _read_page(document: pdfplumber.PDF, found: Page) -> list[Line]:
    page = LetterPage(document, found.page_obj, found.page_number, found.initial_doctop)
    rows, letters = take_rows(page, page.upright_letters())
    lines = order_lines(read_set_lines(letters, page) + rows)
    page.close()
    return lines


def _drop_furniture(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """Leaves out page numbers, and headers and footers repeated on most pages."""
    outer = [
        {line for line in lines if line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height}
        for lines, height in zip(pages, heights, strict=True)
    ]
    # Two pages prove less than three: there the very same words must stand on both.
    mask = _mask_digits if len(pages) > 2 else str
    repeated = Counter(text for lines in outer for text in {mask(line.text) for line in lines})
    common = {text for text, count in repeated.items() if count >= 2 and count > len(pages) / 2}
    return [
        [
            line
            for line in lines
            if line.is_row or line not in margin or not (_PAGE_NUMBER.fullmatch(line.text) or mask(line.text) in common)
        ]
        for lines, margin in zip(pages, outer, strict=True)
    ]


def _mask_digits(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _find_body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        if not line.is_row:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _split_footnotes(lines: list[Line], body_size: float) -> tuple[list[Line], list[Line]]:
    """Splits a page into body and the footnotes in small print at its foot."""
    start = len(lines)
    while start and lines[start - 1].size < 0.93 * body_size and not lines[start - 1].is_row:
        start -= 1
    is_notes = any(_FOOTNOTE_MARK.match(line.text) for line in lines[start:])
    return (lines[:start], lines[start:]) if is_notes else (lines, [])


def _measure_layout(lines: list[Line]) -> _Layout:
    prose = [line for line in lines if not line.is_row and not line.column]
    lefts, rights = Counter(round(line.left) for line in prose), Counter(round(line.right) for line in prose)
    left = min((edge for edge, count in lefts.items() if count >= 3), default=min(lefts, default=0))
    right = max((edge for edge, count in rights.items() if count >= 3), default=max(rights, default=0))
    steps = [after.top - before.top for before, after in pairwise(prose) if after.top > before.top]
    return _Layout(right, median(steps or [0.0]), _find_first_line(prose, left, right))


def _is_full(line: Line, after: Line, right: float) -> bool:
    """Whether the first word of the next line had no room left; a line with room was ended on purpose."""
    return line.right + after.first_word_width + 0.5 * line.size >= right


def _find_first_line(prose: list[Line], left: float, right: float) -> int | None:
    """Where the first lines of paragraphs begin, when they stand in and their full lines go on at the margin."""
    found = Counter(
        round(line.left)
        for line, after in pairwise(prose)
        if line.left > left + _INDENT * line.size
        and abs(after.left - left) < _INDENT * line.size
        and _is_full(line, after, right)
        and not begins_item(after.text)
    )
    (edge, count), *_ = found.most_common(1) or [(0, 0)]
    return edge if count >= 3 else None


def _build_passages(lines: list[Line], layout: _Layout) -> Iterator[Passage]:
    text, previous = "", None
    for line in lines:
        if previous is None or line.is_row or previous.is_row or _begins_paragraph(previous, line, layout):
            if previous is not None:
                yield _build_passage(text, previous)
            text = line.text
        else:
            text = join_lines(text, line.text)
        previous = line
    if previous is not None:
        yield _build_passage(text, previous)


def _build_passage(text: str, last: Line) -> Passage:
    return Passage(text, last.style, table=last.table, cells=last.cells)


def _begins_paragraph(previous: Line, line: Line, layout: _Layout) -> bool:
    # A word alone on its line may be the end of a title as well as of a sentence.
    changes_case = " " in line.text and is_capitals(line.text) != is_capitals(previous.text)
    if line.column != previous.column or changes_case:
        return True
    is_new_page = line.top < previous.top
    is_spaced = not is_new_page and line.top - previous.top > _EXTRA_LEADING * layout.leading
    if line.column or line.is_centred != previous.is_centred:
        return True
    if line.is_centred:
        return is_spaced
    if is_spaced or not _is_full(previous, line, layout.right):
        return True
    is_first_line = round(line.left) == layout.first_line
    is_indented = is_first_line or line.left > previous.left + _INDENT * line.size
    has_ended = previous.text.endswith(_SENTENCE_END)
    if begins_item(line.text):
        if layout.first_line is not None and not is_indented and _goes_on_listing(previous.text, line.text):
            return False
        # "kinh tế - xã hội" may be wrapped before its dash: at the margin, in mid-sentence, that is no list.
        return is_indented or has_ended or layout.first_line is None or not line.text.startswith(("-", "–", "+"))
    if is_new_page and layout.first_line is None:
        return has_ended
    # A list item may hang: its second line stands in further than its first.
    return is_first_line or (is_indented and not begins_item(previous.text))


def _goes_on_listing(text: str, line: str) -> bool:
    """Whether a line at the margin names the next project of a sentence: "(Tiểu dự án 1: 5; | Tiểu dự án 2: 7)"."""
    return text.endswith((";", ":", ",")) and _PROJECT_NAME.match(line) is not None


def _build_footnotes(lines: Iterable[Line]) -> list[Passage]:
    texts: list[str] = []
    for line in lines:
        if texts and not _FOOTNOTE_MARK.match(line.text):
            texts[-1] = join_lines(texts[-1], line.text)
        else:
            texts.append(line.text)
    return [Passage(text) for text in texts]
