"""Paragraphs, and how paged text becomes paragraphs again: footnotes lifted out, sentences cut by a page end joined."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from district_reports.readers.documents.spaced_numbers import begins_spaced, mend_cell, mend_text
from district_reports.values import CAPITAL

TABLE, SET = "table", "set"
"""Styles of passages: a row of a table, and a line that could be one, cells parted by gaps."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FOOTNOTE_BODY = re.compile(r"([⁰¹²³⁴-⁹]+)\s*(?=\S)")
_PART = re.compile(r"[*_]{0,3}Phần\s+(?:thứ\s+\w+|[IVX]+|[A-EĐ1-9])\b\s*(?:[.:)/-]|[*_]{0,3}$)", re.IGNORECASE)
# Lines that begin with "- ", "+ ", "• ", "1. ", "2.5. ", "3.1 Dự án", "6/ Nước", "2- Vốn", "a) ", "đ. ", "a, Vốn",
# "II. ", "II- ", "IV/ Vốn" or "A. ", also behind Markdown marks.
_LIST_ITEM = re.compile(
    r"[*_]{0,3}(?:[-–+•*]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_a-zà-ỹđ]"
    rf"|(?:\d{{1,2}}[/-]|[IVX]{{1,5}}/|[a-zđ],)\s+{CAPITAL}"
    r"|[a-zđ][.)]\s|(?:[IVX]{1,5}|[A-HĐ])\s?[.)\-–]\s|(?:Tiểu\s[Dd]|D)ự án (?:số )?\d+\s?[.:])"
)
_NAMED_PROJECT = re.compile(r"(?:Tiểu\s[Dd]|D)ự án")
_PROJECT_LABEL = re.compile(r"^(?:Tiểu\s[Dd]|D)ự án (?:số )?\d+\s?[.:]")
_LETTERHEAD_LINE = re.compile(r"(?:Số|Kính gửi|Nơi nhận)\s?:|[^,.;:]{2,40}, ngày\b.{0,30}tháng")
# A report's text begins with these words below its title.
_OPENING = re.compile(r"(?:Căn cứ|Thực hiện|Phúc đáp) ")
_BULLETS = ("-", "–", "+", "•", "*")
_SENTENCE_END = (".", ":", ";", "!", "?", "…")
_CLOSING_MARKS = "*_”\"’')]»⁰¹²³⁴⁵⁶⁷⁸⁹ "
# A sentence cannot end with these words, so what follows belongs to it even when it begins with a capital letter.
_UNFINISHED_WORDS = frozenset({
    "và", "hoặc", "của", "về", "các", "những", "một", "cho", "với", "tại", "trong", "theo", "do", "để", "là",
    "từ", "đến", "thuộc", "giữa", "khi", "nếu", "mà", "thì", "như", "gồm", "bị", "bởi", "vào", "ở", "mỗi", "từng",
    "tới", "qua", "trình",
})  # fmt: skip
# … unless they close a compound: "Chương trình", "thời gian tiếp theo".
_CLOSED_COMPOUNDS = frozenset({
    "chương trình", "quá trình", "công trình", "quy trình", "lộ trình", "tiến trình", "giáo trình", "tiếp theo",
    "kèm theo", "bên trong", "trang bị", "thiết bị", "chuẩn bị", "gian qua", "vừa qua", "thông qua", "nhà ở",
    "thứ từ", "tự do", "lý do", "nguyên do", "quy về",
})  # fmt: skip
_SHORTEST_CUT_LINE, _LONGEST_ENDING = 50, 60
# A number behind these is part of a name.
_NUMBERED_NAME = re.compile(r"(?<![^\W\d_])(?:dự án|khu vực|số|điều|khoản|mục|tháng|quý|năm)$", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """A cell of a table: the row and column it begins in, those it ends in (all from 0), and its text as printed."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a document.

    `number` is its place, from 1; body paragraphs come first, footnotes after them, so that a body paragraph keeps
    its number whatever stands at the bottom of the pages. `text` is NFC on one line, white space inside and Markdown
    marks as printed, reference marks of footnotes (`⁷`) still in it. A footnote body is without its own mark, which
    is `footnote_mark` (`7`). `style` is `table` for a row ("cell | cell"), else the heading style or list level where
    the format knows one, else empty. `table` is the number of the table whose row it is, from 1, else 0; `cells` are
    the cells that begin in this row.
    """

    number: int
    text: str
    is_footnote: bool = False
    footnote_mark: str = ""
    style: str = ""
    table: int = 0
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A piece of text as a format holds it, before footnotes are lifted and cut sentences joined.

    One with `struck` is no paragraph, but tells what is struck through in a paragraph of this text.
    """

    text: str
    style: str = ""
    footnote_mark: str = ""
    table: int = 0
    cells: tuple[Cell, ...] = ()
    struck: str = ""


def clean_text(text: str) -> str:
    """Returns `text` as NFC on one line, without invisible characters and white space around it."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r"\s*[\r\n\x0b\x0c\u2028\u2029]\s*", " ", text).replace("\t", " ").strip()


def build_paragraphs(passages: Iterable[Passage]) -> tuple[Paragraph, ...]:
    """Lifts footnotes, joins what page ends cut apart, and numbers what remains: body first, then footnotes."""
    body: list[Passage] = []
    footnotes: list[Passage] = []
    for passage in map(lift_footnote, passages):
        if not passage.text:
            continue
        if passage.footnote_mark:
            footnotes.append(passage)
        elif body and belongs_together(body[-1], passage):
            body[-1] = replace(body[-1], text=f"{body[-1].text} {passage.text}")
        else:
            body.append(passage)
    return tuple(
        Paragraph(number, mend_text(passage.text), bool(passage.footnote_mark), passage.footnote_mark, passage.style,
                  passage.table, passage.cells)
        for number, passage in enumerate(body + footnotes, start=1)
    )  # fmt: skip


def lift_footnote(passage: Passage) -> Passage:
    """Cleans a passage, and tells a footnote body ("⁷ Theo …") from body text."""
    text = clean_text(passage.text)
    if passage.cells:
        cells = tuple(replace(cell, text=mend_cell(clean_text(cell.text))) for cell in passage.cells)
        return replace(passage, text=" | ".join(map(mend_cell, text.split(" | "))), cells=cells)
    found = _FOOTNOTE_BODY.match(text)
    if passage.footnote_mark or not found:
        return replace(passage, text=text)
    return replace(passage, text=text[found.end() :], footnote_mark=found[1].translate(_SUPERSCRIPT_DIGITS))


def belongs_together(first: Passage, second: Passage) -> bool:
    """Whether `second` goes on with the sentence that `first` began."""
    if TABLE in (first.style, second.style) or begins_item(second.text) or _is_heading(second):
        return False
    if _is_heading(first) or is_capitals(first.text) or _is_bracketed(second.text):
        return False
    ending = first.text.rstrip(_CLOSING_MARKS)
    if ending.endswith(_SENTENCE_END):
        return _has_open_bracket(first.text) and ending.endswith(";")
    beginning = second.text.lstrip("*_“\"'")[:1]
    if beginning.islower():
        return True
    if len(first.text) < _SHORTEST_CUT_LINE or _is_numbered_heading(first.text):
        return False
    return not beginning.isupper() or _is_unfinished(first.text)


def begins_item(text: str) -> bool:
    """Whether a line begins like a list item, a numbered heading, a part or a line of the letterhead."""
    is_item = _LIST_ITEM.match(text) and not begins_spaced(text)
    return bool(is_item or _PART.match(text) or _LETTERHEAD_LINE.match(text))


def goes_on(passage: str, line: str) -> bool:
    """Whether a line goes on with what is open at the end of the passage above it: a bracket."""
    is_open = _has_open_bracket(passage) and not passage.endswith((".", ":"))
    return is_open and (_NAMED_PROJECT.match(line) is not None or not begins_item(line))


def begins_after_full_line(passage: str, line: str) -> bool:
    """Whether a line begins something although the last line of a passage had no room for its first word.

    A dash, a number or a project may stand first by chance: "kinh tế | - xã hội", "Dự án | 5. Vốn giao".
    """
    ending = passage[-_LONGEST_ENDING:]
    if _has_open_bracket(passage) or _is_unfinished(passage) or _NUMBERED_NAME.search(ending):
        return False
    has_ended = passage.endswith(_SENTENCE_END)
    if line.startswith(_BULLETS) and not has_ended:
        return begins_item(passage) and line[1:].lstrip()[:1].isupper()
    if begins_item(line):
        return _NAMED_PROJECT.match(line) is None or not passage.endswith((";", ":"))
    if line.upper() == line:
        return is_capitals(line) and not re.findall(r"[^\W\d_]+|$", ending)[-2:][0].isupper()
    is_heading = not has_ended and (_is_numbered_heading(passage) or _OPENING.match(line))
    return line[:1].isupper() and bool(is_heading or is_capitals(passage) or _LETTERHEAD_LINE.match(passage))


def is_capitals(text: str) -> bool:
    """Whether a line is printed in capitals, as titles and signatures are; a wrapped abbreviation ("KHV.") is not."""
    return " " in text.strip() and not text.endswith((".", ",", ";")) and text.isupper()


def _is_heading(passage: Passage) -> bool:
    return passage.style.lower().startswith(("heading", "title"))


def _is_bracketed(text: str) -> bool:
    inner = text.strip("*_ ")
    return inner.startswith("(") and inner.endswith(")") and inner.count("(") == 1


def _has_open_bracket(text: str) -> bool:
    return text.rfind("(") > text.rfind(")")


def _is_numbered_heading(text: str) -> bool:
    # A heading says one thing: no clause ends inside it.
    label = _LIST_ITEM.match(text)
    if label is None or text.startswith(_BULLETS):
        return False
    return re.search(r"[.;]\s|:", _PROJECT_LABEL.sub("", text[label.end() :])) is None


def _is_unfinished(text: str) -> bool:
    words = text[-_LONGEST_ENDING:].rstrip("*_ ").casefold().split()
    if not words or words[-1].endswith((",", "(", "-", "–")):
        return bool(words)
    return words[-1] in _UNFINISHED_WORDS and " ".join(words[-2:]) not in _CLOSED_COMPOUNDS
