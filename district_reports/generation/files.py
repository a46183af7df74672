"""Bytes of what is sent: text, Word documents, workbooks. The same content gives the same bytes."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from district_reports.exports.worksheets import save_workbook
from district_reports.generation.forms import Grid

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def write_docx(text: str) -> bytes:
    """The smallest package Word opens, a paragraph for each line."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.splitlines()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_PART}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), _HEAD + part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def write_workbook(grids: Sequence[Grid]) -> bytes:
    """A workbook with a sheet for each grid."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for grid in grids:
        sheet = workbook.create_sheet(grid.name)
        for (row, column), value in grid.cells.items():
            sheet.cell(row + 1, column + 1, value)
        for cells in _ranges(grid.merged):
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if grid.is_hidden else "visible"
    return save_workbook(workbook, _NO_MOMENT)


def _ranges(merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[str]:
    return [":".join(f"{get_column_letter(column + 1)}{row + 1}" for row, column in corners) for corners in merged]
