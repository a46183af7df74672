"""Who reports, and for when, by a workbook: its identity sheet, letterhead and titles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from operator import not_

from district_reports.figures import SubmissionIdentity
from district_reports.problems import Problem
from district_reports.readers.documents.document import Document
from district_reports.readers.documents.paragraphs import Paragraph
from district_reports.readers.media_types import WORKBOOK
from district_reports.readers.outline.identity import Recognised, recognise, with_unit
from district_reports.readers.outline.rounds import Written, read_round
from district_reports.readers.outline.years import YEAR
from district_reports.readers.workbooks.declaration import Declaration, check_against, check_template, read_declaration
from district_reports.readers.workbooks.figures import IDENTITY_SHEET
from district_reports.readers.workbooks.heads import tells_of_document
from district_reports.readers.workbooks.tables import choose_layouts, find_known_table
from district_reports.readers.workbooks.workbook import Sheet, Workbook
from district_reports.values import fold, fold_letters

_HEAD_ROWS = 14
_PACKAGE = ("hồ sơ gửi kèm", "the package it came in")
# A title goes on after the unit's name: "… HUYỆN VĂN QUAN NĂM 2024", "… HUYỆN VĂN QUAN 6 THÁNG ĐẦU NĂM 2024".
_LINE_END = re.compile(r"\n|\s(?=(?:\d{1,2} THÁNG|(?:CUỐI |ĐẦU )?NĂM|QUÝ|GIAI ĐOẠN)\s)")
_LETTERHEAD = ("phần đầu biểu", "its letterhead")


def recognise_workbooks(workbooks: Sequence[Workbook], unit: str | None, round_: str | None) -> Recognised:
    """Who reports on what by workbooks that came without a report: what the sender declared beside the files, what a
    template says of itself, letterheads and titles, in this order."""
    titles = [read_title(workbook) for workbook in workbooks]
    title, titled_round = next((told for told in titles if told[1]), titles[0])
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
    """The title of the first sheet with a table that a form knows and a round in its title, and the code of that.

    A sheet that is seen comes before a hidden one, one whose title a form knows before one that is known by its
    headings alone. Where no title names a round, the first title.
    """
    first = None
    for sheet in _sheets_with_tables(workbook):
        texts = _head_texts(sheet)
        told = " ".join(text for text in texts if not tells_of_document(text))
        title = " ".join(text for text in texts if text.isupper() or YEAR.search(fold_letters(text))) or told
        if code := read_round(told, "report", (), Written(None, None))[0]:
            return title[:400], code
        first = first or title[:400]
    return first or None, None


def _sheets_with_tables(workbook: Workbook) -> Iterator[Sheet]:
    """The sheets that a form knows, those first that tell best what the workbook is."""
    for is_hidden in (False, True):
        sheets = [sheet for sheet in workbook.sheets if sheet.is_hidden is is_hidden and not _is_passed_over(sheet)]
        are_titled = [bool(choose_layouts(sheet.rows[:_HEAD_ROWS])) for sheet in sheets]
        yield from compress(sheets, are_titled)
        yield from filter(find_known_table, compress(sheets, map(not_, are_titled)))


def locate_head(workbook: Workbook) -> str:
    """Where a workbook begins to tell who reports, and for when: the first filled cell of what may tell it."""
    for sheet in workbook.sheets:
        if sheet.first_cell and not _is_passed_over(sheet):
            return workbook.locator(sheet, *sheet.first_cell)
    return workbook.file_name


def _is_passed_over(sheet: Sheet) -> bool:
    """Whether a sheet is there for those who fill in a form, or for us: it says nothing of who reports."""
    titled = [] if sheet.name == IDENTITY_SHEET else choose_layouts(sheet.rows[:_HEAD_ROWS])
    return sheet.name == IDENTITY_SHEET or any(layout.is_ignored for layout in titled)


def _head_texts(sheet: Sheet) -> list[str]:
    """Texts above the table of a sheet, by rows; lines of one cell are told apart, and titles from their period."""
    texts: list[str] = []
    for row in sheet.rows[:_HEAD_ROWS]:
        cells = [cell for cell in row if cell != ""]
        if len(cells) > 4 or not all(isinstance(cell, str) for cell in cells):
            break
        texts += [" ".join(line.split()) for cell in cells for line in _LINE_END.split(cell) if line.strip()]
    return texts
