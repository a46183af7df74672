"""A page of a PDF with its letters as few facts each: pdfplumber's own take twice the time and four times the room."""

from collections.abc import Generator, Iterable, Iterator
from typing import Any

from pdfminer.layout import LTChar, LTComponent, LTContainer
from pdfplumber.page import Page

Letter = dict[str, Any]
"""`text`, `size` and the box (`x0`, `x1`, `top`, `bottom`), in points from the top left corner of the page."""


class LetterPage(Page):
    """A page that lists lines and rectangles as pdfplumber does, and its letters by itself."""

    def iter_layout_objects(self, layout_objects: list[LTComponent]) -> Generator[Letter, None, None]:
        """What is drawn on the page, but for letters."""
        yield from super().iter_layout_objects([one for one in layout_objects if not isinstance(one, LTChar)])

    def upright_letters(self) -> list[Letter]:
        """The letters of the page in the order they were written; not those set on their side."""
        left, top = self.mediabox[:2]
        return [
            {"text": char.get_text(), "size": char.size, "x0": char.x0 + left, "x1": char.x1 + left,
             "top": self.height - char.y1 + top, "bottom": self.height - char.y0 + top}
            for char in _chars(self.layout)
            if char.upright and char.get_text()
        ]  # fmt: skip


def _chars(parts: Iterable[LTComponent]) -> Iterator[LTChar]:
    for part in parts:
        if isinstance(part, LTChar):
            yield part
        elif isinstance(part, LTContainer):
            yield from _chars(part)
