"""A page of a PDF with its letters as few facts each: pdfminer's own take twice the time and four times the room."""

from collections.abc import Sequence
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTPage
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfplumber.page import Page

Letter = dict[str, Any]
"""`text`, `size` and the box (`x0`, `x1`, `top`, `bottom`), in points from the top left corner of the page."""

Matrix = tuple[float, float, float, float, float, float]


class LetterPage(Page):
    """A page that lists lines and rectangles as pdfplumber does, and its letters by itself."""

    @property
    def layout(self) -> LTPage:
        """What is drawn on the page, but for letters."""
        return self._draw().get_result()

    def upright_letters(self) -> list[Letter]:
        """The letters of the page in the order they were written; not those set on their side."""
        return self._draw().letters

    def _draw(self) -> "_LetterDevice":
        if not hasattr(self, "_device"):
            self._device = _LetterDevice(self.pdf.rsrcmgr, self.mediabox[0], self.height + self.mediabox[1])
            PDFPageInterpreter(self.pdf.rsrcmgr, self._device).process_page(self.page_obj)
        return self._device


class _LetterDevice(PDFPageAggregator):
    """Draws a page: letters apart from everything else. `left` and `top` are added to what pdfminer measures."""

    def __init__(self, resources: PDFResourceManager, left: float, top: float) -> None:
        super().__init__(resources)
        self.left, self.top = left, top
        self.letters: list[Letter] = []

    def render_char(self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int,
                    *colours: Any) -> float:  # fmt: skip
        """Collects a letter; returns how far it moves the next one, in text space."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = self.handle_undefined_char(font, cid)
        width = font.char_width(cid)
        a, b, c, d, e, f = matrix
        if b or c or font.is_vertical():
            char = LTChar(matrix, font, fontsize, scaling, rise, text, width, font.char_disp(cid), *colours)
            if char.upright:
                self._add(text, char.size, (char.x0, char.x1), (char.y0, char.y1))
            return char.adv
        advance, descent = width * fontsize * scaling, font.get_descent() * fontsize + rise
        if a * d * scaling > 0:
            low, high = d * descent + f, d * (descent + fontsize) + f
            self._add(text, abs(high - low), (e, a * advance + e), (low, high))
        return advance

    def _add(self, text: str, size: float, across: Sequence[float], up: Sequence[float]) -> None:
        if text:
            self.letters.append({"text": text, "size": size, "x0": min(across) + self.left,
                                 "x1": max(across) + self.left, "top": self.top - max(up),
                                 "bottom": self.top - min(up)})  # fmt: skip
