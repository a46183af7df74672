"""The atom of the system: a figure is one number that one reporting unit stated."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from typing import Any

from district_reports.problems import Problem


@dataclass(frozen=True)
class Figure:
    """One stated number, in base units, with its place and the rule that read it.

    Text fields are empty where the report does not say. `value` is exact, in `unit` (`vnd`, `households`, `people`,
    `percent`, `pp`, …); a fall in percentage points is negative; None says "not applicable" (`presence`). `quote` is
    verbatim, at most 160 characters.
    """

    figure_id: str
    indicator: str
    value: Decimal | None
    unit: str
    kind: str
    project: str = ""
    subproject: str = ""
    component: str = ""
    policy: str = ""
    dimension: str = ""
    fund_source: str = ""
    capital_type: str = ""
    capital_type_inferred: str = ""
    budget_year: str = ""
    period: str = ""
    as_of: date | None = None
    status: str = ""
    bound: str = "exact"
    presence: str = "stated"
    breakdown: str = ""
    place: str = ""
    value_text: str = ""
    unit_text: str = ""
    quote: str = ""
    locator: str = ""
    rule: str = ""


# The order of the contract, in `raw.figures` and in `district-reports read --format csv`.
FIGURE_COLUMNS = (
    "figure_id", "indicator", "project", "subproject", "component", "policy", "dimension", "fund_source",
    "capital_type", "capital_type_inferred", "budget_year", "period", "as_of", "kind", "status", "bound", "presence",
    "breakdown", "place", "value", "unit", "value_text", "unit_text", "quote", "locator", "rule",
)  # fmt: skip
assert set(FIGURE_COLUMNS) == {column.name for column in fields(Figure)}


FigureRow = tuple[Any, ...]
"""What a figure says, in the order of FIGURE_COLUMNS."""
row_of = attrgetter(*FIGURE_COLUMNS)
_BLANK = Figure("", "", None, "", "")


def figure_of(row: FigureRow) -> Figure:
    """The figure that says what a row does, at a third of what naming 26 fields costs."""
    figure = object.__new__(Figure)
    # A copied dictionary shares its keys with the first, and so stays small.
    values = _BLANK.__dict__.copy()
    values.update(zip(FIGURE_COLUMNS, row, strict=True))
    object.__setattr__(figure, "__dict__", values)
    return figure


class FigureBlock(ABC):
    """Figures of neighbouring rows of a table, kept as its cells until somebody asks for them.

    Only of cells that are known to be figures, and whose numbers can be read in one way only.
    """

    @abstractmethod
    def __len__(self) -> int:
        """How many figures there are."""

    @abstractmethod
    def rows(self) -> Iterator[FigureRow]:
        """What the figures say, in order."""


class Figures(Sequence[Figure]):
    """Figures in order, like a tuple of them; those of blocks are made anew whenever they are gone through."""

    def __init__(self, parts: "Iterable[Figure | FigureBlock | Figures]" = ()) -> None:
        nested = (part.parts if isinstance(part, Figures) else (part,) for part in parts)
        self.parts: tuple[Figure | FigureBlock, ...] = tuple(chain.from_iterable(nested))
        self._length = sum(1 if isinstance(part, Figure) else len(part) for part in self.parts)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Figure]:
        for part in self.parts:
            if isinstance(part, Figure):
                yield part
            else:
                yield from map(figure_of, part.rows())

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def singles(self) -> Iterator[Figure]:
        """The figures that no block holds."""
        return (part for part in self.parts if isinstance(part, Figure))


def rows_of(figures: Iterable[Figure]) -> Iterator[FigureRow]:
    """What figures say; of those in blocks, without making them."""
    for part in figures.parts if isinstance(figures, Figures) else figures:
        if isinstance(part, FigureBlock):
            yield from part.rows()
        else:
            yield row_of(part)


@dataclass(frozen=True)
class ReceivedFile:
    """One file of a submission as it came; `media_type` is what its name promises, not what it is."""

    sha256: str
    name: str
    media_type: str
    byte_count: int


@dataclass(frozen=True)
class SubmissionIdentity:
    """Who reports, on what, in which document; None where the documents do not tell."""

    area_list: str | None = None
    province_code: str | None = None
    province_name: str | None = None
    reporting_unit_code: str | None = None
    reporting_unit_name: str | None = None
    unit_level: str | None = None
    round: str | None = None
    document_type: str | None = None
    title: str | None = None
    document_number: str | None = None
    document_date: date | None = None
    document_date_text: str | None = None
    is_draft: bool = False
    cut_off_date: date | None = None
    household_status: str | None = None


@dataclass(frozen=True)
class Reading:
    """What the readers made of one submission: who, which figures, and what is wrong with the document."""

    identity: SubmissionIdentity = field(default_factory=SubmissionIdentity)
    figures: Sequence[Figure] = ()
    problems: tuple[Problem, ...] = ()
