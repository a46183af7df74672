"""Plain text → passages: encoding found, tables found, list items told from lines that were only wrapped."""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from district_reports.readers.documents.paragraphs import Passage
from district_reports.readers.documents.set_tables import read_rows
from district_reports.readers.documents.text_lines import Wrapping, find_wrapping, split_block
from district_reports.readers.documents.text_tables import find_tables
from district_reports.readers.refusals import unknown_encoding

_TONE_MARKS = re.compile("[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]")


def read_passages(file_name: str, content: bytes) -> list[Passage]:
    """Returns the passages of a text file; raises `UnreadableDocument` when the bytes are text in no known encoding."""
    text = decode_text(file_name, content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    lines = unicodedata.normalize("NFC", text).split("\n")
    passages: list[Passage] = []
    numbers, start = count(1), 0
    wrapping = find_wrapping(lines)
    for table in find_tables([wrapping.unjustify(line) for line in lines]):
        passages += _read_blocks(lines[start : table.first], wrapping)
        passages += read_rows(table, numbers)
        start = table.last
    return [*passages, *_read_blocks(lines[start:], wrapping)]


def _read_blocks(lines: Sequence[str], wrapping: Wrapping) -> Iterator[Passage]:
    for is_blank, block in groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            yield from (Passage(text) for text in split_block(list(block), wrapping))


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
