"""A made-up report as a PDF with a text layer: numbered pages, footnotes at their foot, sentences cut by their ends."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import matplotlib
from fpdf import FPDF
from sample_source import CITATION, Block, Source, recipients

BODY, SMALL, LEADING = 13, 10, 1.35
LEFT, RIGHT, TOP, BOTTOM, INDENT = 85, 57, 57, 57, 28
BUILT_AT = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass
class Line:
    """A line to print: words with their marks, its indentation, and whether it is spread to both margins."""

    words: list[str] = field(default_factory=list)
    style: str = ""
    indent: float = 0
    is_justified: bool = False
    align: str = "left"
    space_before: float = 0
    notes: list[str] = field(default_factory=list)


def write_pdf(source: Source, path: Path) -> None:
    """Lays the report out on A4 pages and writes it; the same source gives the same bytes."""
    _Layout(source).write(path)


class _Layout:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_creation_date(BUILT_AT)
        self.pdf.set_auto_page_break(False)
        fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        self.pdf.add_font("serif", "", fonts / "DejaVuSerif.ttf")
        self.pdf.add_font("serif", "B", fonts / "DejaVuSerif-Bold.ttf")
        self.width = self.pdf.w - LEFT - RIGHT
        # Where the next line stands, where the footnotes of the page begin, and these.
        self.y: float = TOP
        self.foot: float = self.pdf.h - BOTTOM
        self.notes: list[Line] = []

    def write(self, path: Path) -> None:
        self._begin_page()
        self._print_letterhead()
        head = self.source.head
        for text, style in ((head.get("title"), "B"), (head.get("subject"), "B")):
            if text:
                self._print_lines(self._wrap(text, Line(style=style, align="center", space_before=8)))
        for block in self.source.blocks:
            self._print_table(block) if block.rows else self._print_lines(self._wrap_block(block))
        for text in [*recipients(self.source), *head.get("signed", [])]:
            self._print_lines(self._wrap(text, Line(style="B" if text.isupper() else "", space_before=6)))
        self._print_footnotes()
        self.pdf.output(str(path))

    def _begin_page(self) -> None:
        self.pdf.add_page()
        self.y, self.foot, self.notes = TOP, self.pdf.h - BOTTOM, []
        if self.pdf.page > 1:
            self.pdf.set_font("serif", "", SMALL)
            self.pdf.text(self.pdf.w / 2 - 4, TOP - 18, str(self.pdf.page))

    def _print_letterhead(self) -> None:
        for column, lines in enumerate((self.source.left_head, self.source.right_head)):
            for row, text in enumerate(lines):
                self.pdf.set_font("serif", "B" if text.isupper() else "", 9)
                centre = LEFT + self.width * (0.17, 0.72)[column]
                self.pdf.text(centre - self.pdf.get_string_width(text) / 2, self.y + 18 * (row + 1), text)
        self.y += 18 * 4.5

    def _wrap_block(self, block: Block) -> list[Line]:
        style = "B" if block.kind.startswith("heading") else ""
        return self._wrap(block.text, Line(style=style, indent=INDENT, space_before=6, is_justified=True))

    def _wrap(self, text: str, layout: Line, size: float = BODY) -> list[Line]:
        lines = [replace(layout, words=[], notes=[])]
        for word in text.split(" "):
            line = lines[-1]
            if line.words and self._measure([*line.words, word], line.style, size) > self.width - line.indent:
                line = replace(layout, words=[], notes=[], indent=0, space_before=0)
                lines.append(line)
            line.words.append(word)
            line.notes += CITATION.findall(word)
        lines[-1].is_justified = False
        return lines

    def _measure(self, words: list[str], style: str, size: float) -> float:
        self.pdf.set_font("serif", style, size)
        text = " ".join(words)
        marks = "".join(CITATION.findall(text))
        return self.pdf.get_string_width(CITATION.sub("", text)) + 0.6 * self.pdf.get_string_width(marks)

    def _print_lines(self, lines: list[Line]) -> None:
        for line in lines:
            notes = [wrapped for mark in line.notes for wrapped in self._wrap_note(mark)]
            height = BODY * LEADING + line.space_before
            reserved = len(notes) * SMALL * LEADING + (8 if notes and not self.notes else 0)
            if self.y + height > self.foot - reserved:
                self._print_footnotes()
                self._begin_page()
            self.y += height
            self.foot -= reserved
            self.notes += notes
            self._print_line(line, self.y, BODY)

    def _wrap_note(self, mark: str) -> list[Line]:
        return self._wrap(f"[^{mark}] {self.source.footnotes[mark]}", Line(), SMALL)

    def _print_footnotes(self) -> None:
        if not self.notes:
            return
        y = self.pdf.h - BOTTOM - (len(self.notes) - 1) * SMALL * LEADING
        self.pdf.line(LEFT, y - SMALL - 2, LEFT + 140, y - SMALL - 2)
        for line in self.notes:
            self._print_line(line, y, SMALL)
            y += SMALL * LEADING

    def _print_line(self, line: Line, y: float, size: float) -> None:
        used = self._measure(line.words, line.style, size)
        room = self.width - line.indent - used
        x = LEFT + line.indent + (room / 2 if line.align == "center" else 0)
        spread = room / (len(line.words) - 1) if line.is_justified and len(line.words) > 1 else 0
        for word in line.words:
            x = self._print_word(word, x, y, line.style, size)
            self.pdf.set_font("serif", line.style, size)
            x += self.pdf.get_string_width(" ") + spread

    def _print_word(self, word: str, x: float, y: float, style: str, size: float) -> float:
        for place, piece in enumerate(re.split(r"\[\^(\d+)\]", word)):
            is_mark = place % 2 == 1
            self.pdf.set_font("serif", style, size * (0.6 if is_mark else 1))
            self.pdf.text(x, y - (size * 0.35 if is_mark else 0), piece)
            x += self.pdf.get_string_width(piece)
        return x

    def _print_table(self, block: Block) -> None:
        column = self.width / len(block.rows[0])
        self.y += 8
        for row in block.rows:
            if self.y + 20 > self.foot:
                self._print_footnotes()
                self._begin_page()
            self.pdf.set_font("serif", "", SMALL)
            for place, cell in enumerate(row):
                self.pdf.rect(LEFT + place * column, self.y, column, 20)
                self.pdf.text(LEFT + place * column + 4, self.y + 14, cell)
            self.y += 20
        self.y += 4
