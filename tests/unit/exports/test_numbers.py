from decimal import Decimal

import pytest

from district_reports.exports.numbers import decimals_needed, format_number, format_reported, format_with_unit


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (98_801_000_000, "vnd", "98.801,0 triệu đồng"),
        (2_124_518_000, "vnd", "2.124,518 triệu đồng"),
        (0, "vnd", "0,0 triệu đồng"),
        (Decimal("17.22"), "percent", "17,22 %"),
        (Decimal("-2.03"), "pp", "−2,03 điểm %"),
        (13_306, "households", "13.306 hộ"),
        (Decimal("0.00"), "percent", "0,00 %"),
        (None, "vnd", "–"),
    ],
)
def test_number_is_written_the_vietnamese_way(value: Decimal | int | None, unit: str, shown: str):
    assert format_with_unit(value, unit) == shown


def test_column_has_as_many_decimals_as_its_most_exact_number():
    values = [17_015_000_000, 695_400_000, 16_740_000, None]
    assert decimals_needed(values, "vnd") == 2
    assert [format_number(value, "vnd", 2) for value in values] == ["17.015,00", "695,40", "16,74", "–"]


def test_reported_ratio_has_no_zeros_nobody_printed():
    assert format_reported(Decimal("7.70"), "percent") == "7,7"
