"""Plain text → passages: encoding found, tables found, list items told from lines that were only wrapped."""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count
from sys import maxsize

from district_reports.readers.documents.paragraphs import Passage, begins_item, clean_text, goes_on, is_capitals
from district_reports.readers.documents.set_tables import read_rows
from district_reports.readers.documents.text_tables import find_tables
from district_reports.readers.refusals import unknown_encoding

_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_TONE_MARKS = re.compile("[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]")
_FOOTNOTE_LINE = re.compile("[⁰¹²³⁴-⁹]+ ?[^⁰¹²³⁴-⁹]")
# A wrapped line is nearly as long as its neighbours; one that stops earlier ended its paragraph.
_SHARE_OF_FULL_LINE = 0.8
# A text is wrapped at one width where a tenth of its lines are nearly as long as the longest, which fits a page.
_WIDEST_PAGE, _NEARLY, _FEWEST_LINES = 130, 0.93, 20


def read_passages(file_name: str, content: bytes) -> list[Passage]:
    """Returns the passages of a text file; raises `UnreadableDocument` when the bytes are text in no known encoding."""
    text = decode_text(file_name, content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    lines = unicodedata.normalize("NFC", text).split("\n")
    passages: list[Passage] = []
    numbers, start = count(1), 0
    width = wrapped_at(lines)
    for table in find_tables(lines):
        passages += _read_blocks(lines[start : table.first], width)
        passages += read_rows(table, numbers)
        start = table.last
    return [*passages, *_read_blocks(lines[start:], width)]


def _read_blocks(lines: Sequence[str], width: int | None) -> Iterator[Passage]:
    blocks = _BLANK_LINES.split("\n".join(lines))
    return (Passage(text) for block in blocks for text in split_block(block, width))


def wrapped_at(lines: Sequence[str]) -> int | None:
    """The width at which lines are wrapped: without end where each is a paragraph, None where widths differ."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    longest = lengths[-1] if lengths else 0
    is_filled = len(lengths) >= _FEWEST_LINES and lengths[-len(lengths) // 10] >= _NEARLY * longest
    if longest > _WIDEST_PAGE:
        return None if is_filled else maxsize
    return longest if is_filled else None


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


def split_block(block: str, width: int | None = None) -> list[str]:
    """Splits a block without blank lines where a line begins something new, and joins lines only wrapped.

    `width` is that of a text all of whose lines are wrapped at it.
    """
    lines = [line for line in map(clean_text, block.split("\n")) if line]
    full_line = max(map(len, lines), default=0)
    passages: list[str] = []
    for previous, line in zip(["", *lines], lines, strict=False):
        short = len(previous) < _SHARE_OF_FULL_LINE * full_line
        if width is not None:
            # A line was wrapped only where the next word had no room on it.
            short = len(previous) + 1 + len(line.split()[0]) <= width
        if passages and (goes_on(passages[-1], line) or not _begins_passage(previous, line, short)):
            passages[-1] += f" {line}"
        else:
            passages.append(line)
    return passages


def _begins_passage(previous: str, line: str, is_short: bool) -> bool:
    """Whether `line` begins something; `is_short` says that there was room for it on the line before."""
    if begins_item(line) or _FOOTNOTE_LINE.match(line) or is_capitals(line) != is_capitals(previous):
        return True
    if is_capitals(line):
        return is_short or len(line) < 40
    return is_short and not line[:1].islower()
