"""What the whole document shows about the type of an amount that does not name one."""

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from district_reports.figures import Figure

_BOTH = {"investment", "recurrent"}
_DIVISIBLE = (
    "capital_assigned", "capital_planned", "capital_allocated", "capital_unallocated", "capital_available",
    "capital_carried_over", "capital_disbursed", "capital_forecast", "disbursement_rate", "disbursement_forecast_rate",
)  # fmt: skip


# "Toàn bộ vốn của Chương trình là vốn sự nghiệp": told once for the whole document.
_ALL_OF_ONE_TYPE = re.compile(
    r"toan bo (?:nguon )?(?:von|kinh phi)\b[^.;:\d]{0,80}\bla (?:nguon )?von (su nghiep|dau tu)\b"
)
_TYPES = {"su nghiep": "recurrent", "dau tu": "investment"}


def only_type_told(folded: str) -> str:
    """The type that a text, in folded letters, says all money of the programme is; empty where it says none."""
    told = _ALL_OF_ONE_TYPE.search(folded)
    return _TYPES[told[1]] if told else ""


def set_only_type(figures: list[Figure], capital_type: str) -> list[Figure]:
    """Money that names no type is of the only one there is."""
    return [
        replace(figure, capital_type=capital_type)
        if capital_type and not figure.capital_type and figure.indicator in _DIVISIBLE
        else figure
        for figure in figures
    ]


def mark_undivided(figures: list[Figure]) -> list[Figure]:
    """Amounts without a type become `all` where the document divides the same line and year by type elsewhere."""
    lines: dict[tuple[str, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.indicator in _DIVISIBLE:
            lines[_line(figure)][_source(figure)].append(figure)
    divided = {(line, source) for line, sources in lines.items() for source in sources if _is_divided(sources[source])}

    def is_undivided(figure: Figure) -> bool:
        if figure.capital_type or figure.indicator not in _DIVISIBLE:
            return False
        # What all sources share is divided where one of them is, and so is one source of what they share; money of
        # several years together is divided where that of each of them is.
        return all(
            any((line, source) in divided for source in ({_source(figure), ""} if _source(figure) else lines[line]))
            for line in _lines_of(figure)
        )

    return [replace(figure, capital_type="all") if is_undivided(figure) else figure for figure in figures]


def _is_divided(figures: list[Figure]) -> bool:
    """Whether a line tells both types, or one type of less money than the line has."""
    if {figure.capital_type for figure in figures} >= _BOTH:
        return True
    typed: dict[str, list[Decimal]] = defaultdict(list)
    whole: dict[str, list[Decimal]] = defaultdict(list)
    for figure in figures:
        if figure.unit == "vnd" and figure.value is not None:
            (typed if figure.capital_type in _BOTH else whole)[figure.indicator].append(figure.value)
    return any(min(typed[indicator]) < max(whole[indicator]) for indicator in typed.keys() & whole.keys())


def _line(figure: Figure) -> tuple[str, ...]:
    return figure.project, figure.subproject, figure.component, figure.budget_year


def _lines_of(figure: Figure) -> list[tuple[str, ...]]:
    """The line of a figure, or of each of the years "2023+2024" whose money it is together."""
    return [_line(replace(figure, budget_year=year)) for year in figure.budget_year.split("+")]


def _source(figure: Figure) -> str:
    return "" if figure.fund_source == "all" else figure.fund_source
