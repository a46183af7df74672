"""What a template of ours says of itself on its hidden sheet, and whether the rest of the package says the same."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from district_reports import registry, rules
from district_reports.figures import SubmissionIdentity
from district_reports.problems import DistrictReportsError, Problem
from district_reports.readers.layouts import Layout, load_layouts
from district_reports.readers.outline.identity import parse_round
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import IDENTITY_SHEET
from district_reports.readers.workbooks.scan import NO_VALUE
from district_reports.readers.workbooks.tables import choose_layouts
from district_reports.readers.workbooks.workbook import HEAD_ROWS, Sheet, Workbook, cell_name
from district_reports.registry import Area

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,5}):\1(\d{1,5})")
# Far more than any template of ours has: the sheet may have been made by anybody.
_MOST_KEYS, _MOST_FORMULAS = 50, 20_000
_NOT_LISTED = ("không có trong danh mục", "it is not on the list")
_NO_SHEET = ("không có trang tính nào của biểu này", "no sheet is of this form")


@dataclass(frozen=True)
class Declaration:
    """What the hidden sheet of a workbook says; `unit` and `round` are None where it says nothing that is known.

    `rows` tells the row (from 0) of each key, `faults` the keys whose values are none.
    """

    told: dict[str, str]
    rows: dict[str, int]
    unit: Area | None = None
    round: Round | None = None
    faults: tuple[str, ...] = ()

    @property
    def layout_code(self) -> str:
        """The layout it was made from, as `Layout.code`."""
        return f"{self.told.get('form', '')}_v{self.told.get('version', '')}"


def read_declaration(workbook: Workbook) -> Declaration | None:
    """The declaration of a template; None for any other workbook. Never raises: the sheet may hold anything."""
    sheet = next((sheet for sheet in workbook.sheets if sheet.name == IDENTITY_SHEET), None)
    if sheet is None:
        return None
    last = min(len(sheet.rows), _MOST_KEYS)
    rows = {key: row for row in reversed(range(last)) if (key := sheet.text(row, 0))}
    told = {key: value for key, row in rows.items() if (value := sheet.text(row, 1))}
    unit, round_ = _find_unit(told), parse_round(told.get("round", ""))
    known = {"unit": unit, "round": round_, "form": told.get("form") in {one.form for one in load_layouts().values()}}
    return Declaration(told, rows, unit, round_, tuple(key for key, one in known.items() if key in told and not one))


def _find_unit(told: dict[str, str]) -> Area | None:
    area_list = told.get("area_list", registry.AREA_LISTS[0])
    try:
        unit = registry.area(told.get("unit", ""), area_list)
    except DistrictReportsError:
        return None
    return unit if unit.level == ("district" if area_list == registry.AREA_LISTS[0] else "commune") else None


def fingerprint(layout: Layout) -> str:
    """Changes with whatever a template prints or means; not with another accepted spelling."""
    columns = [
        (one.name, one.role, one.headings[0], [group[0] for group in one.under], one.indicator, one.unit,
         dict(one.dims), dict(one.by_measure), one.formula)
        for one in layout.columns
    ]  # fmt: skip
    entries = [(one.name, one.labels[0], dict(one.dims), one.indicator, one.unit) for one in layout.entries]
    parts = [layout.title, layout.row_kind, dict(layout.dims), dict(layout.measure_labels), columns, entries]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check_template(workbook: Workbook, declared: Declaration) -> Iterator[Problem]:
    """TYP: a template of another version than the one in use, and what it says of itself that cannot be."""
    for key in declared.faults:
        yield _tell("TYP-031", workbook, declared, key, why=_NOT_LISTED)
    forms = [one for one in load_layouts().values() if one.form == declared.told.get("form")]
    if not forms:
        return
    newest = max(forms, key=lambda one: one.version)
    if not any(layout.form == newest.form for sheet in workbook.sheets for layout in _titled(sheet)):
        yield _tell("TYP-031", workbook, declared, "form", why=_NO_SHEET)
    elif declared.layout_code != newest.code or declared.told.get("layout_sha256") != fingerprint(newest):
        yield _tell("TYP-030", workbook, declared, "version", form=newest.title, current=str(newest.version))


def check_against(
    workbook: Workbook, declared: Declaration, identity: SubmissionIdentity, source: tuple[str, str]
) -> Iterator[Problem]:
    """REF: unit or round of a template that is not the one told elsewhere; `source` names that, in two languages."""
    unit, code = declared.unit, identity.reporting_unit_code
    if unit and code and (unit.area_list, unit.code) != (identity.area_list, code):
        yield _tell("REF-030", workbook, declared, "unit", unit=unit.name_with_type, source=source,
                    other=identity.reporting_unit_name or "–")  # fmt: skip
    if declared.round and identity.round and declared.round.code != identity.round:
        yield _tell("REF-031", workbook, declared, "round", source=source, other=identity.round)


def without_uncomputed(workbook: Workbook) -> tuple[Workbook, list[Problem]]:
    """The workbook without the marks of a template's own formulas that nobody computed, and one finding for them all.

    Such a total is no figure lost: its parts stand in the sheet. A formula that the sender wrote stays marked.
    """
    declared = read_declaration(workbook)
    sheet = next((one for one in workbook.sheets if declared and one.name == declared.told.get("sheet")), None)
    if declared is None or sheet is None:
        return workbook, []
    own = set(islice(_cells_of(declared.told.get("formulas", "")), _MOST_FORMULAS))
    uncomputed = sorted(place for place, fault in sheet.marks.faults.items() if fault == NO_VALUE and place in own)
    if not uncomputed:
        return workbook, []
    kept = {place: fault for place, fault in sheet.marks.faults.items() if place not in set(uncomputed)}
    mended = replace(sheet, marks=replace(sheet.marks, faults=kept))
    sheets = tuple(mended if one is sheet else one for one in workbook.sheets)
    where = workbook.locator(sheet, *uncomputed[0])
    told = rules.problem("TYP-032", location=where, found="", sheet=sheet.name, count=str(len(uncomputed)),
                         cell=cell_name(*uncomputed[0]))  # fmt: skip
    return replace(workbook, sheets=sheets), [told]


def _cells_of(ranges: str) -> Iterator[tuple[int, int]]:
    for letters, first, last in _RANGE.findall(ranges):
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        yield from ((row, column - 1) for row in range(int(first) - 1, int(last)))


def _titled(sheet: Sheet) -> Sequence[Layout]:
    return choose_layouts(sheet.rows[:HEAD_ROWS]) if sheet.name != IDENTITY_SHEET else []


def _tell(rule: str, workbook: Workbook, declared: Declaration, key: str, **values: Any) -> Problem:
    value = declared.told.get(key, "–")[:80]
    where = f"{workbook.file_name}#{IDENTITY_SHEET}!{cell_name(declared.rows.get(key, 0), 1)}"
    words = {"file": workbook.file_name, "key": key, "value": value, **values}
    return rules.problem(rule, location=where, found=value, **words)
