"""One spelling for the cells of a sheet's XML, so that a few quick patterns can read it.

XML allows a tag many spellings: a prefix for the namespace, either quote, attributes in any order, cells without a
name. Nearly all programs write `<c r="A1" …>`; what is written otherwise is respelt so.
"""

import re
from collections.abc import Iterator
from functools import cache

from district_reports.readers.refusals import too_large

# A row of a sheet never takes more; text without the end of a row is no sheet.
_MOST_ROW_BYTES = 8 << 20
_PREFIXED = re.compile(rb":(?:row|[cfv])[\s/>]")
_NUMBERED_ROW = re.compile(rb"<row\b[^<>]*?\sr=\"(\d{1,7})\"")
# A formatted row without cells, as programs write those below a table.
_EMPTY_ROW = re.compile(rb"<(?:[^\s<>/:]+:)?row(?:\s[^<>]*)?/>")
_NAMED_OTHERWISE = re.compile(rb"<c(?! r=\")")
# Cells called by one letter and five digits, or two and four, cannot span too much.
_NOT_NEAR = re.compile(rb"<c(?! r=\"(?:[A-Z]\d{1,5}|[A-Z]{2}\d{1,4})\")")
_SINGLE_QUOTED = re.compile(rb"=\s*'")
_ASIDE = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_TAG = re.compile(rb"<(/?)(?:[^\s<>/:=\"']++:)?(row|[cfv])(?=[\s/>])((?:[^<>\"'/]|\"[^\"]*\"|'[^']*'|/(?!>))*+)(/?)>")
_ATTRIBUTE = re.compile(rb"(?:^|(?<=[\s\"']))([^\s=<>\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def whole_rows(file_name: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes from the first row on, in pieces that never cut a row in two."""
    rest, is_begun = b"", False
    for chunk in chunks:
        rest += chunk
        if not is_begun:
            start = rest.find(b"sheetData")
            is_begun, rest = start >= 0, rest[start:] if start >= 0 else rest[-16:]
        end = _end_of_rows(rest) if is_begun else 0
        if end:
            yield rest[:end]
            rest = rest[end:]
        if len(rest) > _MOST_ROW_BYTES:
            raise too_large(file_name)
    end = rest.rfind(b"sheetData")
    yield rest[:end] if end >= 0 else rest


def _end_of_rows(begun: bytes) -> int:
    """Where the last whole row ends; 0 where none does."""
    ends = [start + len(mark) for mark in (b"</row>", b":row>") if (start := begun.rfind(mark)) >= 0]
    return max(ends) if ends else max((match.end() for match in _EMPTY_ROW.finditer(begun)), default=0)


def is_plain(piece: bytes, is_near: bool = False) -> bool:
    """Whether every cell is written `<c r="…`, in double quotes, and nothing is set aside in comments.

    `is_near` says that all cells are known to have names. Single bytes are looked for first: that runs at the speed of
    memory, and what is looked for is rare.
    """
    return not (
        (b":" in piece and _PREFIXED.search(piece))
        or (b"'" in piece and _SINGLE_QUOTED.search(piece))
        or (b"!" in piece and b"<!" in piece)
        or (not is_near and _NAMED_OTHERWISE.search(piece))
    )


class Speller:
    """Spells the pieces of one sheet, in order; gives cells without a name the one their place means.

    `is_near` says that no cell so far stands where its sheet might span too much, or has a name that is none.
    """

    def __init__(self) -> None:
        self.row = self.column = 0
        self.is_near = True

    def spell(self, piece: bytes) -> bytes:
        """`piece` with each cell as `<c r="A1" s="1" t="e">`, formulas as `<f>`, values as `<v>`."""
        is_near = _NOT_NEAR.search(piece) is None
        last = _NUMBERED_ROW.match(piece, max(0, piece.rfind(b"<row")))
        if last and is_plain(piece, is_near):
            self.row, self.column = int(last[1]), 0
        else:
            piece = _TAG.sub(self._respell_tag, _ASIDE.sub(_keep_content, piece))
            is_near = _NOT_NEAR.search(piece) is None
        self.is_near = self.is_near and is_near
        return piece

    def _respell_tag(self, match: re.Match[bytes]) -> bytes:
        is_end, name, slash = match[1], match[2], match[4]
        attributes: dict[bytes, bytes] = {}
        for one in _ATTRIBUTE.finditer(match[3]):
            attributes.setdefault(one[1], one[2] if one[2] is not None else one[3])
        if name == b"c" and not is_end:
            return self._respell_cell(attributes, slash)
        if name == b"row":
            self._enter_row(bool(is_end or slash), attributes.get(b"r", b""))
        return b"<%s%s%s>" % (is_end, name, slash)

    def _enter_row(self, is_end: bool, number: bytes) -> None:
        if number.isdigit():
            self.row = int(number[:9]) - 1
        self.column = 0
        self.row += is_end

    def _respell_cell(self, attributes: dict[bytes, bytes], slash: bytes) -> bytes:
        name = attributes.get(b"r", b"").upper() or b"%s%d" % (column_letters(self.column).encode(), self.row + 1)
        place = place_of(name)
        self.column = (place[1] if place else self.column) + 1
        kept = b"".join(b' %s="%s"' % (key, attributes[key]) for key in (b"s", b"t") if key in attributes)
        return b'<c r="%s"%s%s>' % (name, kept, slash)


def place_of(name: bytes) -> tuple[int, int] | None:
    """Row and column, from 0, of a cell's name; None for what is no name of a cell."""
    match = re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", name)
    return (int(match[2]) - 1, _column_number(match[1])) if match and int(match[2]) else None


@cache
def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → `A`, 26 → `AA`."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell counted from 0: (16, 5) → `F17`."""
    return f"{column_letters(column)}{row + 1}"


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _keep_content(aside: re.Match[bytes]) -> bytes:
    """A comment is nothing; of quoted text only matters whether there is any."""
    return b"x" if (aside[1] or b"").strip() else b""
