"""What moved between two releases of one province and round, by reporting unit, and why."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from district_reports.warehouse.release_content import (
    RELEASED_TABLES,
    Content,
    ReleasedTable,
    Row,
    parts_of_ratio,
    unit_of,
)  # fmt: skip

Cell = tuple[str, str, str]
Change = dict[str, Any]


@dataclass
class _Contribution:
    """What one unit put into one cell; figures that tell the same number again do not add to it."""

    name: str = ""
    value: Decimal | None = None
    submission_ids: set[str] = field(default_factory=set)


def list_changes(old: Content, new: Content, reason: tuple[str, str] | None = None) -> list[Change]:
    """Every number or status that differs, the province's own first, then unit by unit.

    `reason` (Vietnamese, English), when given, replaces the reasons found by comparing what was sent.
    """
    old_parts, new_parts = _contributions(old), _contributions(new)
    changes: list[Change] = []
    for table in RELEASED_TABLES:
        for old_row, new_row in _pair_rows(table, old, new):
            for measure in (*table.measures, *table.texts):
                changes += _compare_cell(table, measure, old_row, new_row, old_parts, new_parts)
    if reason:
        changes = [{**change, "reason_vi": reason[0], "reason_en": reason[1]} for change in changes]
    return changes


def _pair_rows(table: ReleasedTable, old: Content, new: Content) -> Iterator[tuple[Row, Row]]:
    old_rows = {row["row_key"]: row for row in old.get(table.name, ())}
    new_rows = {row["row_key"]: row for row in new.get(table.name, ())}
    for row_key in sorted(old_rows.keys() | new_rows.keys()):
        yield old_rows.get(row_key, {"row_key": row_key}), new_rows.get(row_key, {"row_key": row_key})


def _compare_cell(
    table: ReleasedTable,
    measure: str,
    old_row: Row,
    new_row: Row,
    old_parts: dict[Cell, dict[str, _Contribution]],
    new_parts: dict[Cell, dict[str, _Contribution]],
) -> list[Change]:
    old_value, new_value = old_row.get(measure), new_row.get(measure)
    if old_value == new_value:
        return []
    row = new_row if len(new_row) > 1 else old_row
    cell = (table.name, row["row_key"], measure)
    by_unit = [
        _unit_change(cell, code, old_parts[cell].get(code), new_parts[cell].get(code))
        for code in sorted(old_parts[cell].keys() | new_parts[cell].keys())
        if _differ(old_parts[cell].get(code), new_parts[cell].get(code))
    ]
    return [_province_change(table, cell, row, old_value, new_value, by_unit), *by_unit]


def _province_change(
    table: ReleasedTable, cell: Cell, row: Row, old_value: object, new_value: object, by_unit: list[Change]
) -> Change:
    measure = cell[2]
    names = ", ".join(change["reporting_unit_name"] for change in by_unit)
    if parts_of_ratio(measure, row):
        reason = ("Tính lại từ tử số và mẫu số mới.", "Recomputed from its new parts.")
    elif names:
        reason = (f"Thay đổi ở: {names}.", f"Changed in: {names}.")
    else:
        reason = ("Thay đổi báo cáo được tính.", "Another set of reports went in.")
    change = _change(cell, "", "", reason)
    if measure in table.texts:
        return change | {"old_text": old_value, "new_text": new_value}
    return change | {"old_value": old_value, "new_value": new_value, "unit": unit_of(table, measure, row)}


def _unit_change(cell: Cell, code: str, old: _Contribution | None, new: _Contribution | None) -> Change:
    name = (new or old or _Contribution()).name
    change = _change(cell, code, name, _unit_reason(name, old, new))
    return change | {"old_value": old.value if old else None, "new_value": new.value if new else None}


def _unit_reason(name: str, old: _Contribution | None, new: _Contribution | None) -> tuple[str, str]:
    if old is None or new is None:
        came = old is None
        sent = ", ".join(sorted((new or old or _Contribution()).submission_ids))
        verb_vi, verb_en = (
            ("nêu", "states it in") if came else ("không còn nêu; trước đây ở", "no longer states it; was in")
        )
        return f"{name} {verb_vi} báo cáo {sent}.", f"{name} {verb_en} submission {sent}."
    if old.submission_ids == new.submission_ids:
        return "Đọc lại cùng báo cáo theo quy tắc mới.", "The same report, read again by newer rules."
    before, after = ", ".join(sorted(old.submission_ids)), ", ".join(sorted(new.submission_ids))
    return f"Báo cáo {after} thay báo cáo {before}.", f"Submission {after} replaces submission {before}."


def _change(cell: Cell, code: str, name: str, reason: tuple[str, str]) -> Change:
    table_name, row_key, measure = cell
    return {
        "table_name": table_name, "row_key": row_key, "measure": measure,
        "reporting_unit_code": code, "reporting_unit_name": name, "unit": None,
        "old_value": None, "new_value": None, "old_text": None, "new_text": None,
        "reason_vi": reason[0], "reason_en": reason[1],
    }  # fmt: skip


def _differ(old: _Contribution | None, new: _Contribution | None) -> bool:
    return old is None or new is None or old.value != new.value


def _contributions(content: Content) -> dict[Cell, dict[str, _Contribution]]:
    cells: dict[Cell, dict[str, _Contribution]] = defaultdict(lambda: defaultdict(_Contribution))
    for source in content.get("sources", ()):
        cell = (source["table_name"], source["row_key"], source["measure"])
        unit = cells[cell][source["reporting_unit_code"] or ""]
        unit.name = source["reporting_unit_name"] or ""
        unit.value = source["value"]
        unit.submission_ids.add(source["submission_id"])
    return cells
