"""What the whole document shows about the type of an amount that does not name one."""

from collections import defaultdict
from dataclasses import replace

from district_reports.figures import Figure

_BOTH = {"investment", "recurrent"}
_DIVISIBLE = (
    "capital_assigned", "capital_planned", "capital_allocated", "capital_unallocated", "capital_available",
    "capital_carried_over", "capital_disbursed", "capital_forecast", "disbursement_rate", "disbursement_forecast_rate",
)  # fmt: skip


def mark_undivided(figures: list[Figure]) -> list[Figure]:
    """Amounts without a type become `all` where the document tells both types of the same line and year elsewhere."""
    types: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for figure in figures:
        types[_line(figure)].add(figure.capital_type)
        types[*_line(figure), figure.fund_source].add(figure.capital_type)

    def is_undivided(figure: Figure) -> bool:
        if figure.capital_type or figure.indicator not in _DIVISIBLE:
            return False
        anywhere = figure.fund_source in ("", "all") and _BOTH <= types[_line(figure)]
        return anywhere or types[*_line(figure), figure.fund_source] >= _BOTH

    return [replace(figure, capital_type="all") if is_undivided(figure) else figure for figure in figures]


def _line(figure: Figure) -> tuple[str, ...]:
    return figure.project, figure.subproject, figure.component, figure.budget_year, figure.breakdown
