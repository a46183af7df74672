"""Rows of plain cells are kept as blocks, and give the very figures that reading cell by cell gives."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from workbook_forms import NUMBERS, TAN_DOAN, build_grid, build_sheet, read_sheet, told

from district_reports.figures import FIGURE_COLUMNS, FigureBlock, Figures, rows_of
from district_reports.readers.layouts import find_layout, load_layouts
from district_reports.readers.workbooks.scan import ERROR, NO_VALUE, PERCENT, SCALED, Marks
from district_reports.readers.workbooks.workbook import Sheet
from district_reports.values import format_number

FORMS = [code for code, layout in load_layouts().items() if layout.columns]
SEEDS = range(12)
TRI_LE = (2, "Xã Tri Lễ", *NUMBERS)
ODD_CELLS = (
    "", "-", "–", "…", "x", " ", "1.234", "12,5", "5%", "chữ", "#REF!", True, -4.0, 0.0, 13.306, 0.125, 1e14, 1e15,
    3.0000000000000004, float("nan"), float("inf"),
)  # fmt: skip


def _table(code: str, seed: int) -> Sheet:
    """A form with odd cells, marks, rows that come again, and rows cut short."""
    rng = random.Random(f"{code}{seed}")
    grid = build_grid(load_layouts()[code], rng, shuffles=True, merges=rng.random() < 0.7, left=rng.randint(0, 2))
    sheet, places = grid.sheet(), list(grid.truth)
    for row, column in rng.choices(places, k=rng.choice([0, 1, 3, 20])):
        sheet.rows[row][column] = rng.choice(ODD_CELLS)
    shown = {place: rng.choice([PERCENT, PERCENT, SCALED]) for place in rng.choices(places, k=rng.choice([0, 0, 4]))}
    faults = {place: rng.choice([ERROR, NO_VALUE]) for place in rng.choices(places, k=rng.choice([0, 0, 2]))}
    for _ in range(rng.choice([0, 0, 1, 3])):
        row = rng.choice(places)[0]
        again = [rng.choice([cell, cell, 5.0, ""]) if isinstance(cell, float) else cell for cell in sheet.rows[row]]
        sheet.rows.insert(rng.randint(row + 1, len(sheet.rows)), again)
    if rng.random() < 0.3:
        sheet.rows[:] = [row[: len(row) - rng.choice([0, 0, 1, 4])] for row in sheet.rows]
    return replace(sheet, marks=Marks(faults, shown))


def _typed(sheet: Sheet) -> Sheet:
    """The same with all numbers typed as text, as they are shown, and a space: such cells are read one by one."""
    kept = sheet.marks.faults.keys() | {place for place, display in sheet.marks.displays.items() if display == SCALED}
    rows = [
        [value if (row, column) in kept else _as_text(value, (row, column) in sheet.marks.displays)
         for column, value in enumerate(cells)]
        for row, cells in enumerate(sheet.rows)
    ]  # fmt: skip
    return replace(sheet, rows=rows)


def _as_text(value: object, is_percent: bool) -> object:
    if type(value) is not float or not abs(value) < 1e15:
        return value
    exact = Decimal(f"{value:.15g}")
    return f"{format_number(exact * 100)}% " if is_percent else f"{format_number(exact)} "


def _in_blocks(figures: Figures) -> int:
    return sum(len(part) for part in figures.parts if isinstance(part, FigureBlock))


@pytest.mark.parametrize("code", FORMS)
def test_a_table_of_numbers_gives_the_figures_of_the_same_typed_as_text(code):
    blocks = singles = 0
    for seed in SEEDS:
        sheet = _table(code, seed)
        numbers, texts = read_sheet(sheet), read_sheet(_typed(sheet))
        assert list(numbers.figures) == list(texts.figures), f"{code}, seed {seed}"
        assert told(numbers) == told(texts), f"{code}, seed {seed}"
        assert len(numbers.figures) == len(list(numbers.figures))
        blocks += _in_blocks(numbers.figures)
        singles += len(texts.figures) - _in_blocks(texts.figures)
    assert blocks > 50, "hardly anything was kept in blocks, so nothing was compared"
    assert singles > 100, "hardly anything was read cell by cell, so nothing was compared"


@pytest.mark.parametrize("code", FORMS[::5])
def test_rows_for_the_warehouse_say_what_the_figures_do(code):
    compared = 0
    for seed in SEEDS:
        figures = read_sheet(_table(code, seed)).figures
        assert list(rows_of(figures)) == [tuple(getattr(one, name) for name in FIGURE_COLUMNS) for one in figures]
        compared += len(figures)
    assert compared > 100, "hardly any figure was read, so nothing was compared"


def test_plain_rows_are_one_block():
    figures = read_sheet(build_sheet(TAN_DOAN, TRI_LE, ["", "Tổng cộng", *NUMBERS[:4], "-", ""])).figures
    assert [len(part) for part in figures.parts] == [17]
    assert [figure.locator.rpartition("!")[2] for figure in figures[10:14]] == ["G4", "H4", "C5", "D5"]


def test_a_row_with_a_note_is_read_cell_by_cell_between_blocks():
    noted = [3, "Xã Điềm He", "như trên", *NUMBERS[1:]]
    reading = read_sheet(build_sheet(TAN_DOAN, noted, TRI_LE))
    assert [getattr(part, "place", "block") for part in reading.figures.parts] == [
        "block",
        *["Xã Điềm He"] * 5,
        "block",
    ]
    assert [figure.place for figure in reading.figures[::6]] == ["Tân Đoàn", "Xã Điềm He", "Xã Tri Lễ"]
    assert told(reading) == [("TYP-016", "C4")]


def test_numbers_typed_as_text_are_plain_where_they_can_be_read_in_one_way_only():
    typed = [1, "Tân Đoàn", "1.000", "4000", 20.0, "2,05", "-", "10"]
    figures = read_sheet(build_sheet(typed, [2, "Xã Tri Lễ", *NUMBERS[:3], "2.05", *NUMBERS[4:]])).figures
    assert [getattr(part, "value_text", "block") for part in figures.parts] == [
        "block",
        "100",
        "400",
        "20",
        "2.05",
        "10",
        "10",
    ]
    assert [(figure.value, figure.value_text) for figure in figures[:4]] == [
        (1000, "1.000"), (4000, "4000"), (20, "20"), (Decimal("2.05"), "2,05")]  # fmt: skip


def test_percents_shown_in_a_column_of_percents_are_plain():
    shown = Marks(displays={(2, 5): PERCENT})
    figures = read_sheet(build_sheet([1, "Tân Đoàn", 100.0, 400.0, 20.0, 0.2, 10.0, 10.0], marks=shown)).figures
    assert [len(part) for part in figures.parts] == [6]
    assert (figures[3].value, figures[3].value_text) == (20, "20%")


@pytest.mark.parametrize("between", [(), ([9, "Xã Điềm He", "như trên", *NUMBERS[1:]],)])
def test_what_is_said_again_is_held_against_what_a_block_says(between):
    again = [3, "Tân Đoàn", 100.0, 401.0, "", *NUMBERS[3:]]
    reading = read_sheet(build_sheet(TAN_DOAN, *between, again))
    repeated = [problem for problem in reading.problems if problem.rule == "TYP-021"]
    assert [(problem.location[-2:], "D3" in problem.message_vi) for problem in repeated] == [
        (f"D{4 + len(between)}", True)
    ]


def test_what_rows_of_two_kinds_say_is_held_against_each_other():
    """Units make rows differ in kind, and not in what they state."""
    head = ([find_layout("targets").title], ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Kết quả"])
    rows = ["Số mô hình giảm nghèo", "mô hình", 5.0, 4.0], ["Số mô hình giảm nghèo", "MH", 5.0, 6.0]
    reading = read_sheet(build_sheet(*rows, head=head))
    assert told(reading) == [("TYP-021", "D4")]
    assert [figure.value for figure in reading.figures] == [5, 4]


def test_what_two_columns_of_a_row_say_is_held_against_each_other():
    head = ([find_layout("targets").title], ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Kế hoạch năm 2024"])
    reading = read_sheet(build_sheet(["Số mô hình giảm nghèo", "mô hình", 5.0, 6.0], head=head))
    assert told(reading) == [("TYP-021", "D3")]
    assert [figure.value for figure in reading.figures] == [5]


def test_figures_are_like_a_tuple_of_them():
    first = read_sheet(build_sheet(TAN_DOAN)).figures
    second = read_sheet(build_sheet(TRI_LE)).figures
    both = Figures([first, *second])
    made = (*first, *second)
    assert (len(both), both[7], both[-1], both[2:4]) == (12, made[7], made[-1], made[2:4])
    assert both == made
    assert both == list(made)
    assert hash(both) == hash(made)
    assert both != made[1:]
    assert list(both.singles()) == list(second)
    assert not Figures()
