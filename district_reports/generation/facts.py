"""What is true of a district in a round: numbers under the names that figures have."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Fact(NamedTuple):
    """The name of one true number: the columns of a figure that say what it is about.

    Money is of all sources and types unless it says otherwise; empty text elsewhere means the whole.
    """

    indicator: str
    kind: str = "actual"
    project: str = ""
    subproject: str = ""
    policy: str = ""
    dimension: str = ""
    fund_source: str = ""
    capital_type: str = ""
    budget_year: str = ""
    period: str = ""
    breakdown: str = ""
    place: str = ""
    unit: str = ""


def percent_of(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """The part as a percentage with two decimals, rounded half up, as offices do; zero of nothing."""
    share = Decimal(part) * 100 / Decimal(whole) if whole else Decimal(0)
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def split_exactly(total: int, weights: list[float], step: int = 1) -> list[int]:
    """Whole parts, multiples of `step`, in the proportion of the weights, that add to `total` exactly."""
    rest, weight = total, sum(weights)
    parts = []
    for share in weights[:-1]:
        part = min(rest, int(total * share / weight) // step * step)
        parts.append(part)
        rest -= part
    return [*parts, rest]


def nested_codes(code: str) -> Iterator[str]:
    """A sub-project, its project, and the programme (empty text), from the inside out."""
    if code:
        yield code
    if "." in code:
        yield code.partition(".")[0]
    yield ""
