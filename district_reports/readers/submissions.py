"""A package of files to one reading: who reports on what, every figure, and what is wrong with the documents."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from textwrap import shorten

from district_reports import rules
from district_reports.figures import Figure, Figures, Reading
from district_reports.problems import Problem
from district_reports.readers.documents.document import Document, UnreadableDocument, read_document
from district_reports.readers.media_types import WORKBOOK, detect_media_type
from district_reports.readers.narrative.capital_types import mark_undivided
from district_reports.readers.narrative.reading import Narrative, quote, read_narrative
from district_reports.readers.outline.accounts import unplaced
from district_reports.readers.outline.document_checks import check_attachments, check_document, last_day_of_writing
from district_reports.readers.outline.identity import Recognised, recognise
from district_reports.readers.outline.structure import build_passages
from district_reports.readers.workbooks.declaration import without_uncomputed
from district_reports.readers.workbooks.document_table_figures import TableReading, read_tables, tell_unread
from district_reports.readers.workbooks.figures import SheetReading, is_wanted, put_together, read_sheets
from district_reports.readers.workbooks.identity import check_declarations, locate_head, recognise_workbooks
from district_reports.readers.workbooks.workbook import Workbook, read_workbook
from district_reports.values import fold_letters, format_number, is_ambiguous_number, parse_number

_LONGEST_STRUCK, _STRUCK_SHOWN = 80, 3


def read_package(
    files: Sequence[tuple[str, bytes]], declared_unit: str | None = None, declared_round: str | None = None
) -> Reading:
    """Read the files of one submission together.

    Never raises for what a sender may send: a file that cannot be read, an unknown unit, a report without figures are
    problems of the reading, told with file, place and remedy.
    """
    documents, workbooks, problems = _read_files(files)
    if not documents and not workbooks:
        return Reading(problems=tuple(problems))
    recognised = _recognise(documents, workbooks, declared_unit, declared_round)
    inner = _read_inner_tables(documents, recognised)
    narratives = _read_narratives(documents, inner, recognised)
    sheets = _read_sheets(workbooks, recognised, first_number=len(documents) + 1)
    told = (mark_undivided([*narrative.figures, *tables.figures])
            for narrative, tables in zip(narratives, inner, strict=False))  # fmt: skip
    figures = Figures([*chain.from_iterable(told), sheets.figures])
    problems += [problem for tables in inner for problem in tables.problems] + sheets.problems
    problems += check_declarations(workbooks, recognised, declared_unit, declared_round)
    place = f"{documents[0].file_name}#p1" if documents else locate_head(workbooks[0])
    problems += _check_identity(place, recognised)
    if recognised.reading_round is not None and not figures:
        name = place.partition("#")[0]
        problems.append(rules.problem("TYP-005", location=name, found="", file=name))
    # In blocks no number could be read otherwise.
    problems += _check_numbers(figures.singles())
    for document, narrative in zip(documents, narratives, strict=False):
        problems += _check_unplaced(document, narrative)
    last_day = last_day_of_writing(recognised.identity)
    for document in documents:
        problems += check_document(document, last_day)
        problems += _check_struck(document)
    problems += check_attachments(documents, has_workbooks=bool(workbooks))
    problems += _check_status(documents, recognised)
    return Reading(recognised.identity, figures, tuple(problems))


def _read_files(files: Iterable[tuple[str, bytes]]) -> tuple[list[Document], list[Workbook], list[Problem]]:
    documents: list[Document] = []
    workbooks: list[Workbook] = []
    problems = []
    for name, content in files:
        try:
            if detect_media_type(content) == WORKBOOK:
                workbooks.append(read_workbook(name, content, is_wanted))
            else:
                documents.append(read_document(name, content))
        except UnreadableDocument as error:
            problems.append(rules.problem_of(error))
    return documents, workbooks, problems


def _recognise(
    documents: Sequence[Document], workbooks: Sequence[Workbook], unit: str | None, round_: str | None
) -> Recognised:
    """A report says for itself whose it is; workbooks that came without one say it by identity sheet and titles."""
    if documents:
        return recognise(documents, unit, round_)
    return recognise_workbooks(workbooks, unit, round_)


def _read_inner_tables(documents: Sequence[Document], recognised: Recognised) -> list[TableReading]:
    """Tables inside documents that a layout knows; empty without a round."""
    identity, round_ = recognised.identity, recognised.reading_round
    if round_ is None:
        return []
    # A plan shows the year it plans and years before: only its headings tell which.
    year = str(round_.year) if identity.document_type == "report" else ""
    return [
        read_tables(document, round_, title=identity.title or "", year=year, file_number=number,
                    within=identity.reporting_unit_code)
        for number, document in enumerate(documents, start=1)
    ]  # fmt: skip


def _read_narratives(
    documents: Sequence[Document], inner: Sequence[TableReading], recognised: Recognised
) -> list[Narrative]:
    """The running text of documents, with the tables that no layout has read."""
    if recognised.reading_round is None:
        return []
    title, round_ = recognised.identity.title or "", recognised.reading_round
    return [
        read_narrative(document, build_passages(p for p in document.paragraphs if p.table not in tables.taken), round_,
                       title=title, file_number=number)
        for number, (document, tables) in enumerate(zip(documents, inner, strict=True), start=1)
    ]  # fmt: skip


def _read_sheets(workbooks: Sequence[Workbook], recognised: Recognised, first_number: int) -> SheetReading:
    """Figures and problems of all workbooks; without a round, problems only."""
    readings = []
    round_, within = recognised.reading_round, recognised.identity.reporting_unit_code
    for number, workbook in enumerate(workbooks, start=first_number):
        read, told = without_uncomputed(workbook)
        one = read_sheets(read, round_, file_number=number, within=within)
        readings.append(SheetReading(one.figures if round_ is not None else Figures(), [*told, *one.problems]))
    return put_together(readings)


def _check_identity(place: str, recognised: Recognised) -> Iterator[Problem]:
    """REF: who reports, and for when; DOC: whether the document has been issued. Told of where the package begins."""
    identity = recognised.identity
    if identity.reporting_unit_code is None:
        rule = "REF-002" if len(recognised.candidates) > 1 else "REF-001"
        provinces = ", ".join(sorted({area.province_code for area in recognised.candidates}))
        yield rules.problem(rule, location=place, found=recognised.unit_text, unit=recognised.unit_text or "–",
                            provinces=provinces)  # fmt: skip
    if identity.round is None:
        yield rules.problem("REF-003", location=place, found=identity.title or "", title=identity.title or "–")
    if identity.is_draft:
        printed = "; ".join(text for text in (recognised.number_text, identity.document_date_text) if text)
        if printed:
            yield rules.problem("DOC-001", location=place, found=printed, printed=printed)
        else:
            # What stands nowhere has no place of its own.
            yield rules.problem("DOC-005", location=place.partition("#")[0], found="")


def _check_numbers(figures: Iterable[Figure]) -> Iterator[Problem]:
    """TYP: amounts whose dot may group thousands or mark decimals."""
    for figure in figures:
        bare = figure.value_text.lstrip("-–— ")
        if figure.value is not None and figure.unit != "percent" and is_ambiguous_number(bare):
            sign = "-" if bare != figure.value_text else ""
            reading = " ".join((sign + format_number(parse_number(bare)), figure.unit_text)).strip()
            yield rules.problem("TYP-006", location=figure.locator, found=figure.value_text, text=figure.value_text,
                                reading=reading)  # fmt: skip


def _check_unplaced(document: Document, narrative: Narrative) -> Iterator[Problem]:
    """TYP: numbers that are neither figures nor years, labels and the like, one finding for each paragraph or table."""
    yield from tell_unread(document, narrative.accounts)
    for passage, accounts in narrative.accounts:
        missed = unplaced(accounts)
        if not missed or passage.paragraph.table:
            continue
        numbers = "; ".join(account.text for account in missed)
        where = document.locator(passage.paragraph, missed[0].start, missed[-1].end)
        sentence = quote(passage.text, missed[0].start, missed[0].end)
        yield rules.problem("TYP-007", location=where, found=numbers, numbers=numbers, sentence=sentence)


def _check_struck(document: Document) -> Iterator[Problem]:
    """TYP: numbers that are struck through, once for a document."""
    numbered = [(number, text) for number, text in document.struck if any(map(str.isdigit, text))]
    if not numbered:
        return
    place = next((f"{document.file_name}#p{number}" for number, _ in numbered if number), document.file_name)
    texts = [f"“{shorten(text, _LONGEST_STRUCK)}”" for _, text in numbered]
    shown = "; ".join(texts[:_STRUCK_SHOWN]) + ("; …" if len(texts) > _STRUCK_SHOWN else "")
    yield rules.problem("TYP-023", location=place, found=shown, file=document.file_name, count=str(len(texts)),
                        texts=shown)  # fmt: skip


def _check_status(documents: Iterable[Document], recognised: Recognised) -> Iterator[Problem]:
    """STA: household figures that the report itself calls preliminary."""
    if recognised.identity.household_status != "preliminary":
        return
    for document in documents:
        for paragraph in document.paragraphs:
            start = fold_letters(paragraph.text).find("so bo")
            if start >= 0:
                where = document.locator(paragraph, start, start + 5)
                yield rules.problem("STA-001", location=where, found=paragraph.text[start : start + 5])
                return
