"""Of how many units a number is: of this very number, and not of the row it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from district_reports.exports.numbers import decimals_needed, format_number, unit_label
from district_reports.exports.unit_numbers import spread_of
from district_reports.warehouse.releases.tracing import TracedNumber, Tracer

Row = Mapping[str, Any]
# By what a quotient is multiplied by: percentages have two decimals, amounts none.
_ROUNDING = {100: Decimal("0.005"), 1: Decimal("0.5")}


@dataclass(frozen=True)
class Coverage:
    """How many units state a number, of those that are to report; of a ratio, how many state both of its sides.

    `sides` are the sums of these units, where the row shows other ones: no reader could divide those. They are empty
    where `is_divided_elsewhere`: of the country, whose provinces told the ratio of their own units.
    """

    stating: int
    expected: int
    unit_name: str
    is_of_two: bool = False
    sides: tuple[TracedNumber, ...] = ()
    is_divided_elsewhere: bool = False

    @property
    def fraction(self) -> str:
        """As short as it can be told: `3/12`."""
        return f"{self.stating}/{self.expected}"

    @property
    def short(self) -> str:
        """Of how many units: `3/12 đơn vị`; of a ratio that is not of all who state either side, of whom."""
        is_of_fewer = self.sides or self.is_divided_elsewhere
        return f"{self.fraction} {self.unit_name}{' nêu cả hai số' if is_of_fewer else ''}"

    @property
    def counted(self) -> str:
        """Of how many units: `3 trên 12 đơn vị`."""
        return f"{self.stating} trên {self.expected} {self.unit_name}"

    @property
    def sentence(self) -> str:
        """What these units state: `3 trên 12 đơn vị nêu`, of a ratio `3 trên 12 đơn vị nêu cả hai số`."""
        return f"{self.counted} nêu{' cả hai số' if self.is_of_two else ''}"

    @property
    def explanation(self) -> str:
        """Why a ratio is not the quotient of the sums shown beside it; empty where it is."""
        if self.is_divided_elsewhere:
            return "tính riêng ở từng tỉnh từ những đơn vị nêu cả hai số"
        return f"{self.quotient} của {self.stating} {self.unit_name} nêu cả hai số" if self.sides else ""

    @property
    def quotient(self) -> str:
        """The sums a ratio is of, where the row shows other ones: `54,2 ÷ 89,9 triệu đồng`; else empty."""
        if not self.sides:
            return ""
        decimals = {
            side.unit: decimals_needed([one.value for one in self.sides if one.unit == side.unit], side.unit)
            for side in self.sides
        }
        part, whole = (
            (format_number(side.value, side.unit, decimals[side.unit]), unit_label(side.unit)) for side in self.sides
        )
        return f"{part[0]} ÷ {whole[0]} {whole[1]}" if part[1] == whole[1] else " ÷ ".join(map(" ".join, (part, whole)))


def coverage_of(tracer: Tracer, table_name: str, row: Row, measure: str) -> Coverage | None:
    """Of how many units the number of a cell is, or the numbers that are not added up there; None where there is none.

    All files and the terminal ask here.
    """
    if row[measure] is None:
        spread = spread_of(tracer, table_name, row, measure)
        return Coverage(len(spread.source.units), *_expected(tracer, row)) if spread else None
    traced = tracer.trace(table_name, row["row_key"], measure)
    is_told_apart = bool(traced.parts) and not is_exact(traced)
    told_by = traced.parts[0] if traced.parts and not is_told_apart else traced
    stating = {unit.code for unit in told_by.units if unit.value is not None}
    if not told_by.figures:
        # Made of whole submissions and of no figure in them.
        stating = {unit.code for unit in told_by.units}
    return Coverage(
        len(stating),
        *_expected(tracer, row),
        bool(traced.parts),
        () if is_told_apart else _other_sides(traced, row),
        is_told_apart,
    )


def is_exact(traced: TracedNumber) -> bool:
    """Whether the two sides told give the number told; what is only compared always does."""
    part, whole = (side.value for side in traced.parts)
    return traced.factor is None or _is_quotient(traced.value, part, whole, traced.factor)


def _is_quotient(value: Decimal | None, part: Decimal | None, whole: Decimal | None, factor: int) -> bool:
    if value is None or part is None or not whole:
        return True
    return abs(factor * Decimal(part) / whole - value) <= _ROUNDING[factor]


def _expected(tracer: Tracer, row: Row) -> tuple[int, str]:
    if tracer.release.is_national:
        return len(tracer.release.rows("provinces")), "tỉnh, thành phố"
    return row["expected_unit_count"], "đơn vị"


def _other_sides(traced: TracedNumber, row: Row) -> tuple[TracedNumber, ...]:
    """The sides of a ratio, where the row shows another number in place of either."""
    if traced.factor is None or all(side.value == row[side.measure] for side in traced.parts):
        return ()
    return traced.parts
