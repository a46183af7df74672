"""A sender's own workbook given back, with the cells marked and commented that something is wrong with."""

import io
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from district_reports.exports.feedback.findings import ToldFinding
from district_reports.exports.feedback.workbook import SEVERITY_FILLS
from district_reports.exports.labels import label
from district_reports.wording import CellPlace, find_cell

MOST_BYTES = 25_000_000
"""Of all sheets together, unpacked; some 700 000 cells."""
_AUTHOR = "district-reports"
_WIDTH, _LINE_HEIGHT, _LETTERS_A_LINE, _PADDING = 420, 18, 60, 24


@dataclass(frozen=True)
class Mark:
    """What is said of one cell: the finding, and whether it is only one of the cells that the finding is about."""

    finding: ToldFinding
    is_related: bool = False

    @property
    def text(self) -> str:
        """The comment, in Vietnamese."""
        related = ", liên quan đến ô này" if self.is_related else ""
        return f"{label('severity', self.severity)} ({self.finding.row['rule']}){related}: {self.finding.message}"

    @property
    def severity(self) -> str:
        """How loud the finding is."""
        return str(self.finding.row["severity"])


def mark_workbook(
    file_name: str, content: bytes, told: Sequence[ToldFinding], locators: Mapping[str, str]
) -> bytes | None:
    """The workbook with every finding at its cells; None where none names one of this file, or it is large.

    `locators` tells where each figure stands, by its id: a finding is marked at its own cell and at those of all
    figures it is about. Values and formulas stay as they were sent; sheets, hidden ones included, keep their names
    and places.
    """
    by_cell: dict[str, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for place, mark in _place_marks(told, locators):
        if place.file_name == file_name:
            by_cell[place.sheet][place.cell].append(mark)
    if not by_cell or _is_large(content):
        return None
    workbook = load_workbook(io.BytesIO(content))
    for worksheet in workbook.worksheets:
        for anchor, marks in _anchored(
            worksheet, by_cell.get(unicodedata.normalize("NFC", worksheet.title), {})
        ).items():
            _mark(worksheet[anchor], marks)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _is_large(content: bytes) -> bool:
    """Whether so many cells are written in a workbook, filled or not, that to write it again would fill the memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = (part.file_size for part in archive.infolist() if part.filename.startswith("xl/worksheets/"))
        return sum(sheets) > MOST_BYTES


def _place_marks(told: Sequence[ToldFinding], locators: Mapping[str, str]) -> Iterator[tuple[CellPlace, Mark]]:
    """Each finding at the cell it is told of, then all at the cells of their figures."""
    for finding in told:
        if place := find_cell(finding.row["location"]):
            yield place, Mark(finding)
    for row in (row for finding in told for row in (finding.row, *finding.also)):
        about = {locators.get(figure_id, "") for figure_id in row["figure_ids"].split(";")}
        for place in filter(None, map(find_cell, sorted(about - {row["location"]}))):
            yield place, Mark(ToldFinding(row), is_related=True)


def _anchored(worksheet: Worksheet, by_cell: Mapping[str, list[Mark]]) -> dict[str, list[Mark]]:
    anchored: dict[str, list[Mark]] = defaultdict(list)
    for cell_name, marks in by_cell.items():
        anchored[_anchor(worksheet, cell_name)] += marks
    return anchored


def _mark(cell: Any, marks: Sequence[Mark]) -> None:
    own = [cell.comment.text] if cell.comment is not None else []
    text = "\n\n".join([*own, *(mark.text for mark in marks)])
    comment = Comment(ILLEGAL_CHARACTERS_RE.sub(" ", text), _AUTHOR)
    comment.width = _WIDTH
    comment.height = _PADDING + _LINE_HEIGHT * (1 + len(text) // _LETTERS_A_LINE + text.count("\n"))
    cell.comment = comment
    loudest = next(severity for severity in SEVERITY_FILLS if severity in {mark.severity for mark in marks})
    cell.fill = SEVERITY_FILLS[loudest]


def _anchor(worksheet: Worksheet, cell_name: str) -> str:
    """The cell that shows: of merged cells only the first does."""
    for merged in worksheet.merged_cells.ranges:
        if cell_name in merged:
            return merged.start_cell.coordinate
    return cell_name
