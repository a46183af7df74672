"""One made-up report as text, Word and PDF: the same paragraphs, footnotes and tables, damaged as such files are."""

import io
import re
import textwrap
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from xml.sax.saxutils import escape

# The raised figure of "30 m²" cites nothing.
_CITED = re.compile(r"(?<![\W\d][mM])([⁰¹²³⁴-⁹]+)")
Cell = tuple[str, int, int]
"""Text, columns and rows it reaches over."""


@dataclass(frozen=True)
class Table:
    """Rows of cells; what a merged cell covers is left out of its rows. The first `headings` rows are its headings."""

    rows: Sequence[Sequence[str | Cell]]
    headings: int = 1

    def placed(self) -> list[list[tuple[int, int, int, str]]]:
        """For each row its cells as (first column, columns, rows, text)."""
        taken: set[tuple[int, int]] = set()
        placed = []
        for number, row in enumerate(self.rows):
            cells, column = [], 0
            for cell in row:
                text, wide, high = (cell, 1, 1) if isinstance(cell, str) else cell
                while (number, column) in taken:
                    column += 1
                taken |= {(number + down, column + right) for down in range(high) for right in range(wide)}
                cells.append((column, wide, high, text))
            placed.append(cells)
        return placed

    @property
    def width(self) -> int:
        return max(column + wide for row in self.placed() for column, wide, _, _ in row)


@dataclass(frozen=True)
class Report:
    """Paragraphs and tables in order; `notes` are the footnotes with their raised marks, in the order they are cited.

    Marks may begin again, as where every page counts its own.
    """

    blocks: Sequence[str | Table]
    notes: Sequence[tuple[str, str]] = ()


def split_report(text: str) -> Report:
    """A text file's paragraphs and footnotes."""
    notes: list[tuple[str, str]] = []
    blocks: list[str | Table] = []
    for chunk in filter(None, (" ".join(chunk.split()) for chunk in re.split(r"\n\s*\n|\n(?=\s*[-+*] |\d)", text))):
        note = re.match("([⁰¹²³⁴-⁹]+) ?(?=[^⁰¹²³⁴-⁹])(.*)", chunk)
        if note:
            notes.append((note[1], note[2]))
        else:
            blocks.append(chunk)
    return Report(blocks, notes)


def decompose(text: str) -> str:
    """Letters and marks apart (NFD), as some keyboards and converters write."""
    return unicodedata.normalize("NFD", text)


def space_numbers(text: str) -> str:
    """Every second amount of thousands pulled apart: "1.234" becomes "1. 234"; not at a paragraph's beginning."""
    count = iter(range(10**6))
    return re.sub(r"(?<=[^\d.,/]\s)(\d{1,3})\.(\d{3})(?= (?:triệu|đồng|hộ|tỷ|nghìn))",
                  lambda found: f"{found[1]}. {found[2]}" if next(count) % 2 else found[0], text)  # fmt: skip


def as_text(report: Report) -> bytes:
    """The paragraphs and footnotes as UTF-8, a blank line between two; a text has no tables."""
    return "\n\n".join(_texts(report)).encode()


def wrap_text(report: Report, width: int, first: str = "", rest: str = "", is_justified: bool = False) -> bytes:
    """The same wrapped at `width`, without blank lines; `first` and `rest` stand before the lines of a paragraph."""
    paragraphs = (textwrap.wrap(one, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
                  for one in _texts(report))  # fmt: skip
    lines = ([*(_justify(line, width) for line in lines[:-1]), lines[-1]] if is_justified else lines
             for lines in paragraphs)  # fmt: skip
    return "\n".join(chain.from_iterable(lines)).encode()


def hides_an_end(report: Report, width: int) -> bool:
    """Whether a paragraph wrapped at `width` ends so far right that the next, no list item, could be its rest."""
    texts = _texts(report)
    return any(len(textwrap.wrap(one, width, break_on_hyphens=False)[-1]) + 1 + len(after.split()[0]) > width
               and re.match(r"[^\W\d]{2}", after) for one, after in pairwise(texts))  # fmt: skip


def _texts(report: Report) -> list[str]:
    blocks = [block for block in report.blocks if isinstance(block, str)]
    return [*blocks, *(f"{mark} {note}" for mark, note in report.notes)]


def _justify(line: str, width: int) -> str:
    """A line with more spaces between its first words, so that it is as long as all others."""
    words = line.split(" ")
    more, rest = divmod(width - len(line), max(len(words) - 1, 1))
    return "".join(word + " " * (1 + more + (place < rest)) for place, word in enumerate(words[:-1])) + words[-1]


# Word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_word(report: Report, damage: Callable[[str], str] = decompose) -> bytes:
    """A Word document: runs cut inside words, footnotes as footnotes, a page header that is no part of the text."""
    uncited = list(enumerate(mark for mark, _ in report.notes))
    body = "".join(
        _word_table(block, damage) if isinstance(block, Table) else _word_paragraph(damage(block), uncited)
        for block in report.blocks
    )
    notes = "".join(f'<w:footnote w:id="{number}">{_word_paragraph(damage(note), [])}</w:footnote>'
                    for number, (_, note) in enumerate(report.notes))  # fmt: skip
    header = _word_paragraph("UBND HUYỆN – Báo cáo số 999 ngày 31/12/2020, 777 hộ nghèo", [])
    parts = {"document": f"<w:body>{body}<w:p/></w:body>", "footnotes": notes, "hdr": header}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(f"word/{'header1' if name == 'hdr' else name}.xml", f"<w:{name} {_W}>{xml}</w:{name}>")
    return content.getvalue()


def _word_paragraph(text: str, uncited: list[tuple[int, str]]) -> str:
    """A paragraph that cites the first notes of its marks that no paragraph before it has cited."""
    runs = []
    for piece in re.split(_CITED, text):
        note = next((note for note in uncited if note[1] == piece), None)
        if note is not None:
            uncited.remove(note)
            runs.append(f'<w:r><w:footnoteReference w:id="{note[0]}"/></w:r>')
        else:
            halves = [piece[: len(piece) // 2], piece[len(piece) // 2 :]]
            runs += [f'<w:r><w:t xml:space="preserve">{escape(half)}</w:t></w:r>' for half in halves if half]
    return f"<w:p>{''.join(runs)}</w:p>"


def _word_table(table: Table, damage: Callable[[str], str]) -> str:
    rows = []
    placed = table.placed()
    for number, cells in enumerate(placed):
        covered = [(column, wide, None) for above in range(number) for column, wide, high, _ in placed[above]
                   if above + high > number]  # fmt: skip
        own = [(column, wide, (text, high)) for column, wide, high, text in cells]
        row = ""
        for _, wide, told in sorted(covered + own, key=lambda cell: cell[0]):
            text, high = told or ("", 0)
            merged = "<w:vMerge/>" if not told else '<w:vMerge w:val="restart"/>' if high > 1 else ""
            properties = f'<w:tcPr><w:gridSpan w:val="{wide}"/>{merged}</w:tcPr>'
            row += f"<w:tc>{properties}{_word_paragraph(damage(text), [])}</w:tc>"
        repeats = "<w:trPr><w:tblHeader/></w:trPr>" if number < table.headings else ""
        rows.append(f"<w:tr>{repeats}{row}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


# PDF

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 595.0, 842.0, 85.0, 538.0, 70.0, 772.0
_SIZE, _SMALL, _INDENT, _STEP = 13.0, 10.0, 28.0, 18.0


def as_pdf(report: Report, damage: Callable[[str], str] = decompose, is_ruled: bool = True) -> bytes:
    """A PDF: numbered pages under a running header, lines broken also behind hyphens, tables ruled or not."""
    return _PdfWriter(report, damage, is_ruled).write()


class _PdfWriter:
    """Lays the report out on pages; y counts from the top of a page."""

    def __init__(self, report: Report, damage: Callable[[str], str], is_ruled: bool) -> None:
        self.report, self.damage, self.is_ruled = report, damage, is_ruled
        self.pages: list[list[str]] = []
        self.letters: set[str] = set()
        self.uncited = list(report.notes)
        self.y = self.foot = 0.0

    def write(self) -> bytes:
        self._begin_page()
        for block in self.report.blocks:
            if isinstance(block, Table):
                self._print_table(block)
            else:
                self._print_paragraph(block)
        return _build_pdf(self.pages, self.letters)

    def _begin_page(self) -> None:
        self.pages.append([])
        self.y, self.foot = _TOP, _BOTTOM
        self._print("ỦY BAN NHÂN DÂN – Báo cáo giảm nghèo", _LEFT, 40, _SMALL)
        self._print(f"Trang {len(self.pages)}", 290, 810, _SMALL)

    def _print_paragraph(self, text: str) -> None:
        is_title = text.isupper()
        for number, line in enumerate(_wrap(self.damage(text), _RIGHT - _LEFT, 0 if is_title else _INDENT, _SIZE)):
            wrapped = [_wrap(self.damage(" ".join(note)), _RIGHT - _LEFT, 0, _SMALL) for note in self._cite(line)]
            room = 13 * sum(map(len, wrapped))
            if self.y + _STEP > self.foot - room:
                self._begin_page()
            self.y += _STEP + (6 if number == 0 else 0)
            self._print(line, _LEFT + (_INDENT if number == 0 and not is_title else 0), self.y, _SIZE)
            self.foot -= room
            for place, note_line in enumerate(line for lines in wrapped for line in lines):
                self._print(note_line, _LEFT, self.foot + 13 * (place + 1), _SMALL)

    def _cite(self, line: str) -> Iterator[tuple[str, str]]:
        for mark in re.findall(_CITED, line):
            note = next((note for note in self.uncited if note[0] == mark), None)
            if note is not None:
                self.uncited.remove(note)
                yield note

    def _print_table(self, table: Table) -> None:
        column = (_RIGHT - _LEFT) / table.width
        placed = table.placed()
        wrapped = [[_wrap(self.damage(text), column * wide - 6, 0, _SMALL) for _, wide, _, text in row]
                   for row in placed]  # fmt: skip
        heights = [
            12 * max((len(lines) for lines, (_, _, high, _) in zip(texts, row, strict=True) if high == 1), default=1)
            + 6
            for texts, row in zip(wrapped, placed, strict=True)
        ]
        self.y += 10
        for number, row in enumerate(placed):
            if self.y + heights[number] > self.foot:
                self._begin_page()
                for again in range(min(number, table.headings)):
                    self._print_row(placed[again], wrapped[again], heights[again:], column)
            self._print_row(row, wrapped[number], heights[number:], column)
        self.y += 6

    def _print_row(self, row: list, wrapped: list[list[str]], heights: Sequence[float], column: float) -> None:
        for (first, wide, high, _), lines in zip(row, wrapped, strict=True):
            left, top = _LEFT + column * first, self.y
            right, bottom = left + column * wide, top + sum(heights[:high])
            self._rule(left, top, right, top)
            self._rule(left, bottom, right, bottom)
            self._rule(left, top, left, bottom)
            self._rule(right, top, right, bottom)
            for place, line in enumerate(lines):
                self._print(line, left + 3, top + 12 * (place + 1), _SMALL)
        self.y += heights[0]

    def _print(self, text: str, x: float, y: float, size: float) -> None:
        self.letters |= set(text)
        codes = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F {size} Tf {x:.2f} {_HEIGHT - y:.2f} Td <{codes}> Tj ET")

    def _rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        if self.is_ruled:
            self.pages[-1].append(f"{x:.2f} {_HEIGHT - y:.2f} m {to_x:.2f} {_HEIGHT - to_y:.2f} l S")


def _wrap(text: str, width: float, indent: float, size: float) -> list[str]:
    lines, room = [""], width - indent
    # Behind a hyphen or stroke inside a word a line may end as well as at a space.
    for piece in re.findall(r"[^\s/-]+(?:[/-](?=\S))?|[/-]\S*|\s+", text):
        if _measure(lines[-1] + piece.rstrip(), size) > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _measure(text: str, size: float) -> float:
    return sum(map(_width_of, text)) * size / 1000


def _width_of(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if letter in " .,:;'iíìỉĩịlIÍj|!()":
        return 300
    return 720 if letter.isupper() or letter in "mwMW" else 500


def _build_pdf(pages: list[list[str]], letters: set[str]) -> bytes:
    """A PDF whose letters are their own codes, with the map back that every text layer has."""
    widths = " ".join(f"{ord(letter)} [{_width_of(letter)}]" for letter in sorted(letters))
    pairs = "\n".join(f"<{ord(letter):04x}> <{ord(letter):04x}>" for letter in sorted(letters))
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(letters)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    )
    first_page = 7
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    cid_font = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /FontDescriptor 5 0 R /DW 500 /W [{widths}] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    font = "/Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< {font} /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        cid_font,
        "<< /Type /FontDescriptor /FontName /Made /Flags 4 /Ascent 800 /Descent -200 /FontBBox [0 -200 1000 800] >>",
        unicode_map,
    ]
    for number, content in enumerate(pages):
        contents = f"/Contents {first_page + 2 * number + 1} 0 R /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] {contents} >>")
        objects.append("\n".join(content))
    return b"".join(_serialise(objects))


def _serialise(objects: Sequence[str]) -> Iterator[bytes]:
    yield b"%PDF-1.7\n"
    position, places = 9, []
    for number, text in enumerate(objects, start=1):
        places.append(position)
        if text.startswith("<<"):
            content = text.encode()
        else:
            packed = zlib.compress(text.encode())
            content = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"
        whole = f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
        position += len(whole)
        yield whole
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{position}\n%%EOF\n"
    yield f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
