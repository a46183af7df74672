"""What a form's columns have to do with each other: which are sums of others, computed from them, or parts of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from district_reports.readers.layouts import Column

_COMPUTED = re.compile(r"\s*\d+\s*=([\d\s()+\-*/x:.]+)%?\s*")
_NUMBER = re.compile(r"\d+")
_DIVIDED_BY = ("fund_source", "capital_type")
_WHOLE = "all"


@dataclass(frozen=True)
class Arithmetic:
    """Of one column, by numbers of columns: `parts` it is the sum of, `expression` it is computed by, `wholes` it is
    never larger than.

    `expression` is text with `{n}` for column n; empty where nothing computes the column. `printed` is what the row
    of column numbers says.
    """

    parts: tuple[int, ...] = ()
    expression: str = ""
    wholes: tuple[int, ...] = ()
    printed: str = ""

    @property
    def operands(self) -> tuple[int, ...]:
        """The columns the expression needs."""
        return tuple(dict.fromkeys(int(number) for number in re.findall(r"{(\d+)}", self.expression)))


def relate_columns(columns: Sequence[Column]) -> tuple[Arithmetic, ...]:
    """What each column has to do with the others, by what the layout says of it."""
    numbers = _number(columns)
    by_number = {number: index for index, number in enumerate(numbers) if number and columns[index].role == "value"}
    related = []
    for index, column in enumerate(columns):
        if column.role != "value":
            related.append(Arithmetic(printed=numbers[index]))
            continue
        expression = _expression(column, by_number)
        parts = () if expression else _parts(columns, index)
        printed = column.formula or numbers[index]
        if parts:
            printed = f"{numbers[index]}={'+'.join(numbers[part] for part in parts)}"
        wholes = tuple(other for other in range(len(columns)) if _is_part(columns, index, other))
        related.append(Arithmetic(parts, expression, _with_ratios(wholes, index, columns, by_number), printed))
    return tuple(related)


def _number(columns: Sequence[Column]) -> list[str]:
    """Letters for columns of words, numbers for columns of figures: those the form prints, else in order."""
    letters, numbers, result = iter("ABCDEGHIKLMNPQRSTUVXY"), iter(range(1, 1000)), []
    for column in columns:
        if column.role != "value":
            result.append(next(letters))
        elif column.formula and (printed := _NUMBER.search(column.formula)):
            result.append(printed[0])
        else:
            result.append(str(next(numbers)))
    return result


def _expression(column: Column, by_number: dict[str, int]) -> str:
    match = _COMPUTED.fullmatch(column.formula)
    if match is None:
        return ""
    expression = match[1].replace("x", "*").replace(":", "/").replace(" ", "")
    # What is no column's number is a number: the 100 of a percentage.
    expression = _NUMBER.sub(lambda n: f"{{{by_number[n[0]]}}}" if n[0] in by_number else n[0], expression)
    return expression if "{" in expression else ""


def _parts(columns: Sequence[Column], index: int) -> tuple[int, ...]:
    """The columns that differ from this one only in telling a source, or a type, where it stands for all."""
    own = columns[index]
    for dimension in _DIVIDED_BY:
        if own.dims.get(dimension) != _WHOLE:
            continue
        parts = tuple(
            other for other, column in enumerate(columns)
            if column.indicator == own.indicator and column.dims.get(dimension) not in (None, _WHOLE)
            and {**column.dims, dimension: _WHOLE} == dict(own.dims)
        )  # fmt: skip
        if len(parts) > 1:
            return parts
    return ()


def _is_part(columns: Sequence[Column], index: int, other: int) -> bool:
    """Whether a count is one of a narrower group than another: poor households of a minority, and poor households."""
    own, wider = columns[index], columns[other]
    if wider.role != "value" or own.unit != wider.unit or own.unit in ("percent", "vnd"):
        return False
    if set(own.by_measure) != set(wider.by_measure):
        return False
    # Without a group of its own, only the same thing is the whole of it: no other count of households is.
    is_comparable = bool(_group(wider)) or own.indicator == wider.indicator
    return is_comparable and _group(own) > _group(wider)


def _group(column: Column) -> frozenset[str]:
    """What narrows a column down."""
    names = [*column.dims.get("breakdown", "").split(";"), column.dims.get("dimension", "")]
    return frozenset(filter(None, names))


def _with_ratios(
    wholes: tuple[int, ...], index: int, columns: Sequence[Column], by_number: dict[str, int]
) -> tuple[int, ...]:
    """With what a printed percentage divides this column by, too."""
    for column in columns:
        ratio = re.fullmatch(r"{(\d+)}/{(\d+)}\*100", _expression(column, by_number))
        if ratio and int(ratio[1]) == index and column.unit == "percent":
            wholes += (int(ratio[2]),)
    return tuple(dict.fromkeys(wholes))
