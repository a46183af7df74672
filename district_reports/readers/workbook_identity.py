"""Who reports, and for when, by a workbook: its identity sheet, letterhead and titles."""

import re

from district_reports.readers.documents import Document
from district_reports.readers.media_types import WORKBOOK
from district_reports.readers.paragraphs import Paragraph
from district_reports.readers.phrases import phrase_groups
from district_reports.readers.sections import YEAR, Round
from district_reports.readers.workbook import Sheet, Workbook
from district_reports.readers.workbook_figures import IDENTITY_SHEET
from district_reports.readers.workbook_tables import choose_layouts
from district_reports.values import fold_letters

_HEAD_ROWS = 14
_TOLD_OF_ITSELF = ("unit", "round")


def read_declared(workbook: Workbook) -> tuple[str | None, str | None]:
    """Unit and round of the identity sheet a template carries (two columns: key, value); None where not told."""
    rows = next((sheet.rows for sheet in workbook.sheets if sheet.name == IDENTITY_SHEET), [])
    told = {str(row[0]).strip(): str(row[1]).strip() for row in rows if len(row) > 1}
    unit, round_ = (told.get(key) or None for key in _TOLD_OF_ITSELF)
    return unit, round_


def build_letterhead(workbook: Workbook) -> Document:
    """What stands above the tables, as a document: the way other documents tell who they are from."""
    texts = [text for sheet in workbook.sheets if sheet.name != IDENTITY_SHEET for text in _head_texts(sheet)]
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(texts, start=1))
    return Document(workbook.file_name, workbook.sha256, WORKBOOK, paragraphs)


def read_title(workbook: Workbook) -> tuple[str | None, str | None]:
    """The title of the first sheet of a known form, and the code of the round it names."""
    for sheet in workbook.sheets:
        layouts = choose_layouts(sheet.rows[:_HEAD_ROWS])
        texts = _head_texts(sheet)
        if not layouts or layouts[0].is_ignored:
            continue
        title = " ".join(text for text in texts if text.isupper() or YEAR.search(fold_letters(text)))[:400]
        if found := _round_in(fold_letters(" ".join(texts))):
            return title or layouts[0].title, found.code
    return None, None


def _round_in(folded: str) -> Round | None:
    year = YEAR.search(folded)
    if year is None:
        return None
    windows = phrase_groups("context")["windows"].find(folded)
    window = windows[0].means["window"] if windows else ""
    return Round(int(year[1]), "" if window == "year" else window)


def _head_texts(sheet: Sheet) -> list[str]:
    """Texts above the table of a sheet, by rows; letterhead lines that share a cell are told apart."""
    texts: list[str] = []
    for row in sheet.rows[:_HEAD_ROWS]:
        cells = [cell for cell in row if cell != ""]
        if len(cells) > 4 or not all(isinstance(cell, str) for cell in cells):
            break
        texts += [" ".join(line.split()) for cell in cells for line in re.split(r"\n", cell) if line.strip()]
    return texts
