"""A form, a unit and a round → a workbook to fill in, made from the form's layout alone, that the readers read back."""

from collections.abc import Callable
from datetime import datetime, time

from openpyxl import Workbook

from district_reports.exports.worksheets import new_workbook, save_workbook
from district_reports.readers.workbooks.figures import IDENTITY_SHEET
from district_reports.templates.identity import write_choices, write_identity
from district_reports.templates.instructions import write_instructions
from district_reports.templates.plans import Plan, build_plan, list_template_layouts
from district_reports.templates.previous import Previous
from district_reports.templates.sheets import write_form, write_previous
from district_reports.templates.texts import text

FindPrevious = Callable[[Plan], Previous]


def write_template(form: str, unit: str, round_: str, find_previous: FindPrevious | None = None) -> bytes:
    """The workbook of a form as bytes, always the same for the same form, unit, round and accepted values.

    `unit` is a code or a name; `find_previous` looks up what was accepted before (see `previous`). Raises
    DistrictReportsError for a form, unit or round that is none, saying what there is.
    """
    plan = build_plan(form, unit, round_)
    previous = find_previous(plan) if find_previous else Previous()
    workbook = new_workbook(f"{plan.layout.title} {plan.unit.name_with_type} {plan.round.code}")
    _write_sheets(workbook, plan, previous)
    # Sheets cannot be deleted or shown by accident; without a password, like all else here.
    workbook.security.lockStructure = True
    workbook.calculation.fullCalcOnLoad = True
    return save_workbook(workbook, datetime.combine(plan.ends, time()))


def _write_sheets(workbook: Workbook, plan: Plan, previous: Previous) -> None:
    write_instructions(workbook.create_sheet(text("sheet_instructions")), plan, previous.round)
    form, identity = workbook.create_sheet(plan.layout.sheet_name), workbook.create_sheet(IDENTITY_SHEET)
    write_form(form, plan, *write_choices(identity, plan), previous.words)
    if previous.values:
        before = workbook.create_sheet(text("sheet_previous"), index=2)
        write_previous(before, plan, previous.values, previous.round)
    write_identity(identity, plan)
    workbook.active = 1


__all__ = ["FindPrevious", "list_template_layouts", "write_template"]
