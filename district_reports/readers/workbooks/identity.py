"""Who reports, and for when, by a workbook: its identity sheet, letterhead and titles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from district_reports.figures import SubmissionIdentity
from district_reports.problems import Problem
from district_reports.readers.documents.document import Document
from district_reports.readers.documents.paragraphs import Paragraph
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.media_types import WORKBOOK
from district_reports.readers.outline.identity import Recognised, recognise, with_unit
from district_reports.readers.outline.sections import Round
from district_reports.readers.outline.years import YEAR
from district_reports.readers.workbooks.declaration import Declaration, check_against, check_template, read_declaration
from district_reports.readers.workbooks.figures import IDENTITY_SHEET
from district_reports.readers.workbooks.tables import choose_layouts
from district_reports.readers.workbooks.workbook import Sheet, Workbook
from district_reports.values import fold, fold_letters

_HEAD_ROWS = 14
_PACKAGE = ("hồ sơ gửi kèm", "the package it came in")
_LETTERHEAD = ("phần đầu biểu", "its letterhead")


def recognise_workbooks(workbooks: Sequence[Workbook], unit: str | None, round_: str | None) -> Recognised:
    """Who reports on what by workbooks that came without a report: what the sender declared beside the files, what a
    template says of itself, letterheads and titles, in this order."""
    titles = [told for workbook in workbooks if (told := read_title(workbook))[1]]
    title, titled_round = titles[0] if titles else (None, None)
    declared = [one for workbook in workbooks if (one := read_declaration(workbook))]
    declared_round = next((one.round.code for one in declared if one.round), None)
    letterheads = [build_letterhead(workbook) for workbook in workbooks]
    recognised = recognise(letterheads, unit, round_ or declared_round or titled_round)
    identity = replace(recognised.identity, title=recognised.identity.title or title,
                       document_type=recognised.identity.document_type or "report")  # fmt: skip
    recognised = replace(recognised, identity=identity)
    area = next((one.unit for one in declared if one.unit), None)
    return recognised if unit or area is None else with_unit(recognised, area)


def check_declarations(
    workbooks: Sequence[Workbook], recognised: Recognised, unit: str | None, round_: str | None
) -> Iterator[Problem]:
    """What templates say of themselves against the report they came with, their own letterhead, and the forms in use.

    What the sender declared beside the files stands above all of them, and is not asked again.
    """
    for workbook in workbooks:
        declared = read_declaration(workbook)
        if declared is None:
            continue
        yield from check_template(workbook, declared)
        asked = replace(declared, unit=None if unit else declared.unit, round=None if round_ else declared.round)
        told = list(check_against(workbook, asked, recognised.identity, _PACKAGE))
        yield from told or check_against(workbook, asked, _printed(workbook, declared), _LETTERHEAD)


def _printed(workbook: Workbook, declared: Declaration) -> SubmissionIdentity:
    """Unit and round as a person reads them above the tables.

    The template's own unit where its name stands there; a unit of another list than the template's is none.
    """
    letterhead, round_code = build_letterhead(workbook), read_title(workbook)[1]
    printed = recognise([letterhead], None, round_code).identity
    lines = {fold(paragraph.text) for paragraph in letterhead.paragraphs}
    is_named = declared.unit and any(line.endswith(f" {fold(declared.unit.name_with_type)}") for line in lines)
    if is_named or (declared.unit and printed.area_list != declared.unit.area_list):
        printed = SubmissionIdentity()
    return replace(printed, round=round_code)


def build_letterhead(workbook: Workbook) -> Document:
    """What stands above the tables, as a document: the way other documents tell who they are from."""
    texts = [text for sheet in workbook.sheets if not _is_passed_over(sheet) for text in _head_texts(sheet)]
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


def _is_passed_over(sheet: Sheet) -> bool:
    """Whether a sheet is there for those who fill in a form, or for us: it says nothing of who reports."""
    titled = [] if sheet.name == IDENTITY_SHEET else choose_layouts(sheet.rows[:_HEAD_ROWS])
    return sheet.name == IDENTITY_SHEET or any(layout.is_ignored for layout in titled)


def _head_texts(sheet: Sheet) -> list[str]:
    """Texts above the table of a sheet, by rows; letterhead lines that share a cell are told apart."""
    texts: list[str] = []
    for row in sheet.rows[:_HEAD_ROWS]:
        cells = [cell for cell in row if cell != ""]
        if len(cells) > 4 or not all(isinstance(cell, str) for cell in cells):
            break
        texts += [" ".join(line.split()) for cell in cells for line in re.split(r"\n", cell) if line.strip()]
    return texts
