"""Reads made-up passages for the tests of the subject readers."""

from district_reports.figures import Figure
from district_reports.readers.documents.document import read_document
from district_reports.readers.narrative.counting_rules import FILES
from district_reports.readers.narrative.reading import read_figures
from district_reports.readers.outline.sections import Round
from district_reports.readers.outline.structure import build_passages

TITLE = "Kết quả thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2024"
RESOURCES = "3. Kết quả huy động, phân bổ và sử dụng nguồn lực"


COUNTED = (*FILES, "ages", "event_dates")
"""How the rules of what is neither money of the programme nor a household of the review begin."""


def read(*paragraphs: str, round_: Round | None = None, title: str = TITLE) -> list[Figure]:
    """The money and households of a document of these paragraphs, in the order of the text."""
    figures = read_all(*paragraphs, round_=round_, title=title)
    return [figure for figure in figures if not figure.rule.startswith(COUNTED)]


def read_counted(*paragraphs: str, round_: Round | None = None, title: str = TITLE) -> list[Figure]:
    """The other figures of a document of these paragraphs: what is counted, ages and days."""
    figures = read_all(*paragraphs, round_=round_, title=title)
    return [figure for figure in figures if figure.rule.startswith(COUNTED)]


def read_all(*paragraphs: str, round_: Round | None = None, title: str = TITLE) -> list[Figure]:
    """Every figure of a document of these paragraphs."""
    document = read_document("bao-cao.txt", "\n\n".join(paragraphs).encode())
    return read_figures(document, build_passages(document.paragraphs), round_ or Round(2024), title=title)


def told(figures: list[Figure], *names: str) -> list[tuple[str, ...]]:
    """The named fields of every figure, numbers as printed."""
    return [tuple(getattr(figure, name) for name in names) for figure in figures]
