"""A sender's own workbook given back, with the cells marked and commented that something is wrong with."""

import io
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from district_reports.exports.feedback.findings import ToldFinding
from district_reports.exports.feedback.workbook import SEVERITY_FILLS
from district_reports.exports.labels import label
from district_reports.wording import find_cell

_AUTHOR = "district-reports"
_WIDTH, _LINE_HEIGHT, _LETTERS_A_LINE, _PADDING = 420, 18, 60, 24


def mark_workbook(file_name: str, content: bytes, told: Sequence[ToldFinding]) -> bytes | None:
    """The workbook with every finding at its cell; None where no finding names a cell of this file.

    Values and formulas stay as they were sent; sheets, hidden ones included, keep their names and places.
    """
    by_cell: dict[str, list[tuple[str, ToldFinding]]] = defaultdict(list)
    for finding in told:
        place = find_cell(finding.row["location"])
        if place is not None and place.file_name == file_name:
            by_cell[place.sheet].append((place.cell, finding))
    if not by_cell:
        return None
    workbook = load_workbook(io.BytesIO(content))
    for worksheet in workbook.worksheets:
        for cell, finding in by_cell.get(unicodedata.normalize("NFC", worksheet.title), ()):
            _mark(worksheet, cell, finding)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _mark(worksheet: Worksheet, cell_name: str, finding: ToldFinding) -> None:
    cell: Any = worksheet[_anchor(worksheet, cell_name)]
    text = f"{label('severity', finding.row['severity'])} ({finding.row['rule']}): {finding.message}"
    if cell.comment is not None:
        text = f"{cell.comment.text}\n\n{text}"
    comment = Comment(ILLEGAL_CHARACTERS_RE.sub(" ", text), _AUTHOR)
    comment.width = _WIDTH
    comment.height = _PADDING + _LINE_HEIGHT * (1 + len(text) // _LETTERS_A_LINE + text.count("\n"))
    cell.comment = comment
    cell.fill = SEVERITY_FILLS[finding.row["severity"]]


def _anchor(worksheet: Worksheet, cell_name: str) -> str:
    """The cell that shows: of merged cells only the first does."""
    for merged in worksheet.merged_cells.ranges:
        if cell_name in merged:
            return merged.start_cell.coordinate
    return cell_name
