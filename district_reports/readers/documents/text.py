"""Plain text → passages: encoding found, blank lines and list items told from lines that were only wrapped."""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from district_reports.readers.documents.paragraphs import TABLE, Cell, Passage, begins_item, clean_text, is_capitals
from district_reports.readers.media_types import unknown_encoding

_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_TONE_MARKS = re.compile("[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]")
_FOOTNOTE_LINE = re.compile("[⁰¹²³⁴-⁹]+ ?[^⁰¹²³⁴-⁹]")
_RULE = re.compile(r"[|:\s+=-]+")
_FEWEST_ROWS = 2
_NUMBER_CELL = re.compile(r"[-–+]?\d[\d.,]*\s*%?")
_LABEL_AND_NUMBER = re.compile(r"(.+?)\s*:\s+([-–+]?\d[\d.,]*\s*%?)")
# A wrapped line is nearly as long as its neighbours; one that stops earlier ended its paragraph.
_SHARE_OF_FULL_LINE = 0.8


def read_passages(file_name: str, content: bytes) -> list[Passage]:
    """Returns the passages of a text file; raises `UnreadableDocument` when the bytes are text in no known encoding."""
    text = decode_text(file_name, content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    numbers = count(1)
    return [passage for block in _BLANK_LINES.split(text) for passage in _read_block(block, numbers)]


def _read_block(block: str, table_numbers: Iterator[int]) -> Iterator[Passage]:
    """The passages of a block, and the rows of its tables: lines that bars, tabs or gaps divide into equal rows."""
    for divider, lines in groupby(block.split("\n"), key=_divider):
        group = list(lines)
        rows = _split_rows(group, divider) if divider else []
        if rows and len({len(row) for row in rows}) == 1:
            yield from _table_rows(rows, next(table_numbers))
        else:
            yield from map(Passage, split_block("\n".join(group)))


def _divider(line: str) -> str:
    """What divides a line into cells: bars, tabs or gaps of spaces; empty for a line of running text."""
    if "|" in line:
        return "|"
    return next((one for one in (r"\t", r"(?: |\u00a0){2,}") if len(re.findall(one, line.strip())) > 1), "")


def _split_rows(lines: Sequence[str], divider: str) -> list[list[str]]:
    """The cells of each row, or none where the lines are no table; a frame of bars and rules is left out."""
    if divider != "|":
        rows = [[clean_text(cell) for cell in re.split(divider, line.strip(" \u00a0"))] for line in lines]
        return rows if _tells_numbers(rows) else []
    lines = [line for line in map(clean_text, lines) if line and not _RULE.fullmatch(line)]
    if len(lines) < _FEWEST_ROWS:
        return []
    is_framed = all(line.startswith("|") and line.endswith("|") for line in lines)
    rows = [[cell.strip() for cell in (line[1:-1] if is_framed else line).split("|")] for line in lines]
    return [rows[0], *(_part_label(row, len(rows[0])) for row in rows[1:])]


def _tells_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows without bars are a table: headings, and below them rows of which most have several numbers."""
    numeric = [row for row in rows[1:] if sum(_NUMBER_CELL.fullmatch(cell) is not None for cell in row) > 1]
    return len(rows) > _FEWEST_ROWS and 2 * len(numeric) > len(rows) - 1


def _part_label(row: list[str], width: int) -> list[str]:
    """ "Dự án 2: 1.205 | 880": a label that swallowed the bar between it and its first number has a cell of its own."""
    swallowed = _LABEL_AND_NUMBER.fullmatch(row[0]) if len(row) == width - 1 else None
    return [*swallowed.groups(), *row[1:]] if swallowed else row


def _table_rows(rows: Sequence[Sequence[str]], number: int) -> Iterator[Passage]:
    for row, texts in enumerate(rows):
        cells = tuple(Cell(row, column, row, column, text) for column, text in enumerate(texts))
        yield Passage(" | ".join(texts), TABLE, table=number, cells=cells)


def decode_text(file_name: str, content: bytes) -> str:
    """Decodes UTF-8 or UTF-16, with or without mark, or Windows-1258 where the result is clean Vietnamese."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif content[:400].count(0) > len(content[:400]) // 4:
        candidates = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"]
    else:
        candidates = ["utf-8-sig", "cp1258"]
    for encoding in candidates:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1258" or _is_clean_vietnamese(text):
            return text
    raise unknown_encoding(file_name)


def _is_clean_vietnamese(text: str) -> bool:
    # Any byte decodes as something in Windows-1258; only real Vietnamese puts its tone marks behind vowels.
    controls = any(unicodedata.category(character) == "Cc" and character not in "\t\n\r\f" for character in text)
    tones = sum(character in "\u0300\u0301\u0303\u0309\u0323" for character in text)
    return not controls and tones > 0 and len(_TONE_MARKS.findall(text)) >= 0.9 * tones


def split_block(block: str) -> list[str]:
    """Splits a block without blank lines where a line begins something new, and joins lines only wrapped."""
    lines = [line for line in map(clean_text, block.split("\n")) if line]
    full_line = max(map(len, lines), default=0)
    passages: list[str] = []
    for previous, line in zip(["", *lines], lines, strict=False):
        if passages and not _begins_passage(previous, line, full_line):
            passages[-1] += f" {line}"
        else:
            passages.append(line)
    return passages


def _begins_passage(previous: str, line: str, full_line: int) -> bool:
    if begins_item(line) or _FOOTNOTE_LINE.match(line) or is_capitals(line) != is_capitals(previous):
        return True
    if is_capitals(line):
        return len(previous) < _SHARE_OF_FULL_LINE * full_line or len(line) < 40
    stopped = previous.endswith((".", ";", ":", "!", "?")) or len(previous) < _SHARE_OF_FULL_LINE * full_line
    return stopped and not line[:1].islower() and len(previous) < _SHARE_OF_FULL_LINE * full_line
