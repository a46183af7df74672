"""Every form in hundreds of shapes: each cell reads exactly, or a finding names where it was refused."""

import random
from decimal import Decimal

import pytest
from workbook_forms import Grid, build_grid

from district_reports.readers.layouts import load_layouts
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import read_sheets
from district_reports.readers.workbooks.workbook import Workbook, cell_name, read_workbook
from district_reports.values import format_number

FORMS = [code for code, layout in load_layouts().items() if layout.columns]
SEEDS = range(40)
WHOLE_SHEET = {"TYP-012", "TYP-015", "TYP-021"}


def _variant(code: str, seed: int) -> Grid:
    rng = random.Random(f"{code}{seed}")
    grid = build_grid(
        load_layouts()[code], rng, shuffles=rng.random() < 0.7, aliases=rng.random() < 0.7, merges=rng.random() < 0.7,
        total=rng.choice(["first", "last"]), blank_rows=rng.randint(0, 4), number_row=rng.random() < 0.7,
        optional=rng.random() < 0.7, left=rng.randint(0, 3),
    )  # fmt: skip
    grid.name = rng.choice([grid.name, "Sheet1", "Trang 1", "biểu mới"])
    for _ in range(rng.randint(0, 4)):
        rng.choice([_type_as_text, _note, _dash, _blank, _misspell_heading, _unknown_row, _empty_row, _date_heading])(
            grid, rng
        )
    return grid


def _type_as_text(grid: Grid, rng: random.Random) -> None:
    place = rng.choice(list(grid.truth))
    if isinstance(grid.cells[place], float):
        grid.cells[place] = format_number(Decimal(str(grid.cells[place])))


def _note(grid: Grid, rng: random.Random) -> None:
    grid.cells[rng.choice(list(grid.truth))] = "Như cột số 4"


def _dash(grid: Grid, rng: random.Random) -> None:
    place = rng.choice(list(grid.truth))
    grid.cells[place], grid.truth[place] = "-", Decimal(0)


def _blank(grid: Grid, rng: random.Random) -> None:
    place = rng.choice(list(grid.truth))
    del grid.cells[place], grid.truth[place]


def _misspell_heading(grid: Grid, rng: random.Random) -> None:
    place = rng.choice(grid.headings)
    grid.cells[place] = f"{grid.cells[place]} khác lạ"


def _date_heading(grid: Grid, rng: random.Random) -> None:
    row = max(place[0] for place in grid.cells) + 2
    grid.cells[row, rng.choice(list(grid.truth))[1]] = "Văn Quan, ngày 05 tháng 12 năm 2024"


def _unknown_row(grid: Grid, rng: random.Random) -> None:
    row, column = max(place[0] for place in grid.cells) + 1, rng.choice(list(grid.truth))[1]
    grid.cells[row, min(place[1] for place in grid.headings) + 1] = "Khu kinh tế mới"
    grid.cells[row, column] = 17.0


def _empty_row(grid: Grid, rng: random.Random) -> None:
    """A blank row between two rows of the table; what is below moves down."""
    start = rng.choice(list(grid.truth))[0]
    for name in ("cells", "truth", "meant"):
        moved = {(row + (row >= start), column): value for (row, column), value in getattr(grid, name).items()}
        setattr(grid, name, moved)


def _silent_differences(grid: Grid, workbook: Workbook) -> list[str]:
    """Cells whose number is neither read exactly nor named by a finding, and figures of cells that hold none."""
    reading = read_sheets(workbook, Round(2024), within="184")
    told = {(problem.rule, problem.location.rpartition("!")[2]) for problem in reading.problems}
    cells = {cell for _, cell in told}
    is_refused = any(rule in WHOLE_SHEET for rule, _ in told)
    refused_columns = {cell.rstrip("0123456789") for rule, cell in told if rule in ("TYP-014", "TYP-019")}
    refused_rows = {cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for rule, cell in told if rule == "TYP-018"}
    read = {figure.locator.rpartition("!")[2]: figure for figure in reading.figures}
    silent = []
    for place, value in grid.truth.items():
        cell, (column, label) = cell_name(*place), grid.meant[place]
        figure = read.pop(cell, None)
        if figure is None:
            if not (
                is_refused
                or cell in cells
                or cell.rstrip("0123456789") in refused_columns
                or str(place[0] + 1) in refused_rows
            ):
                silent.append(f"{cell} is missing")
        elif figure.value != value or not figure.rule.endswith(f".{column}") or not figure.quote.startswith(label):
            silent.append(f"{cell} gives {figure.value} by {figure.rule} for {figure.quote}, not {value}")
    return silent + [f"{cell} gives a figure that nobody wrote" for cell in read]


@pytest.mark.parametrize("code", FORMS)
def test_no_variant_of_a_form_differs_in_silence(code):
    for seed in SEEDS:
        grid = _variant(code, seed)
        assert _silent_differences(grid, grid.workbook()) == [], f"{code}, seed {seed}"


def test_there_are_more_than_five_hundred_variants_and_most_are_read():
    assert len(FORMS) * len(SEEDS) >= 500
    untouched = [build_grid(load_layouts()[code], random.Random(code)) for code in FORMS]
    assert all(len(read_sheets(grid.workbook(), Round(2024)).figures) == len(grid.truth) for grid in untouched)


@pytest.mark.parametrize("number", range(34))
def test_a_file_reads_as_its_grid_does(number):
    code = FORMS[number % len(FORMS)]
    grid = _variant(code, 1000 + number)
    workbook = read_workbook("a.xlsx", grid.save())
    assert _silent_differences(grid, workbook) == []
    from_file, from_grid = (read_sheets(book, Round(2024)).figures for book in (workbook, grid.workbook()))
    assert [(f.figure_id, f.value, f.rule) for f in from_file] == [(f.figure_id, f.value, f.rule) for f in from_grid]
