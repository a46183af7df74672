"""A figure while its passage is still being read."""

from dataclasses import dataclass, field

from district_reports.figures import Figure
from district_reports.readers.clauses import Clause


@dataclass
class Draft:
    """A figure without id and quote; `span` is its number's place in the passage, or that of the words that say it.

    `listed_under` is the figure before "trong đó" that this one is a part of; `parts` are the clauses in its bracket.
    """

    span: tuple[int, int]
    figure: Figure
    clause: Clause | None = None
    listed_under: "Draft | None" = None
    is_year_stated: bool = False
    parts: list[int] = field(default_factory=list)
