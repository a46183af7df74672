"""Paragraphs to passages: each paragraph with the headings it stands under (A, I, 1, 1.1, a, project, -, +)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from district_reports.readers.documents.document import Paragraph
from district_reports.values import fold_letters

_ORDINALS = "nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười"
# Order of nesting, outermost first; a new label ends everything at its own rank and below.
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "part",
        re.compile(
            r"(?i:phần\s+(?:thứ\s+\w+|[ivx]+\b|\d\b|[a-eđ]\b(?=\s*(?:[.:)/-]|$))))\s*[.:)/-]?\s*|[A-EĐ]\s*[.:)/-]\s*(?=\S)"
        ),
    ),
    ("roman", re.compile(r"(?P<number>[IVX]{1,5})\s*[.:)/-]\s*(?=\S)")),
    (
        "arabic",
        re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+(?=\s)|\d{1,2}(?:\.\d{1,2})*(?=\s*[.)/:-]\D))\W*(?=[^\W\d_])"),
    ),
    ("ordinal", re.compile(rf"Thứ\s+(?:{_ORDINALS})\s*[,:.]\s*(?:về\s+)?", re.IGNORECASE)),
    ("table", re.compile(r"(?:biểu|bảng|biểu mẫu)\s*(?:số\s*)?\d{1,2}\s*[.:]\s*(?=\S)", re.IGNORECASE)),
    ("letter", re.compile(r"[a-zđ](?:\.\d)?\s*(?:[.)]\s*|,\s+)(?=\S)")),
    ("bracketed", re.compile(r"\(\d{1,2}\)\s*(?=\S)")),
    ("project", re.compile(r"(?=(?:dự án|da)\s*(?:số\s*)?\d\b\s*[:.,-])", re.IGNORECASE)),
    ("subproject", re.compile(r"(?=(?:ti[ểêe]u dự án|tda)\s*(?:số\s*)?\d\b\s*[:.,-])", re.IGNORECASE)),
    ("dash", re.compile(r"(?:[-–—•●▪*]\s+(?![+])|[-–](?=[^\W\d_]))")),
    ("plus", re.compile(r"(?:[-–]\s*)?\+\s*")),
)
_RANK = {kind: rank * 10 for rank, (kind, _) in enumerate(_LABELS)}
_BULLETS = ("dash", "plus")
_MARKUP = re.compile(r"^[*_\s]+")
_PROJECT_NAME = re.compile(r"(?:ti[ểêe]u\s+)?dự án|tda|da\s*\d", re.IGNORECASE)
_LONGEST_TITLE = 240
_LONGEST_OPENING = 140
# What closes a list of projects is about none of them.
_TOTAL_LINE = re.compile(r"[*_\s]*(?:tổng|cộng|chung|toàn (?:huyện|xã|chương trình))\b[^.;]{0,60}:", re.IGNORECASE)
_WHOLE_UNIT_LINE = re.compile(
    r"[*_\s]*(?:(?:tính )?chung,? )?toàn (?:huyện|tỉnh|xã|thị xã|thành phố|chương trình)\b[^.;:\d]{0,40}"
    r"\b(?:giao|giải ngân|phân bổ)\b",
    re.IGNORECASE,
)
_OPENING_ENDS = re.compile(r"[.;](?=\s|$)|\d[\d.,/]*\s*(?:%|triệu|tỷ|tỉ|đồng|trđ|tr\.|hộ\b)")
# The raised 2 of "30 m²" marks no footnote.
_MARK = re.compile(r"(?<![\W\d]m)(?<!km)[⁰¹²³⁴-⁹]+")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True)
class Heading:
    """A labelled paragraph: its kind, its number as printed, and its title up to the first colon or full stop.

    `opening` is the title with what stands in brackets in it; `is_only_title` says that the paragraph has nothing but
    its title; `mark` is a bullet's sign.
    """

    kind: str
    rank: int
    number: str
    title: str
    is_only_title: bool = False
    opening: str = ""
    mark: str = ""

    @property
    def folded(self) -> str:
        """The title for matching phrases."""
        return fold_letters(self.title)


@dataclass(frozen=True)
class HeadedPassage:
    """A paragraph of running text and what it stands under, outermost heading first, its own label last."""

    paragraph: Paragraph
    headings: tuple[Heading, ...]
    body_start: int

    @property
    def text(self) -> str:
        """The text as printed, label included."""
        return self.paragraph.text

    @property
    def own(self) -> Heading | None:
        """The paragraph's own heading, if it has a label."""
        return self.headings[-1] if self.headings and self.body_start else None


def build_passages(paragraphs: Iterable[Paragraph]) -> list[HeadedPassage]:
    """Every paragraph in order, under the headings open where it stands; a footnote stands where its mark does."""
    passages: list[HeadedPassage] = []
    open_headings: list[Heading] = []
    for paragraph in paragraphs:
        if paragraph.is_footnote:
            passages.append(HeadedPassage(paragraph, _headings_of_mark(passages, paragraph.footnote_mark), 0))
            continue
        heading, body_start = _read_label(paragraph.text)
        if heading is None and _names_part(open_headings, paragraph.text):
            open_headings = [replace(open_headings[-1], title=paragraph.text.strip(" *_:"))]
        elif heading is None:
            open_headings = [h for h in open_headings if not _ends_with_text(h, paragraph.text)]
        else:
            heading = _nested(heading, open_headings)
            open_headings = [h for h in open_headings if h.rank < heading.rank] + [heading]
        passages.append(HeadedPassage(paragraph, tuple(open_headings), body_start))
    return passages


def _nested(heading: Heading, open_headings: list[Heading]) -> Heading:
    """A bullet after one with another sign stands below it: "*" heads a "-" that comes later, "-" a later "*".

    Letters that begin below a line for a project ("Dự án 1: …", "a) Tiểu dự án 1: …") are its parts.
    """
    if heading.kind == "letter":
        return _nested_letter(heading, open_headings)
    if heading.kind not in _BULLETS:
        return heading
    bullets = [h for h in open_headings if h.kind in _BULLETS]
    same = next((h for h in bullets if h.mark == heading.mark), None)
    if same is not None:
        return replace(heading, rank=same.rank)
    return replace(heading, rank=bullets[-1].rank + 1) if bullets and heading.kind == "dash" else heading


def _nested_letter(heading: Heading, open_headings: list[Heading]) -> Heading:
    ranks = {h.kind: h.rank for h in open_headings}
    below = ranks["project"] + 1 if "project" in ranks else heading.rank
    return replace(heading, rank=ranks.get("letter", below))


def _headings_of_mark(passages: list[HeadedPassage], mark: str) -> tuple[Heading, ...]:
    """The headings over a footnote's mark, bullets left out; marks that begin again on each page count in order."""
    told = sum(passage.paragraph.is_footnote and passage.paragraph.footnote_mark == mark for passage in passages)
    marked = [passage for passage in passages if not passage.paragraph.is_footnote
              for _, one in footnote_marks(passage.text) if one == mark]  # fmt: skip
    if not marked:
        return ()
    return tuple(h for h in marked[min(told, len(marked) - 1)].headings if h.rank < _RANK["dash"])


def footnote_marks(text: str) -> Iterator[tuple[int, str]]:
    """Where each footnote is cited, and its mark in plain digits."""
    return ((found.start(), found[0].translate(_DIGITS)) for found in _MARK.finditer(text))


def _names_part(open_headings: list[Heading], text: str) -> bool:
    """Whether `text` is the title of a part whose label ("Phần thứ nhất") stands on a line of its own."""
    return bool(open_headings) and open_headings[-1].kind == "part" and not open_headings[-1].title and text.isupper()


def _read_label(text: str) -> tuple[Heading | None, int]:
    """The heading a paragraph begins with and where its words begin; (None, 0) for running text."""
    markup = _MARKUP.match(text)
    start = markup.end() if markup and not re.match(r"\*\s", text) else 0
    for kind, pattern in _LABELS:
        match = pattern.match(text, start)
        if match is None:
            continue
        number = match.groupdict().get("number") or ""
        rank = _RANK[kind] + (number.count(".") if kind == "arabic" else 0)
        title = _title(text[match.end() :])
        # A label that is only looked at (a project's own name) leaves its words in the body.
        is_only_title = text[match.end() :].strip(" *_:") == title
        mark = {"dash": text[start].replace("–", "-").replace("—", "-"), "plus": "+"}.get(kind, "")
        heading = Heading(kind, rank, number, title, is_only_title, opening=opening_of(text[match.end() :]), mark=mark)
        return heading, max(match.end(), 1)
    return None, 0


def _title(text: str) -> str:
    """The heading's words: up to a full stop, or a colon that running text follows; project names keep their colon."""
    # Amounts and what explains them in brackets are the body's, not the title's.
    end = re.search(r"[.;](?=\s|$)|:\s*$|\(|\d[\d.,]*\s*(?:%|triệu|tỷ|đồng|hộ\b)", text[:_LONGEST_TITLE])
    title = text[: end.start()] if end else text[:_LONGEST_TITLE]
    colon = re.search(r":(?=\s)", title)
    if colon and not _PROJECT_NAME.match(title):
        title = title[: colon.start()]
    return title.strip(" *_:")


def _ends_with_text(heading: Heading, text: str) -> bool:
    """Whether a paragraph without a label stands under a heading no more.

    A line that is more than a project's title is ended by what tells of the whole unit's money, too.
    """
    if heading.kind not in ("project", "subproject"):
        return _ends_with_plain_text(heading)
    is_of_unit = not heading.is_only_title and _WHOLE_UNIT_LINE.match(text)
    return bool(is_of_unit or _TOTAL_LINE.match(text))


def opening_of(text: str) -> str:
    """What a paragraph begins with, up to a full stop or its first amount: where it names its subject."""
    end = _OPENING_ENDS.search(text[:_LONGEST_OPENING])
    return text[: end.start()] if end else text[:_LONGEST_OPENING]


def _ends_with_plain_text(heading: Heading) -> bool:
    """Bullets speak for themselves: text after them goes back to the heading above, unless they head a project."""
    heads_project = heading.is_only_title and _PROJECT_NAME.match(heading.title) is not None
    return heading.rank >= _RANK["dash"] and not heads_project
