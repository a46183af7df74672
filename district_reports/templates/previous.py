"""What was accepted of a unit before: found for the cells of a template by what a figure means, not by its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from district_reports.readers.outline.identity import parse_round
from district_reports.readers.outline.sections import Round
from district_reports.registry import find_areas
from district_reports.rules import format_amount
from district_reports.templates.plans import Cell, Plan, end_of, is_dated
from district_reports.templates.texts import check_text
from district_reports.values import fold
from district_reports.wording import round_label

_MILLION = Decimal(1_000_000)
_SIGNS = {"not_applicable": "x", "zero_in_words": "-"}
_DIMENSIONS = ("project", "subproject", "component", "policy", "dimension", "fund_source", "capital_type",
               "budget_year", "kind")  # fmt: skip
Key = tuple[str, ...]


@dataclass(frozen=True)
class Previous:
    """The last accepted round before a template's: `values` as they would stand in its cells, and in `words`."""

    round: str = ""
    values: Mapping[str, Decimal | str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def list_earlier(rounds: Iterable[str], before: Round) -> list[str]:
    """Those of these rounds that end before another does, the last first; of two that end together, the longer."""
    known = [(end_of(one), -len(code), code) for code in rounds if (one := parse_round(code)) and is_dated(one)]
    return [code for end, _, code in sorted(known, reverse=True) if end < end_of(before)]


def match_figures(plan: Plan, round_: str, figures: Sequence[Mapping[str, Any]]) -> Previous:
    """The accepted figures of an earlier round that say what the cells of a template ask for.

    Where a quantity was accepted with two values, neither is shown: nobody could tell which to compare with.
    """
    found = parse_round(round_)
    assert found is not None, "a round that was chosen can be read"
    known: dict[Key, set[tuple[Decimal | None, str]]] = {}
    for figure in figures:
        if figure["period"] in ("", found.code, str(found.year)):
            known.setdefault(_key_of(figure, plan), set()).add((figure["value"], figure["presence"]))
    values: dict[str, Decimal | str] = {}
    words: dict[str, str] = {}
    for cell in plan.cells:
        told = known.get(_key_of(_expected(plan, cell, found), plan), set())
        if len(told) != 1:
            continue
        ((value, presence),) = told
        values[cell.name] = _SIGNS.get(presence) or _in_cell(value, cell.unit)
        said = _SIGNS.get(presence) or format_amount(value or Decimal(0), cell.unit)[0]
        words[cell.name] = check_text("previous", round=round_label(found.code), value=said)
    return Previous(found.code, values, words)


def _in_cell(value: Decimal | None, unit: str) -> Decimal | str:
    if value is None:
        return ""
    return value / _MILLION if unit == "vnd" else value


def _expected(plan: Plan, cell: Cell, round_: Round) -> dict[str, str]:
    """The figure a cell would have given in an earlier round, as far as it tells figures apart."""
    row, column = plan.rows[cell.row], plan.columns[cell.column]
    meaning = row.meaning
    if meaning is None:
        return {}
    entry = meaning.entry
    dims = {"kind": "actual", "place": meaning.place, **plan.layout.dims, **meaning.dims, **column.dims}
    dims["breakdown"] = ";".join(filter(None, (meaning.dims.get("breakdown"), column.dims.get("breakdown"))))
    years = {"heading": str(round_.year), "previous": str(round_.year - 1)}
    dims["budget_year"] = years.get(dims.get("budget_year", ""), dims.get("budget_year", ""))
    indicator = column.by_measure.get(row.counted) or column.indicator or (entry.indicator if entry else "")
    return dims | {"indicator": indicator, "unit": cell.unit}


def _key_of(figure: Mapping[str, Any], plan: Plan) -> Key:
    groups = sorted(filter(None, str(figure.get("breakdown", "")).split(";")))
    dimensions = [str(figure.get(name, "") or "") for name in _DIMENSIONS]
    # A whole that is not divided is written without a source or type, too.
    dimensions = ["" if text == "all" else text for text in dimensions]
    place = str(figure.get("place", "") or "")
    areas = find_areas(place, level="commune", within=plan.unit.code) if place else ()
    told = areas[0].code if len(areas) == 1 else fold(place)
    return (str(figure.get("indicator", "")), str(figure.get("unit", "")), *dimensions, ";".join(groups), told)
