"""The atom of the system: a figure is one number that one reporting unit stated."""

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
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

    def restate(self, **changes: Any) -> "Figure":
        """A copy with other values in some fields, at a quarter of what `dataclasses.replace` costs.

        For tables, whose many figures differ in few fields. Frozen fields are set one by one otherwise, which takes
        longer than reading the cell; the copied dictionary shares its keys with the first, and so stays small.
        """
        copy = object.__new__(Figure)
        values = self.__dict__.copy()
        values.update(changes)
        object.__setattr__(copy, "__dict__", values)
        return copy


# The order of the contract, in `raw.figures` and in `district-reports read --format csv`.
FIGURE_COLUMNS = (
    "figure_id", "indicator", "project", "subproject", "component", "policy", "dimension", "fund_source",
    "capital_type", "capital_type_inferred", "budget_year", "period", "as_of", "kind", "status", "bound", "presence",
    "breakdown", "place", "value", "unit", "value_text", "unit_text", "quote", "locator", "rule",
)  # fmt: skip
assert set(FIGURE_COLUMNS) == {column.name for column in fields(Figure)}


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
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
