"""A project's number printed with the title of another, or of no sub-project. Pure: paragraphs in, oddities out."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from district_reports.registry import project_names
from district_reports.values import fold_letters

_PROJECT = r"(?:du an|\bda)\s*(?:so\s*)?(?P<project>[1-7])"
_SUBPROJECT = r"(?:tieu du an|\btda)\s*(?:so\s*)?(?P<subproject>\d)\s*(?:thuoc|cua|[,–-])?\s*"
_NAMED = re.compile(rf"^[^a-z]*(?:{_SUBPROJECT})?{_PROJECT}\s*[:.–-]+\s*(?P<title>[^:.;(\d]+)")
# A comma may as well separate two projects of a list, except where a paragraph begins with both.
_SUBPROJECT_OF = re.compile(
    r"(?:tieu du an|\btda)\s*(?:so\s*)?(?P<subproject>\d)\s*(?:,?\s*(?:thuoc|cua)|[-–(]|(?P<comma>,))?"
    r"\s*(?:du an|\bda)\s*(?:so\s*)?(?P<project>[1-7])(?![\d.,]*\d)"
)
# Two syllables make a word more often than one, so titles are compared by pairs of them.
_FEWEST_PAIRS = 3
_OWN_AT_MOST = 0.25
_OTHER_AT_LEAST = 0.5


@dataclass(frozen=True)
class WrongTitle:
    """A number and the title printed with it: where they stand, and the code whose title it is."""

    number: str
    title_of: str
    start: int
    end: int


def find_wrong_title(text: str) -> WrongTitle | None:
    """The number a paragraph begins with, if its title is that of another project: "Dự án 3: Hỗ trợ nhà ở …".

    Other programmes number their projects too: a title that is none of this programme's says nothing.
    """
    match = _NAMED.match(fold_letters(text))
    if match is None:
        return None
    pairs = _pairs(match["title"])
    if len(pairs) < _FEWEST_PAIRS:
        return None
    project = f"DA{match['project']}"
    likeness = {code: len(pairs & own) / len(pairs) for code, own in _registered().items()}
    own = max(share for code, share in likeness.items() if code.split(".")[0] == project)
    other, share = max(likeness.items(), key=lambda one: (one[1], one[0]))
    if own > _OWN_AT_MOST or share < _OTHER_AT_LEAST:
        return None
    number = project if match["subproject"] is None else f"{project}.TDA{match['subproject']}"
    return WrongTitle(number, other, match.start("title"), match.end("title"))


def find_unknown_subproject(text: str) -> re.Match[str] | None:
    """The first "Tiểu dự án 1 của Dự án 2" that the programme does not have; positions are those in `text`."""
    known = project_names()
    for match in _SUBPROJECT_OF.finditer(fold_letters(text)):
        is_first = not re.search("[a-z]", fold_letters(text[: match.start()]))
        if (is_first or match["comma"] is None) and f"DA{match['project']}.TDA{match['subproject']}" not in known:
            return match
    return None


@cache
def _registered() -> dict[str, frozenset[tuple[str, str]]]:
    return {code: _pairs(fold_letters(project.name_vi)) for code, project in project_names().items()}


def _pairs(folded: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(re.findall(r"[a-z]+", folded)))
