"""What moved between two releases of one province and round, by unit, and why; of the country, by province."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from district_reports.warehouse.releases.content import (
    RELEASED_TABLES,
    Content,
    ReleasedTable,
    Row,
    contribution_of,
    parts_of,
    unit_of,
)  # fmt: skip

Cell = tuple[str, str, str]
Change = dict[str, Any]
Reason = tuple[str, str]

# What brings a part of a number, in Vietnamese and English: a unit's submission, for the country a province's release.
SUBMISSION: Reason = ("báo cáo", "submission")
RELEASE: Reason = ("đợt công bố", "release")


@dataclass
class _Contribution:
    """What one unit, or of the country one province, put into one cell; figures that tell it again do not add to it."""

    name: str = ""
    value: Decimal | None = None
    brought_by: set[str] = field(default_factory=set)


def list_changes(
    old: Content, new: Content, reason: Reason | None = None, bringer: Reason = SUBMISSION
) -> list[Change]:
    """Every number or status that differs, the province's own first, then unit by unit, also where these even out.

    `reason` (Vietnamese, English), when given, replaces the reasons found by comparing the `sources` of the two.
    """
    comparison = _Comparison(_contributions(old.get("sources", ())), _contributions(new.get("sources", ())), bringer)
    changes = [
        change
        for table in RELEASED_TABLES
        for old_row, new_row in _pair_rows(table, old, new)
        for measure in (*table.measures, *table.texts)
        for change in comparison.compare(table, measure, old_row, new_row)
    ]
    if reason:
        changes = [{**change, "reason_vi": reason[0], "reason_en": reason[1]} for change in changes]
    return changes


def _pair_rows(table: ReleasedTable, old: Content, new: Content) -> Iterator[tuple[Row, Row]]:
    old_rows = {row["row_key"]: row for row in old.get(table.name, ())}
    new_rows = {row["row_key"]: row for row in new.get(table.name, ())}
    for row_key in sorted(old_rows.keys() | new_rows.keys()):
        yield old_rows.get(row_key, {"row_key": row_key}), new_rows.get(row_key, {"row_key": row_key})


_Parts = dict[Cell, dict[str, _Contribution]]


@dataclass(frozen=True)
class _Comparison:
    """What units put into each cell before and now, and the word for what they put it in by."""

    old: _Parts
    new: _Parts
    bringer: Reason

    def compare(self, table: ReleasedTable, measure: str, old_row: Row, new_row: Row) -> list[Change]:
        """The changes of one cell."""
        cell = (table.name, new_row["row_key"], measure)
        old_parts, new_parts = self.old.get(cell, {}), self.new.get(cell, {})
        by_unit = [
            self._unit_change(cell, code, old_parts.get(code), new_parts.get(code))
            for code in sorted(old_parts.keys() | new_parts.keys())
            if _differ(old_parts.get(code), new_parts.get(code))
        ]
        old_value, new_value = old_row.get(measure), new_row.get(measure)
        if old_value == new_value:
            return by_unit
        row = new_row if len(new_row) > 1 else old_row
        return [_own_change(table, cell, row, (old_value, new_value), by_unit), *by_unit]

    def _unit_change(self, cell: Cell, code: str, old: _Contribution | None, new: _Contribution | None) -> Change:
        name = (new or old or _Contribution()).name
        change = _change(cell, code, name, self._unit_reason(name, old, new))
        return change | {"old_value": old.value if old else None, "new_value": new.value if new else None}

    def _unit_reason(self, name: str, old: _Contribution | None, new: _Contribution | None) -> Reason:
        vi, en = self.bringer
        if old is None or new is None:
            ids = ", ".join(sorted((new or old or _Contribution()).brought_by))
            if old is None:
                return f"{name} nêu {vi} {ids}.", f"{name} states it in {en} {ids}."
            return f"{name} không còn nêu; trước đây ở {vi} {ids}.", f"{name} no longer states it; was in {en} {ids}."
        if old.brought_by == new.brought_by:
            return "Đọc lại cùng báo cáo theo quy tắc mới.", "The same report, read again by newer rules."
        before, after = ", ".join(sorted(old.brought_by)), ", ".join(sorted(new.brought_by))
        return (
            f"{vi.capitalize()} {after} thay {vi} {before}.",
            f"{en.capitalize()} {after} replaces {en} {before}.",
        )


def _own_change(
    table: ReleasedTable, cell: Cell, row: Row, values: tuple[object, object], by_unit: list[Change]
) -> Change:
    """The change of the whole cell, which is the province's or the country's own number."""
    measure, names = cell[2], ", ".join(change["reporting_unit_name"] for change in by_unit)
    if parts_of(measure, row):
        reason = ("Tính lại từ tử số và mẫu số mới.", "Recomputed from its new parts.")
    elif names:
        reason = (f"Thay đổi ở: {names}.", f"Changed in: {names}.")
    else:
        reason = ("Thay đổi báo cáo được tính.", "Another set of reports went in.")
    change = _change(cell, "", "", reason)
    if measure in table.texts:
        return change | {"old_text": values[0], "new_text": values[1]}
    return change | {"old_value": values[0], "new_value": values[1], "unit": unit_of(table, measure, row)}


def _change(cell: Cell, code: str, name: str, reason: Reason) -> Change:
    table_name, row_key, measure = cell
    return {
        "table_name": table_name, "row_key": row_key, "measure": measure,
        "reporting_unit_code": code, "reporting_unit_name": name, "unit": None,
        "old_value": None, "new_value": None, "old_text": None, "new_text": None,
        "reason_vi": reason[0], "reason_en": reason[1],
    }  # fmt: skip


def _differ(old: _Contribution | None, new: _Contribution | None) -> bool:
    return old is None or new is None or old.value != new.value


def _contributions(sources: Iterable[Row]) -> _Parts:
    cells: _Parts = defaultdict(lambda: defaultdict(_Contribution))
    for source in sources:
        cell = (source["table_name"], source["row_key"], source["measure"])
        unit = cells[cell][source["reporting_unit_code"] or ""]
        unit.name = source["reporting_unit_name"] or ""
        unit.value = contribution_of(source)
        unit.brought_by.add(source["submission_id"])
    return cells
