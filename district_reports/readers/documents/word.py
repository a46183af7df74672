"""Word (.docx) → passages: body in order, tables row by row, footnotes, automatic numbers, tracked changes settled."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from district_reports.readers.documents.paragraphs import TABLE, Cell, Passage, clean_text
from district_reports.readers.documents.set_tables import set_tables
from district_reports.readers.documents.word_numbering import WORD, Numbering, read_xml
from district_reports.readers.documents.word_tables import PlacedCell, is_layout, place_cells, speaking
from district_reports.readers.refusals import damaged_file

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE_KINDS = {f"{WORD}footnoteReference": "footnote", f"{WORD}endnoteReference": "endnote"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_STRIKES = (f"{WORD}strike", f"{WORD}dstrike")
_MOST_BYTES = 300_000_000


class _Struck(str):
    """Text that is struck through: whoever did so deleted it."""

    __slots__ = ()


def read_passages(file_name: str, content: bytes) -> list[Passage]:
    """Returns the passages of a Word document; raises `UnreadableDocument` (TYP-004) when it is broken inside."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
            raise damaged_file(file_name)
        return _WordReader(archive).read()
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, RuntimeError, OSError, ValueError) as error:
        # RuntimeError is what `zipfile` says of a password.
        raise damaged_file(file_name) from error


class _WordReader:
    """Walks one document once, counting footnotes and list items as Word does while laying it out."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.body = read_xml(archive, "word/document.xml").find(f"{WORD}body")
        self.numbering = Numbering(archive)
        self.notes = _read_notes(archive)
        self.cited_notes: list[Passage] = []
        self.boxes: list[etree._Element] = []
        self.struck: list[Passage] = []
        self.table_count = 0

    def read(self) -> list[Passage]:
        """Returns body passages in order, the notes in the order they are cited, then what is struck through."""
        if self.body is None:
            raise ValueError("no body")
        return [*set_tables(list(self._read_blocks(self.body))), *self.cited_notes, *self.struck]

    def _read_blocks(self, parent: etree._Element) -> Iterator[Passage]:
        for element in speaking(parent):
            if element.tag == f"{WORD}p":
                yield from self._read_paragraph(element)
            elif element.tag == f"{WORD}tbl":
                yield from self._read_table(element)
            else:
                yield from self._read_blocks(element)  # content controls, tracked insertions of whole paragraphs

    def _read_paragraph(self, paragraph: etree._Element) -> Iterator[Passage]:
        label, style = self.numbering.describe(paragraph)
        text = self._text_of(paragraph)
        boxes, self.boxes = self.boxes, []
        yield Passage(f"{label}{text.lstrip()}" if text.strip() else "", style)
        for box in boxes:
            yield from self._read_blocks(box)

    def _text_of(self, element: etree._Element) -> str:
        """What is to be read of an element; what is struck through in it is put aside."""
        pieces = list(self._read_text(element))
        text = "".join(piece for piece in pieces if not isinstance(piece, _Struck))
        groups = groupby(pieces, key=lambda piece: isinstance(piece, _Struck))
        if struck := ["".join(group) for is_struck, group in groups if is_struck]:
            self.struck.append(Passage(text, struck=clean_text(" … ".join(struck))))
        return text

    def _read_text(self, element: etree._Element) -> Iterator[str]:
        for child in speaking(element):
            name = child.tag.removeprefix(WORD)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif child.tag in _NOTE_KINDS:
                yield self._cite_note(_NOTE_KINDS[child.tag], child.get(f"{WORD}id", ""))
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "r":
                yield self._read_run(child)
            else:
                yield from self._read_text(child)

    def _read_run(self, run: etree._Element) -> str:
        properties = run.find(f"{WORD}rPr")
        if properties is not None and _is_on(properties.find(f"{WORD}vanish")):
            return ""
        text = "".join(self._read_text(run))
        if properties is not None and self._is_struck(properties):
            return _Struck(text)
        position = None if properties is None else properties.find(f"{WORD}vertAlign")
        if position is not None and position.get(f"{WORD}val") == "superscript":
            return text.translate(_SUPERSCRIPT)
        return text

    def _is_struck(self, properties: etree._Element) -> bool:
        told = [switch for name in _STRIKES if (switch := properties.find(name)) is not None]
        if told:
            return any(map(_is_on, told))
        named = properties.find(f"{WORD}rStyle")
        style = self.numbering.styles.get("" if named is None else named.get(f"{WORD}val", ""))
        return style is not None and any(_is_on(style.find(f"{WORD}rPr/{name}")) for name in _STRIKES)

    def _cite_note(self, kind: str, note_id: str) -> str:
        mark = str(len(self.cited_notes) + 1)
        note = self.notes.get((kind, note_id))
        text = "" if note is None else " ".join(self._text_of(part).strip() for part in note)
        self.cited_notes.append(Passage(text, footnote_mark=mark))
        return mark.translate(_SUPERSCRIPT)

    def _read_table(self, table: etree._Element) -> Iterator[Passage]:
        rows = place_cells(table)
        if is_layout(table, rows):
            for place in (place for row in rows for place in row):
                yield from self._read_blocks(place.element)
            return
        self.table_count += 1
        number = self.table_count
        within: list[Passage] = []
        for row in rows:
            cells = [(place, self._read_cell(place, within)) for place in row]
            if any(text for _, text in cells):
                filled = tuple(Cell(place.row, place.column, place.last_row, place.last_column, text)
                               for place, text in cells if not place.is_continued)  # fmt: skip
                yield Passage(" | ".join(text for _, text in cells), TABLE, table=number, cells=filled)
        yield from within

    def _read_cell(self, place: PlacedCell, within: list[Passage]) -> str:
        """The text of a cell; rows of tables inside it go to `within`, as they are tables of their own."""
        if place.is_continued:
            return ""
        passages = list(self._read_blocks(place.element))
        within += [passage for passage in passages if passage.table]
        return " ".join(filter(None, (clean_text(passage.text) for passage in passages if not passage.table)))


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{WORD}val", "true") not in ("0", "false", "off")


def _read_notes(archive: zipfile.ZipFile) -> dict[tuple[str, str], etree._Element]:
    notes = {}
    for kind in ("footnote", "endnote"):
        name = f"word/{kind}s.xml"
        if name in archive.namelist():
            for note in read_xml(archive, name).iterfind(f"{WORD}{kind}"):
                notes[kind, note.get(f"{WORD}id", "")] = note
    return notes
