"""A made-up report as a Word document: styled headings, real footnotes, the letterhead and signatures in tables."""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from sample_source import CITATION, Block, Source, recipients

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The earliest time a zip archive can hold: the same source gives the same bytes.
_BUILT_AT = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BORDERS = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
)


def write_docx(source: Source, path: Path) -> None:
    """Writes the report as the smallest package that Word opens; the same source gives the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{_body(source)}</w:body></w:document>',
        "word/styles.xml": _styles(),
        "word/footnotes.xml": _footnotes(source),
        "word/_rels/document.xml.rels": _relationships(
            {"rId1": ("styles", "styles.xml"), "rId2": ("footnotes", "footnotes.xml")}
        ),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _BUILT_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def _body(source: Source) -> str:
    head = source.head
    parts = []
    if source.left_head and source.right_head:
        columns = ["".join(_paragraph(text) for text in side) for side in (source.left_head, source.right_head)]
        parts.append(_table([columns], borders=""))
    parts += [_paragraph(head[part], "Title") for part in ("title", "subject") if head.get(part)]
    for block in source.blocks:
        parts.append(_block(block))
    if head.get("signed"):
        signed = ["".join(_paragraph(text) for text in side) for side in (recipients(source), head["signed"])]
        parts.append(_table([signed], borders=""))
    # Word wants a paragraph after the last table.
    return "".join(parts) + "<w:p/><w:sectPr/>"


def _block(block: Block) -> str:
    if block.rows:
        rows = [[_paragraph(cell) for cell in row] for row in block.rows]
        return _table(rows, borders=_BORDERS)
    return _paragraph(block.text, block.kind.replace("heading ", "Heading") if block.kind != "text" else "")


def _table(rows: list[list[str]], borders: str) -> str:
    grid = "<w:gridCol/>" * len(rows[0])
    cells = ["".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) for row in rows]
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = []
    for place, piece in enumerate(CITATION.split(text)):
        if place % 2:
            mark = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            runs.append(f'<w:r>{mark}<w:footnoteReference w:id="{piece}"/></w:r>')
        elif piece:
            runs += [_run(half) for half in re.split(r"(?<=, )", piece, maxsplit=1)]
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _footnotes(source: Source) -> str:
    notes = ['<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>']
    for mark, text in source.footnotes.items():
        body = f"<w:p><w:r><w:footnoteRef/></w:r>{_run(' ' + text)}</w:p>"
        notes.append(f'<w:footnote w:id="{mark}">{body}</w:footnote>')
    return f'{_HEAD}<w:footnotes xmlns:w="{_WORD}">{"".join(notes)}</w:footnotes>'


def _styles() -> str:
    names = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:rPr><w:b/></w:rPr></w:style>'
        for key, name in names.items()
    )
    return f'{_HEAD}<w:styles xmlns:w="{_WORD}">{styles}</w:styles>'


def _content_types() -> str:
    overrides = {"document.main": "document", "styles": "styles", "footnotes": "footnotes"}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_PART}.{kind}+xml"/>' for kind, name in overrides.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{parts}</Types>'


def _relationships(targets: dict[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
