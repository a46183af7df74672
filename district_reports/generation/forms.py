"""Forms filled from the truth: the grid of a layout with the unit's rows, every cell of a figure with its fact."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from district_reports import registry
from district_reports.generation.facts import Fact
from district_reports.generation.model import DistrictRound
from district_reports.readers.layouts import Column, Layout, find_layout

YEARLY_FORMS = ("household_review_1", "household_review_2", "household_review_4")
"""Forms of the household review, which is made once a year."""
_MILLION = 1_000_000
_WINDOWS = {"H1": "6 THÁNG ĐẦU NĂM {year}", "9M": "9 THÁNG ĐẦU NĂM {year}", "": "NĂM {year}"}
# The cut of a whole by what it is called in a form; the truth names it by its indicator.
_SAID_BY_INDICATOR = {"poor", "near_poor"}
_FIRST_HEADING = 6
# Money carried over is told in narratives, with what was paid out of it; forms have no place for the second.
_NOT_FILLED = ("carried_over",)

Place = tuple[int, int]
Named = tuple[Fact, Decimal]


@dataclass
class Grid:
    """A sheet: `cells` by row and column from 0, merged ranges, and the fact of each cell that holds a figure."""

    name: str
    form: str
    cells: dict[Place, object] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    facts: dict[Place, Fact] = field(default_factory=dict)
    headings: dict[str, Place] = field(default_factory=dict)
    is_hidden: bool = False

    def value(self, place: Place) -> Decimal:
        """What a cell of a figure says, in base units."""
        return Decimal(str(self.cells[place])) * (_MILLION if self.facts[place].unit == "vnd" else 1)


@dataclass(frozen=True)
class _Row:
    label: str
    order: str = ""
    dims: Mapping[str, str] = field(default_factory=dict)
    indicator: str = ""
    unit: str = ""


def fill_forms(forms: Sequence[str], report: DistrictRound) -> tuple[Grid, ...]:
    """Forms of the layouts with what is true of the report; cells without a truth stay blank."""
    truth = _truth_by_name(report) if forms else {}
    return tuple(_fill_form(form, report, truth) for form in forms)


def _fill_form(form: str, report: DistrictRound, truth: Mapping[Fact, Named]) -> Grid:
    layout = find_layout(form)
    grid = Grid(layout.sheet_name, form)
    _write_head(grid, layout, report)
    # Money has its unit over the table, once.
    left_out = {"unit"} if layout.row_kind == "projects" else set()
    columns = tuple(one for one in layout.columns if not one.name.startswith(_NOT_FILLED) and one.role not in left_out)
    depth = max(len(column.under) for column in columns) + 1
    _write_headings(grid, columns, depth, report.year)
    for number, row in enumerate(_list_rows(layout, report), start=_FIRST_HEADING + depth):
        _write_row(grid, columns, number, row, truth)
    return grid


def _truth_by_name(report: DistrictRound) -> dict[Fact, Named]:
    """Facts of the year by their names without the year and period that every cell of a form shares."""
    return {
        _name_of(fact): (fact, Decimal(str(value)))
        for fact, value in report.facts().items()
        if fact.budget_year in ("", str(report.year)) and fact.period.startswith(str(report.year))
    }


def _write_head(grid: Grid, layout: Layout, report: DistrictRound) -> None:
    words = (f"UBND {report.unit.name_with_type.upper()}", report.province.name_with_type.upper(), layout.title,
             _WINDOWS[report.window].format(year=report.year), "ĐVT: triệu đồng")  # fmt: skip
    for row, text in enumerate(words):
        grid.cells[row, 0] = text


def _write_headings(grid: Grid, columns: tuple[Column, ...], depth: int, year: int) -> None:
    last = _FIRST_HEADING + depth - 1
    for number, column in enumerate(columns):
        place = (_FIRST_HEADING + len(column.under), number)
        grid.cells[place] = column.headings[0].replace("{year}", str(year))
        grid.headings[column.name] = place
        if place[0] < last:
            grid.merged.append((place, (last, number)))
    for tier in range(depth - 1):
        above = [column.under[: tier + 1] if len(column.under) > tier else None for column in columns]
        for group, members in itertools.groupby(range(len(columns)), key=above.__getitem__):
            if group is not None:
                first, *rest = members
                grid.cells[_FIRST_HEADING + tier, first] = group[tier][0].replace("{year}", str(year))
                if rest:
                    grid.merged.append(((_FIRST_HEADING + tier, first), (_FIRST_HEADING + tier, rest[-1])))


def _list_rows(layout: Layout, report: DistrictRound) -> Iterator[_Row]:
    if layout.row_kind == "places":
        yield _Row("Tổng cộng")
        for number, commune in enumerate(registry.communes_of(report.unit.code), start=1):
            yield _Row(commune.name_with_type, str(number), {"place": commune.name_with_type})
    elif layout.row_kind == "projects":
        yield _Row("Tổng cộng")
        for code in report.capital.codes():
            yield _project_row(code)
    else:
        for number, entry in enumerate(layout.entries, start=1):
            yield _Row(entry.labels[0], str(number), entry.dims, entry.indicator, entry.unit)


def _project_row(code: str) -> _Row:
    project, _, sub = code.partition(".")
    name = registry.project_names()[code].name_vi
    if sub:
        return _Row(f"Tiểu dự án {sub[-1]}: {name}", f"{project[-1]}.{sub[-1]}",
                    {"project": project, "subproject": code})  # fmt: skip
    return _Row(f"Dự án {project[-1]}: {name}", project[-1], {"project": project})


def _write_row(grid: Grid, columns: tuple[Column, ...], number: int, row: _Row, truth: Mapping[Fact, Named]) -> None:
    for index, column in enumerate(columns):
        if column.role == "label":
            grid.cells[number, index] = row.label
        elif column.role == "order" and row.order:
            grid.cells[number, index] = row.order
        elif column.role == "measure":
            grid.cells[number, index] = "Hộ"
        elif column.role == "unit":
            grid.cells[number, index] = _UNIT_WORDS.get(row.unit, "triệu đồng")
        elif column.role == "value" and (named := truth.get(_fact_of(column, row))):
            fact, value = named
            # Households and people have columns of their own; a policy counts one of them.
            if fact.unit == (column.unit or row.unit or fact.unit):
                grid.facts[number, index] = fact
                grid.cells[number, index] = _as_written(value, column.unit)


_UNIT_WORDS = {"percent": "%", "households": "hộ", "people": "người", "models": "mô hình", "houses": "nhà"}


def _name_of(fact: Fact) -> Fact:
    """The fact by what sets it apart in a form: money of all sources and types may be told without saying so."""
    whole = {name: "" for name in ("fund_source", "capital_type") if getattr(fact, name) == "all"}
    return fact._replace(budget_year="", period="", unit="", **whole)


def _fact_of(column: Column, row: _Row) -> Fact:
    dims = {**row.dims, **{name: value for name, value in column.dims.items() if value != "heading"}}
    kept = {name: value for name, value in dims.items() if name in Fact._fields}
    parts = [part for part in kept.get("breakdown", "").split(";") if part and part not in _SAID_BY_INDICATOR]
    indicator = column.indicator or row.indicator or column.by_measure.get("households", "")
    return _name_of(Fact(indicator, **{**kept, "breakdown": ";".join(parts)}))


def _as_written(value: Decimal, unit: str) -> object:
    """As typed into a cell: money in millions, whole numbers as such."""
    shown = value / _MILLION if unit == "vnd" else value
    return int(shown) if shown == int(shown) else float(shown)
