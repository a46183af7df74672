"""Reads a page back: every number that is shown, with what its note says it is."""

import re
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser

VOID_TAGS = {"meta", "rect", "line", "link", "br"}


@dataclass(frozen=True)
class ShownNumber:
    """A number as it is printed, the heading of its note (`Vốn giao: 100,0 triệu đồng`) and the row the note names."""

    text: str
    heading: str
    row: str

    @property
    def measure(self) -> str:
        return self.heading.rpartition(": ")[0]

    @property
    def value(self) -> Decimal:
        """The number in base units: đồng, percent, households."""
        [value] = self.values
        return value

    @property
    def values(self) -> list[Decimal]:
        """The same; two of them where the lowest and the highest are told."""
        numbers = [
            Decimal(text.replace(".", "").replace(",", ".").replace("−", "-")) for text in self.text.split(" đến ")
        ]
        return [number * 10**6 if self.heading.endswith("triệu đồng") else number for number in numbers]


class ShownPage(HTMLParser):
    """`numbers` outside the notes; `headings` with their levels; `tags` with their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._links: list[list[str]] = []
        self._notes: dict[str, dict[str, str]] = {}
        self._open: list[tuple[str, str, str]] = []
        self.feed(page)
        assert not self._open, f"never closed: {self._open}"

    @property
    def numbers(self) -> list[ShownNumber]:
        return [
            ShownNumber(text, self._notes[target].get("h3", "").strip(), self._notes[target].get("row", "").strip())
            for target, text in self._links
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.tags.append((tag, known))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in VOID_TAGS:
            return
        self._open.append((tag, known.get("class", ""), known.get("id", "")))
        if tag == "a" and known.get("class") == "n" and not self._note_id():
            self._links.append([known["href"][1:], ""])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"{tag} was never opened"
        opened = self._open.pop()[0]
        assert opened == tag, f"{opened} is closed by {tag}"

    def handle_data(self, data: str) -> None:
        note_id = self._note_id()
        if note_id:
            for tag, names, _ in self._open:
                if tag == "h3" or names == "row":
                    told = self._notes.setdefault(note_id, {})
                    told[tag if tag == "h3" else "row"] = told.get(tag if tag == "h3" else "row", "") + data
        elif any(tag == "a" and names == "n" for tag, names, _ in self._open):
            self._links[-1][1] += data

    def _note_id(self) -> str:
        return next((id_ for tag, names, id_ in self._open if tag == "article" and "note" in names.split()), "")
