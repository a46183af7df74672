"""What a spreadsheet says about a cell when it is chosen, and what it refuses to take, in Vietnamese."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.datavalidation import DataValidation

from district_reports.templates import formulas
from district_reports.templates.plans import Cell, Plan
from district_reports.templates.texts import check_text, unit_label

# What spreadsheets keep of a title and of a message.
_LONGEST_TITLE = 32
_LONGEST_MESSAGE = 255
# Nobody is half a household.
_WHOLE_UNITS = ("households", "people")


def check_figures(plan: Plan, previous: Mapping[str, str]) -> Iterator[DataValidation]:
    """The checks of every open cell of figures; `previous` are words about the last accepted value, by cell name."""
    alike: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in plan.cells:
        if cell.is_open:
            alike[_key(plan, cell, previous)].append(cell)
    for (*_, told), cells in alike.items():
        yield _check(plan, cells, told)


def choose_from(choices: str, cells: Iterable[str], *, prompt: str, error: str = "") -> DataValidation:
    """A drop-down of the cells `choices` names; without `error`, other words are taken too."""
    check = DataValidation(
        type="list", formula1=choices, allow_blank=True, showErrorMessage=bool(error), showInputMessage=True,
        prompt=prompt[:_LONGEST_MESSAGE], error=error or None, errorTitle=check_text("error_title"),
    )  # fmt: skip
    return _over(check, cells)


def explain(cells: Iterable[str], prompt: str) -> DataValidation:
    """A message where words are to be written; anything is taken."""
    check = DataValidation(showInputMessage=True, showErrorMessage=False, prompt=prompt[:_LONGEST_MESSAGE])
    return _over(check, cells)


def _key(plan: Plan, cell: Cell, previous: Mapping[str, str]) -> tuple[str, ...]:
    """Cells of one column with the same conditions share a check, unless each has its own words."""
    offsets = tuple(_offset(cell.name, whole) for whole, _ in cell.wholes)
    words = tuple(words for _, words in cell.wholes)
    return str(cell.column), cell.unit, str(bool(cell.formula)), *offsets, *words, previous.get(cell.name, "")


def _offset(cell: str, other: str) -> str:
    (_, own_row), (column, row) = (coordinate_from_string(name) for name in (cell, other))
    return f"{column}{row - own_row}"


def _check(plan: Plan, cells: list[Cell], told: str) -> DataValidation:
    # Conditions are written for the first cell; spreadsheets move them along for the others.
    first = cells[0]
    rule, wanted = _rule(first)
    conditions = [rule, *(formulas.is_at_most(first.name, whole) for whole, _ in first.wholes)]
    names = "”, “".join(words for _, words in first.wholes)
    part = check_text("part", wholes=names) if names else ""
    check = DataValidation(
        type="custom", formula1=f"AND({','.join(conditions)})", allow_blank=True, showErrorMessage=True,
        showInputMessage=True, errorTitle=check_text("error_title"), error=_words(wanted, part, check_text("others")),
        promptTitle=plan.columns[first.column].headings[0][:_LONGEST_TITLE],
        prompt=_words(told, check_text("computed") if first.formula else wanted, part),
    )  # fmt: skip
    return _over(check, [cell.name for cell in cells])


def _words(*parts: str) -> str:
    return "\n".join(filter(None, parts))[:_LONGEST_MESSAGE]


def _rule(cell: Cell) -> tuple[str, str]:
    """The condition for the number itself, and in words."""
    if cell.unit == "percent":
        return formulas.is_number(cell.name, most=100), check_text("percent")
    is_whole = cell.unit in _WHOLE_UNITS
    words = check_text("whole_number" if is_whole else "number", unit=unit_label(cell.unit))
    return formulas.is_number(cell.name, whole=is_whole), words


def _over(check: DataValidation, cells: Iterable[str]) -> DataValidation:
    for cell in cells:
        check.add(cell)
    return check
