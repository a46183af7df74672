"""What is wrong with a document whatever its figures: citations, section numbers, project names, missing annexes."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from district_reports import registry, rules
from district_reports.figures import SubmissionIdentity
from district_reports.problems import Problem
from district_reports.readers.documents.document import Document, Paragraph
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.outline.citations import (
    Citation,
    find_citations,
    has_wrong_issuer,
    has_wrong_symbol,
    is_after,
    is_before_its_term,
    is_far_from_its_subject,
    lacks_year,
    odd_section_numbers,
)
from district_reports.readers.outline.project_titles import find_unknown_subproject, find_wrong_title
from district_reports.readers.outline.structure import build_passages
from district_reports.values import fold_letters

_CALENDAR = ("lịch (không có ngày này)", "the calendar (there is no such day)")
_BEFORE_TERM = ("nhiệm kỳ nêu cùng câu", "the term named with it")
_FAR_FROM_SUBJECT = ("năm nêu trong tên văn bản", "the year in its own title")
_AFTER_WRITING = ("ngày của báo cáo", "the day of the report")
_YEAR = re.compile(r"20\d\d")
_ATTACHED = re.compile(
    r"\b(?:cac bieu|bieu (?:so )?\d{1,2}|bieu mau|phu luc|phu bieu|bang tong hop|bieu tong hop)\b[^;:]{0,400}?\bkem\b"
    r"|\bco (?:cac )?(?:bieu|phu luc|bang)(?: \w+){0,4} kem\b"
)


def last_day_of_writing(identity: SubmissionIdentity) -> date | None:
    """The day a document bears, or the last of the year it bears where the day is blank; None without either."""
    if identity.document_date:
        return identity.document_date
    year = _YEAR.search(identity.document_date_text or "")
    return date(int(year[0]), 12, 31) if year else None


def check_document(document: Document, last_day: date | None) -> Iterator[Problem]:
    """DOC: days, symbols and section numbers that cannot be right. LAB: names of projects that cannot be right.

    `last_day` is the last on which the document may have been written.
    """
    told: set[str] = set()
    for paragraph in document.paragraphs:
        for citation in find_citations(paragraph.text):
            if citation.said not in told:
                yield from _check_citation(document, paragraph, citation, last_day)
            told.add(citation.said)
        yield from _check_project_names(document, paragraph)
    headings = [one.own for one in build_passages(p for p in document.paragraphs if not p.table) if one.own]
    if odd := odd_section_numbers(headings):
        sequence = ", ".join(odd)
        yield rules.problem("DOC-004", location=document.file_name, found=sequence, sequence=sequence)


def check_attachments(documents: Sequence[Document], *, has_workbooks: bool) -> Iterator[Problem]:
    """DOC: annexes that a document says come with it, where neither a table nor a workbook came."""
    if has_workbooks or any(paragraph.table for document in documents for paragraph in document.paragraphs):
        return
    for document in documents:
        for paragraph in document.paragraphs:
            if match := _ATTACHED.search(fold_letters(paragraph.text)):
                said = paragraph.text[match.start() : match.end()]
                where = document.locator(paragraph, match.start(), match.end())
                yield rules.problem("DOC-008", location=where, found=said, said=_shorten(said))
                return


def _check_citation(
    document: Document, paragraph: Paragraph, citation: Citation, last_day: date | None
) -> Iterator[Problem]:
    where = document.locator(paragraph, citation.start, citation.end)
    said = citation.said
    against = _contradicts(citation, paragraph.text, last_day)
    if against:
        yield rules.problem(
            "DOC-002", location=where, found=said, citation=said, date=citation.date_text, against=against
        )
    for code, is_wrong in (("DOC-003", has_wrong_symbol), ("DOC-006", lacks_year), ("DOC-007", has_wrong_issuer)):
        if is_wrong(citation):
            yield rules.problem(code, location=where, found=said, citation=said)


def _contradicts(citation: Citation, text: str, last_day: date | None) -> tuple[str, str] | None:
    """What the day of a citation does not fit, in both languages."""
    if citation.date_text and citation.day is None:
        return _CALENDAR
    if is_before_its_term(citation, text):
        return _BEFORE_TERM
    if is_after(citation, last_day):
        return _AFTER_WRITING
    return _FAR_FROM_SUBJECT if is_far_from_its_subject(citation) else None


def _check_project_names(document: Document, paragraph: Paragraph) -> Iterator[Problem]:
    if wrong := find_wrong_title(paragraph.text):
        said = paragraph.text[: wrong.end].strip()
        yield rules.problem(
            "LAB-002", location=document.locator(paragraph, wrong.start, wrong.end), found=said, title=said,
            numbered=_name_project(wrong.number), titled=_name_project(wrong.title_of),
            official=_official_title(wrong.number),
        )  # fmt: skip
    # Other programmes number their projects too.
    is_other = phrase_groups("capital")["other_programmes"].says(fold_letters(paragraph.text))
    if not is_other and (unknown := find_unknown_subproject(paragraph.text)):
        said = paragraph.text[unknown.start() : unknown.end()]
        where = document.locator(paragraph, unknown.start(), unknown.end())
        project, subproject = f"DA{unknown['project']}", unknown["subproject"]
        yield rules.problem(
            "LAB-005", location=where, found=said, title=said, project=_name_project(project), subproject=subproject
        )


def _name_project(code: str) -> tuple[str, str]:
    return rules.describe_line({"project": code.split(".")[0], "subproject": code if "." in code else ""})


def _official_title(code: str) -> tuple[str, str]:
    """The title of a project; of a sub-project that does not exist, of its project."""
    names = registry.project_names()
    project = names.get(code, names[code.split(".")[0]])
    return project.name_vi, project.name_en


def _shorten(text: str) -> str:
    """At most 120 characters, cut between words."""
    return text if len(text) <= 120 else text[:120].rsplit(" ", 1)[0] + " …"
