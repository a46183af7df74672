"""Numbers as offices print them: dots group thousands, a comma marks decimals."""

from decimal import Decimal

UNITS = {"triệu đồng": 1_000_000, "tỷ đồng": 1_000_000_000, "đồng": 1, "nghìn đồng": 1_000}
"""Units of money by their word."""


def print_number(value: Decimal | int) -> str:
    """The exact value, without zeros at its end.

    >>> print_number(Decimal("3618.985")), print_number(98801), print_number(Decimal("5.50"))
    ('3.618,985', '98.801', '5,5')
    """
    whole, _, decimals = f"{Decimal(value):,f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def print_rate(value: Decimal) -> str:
    """A rate with the two decimals it has, whole ones without any."""
    return print_number(value) if value == int(value) else f"{value:.2f}".replace(".", ",")


def print_money(dong: int, unit: str) -> str:
    """An amount in a unit of `UNITS`, without the unit's word."""
    return print_number(Decimal(dong) / UNITS[unit])


def print_count(count: int, is_padded: bool = False) -> str:
    """A count; offices write 05 where a forger could add a digit."""
    return f"{count:02}" if is_padded and 0 < count < 10 else print_number(count)
