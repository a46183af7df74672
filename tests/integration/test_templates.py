"""What a template asks for, an officer types and the readers read is one and the same, cell by cell."""

import io
from functools import cache

import openpyxl
import pytest
from template_filling import compute, fill, what_is_read

from district_reports.readers.submissions import read_package
from district_reports.templates import list_template_layouts, write_template

UNIT = "huyện Văn Quan, tỉnh Lạng Sơn"
LAYOUTS = {layout.form: layout for layout in list_template_layouts()}
# What a workbook without a report beside it is always told.
EXPECTED = {"DOC-005"}


@cache
def _template(form: str, unit: str = UNIT, round_: str = "2024H1") -> bytes:
    return write_template(form, unit, round_)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", LAYOUTS)
def test_a_template_filled_in_reads_to_exactly_the_cells_typed(form, seed):
    filling = fill(_template(form), LAYOUTS[form], seed, "2024", "2024H1")
    assert len(filling.expected) > 10
    reading = read_package([("bieu.xlsx", filling.content)])
    read = {figure.locator: what_is_read(figure) for figure in reading.figures}
    prefix = f"bieu.xlsx#{LAYOUTS[form].sheet_name}!"
    assert read == {prefix + cell: meant for cell, meant in filling.expected.items()}
    assert (reading.identity.reporting_unit_code, reading.identity.round) == ("184", "2024H1")
    assert {problem.rule for problem in reading.problems} <= EXPECTED | {"TYP-032", "TYP-006"}


@pytest.mark.parametrize("form", LAYOUTS)
def test_totals_that_were_computed_are_read_beside_what_was_typed(form):
    filling = fill(_template(form), LAYOUTS[form], 7, "2024", "2024H1")
    reading = read_package([("bieu.xlsx", compute(filling.content, "77"))])
    read = {figure.locator.rpartition("!")[2]: figure for figure in reading.figures}
    sheet = openpyxl.load_workbook(io.BytesIO(filling.content))[LAYOUTS[form].sheet_name]
    formulas = {cell.coordinate for row in sheet for cell in row if cell.data_type == "f"}
    assert filling.expected.items() <= {cell: what_is_read(figure) for cell, figure in read.items()}.items()
    others = {cell: figure.value_text for cell, figure in read.items() if cell not in filling.expected}
    assert set(others) <= formulas
    assert set(others.values()) <= {"77"}
    assert "TYP-032" not in {problem.rule for problem in reading.problems}


@pytest.mark.parametrize("form", LAYOUTS)
def test_an_empty_template_says_nothing(form):
    reading = read_package([("bieu.xlsx", compute(_template(form), "…"))])
    assert reading.figures == ()
    assert {problem.rule for problem in reading.problems} == {*EXPECTED, "TYP-005"}
