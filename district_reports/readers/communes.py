"""Communes named beside a number: the figure is theirs, not the reporting unit's."""

import re

from district_reports.readers.clauses import Clause
from district_reports.values import CAPITAL

_COMMUNE = re.compile(rf"\b(?:xã|thị trấn|phường)\s+((?:{CAPITAL}[\w'’]*\s?)+)")
_COMMUNE_BESIDE = re.compile(_COMMUNE.pattern + r"[\s:(]*(?:là|được|có|còn)?\s*$")
_COMMUNE_ANYWHERE = re.compile(rf"\b(?:[Xx]ã|[Tt]hị trấn|[Pp]hường)\s+((?:{CAPITAL}[^\W\d_]*(?:\s|(?=\W)|$))+)")


def communes_named(text: str) -> list[str]:
    """Every commune named in `text`, as written and without its kind."""
    return [name.strip() for name in _COMMUNE_ANYWHERE.findall(text)]


def commune_before(clause: Clause, text: str) -> str:
    """The last commune named between the last number and this one, as written; empty when there is none."""
    communes = _COMMUNE.findall(_words_before(clause, text))
    return communes[-1].strip() if communes else ""


def commune_beside(clause: Clause, text: str) -> str:
    """The commune named right before the number, as written; empty when there is none."""
    commune = _COMMUNE_BESIDE.search(_words_before(clause, text))
    return commune[1].strip() if commune else ""


def _words_before(clause: Clause, text: str) -> str:
    return text[max(0, clause.mention.start - len(clause.before)) : clause.mention.start]
