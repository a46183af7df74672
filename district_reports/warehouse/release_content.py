"""What a release is made of: its tables, their measures and formulas, and the hash that says two are the same."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
Content = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class ReleasedTable:
    """One rollup as it is released: where it comes from, and which of its columns are numbers with a unit."""

    name: str
    rollup: str
    measures: Mapping[str, str]
    texts: tuple[str, ...] = ()


DISBURSEMENT = ReleasedTable(
    "disbursement",
    "agg_province_disbursement_by_round",
    {
        "planned_vnd": "vnd",
        "assigned_vnd": "vnd",
        "carried_over_vnd": "vnd",
        "available_vnd": "vnd",
        "allocated_vnd": "vnd",
        "unallocated_vnd": "vnd",
        "disbursed_vnd": "vnd",
        "forecast_9m_vnd": "vnd",
        "forecast_year_vnd": "vnd",
        "reported_disbursement_rate_pct": "percent",
        "disbursement_rate_pct": "percent",
    },
    ("rate_denominator",),
)
POVERTY = ReleasedTable(
    "poverty",
    "agg_province_poverty_by_year",
    {
        "total_households_count": "households",
        "total_population_count": "people",
        "poor_households_count": "households",
        "near_poor_households_count": "households",
        "poor_household_rate_pct": "percent",
        "near_poor_household_rate_pct": "percent",
        "reported_poor_household_rate_pct": "percent",
        "reported_near_poor_household_rate_pct": "percent",
        "reported_poor_household_rate_change_pp": "pp",
        "reported_near_poor_household_rate_change_pp": "pp",
    },
    ("status", "standard"),
)
TARGETS = ReleasedTable(
    "targets",
    "agg_province_targets_by_year",
    {"lowest_target": "", "highest_target": ""},
)
COMPLETENESS = ReleasedTable(
    "completeness",
    "agg_province_completeness_by_round",
    {"expected_unit_count": "units", "received_unit_count": "units", "accepted_unit_count": "units"},
)
RELEASED_TABLES = (DISBURSEMENT, POVERTY, TARGETS, COMPLETENESS)
TABLE_BY_NAME = {table.name: table for table in RELEASED_TABLES}
TABLE_BY_ROLLUP = {table.rollup: table for table in RELEASED_TABLES}

# Children of a release, in the order they are written.
CHILD_TABLES = (
    "submissions", "files", "disbursement", "poverty", "targets", "completeness", "findings", "waivers", "sources",
    "changes",
)  # fmt: skip

# Facts about this machine or this run, not about what is published: kept in the release, not in its hash.
NOT_CONTENT = {"release_id", "received_at", "file_name", "rule_set_version", "waiver_id"}

# Left out of the hash where they say what held before there were such tables and columns: releases keep their hash.
_LATER_TABLES = {"waivers"}
_LATER_COLUMNS = {"area_view": "as_reported", "is_exact": True}

_DENOMINATORS = {
    "assigned": "assigned_vnd",
    "available": "available_vnd",
    "cumulative_assigned": "assigned_vnd",
}
_PARTS = {
    "poor_household_rate_pct": ("poor_households_count", "total_households_count"),
    "near_poor_household_rate_pct": ("near_poor_households_count", "total_households_count"),
}


def parts_of_ratio(measure: str, row: Row) -> tuple[str, str] | None:
    """The measures a recomputed percentage was divided from (part, whole); None when the measure is not one."""
    if measure == "disbursement_rate_pct":
        whole = _DENOMINATORS.get(row.get("rate_denominator") or "")
        return ("disbursed_vnd", whole) if whole else None
    return _PARTS.get(measure)


def unit_of(table: ReleasedTable, measure: str, row: Row) -> str:
    """The unit of a measure; targets carry theirs in the row."""
    return table.measures[measure] or row.get("unit") or ""


def hash_content(content: Content) -> str:
    """The sha256 of what is published: the same numbers and evidence give the same hash on any machine, any day."""
    tables = {
        name: _canonical_rows(content.get(name, ()))
        for name in CHILD_TABLES
        if name != "changes" and (content.get(name) or name not in _LATER_TABLES)
    }
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical_rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    canonical = [{name: _canonical(value) for name, value in row.items() if _is_content(name, value)} for row in rows]
    return sorted(canonical, key=lambda row: json.dumps(row, ensure_ascii=False, sort_keys=True))


def _is_content(name: str, value: object) -> bool:
    return name not in NOT_CONTENT and not (name in _LATER_COLUMNS and value == _LATER_COLUMNS[name])


def _canonical(value: object) -> object:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, Decimal)):
        return format(Decimal(value).normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a release cannot hash a {type(value).__name__}")
