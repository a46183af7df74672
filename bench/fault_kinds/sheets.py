"""Faults in the making of a workbook, and between it and the narrative."""

import random

from bench.fault_kinds.cases import Case, choose_cell, fault, pick_grid
from district_reports.generation.facts import Fact
from district_reports.generation.forms import Grid

_FORMS = ("capital_by_type",)


def _is_money(fact: Fact) -> bool:
    return fact.indicator.startswith("capital_")


def _put(case: Case, rng: random.Random, value: object) -> Case | None:
    number, grid = pick_grid(case, _FORMS[0])
    place = choose_cell(grid, rng, _is_money)
    if place is None:
        return None
    grid.cells[place] = value
    return case.with_grid(number, grid)


@fault("TYP", "submission", moves_figures=False, forms=_FORMS)
def text_in_number_cell(case: Case, rng: random.Random) -> Case | None:
    """Words where an amount belongs."""
    return _put(case, rng, rng.choice(("chưa có số liệu", "như cột 4", "khoảng 500", "12.5.1", "đang tổng hợp")))


@fault("TYP", "submission", moves_figures=False, forms=_FORMS)
def formula_never_computed(case: Case, rng: random.Random) -> Case | None:
    """A formula without its result."""
    return _put(case, rng, rng.choice(("=SUM(C10:C12)", "=C11+C12", "=C10*0,03")))


@fault("TYP", "submission", moves_figures=False, forms=_FORMS)
def error_in_cell(case: Case, rng: random.Random) -> Case | None:
    """An error value such as #REF!."""
    return _put(case, rng, rng.choice(("#REF!", "#DIV/0!", "#VALUE!", "#N/A")))


@fault("TYP", "submission", moves_figures=False, forms=_FORMS)
def unknown_column(case: Case, rng: random.Random) -> Case | None:
    """A column that the form does not have."""
    number, grid = pick_grid(case, _FORMS[0])
    column = max(place[1] for place in grid.cells) + 1
    row = min(place[0] for place in grid.headings.values())
    grid.cells[row, column] = rng.choice(("Nợ đọng", "Vốn ứng trước", "Số dư tạm ứng", "Hệ số điều chỉnh"))
    for place in [place for place in grid.facts if place[1] == min(one[1] for one in grid.facts)]:
        grid.cells[place[0], column] = rng.randint(10, 900)
    return case.with_grid(number, grid)


@fault("TYP", "submission", moves_figures=False, forms=_FORMS)
def required_column_missing(case: Case, rng: random.Random) -> Case | None:
    """A column that the form needs is left out."""
    number, grid = pick_grid(case, _FORMS[0])
    name = rng.choice(("assigned_investment", "assigned_recurrent", "assigned_total"))
    column = grid.headings[name][1]
    for place in [place for place in grid.cells if place[1] == column]:
        if place[0] >= grid.headings[name][0]:
            del grid.cells[place]
    return case.with_grid(number, grid)


@fault("TYP", "submission", moves_figures=False, forms=_FORMS)
def unit_of_money_missing(case: Case, rng: random.Random) -> Case | None:
    """No unit of money over the table."""
    number, grid = pick_grid(case, _FORMS[0])
    place = next(place for place, text in grid.cells.items() if str(text).startswith("ĐVT"))
    grid.cells[place] = rng.choice(("ĐVT:", "", "(Kèm theo báo cáo)"))
    return case.with_grid(number, grid)


@fault("TYP", "submission", moves_figures=False, forms=("support", "targets"))
def sheet_hidden(case: Case, rng: random.Random) -> Case | None:
    """A sheet of the workbook is hidden."""
    number, grid = pick_grid(case, rng.choice(("support", "targets")))
    grid.is_hidden = True
    return case.with_grid(number, grid)


@fault("TYP", "submission", moves_figures=False, forms=_FORMS)
def unknown_row(case: Case, rng: random.Random) -> Case | None:
    """A row that the form does not have."""
    number, grid = pick_grid(case, _FORMS[0])
    row = max(place[0] for place in grid.facts) + 1
    grid.cells[row, 1] = rng.choice(("Dự án khác", "Nguồn ngoài kế hoạch", "Bổ sung giữa năm"))
    for column in sorted({place[1] for place in grid.facts}):
        grid.cells[row, column] = rng.randint(10, 900)
    return case.with_grid(number, grid)


@fault("TYP SUM DUP RAT CAP", "capital", forms=_FORMS)
def row_twice_with_another_value(case: Case, rng: random.Random) -> Case | None:
    """A row again with other values."""
    number, grid = pick_grid(case, _FORMS[0])
    row = rng.choice(sorted({place[0] for place in grid.facts})[1:])
    last = max(place[0] for place in grid.facts) + 1
    for place in [place for place in grid.cells if place[0] == row]:
        value = grid.cells[place]
        grid.cells[last, place[1]] = value + rng.randint(11, 99) if isinstance(value, int | float) else value
    return case.with_grid(number, grid)


@fault("TYP", "submission", moves_figures=False, forms=_FORMS)
def list_of_persons(case: Case, rng: random.Random) -> Case | None:
    """A sheet with names and numbers of persons."""
    titles = ("DANH SÁCH HỘ NGHÈO NĂM 2024", "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO")
    headings = ("STT", "Họ và tên chủ hộ", "Năm sinh", "Dân tộc", "Số CCCD", "Địa chỉ")
    grid = Grid("Danh sách", "persons", cells={(0, 0): rng.choice(titles)})
    grid.cells |= {(2, column): heading for column, heading in enumerate(headings)}
    for row in range(3, rng.randint(6, 14)):
        cells = (
            row - 2,
            f"Nguyễn Văn {rng.choice('ABCDEGH')}",
            1950 + row,
            "Kinh",
            f"0{rng.randint(10**10, 10**11)}",
            "Thôn 1",
        )
        grid.cells |= {(row, column): value for column, value in enumerate(cells)}
    return case.with_grid(len(case.submission.grids), grid)


@fault("DUP SUM RAT", "capital", forms=_FORMS)
def workbook_tells_another_total(case: Case, rng: random.Random) -> Case | None:
    """A total of the workbook differs from the report's."""
    number, grid = pick_grid(case, _FORMS[0])
    row = min(place[0] for place in grid.facts)
    place = choose_cell(
        grid, rng, lambda fact: _is_money(fact) and fact.capital_type in ("", "all") and not fact.project
    )
    if place is None or place[0] != row:
        return None
    value = grid.cells[place]
    assert isinstance(value, int | float), "money is a number"
    grid.cells[place] = value + rng.randint(50, 800)
    return case.with_grid(number, grid)


@fault("CAP", "capital", forms=_FORMS)
def amount_negative(case: Case, rng: random.Random) -> Case | None:
    """An amount of a workbook is below zero."""
    number, grid = pick_grid(case, _FORMS[0])
    place = choose_cell(grid, rng, _is_money)
    if place is None:
        return None
    grid.cells[place] = -float(str(grid.cells[place]))
    return case.with_grid(number, grid)
