"""Slips in how a document cites others and numbers its own sections. Pure: texts in, oddities out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from district_reports.readers.language.clauses import sentence_spans
from district_reports.readers.outline.structure import Heading
from district_reports.values import DATE, LONG_DATE, fold_letters, parse_date

# What each kind of document writes into its number, folded; letters carry the sign of whoever they come from.
_SYMBOLS = {
    "quyet dinh": "qd", "ke hoach": "kh", "nghi quyet": "nq", "thong bao": "tb", "bao cao": "bc", "to trinh": "ttr",
    "chi thi": "ct", "nghi dinh": "nd", "thong tu": "tt", "huong dan": "hd", "cong van": "",
}  # fmt: skip
_CITATION = re.compile(
    r"(?P<kind>" + "|".join(_SYMBOLS) + r")\s+(?:lien tich\s+)?(?:so\s*:?\s*)?"
    r"(?P<number>\d+\s*[/-]\s*[a-z0-9&]+(?:/[a-z]+)?(?:\s*-\s*[a-z&]+)*)"
)
_TERM = re.compile(r"(?:nhiem ky|khoa\s+\w+,?\s*nhiem ky)\s*(20\d\d)\s*[-–]\s*20\d\d")
_LONGEST_DISTANCE = 60
_LONGEST_SUBJECT = 240
# Only words that lead to the day of issue may stand before it: other days are what the document asks for.
_LEADS_TO_DAY = re.compile(r"[\s,(]*(?:ban hanh\s+)?(?:ngay\s+)?")
_YEAR_OF_SUBJECT = re.compile(
    r"\s*(?:cua\s+[^,.;()]{0,60}?)?\b(?:ve|v/v)\b[^,.;()]{0,150}?"
    r"(?<!den )(?<!tu )(?<!cuoi )(?<!trong )(?<!hang )\bnam (20\d\d)(?!\s*[-–,]|\s*(?:den|va)\b)"
)
# "… phê duyệt Chương trình … giai đoạn 2021-2025": what is approved or set up for a term is so about when it begins.
_TERM_OF_SUBJECT = re.compile(
    r"\s*(?:cua\s+[^,.;()]{0,60}?)?\b(?:(?:ve|v/v)\s+(?:viec\s+)?)?"
    r"(?:phe duyet|ban hanh|giao|ke hoach|chuong trinh|de an)\b[^,.;()]{0,200}?\bgiai doan (20\d\d)\s*[-–]\s*20\d\d"
)
_YEARS_BEFORE_SUBJECT = 4
# Decrees and circulars have had their year in their number since 1997, between two strokes.
_WITHOUT_YEAR = re.compile(r"(?<![\d/])\d+\s*/\s*(?:nd|tt)\b")
_FIRST_YEAR_WITH_YEAR = 1997
# Who issues what a symbol ends with, and what else may be named instead.
_ISSUERS = {"cp": "chinh phu", "ttg": "thu tuong", "hdnd": "hoi dong nhan dan", "ubnd": "uy ban nhan dan"}
_ISSUER = re.compile(
    r"[\s,]*cua\s+(?:thuong truc\s+)?(chinh phu|thu tuong|hoi dong nhan dan|hdnd|uy ban nhan dan|ubnd)\b"
)
_ISSUER_NAMES = {"hdnd": "hoi dong nhan dan", "ubnd": "uy ban nhan dan"}


@dataclass(frozen=True)
class Citation:
    """Another document as cited: its words, where they stand in the paragraph, and what follows them.

    `said` goes on to the date that follows within reach, `day`; `is_dated` tells that nothing but "ngày" stands before
    it; `behind` is what the text goes on with, folded.
    """

    kind: str
    text: str
    start: int
    end: int
    day: date | None
    date_text: str
    is_dated: bool
    said: str
    behind: str

    @property
    def year(self) -> int | None:
        """The year of its day."""
        return self.day.year if self.day else None


def find_citations(text: str) -> Iterator[Citation]:
    """Every document cited by kind and number, with the date that follows within reach."""
    folded = fold_letters(text)
    for match in _CITATION.finditer(folded):
        reach = text[match.end() : match.end() + _LONGEST_DISTANCE]
        found = DATE.search(reach) or LONG_DATE.search(reach)
        # The date of the next citation is not this one's.
        is_own = found is not None and not _CITATION.search(fold_letters(reach[: found.start()]))
        end = match.end() + (found.end() if found and is_own else 0)
        yield Citation(
            kind=match["kind"],
            text=text[match.start() : match.end()],
            start=match.start(),
            end=end,
            day=parse_date(found) if found and is_own else None,
            date_text=found[0] if found and is_own else "",
            is_dated=bool(found and is_own and _LEADS_TO_DAY.fullmatch(fold_letters(reach[: found.start()]))),
            said=text[match.start() : end],
            behind=folded[end : end + _LONGEST_SUBJECT],
        )


def has_wrong_symbol(citation: Citation) -> bool:
    """Whether the number carries another kind's symbol: "Quyết định số 44/KH-UBND"."""
    parts, own = set(_symbol_parts(citation)), _SYMBOLS[citation.kind]
    return bool(own) and own not in parts and bool(parts & (set(_SYMBOLS.values()) - {own, ""}))


def lacks_year(citation: Citation) -> bool:
    """Whether a decree or a circular is cited without the year that its number has: "Nghị định số 12/NĐ-CP"."""
    is_old = citation.year is not None and citation.year < _FIRST_YEAR_WITH_YEAR
    return not is_old and _WITHOUT_YEAR.search(fold_letters(citation.text)) is not None


def has_wrong_issuer(citation: Citation) -> bool:
    """Whether the symbol ends with somebody else than is named: "Nghị định số 12/2020/NĐ-CP … của Thủ tướng"."""
    named = _ISSUER.match(citation.behind)
    own = _ISSUERS.get(_symbol_parts(citation)[-1])
    return named is not None and own is not None and _ISSUER_NAMES.get(named[1], named[1]) != own


def _symbol_parts(citation: Citation) -> list[str]:
    """What a number is made of behind its first stroke, folded: "86/2015/NĐ-CP" → 2015, nd, cp."""
    symbol = re.split(r"[/-]", fold_letters(citation.text), maxsplit=1)[-1]
    return [part.strip() for part in re.split(r"[-/]", symbol)]


def is_before_its_term(citation: Citation, text: str) -> bool:
    """Whether a cited day lies before the term of office its own sentence speaks of: a slip of the year."""
    if citation.year is None:
        return False
    sentence = next((text[s:e] for s, e in sentence_spans(text) if s <= citation.start < e), text)
    terms = [int(year) for year in _TERM.findall(fold_letters(sentence))]
    return bool(terms) and citation.year < min(terms) - 1


def is_after(citation: Citation, last_day: date | None) -> bool:
    """Whether a cited document is dated after the last day on which the one that cites it may have been written."""
    return last_day is not None and citation.day is not None and citation.is_dated and citation.day > last_day


def is_far_from_its_subject(citation: Citation) -> bool:
    """Whether a document about one year is dated many years before it or well after: "ngày 02/3/2013 về … năm 2023".

    So is one that approves something for a term ("giai đoạn 2021-2025"), where it is dated many years before that.
    """
    if citation.year is None or not citation.is_dated:
        return False
    term = _TERM_OF_SUBJECT.match(citation.behind)
    if term is not None and int(term[1]) - citation.year > _YEARS_BEFORE_SUBJECT:
        return True
    subject = _YEAR_OF_SUBJECT.match(citation.behind)
    return subject is not None and not -1 <= int(subject[1]) - citation.year <= _YEARS_BEFORE_SUBJECT


_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def odd_section_numbers(headings: Sequence[Heading]) -> tuple[str, ...]:
    """The numbers of the first run of sections when one is missing or told twice, else nothing.

    Main sections have roman numbers, which start again under each part (A, B) and leave none out. Arabic numbers below
    them may start again under a paragraph without a label: odd is only the one before told again.
    """
    odd = next((run for run in _roman_runs(headings) if not _is_sequence(run)), None)
    return tuple(odd or next((run for run in _arabic_runs(headings) if _repeats(run)), ()))


def _roman_runs(headings: Iterable[Heading]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for heading in headings:
        if heading.kind == "part":
            runs.append([])
        elif heading.kind == "roman":
            runs[-1].append(heading.number)
    return runs


def _arabic_runs(headings: Iterable[Heading]) -> list[list[str]]:
    """Numbers of one level ("1", "2" or "1.1", "1.2") under one heading, each run from its first number on."""
    runs: list[list[str]] = []
    open_runs: dict[int, list[str]] = {}
    for heading in headings:
        open_runs = {rank: run for rank, run in open_runs.items() if rank <= heading.rank}
        if heading.kind != "arabic":
            continue
        if heading.rank not in open_runs:
            runs.append(open_runs.setdefault(heading.rank, []))
        open_runs[heading.rank].append(heading.number)
    return runs


def _repeats(numbers: Sequence[str]) -> bool:
    return any(one == following for one, following in pairwise(numbers))


def _is_sequence(numbers: Sequence[str]) -> bool:
    return [_ROMAN.get(number, 0) for number in numbers] == list(range(1, len(numbers) + 1))
