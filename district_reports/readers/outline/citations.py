"""Slips in how a document cites others and numbers its own sections. Pure: texts in, oddities out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from district_reports.readers.language.clauses import sentence_spans
from district_reports.readers.outline.structure import Heading
from district_reports.values import DATE, LONG_DATE, fold_letters, parse_date

# What each kind of document writes into its number.
_SYMBOLS = {
    "quyet dinh": "QĐ", "ke hoach": "KH", "nghi quyet": "NQ", "thong bao": "TB", "bao cao": "BC", "to trinh": "TTr",
    "chi thi": "CT", "nghi dinh": "NĐ", "thong tu": "TT", "huong dan": "HD",
}  # fmt: skip
_CITATION = re.compile(
    r"(?P<kind>" + "|".join(_SYMBOLS) + r")\s+(?:lien tich\s+)?(?:so\s*:?\s*)?"
    r"(?P<number>\d+\s*[/-]\s*[a-z0-9&]+(?:\s*-\s*[a-z&]+)*)"
)
_TERM = re.compile(r"(?:nhiem ky|khoa\s+\w+,?\s*nhiem ky)\s*(20\d\d)\s*[-–]\s*20\d\d")
_LONGEST_DISTANCE = 60


@dataclass(frozen=True)
class Citation:
    """Another document as cited: its words, and where they stand in the paragraph."""

    kind: str
    text: str
    start: int
    end: int
    year: int | None
    date_text: str


def find_citations(text: str) -> Iterator[Citation]:
    """Every document cited by kind and number, with the date that follows within reach."""
    folded = fold_letters(text)
    for match in _CITATION.finditer(folded):
        reach = text[match.end() : match.end() + _LONGEST_DISTANCE]
        found = DATE.search(reach) or LONG_DATE.search(reach)
        # The date of the next citation is not this one's.
        is_own = found is not None and not _CITATION.search(fold_letters(reach[: found.start()]))
        day = parse_date(found) if found and is_own else None
        yield Citation(
            kind=match["kind"],
            text=text[match.start() : match.end()],
            start=match.start(),
            end=match.end() + (found.end() if found and is_own else 0),
            year=day.year if day else None,
            date_text=found[0] if found and is_own else "",
        )


def has_wrong_symbol(citation: Citation) -> bool:
    """Whether the number carries another kind's symbol: "Quyết định số 44/KH-UBND"."""
    symbol = re.split(r"[/-]", citation.text, maxsplit=1)[-1].strip()
    parts = {part.strip().lower() for part in re.split(r"[-/]", symbol)}
    folded = {kind: fold_letters(abbreviation) for kind, abbreviation in _SYMBOLS.items()}
    parts = {fold_letters(part) for part in parts}
    own = folded[citation.kind]
    return own not in parts and bool(parts & (set(folded.values()) - {own}))


def is_before_its_term(citation: Citation, text: str) -> bool:
    """Whether a cited day lies before the term of office its own sentence speaks of: a slip of the year."""
    if citation.year is None:
        return False
    sentence = next((text[s:e] for s, e in sentence_spans(text) if s <= citation.start < e), text)
    terms = [int(year) for year in _TERM.findall(fold_letters(sentence))]
    return bool(terms) and citation.year < min(terms) - 1


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
