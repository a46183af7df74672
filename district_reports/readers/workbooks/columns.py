"""What the columns of a table state in rows of each kind: all that figures say but for what their cells do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from district_reports.figures import Figure, FigureRow, row_of
from district_reports.readers.layouts import Layout
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.cells import money_factor
from district_reports.readers.workbooks.heads import SheetHead
from district_reports.readers.workbooks.matching import Found
from district_reports.readers.workbooks.rows import Meaning


@dataclass(frozen=True, slots=True)
class StatedColumn:
    """What the cells of one column say in rows of one kind; `lacks` is the rule they break if they say anything.

    `row` is what each figure says, but for what its cell does; `factor` how many of its units one of the printed is.
    `first_told` holds figures of this meaning, of whichever column, by place: what is said again is held against them.
    """

    index: int
    headings: str
    row: FigureRow
    unit: str
    unit_text: str
    factor: int
    first_told: dict[str, Figure]
    lacks: str


@dataclass(slots=True, eq=False)
class RowKind:
    """Rows whose columns state the same, as those of communes do; `rivals` are kinds that state some of the same.

    `places` are those of the rows so far, with the first where it was kept, and None where it was read cell by cell.
    `repeats_itself` says that two columns state the same.
    """

    columns: list[StatedColumn]
    rivals: "list[RowKind]" = field(default_factory=list)
    repeats_itself: bool = False
    places: "dict[str, Line | None]" = field(default_factory=dict)

    def is_rivalled(self, place: str) -> bool:
        """Whether a row of another kind may have stated of a place what these rows state."""
        return any(place in rival.places for rival in self.rivals)


Line = tuple[int, Meaning, RowKind]
"""A row of a table, counted from 0 in its sheet, what its label means, and what its columns do."""


def unit_of(one: Found, head: SheetHead) -> str:
    """The unit a column is in: of its headings, else, for money, of the sheet's corner."""
    return one.unit_text or (head.unit if one.column.unit == "vnd" else "")


class ColumnMeanings:
    """What the columns `values` of a table state in rows of each kind; `head` is what its sheet begins with.

    `told_by_rows` are the columns of `Figure` that labels of some of its rows fix.
    """

    def __init__(
        self, layout: Layout, values: Sequence[Found], head: SheetHead, round_: Round | None,
        told_by_rows: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.layout, self.values, self.head, self.round = layout, values, head, round_
        self._titled = self._tell_titled(told_by_rows)
        self._kinds: dict[tuple[Any, ...], RowKind] = {}
        self._told: dict[tuple[Any, ...], tuple[dict[str, Figure], list[RowKind]]] = {}

    def kind_of(self, meaning: Meaning, counted: str, unit_text: str) -> RowKind:
        """The kind of a row; `counted` is what a row of a pair counts, `unit_text` the unit it prints."""
        kind = self._kinds.get((meaning.kind, counted, unit_text))
        return kind or self._build_kind(meaning, counted, unit_text)

    def _build_kind(self, meaning: Meaning, counted: str, unit_text: str) -> RowKind:
        kind = self._kinds[meaning.kind, counted, unit_text] = RowKind([])
        kind.columns += [self._build_column(kind, one, meaning, counted, unit_text) for one in self.values]
        return kind

    def _build_column(self, kind: RowKind, one: Found, meaning: Meaning, counted: str, unit_text: str) -> StatedColumn:
        column, entry = one.column, meaning.entry
        indicator = column.by_measure.get(counted) or column.indicator or (entry.indicator if entry else "")
        unit = column.unit or (counted if column.by_measure else "") or (entry.unit if entry else "")
        printed = unit_text or unit_of(one, self.head) or one.unit_text
        factor = (money_factor(unit_text or unit_of(one, self.head)) or 0) if unit == "vnd" else 1
        lacks = "TYP-018" if not (indicator and unit) else "TYP-019" if not factor else ""
        dims = self._dims(one, meaning)
        figure = Figure(figure_id="", indicator=indicator, value=None, unit=unit, unit_text=printed,
                        rule=f"{self.layout.code}.{column.name}", **dims)  # fmt: skip
        first_told, kinds = self._told.setdefault((indicator, unit, *sorted(dims.items())), ({}, []))
        if not lacks:
            _set_against(kind, kinds)
        return StatedColumn(one.index, " › ".join(one.path), row_of(figure), unit, printed, factor, first_told, lacks)

    def _dims(self, one: Found, meaning: Meaning) -> dict[str, Any]:
        dims: dict[str, Any] = {"kind": "actual", **self.layout.dims, **meaning.dims, **one.column.dims}
        breakdowns = [part.get("breakdown", "") for part in (meaning.dims, one.column.dims)]
        dims["breakdown"] = ";".join(filter(None, breakdowns))
        last = str(self.round.year - 1) if self.round else ""
        carried = self._carried_from(last)
        years = {"heading": one.year or self.head.year, "title": self.head.year, "previous": last,
                 "carried": one.year or carried, "together": "+".join(filter(None, (carried, self.head.year))),
                 "budget_year": dims.get("budget_year", "")}  # fmt: skip
        for name in ("budget_year", "period"):
            dims[name] = years.get(dims.get(name, ""), dims.get(name, ""))
        if not dims["period"] and self.round is not None:
            dims["period"] = self._other_year(one) or self.round.code
        if dims["kind"] == "actual" and self.round is not None and one.year > str(self.round.year):
            dims["kind"] = "target"
        if dims["kind"] == "target" and self.round is not None and dims["period"] == self.round.code:
            dims["period"] = one.year or self.head.year or str(self.round.year)
        for name in self._titled.keys() - dims.keys():
            dims[name] = self._titled[name]
        if one.as_of:
            dims["as_of"] = date.fromisoformat(one.as_of)
        if not dims.get("status") and self.layout.subject == "poverty":
            dims["status"] = self.head.status
        return dims

    def _tell_titled(self, told_by_rows: Collection[str]) -> dict[str, str]:
        """Source and type that the title gives all money of a table none of whose columns or rows tells another."""
        told = {"fund_source": self.head.fund_source, "capital_type": self.head.capital_type}
        named = {name for one in self.values for name in one.column.dims} | set(told_by_rows)
        is_of_money = self.layout.subject == "capital"
        return {name: value for name, value in told.items() if value and is_of_money and name not in named}

    def _carried_from(self, last: str) -> str:
        """The years carried over money came from, as a heading or the title tells, else the year before."""
        named = next(
            (one.year for one in self.values if one.column.indicator == "capital_carried_over" and one.year), ""
        )
        before = str(int(self.head.year) - 1) if self.head.year else last
        return named or self.head.carried_from or before

    def _other_year(self, one: Found) -> str:
        """The year headings or title name where it is not the round's; money's years say whose money it is."""
        year = "" if self.layout.subject == "capital" else one.year or self.head.year
        return year if self.round is not None and year != str(self.round.year) else ""


def _set_against(kind: RowKind, others: list[RowKind]) -> None:
    """Makes a kind the rival of those that state the same, and one of them."""
    for other in others:
        if other is kind:
            kind.repeats_itself = True
        elif other not in kind.rivals:
            kind.rivals.append(other)
            other.rivals.append(kind)
    others.append(kind)
