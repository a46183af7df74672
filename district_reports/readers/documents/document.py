"""Bytes of one file → a document of numbered paragraphs, whatever the format. The only place where text is made NFC."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from district_reports.readers import media_types, refusals
from district_reports.readers.documents.paragraphs import Paragraph, Passage, build_paragraphs, clean_text
from district_reports.readers.refusals import UnreadableDocument

__all__ = ["Document", "Paragraph", "UnreadableDocument", "read_document"]


@dataclass(frozen=True)
class Document:
    """A file that was read: its name, the hash of its bytes, what it is, and its paragraphs in order.

    `struck` are texts that are struck through, and so no part of any paragraph, each with the number of the paragraph
    it stands in; 0 where nothing else does.
    """

    file_name: str
    sha256: str
    media_type: str
    paragraphs: tuple[Paragraph, ...]
    struck: tuple[tuple[int, str], ...] = ()

    def locator(self, paragraph: Paragraph, start: int, end: int) -> str:
        """Where characters `start` to `end` (exclusive, from 0) of a paragraph are: `report.docx#p12:340-352`."""
        return f"{self.file_name}#p{paragraph.number}:{start}-{end}"


def read_document(file_name: str, content: bytes) -> Document:
    """Reads text, Word or PDF, told apart by content and not by name.

    Raises `UnreadableDocument` for an empty file (TYP-001), a file of another kind (TYP-002), pictures without text
    (TYP-003), a damaged or encrypted file (TYP-004), one too large to open (TYP-010) or unsafe inside (TYP-011).
    """
    file_name = unicodedata.normalize("NFC", file_name)
    media_type = media_types.detect_media_type(content)
    read_passages = _choose_reader(file_name, media_type)
    passages = read_passages(file_name, content)
    paragraphs = build_paragraphs(passage for passage in passages if not passage.struck)
    if not paragraphs:
        is_text = media_type == media_types.TEXT
        raise refusals.empty_file(file_name) if is_text else refusals.no_text_layer(file_name)
    struck = tuple(
        (_find_paragraph(passage.text, paragraphs), passage.struck) for passage in passages if passage.struck
    )
    return Document(file_name, hashlib.sha256(content).hexdigest(), media_type, paragraphs, struck)


def _find_paragraph(text: str, paragraphs: Iterable[Paragraph]) -> int:
    """The number of the first paragraph that holds a text; 0 where none does."""
    text = clean_text(text)
    return next((paragraph.number for paragraph in paragraphs if text and text in paragraph.text), 0)


def _choose_reader(file_name: str, media_type: str) -> Callable[[str, bytes], list[Passage]]:
    # Imported when needed: the PDF library alone takes longer to import than a text takes to read.
    if media_type == media_types.TEXT:
        from district_reports.readers.documents import text

        return text.read_passages
    if media_type == media_types.WORD:
        return _read_word
    if media_type == media_types.PDF:
        from district_reports.readers.documents import pdf

        return pdf.read_passages
    if media_type == media_types.EMPTY:
        raise refusals.empty_file(file_name)
    if media_type in (media_types.DAMAGED_ZIP, media_types.ENCRYPTED_OFFICE):
        raise refusals.damaged_file(file_name)
    raise refusals.unknown_type(file_name, media_type)


def _read_word(file_name: str, content: bytes) -> list[Passage]:
    from district_reports.readers import office_archive
    from district_reports.readers.documents import word

    office_archive.check_parts(file_name, office_archive.open_archive(file_name, content))
    return word.read_passages(file_name, content)
