"""A Word document of paragraphs, tables, fields and footnotes: the parts of its package, and nothing of its content."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# A zip cannot hold an earlier moment; what matters is that it is always the same.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
# Where each template goes in the package; styles and page are those of documents of state bodies.
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "docProps/core.xml": "core.xml",
    "docProps/custom.xml": "custom.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/footnotes.xml": "footnotes.xml",
    "word/header1.xml": "header.xml",
    "word/footer1.xml": "footer.xml",
}


@dataclass(frozen=True)
class Field:
    """A number as a content control: what is shown, what it is called, its key for machines, and its footnote."""

    text: str
    title: str
    key: str
    note: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Text and fields in the order in which they are read; `style` is an id of `templates/word/styles.xml`."""

    parts: Sequence[str | Field]
    style: str = "Normal"


@dataclass(frozen=True)
class WordTable:
    """A table: headings, then rows of cells; the first column is text, the others numbers."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str | Field]]


@dataclass(frozen=True)
class _Numbered:
    """A field with the number of its content control and, where it has one, of its footnote."""

    field: Field
    number: int
    note_number: int | None


@dataclass
class WordDocument:
    """A document in the order in which it is read; `header` stands at the top of every page."""

    title: str
    header: str
    moment: datetime
    blocks: list[Paragraph | WordTable] = field(default_factory=list)

    def save(self) -> bytes:
        """The document as bytes: the same content gives the same bytes."""
        fields = _number_fields(self.blocks)
        shown = {
            "document": self,
            "fields": list(fields.values()),
            # By identity: two fields that read alike are two places in the text.
            "numbered": lambda part: fields[id(part)],
            "is_text": lambda part: isinstance(part, str),
            "is_table": lambda block: isinstance(block, WordTable),
        }
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for place, name in _PARTS.items():
                content = _TEMPLATES.get_template(f"word/{name}").render(**shown)
                package.writestr(zipfile.ZipInfo(place, _ZIP_EPOCH), content.encode(), zipfile.ZIP_DEFLATED)
        return target.getvalue()


def _number_fields(blocks: Iterable[Paragraph | WordTable]) -> dict[int, _Numbered]:
    numbered: dict[int, _Numbered] = {}
    note_count = 0
    for block in blocks:
        parts = block.parts if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]
        for part in parts:
            if isinstance(part, Field):
                note_count += bool(part.note)
                numbered[id(part)] = _Numbered(part, len(numbered) + 1, note_count if part.note else None)
    return numbered


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub(" ", text)


_TEMPLATES = Environment(
    # Quotes of reports are untrusted text: whatever comes from one is escaped.
    autoescape=True,
    loader=PackageLoader("district_reports.exports", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=lambda value: _clean(value) if type(value) is str else value,
)
