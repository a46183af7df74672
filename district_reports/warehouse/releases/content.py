"""What a release is made of: its tables, their measures and formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
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
        "approved_vnd": "vnd",
        "reported_disbursement_rate_pct": "percent",
        "reported_forecast_9m_rate_pct": "percent",
        "reported_forecast_year_rate_pct": "percent",
        "disbursement_rate_pct": "percent",
        "plan_disbursement_rate_pct": "percent",
        "available_disbursement_rate_pct": "percent",
        "cumulative_disbursement_rate_pct": "percent",
        "unallocated_share_pct": "percent",
        "forecast_9m_rate_pct": "percent",
        "forecast_year_rate_pct": "percent",
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
        "ethnic_minority_households_count": "households",
        "ethnic_minority_poor_households_count": "households",
        "ethnic_minority_near_poor_households_count": "households",
        "multidimensional_poor_households_count": "households",
        "poor_household_rate_pct": "percent",
        "near_poor_household_rate_pct": "percent",
        "multidimensional_poor_household_rate_pct": "percent",
        "ethnic_minority_share_of_poor_pct": "percent",
        "ethnic_minority_poor_rate_pct": "percent",
        "ethnic_minority_share_of_near_poor_pct": "percent",
        "ethnic_minority_near_poor_rate_pct": "percent",
        "poor_household_rate_change_pp": "pp",
        "near_poor_household_rate_change_pp": "pp",
        "reported_poor_household_rate_pct": "percent",
        "reported_near_poor_household_rate_pct": "percent",
        "reported_poor_household_rate_change_pp": "pp",
        "reported_near_poor_household_rate_change_pp": "pp",
    },
    ("status", "standard"),
)
COFINANCING = ReleasedTable(
    "cofinancing",
    "agg_province_cofinancing_by_round",
    {
        "central_vnd": "vnd",
        "local_vnd": "vnd",
        "cofinancing_share_pct": "percent",
        "reported_cofinancing_share_pct": "percent",
    },
    ("cofinancing_verdict",),
)
CAPITAL_PROGRESS = ReleasedTable(
    "capital_progress",
    "agg_province_capital_progress_by_round",
    {
        "earlier_disbursed_vnd": "vnd",
        "increment_vnd": "vnd",
        "forecast_vnd": "vnd",
        "disbursed_of_forecast_vnd": "vnd",
        "forecast_difference_vnd": "vnd",
        "forecast_attainment_pct": "percent",
    },
)
HOUSEHOLD_MOVEMENTS = ReleasedTable(
    "household_movements",
    "agg_province_household_movements_by_year",
    {
        # Households or people: the row says which.
        "opening_count": "",
        "passed_line_count": "",
        "to_other_group_count": "",
        "other_decrease_count": "",
        "from_other_group_count": "",
        "fell_back_count": "",
        "newly_arisen_count": "",
        "other_increase_count": "",
        "closing_count": "",
        "escaped_count": "",
        "computed_closing_count": "",
        "escaped_rate_pct": "percent",
        "fell_back_rate_pct": "percent",
    },
    ("period", "status"),
)
DEPRIVATIONS = ReleasedTable(
    "deprivations",
    "agg_province_deprivations_by_year",
    {
        "deprived_households_count": "households",
        "group_households_count": "households",
        "reported_deprived_share_pct": "percent",
        "deprived_share_pct": "percent",
    },
    ("status",),
)
SUPPORT = ReleasedTable(
    "support",
    "agg_province_support_by_round",
    {
        "spending_vnd": "vnd",
        "beneficiary_households_count": "households",
        "beneficiary_people_count": "people",
        "beneficiary_attendances_count": "attendances",
        "loans_vnd": "vnd",
        "borrower_households_count": "households",
        "borrower_people_count": "people",
        "spending_per_household_vnd": "vnd",
    },
)
TARGETS = ReleasedTable(
    "targets",
    "agg_province_targets_by_year",
    {"lowest_target": "", "highest_target": ""},
)
TARGET_RESULTS = ReleasedTable(
    "target_results",
    "agg_province_target_results_by_year",
    {
        "target_value": "",
        "result_value": "",
        "attainment_pct": "percent",
        "target_unit_count": "units",
        "result_unit_count": "units",
        "met_unit_count": "units",
        "not_met_unit_count": "units",
        "met_unit_share_pct": "percent",
    },
)
COMPLETENESS = ReleasedTable(
    "completeness",
    "agg_province_completeness_by_round",
    {"expected_unit_count": "units", "received_unit_count": "units", "accepted_unit_count": "units"},
)
TIMELINESS = ReleasedTable(
    "timeliness",
    "agg_province_timeliness_by_round",
    {
        "on_time_unit_count": "units",
        "late_unit_count": "units",
        "reporting_rate_pct": "percent",
        "on_time_rate_pct": "percent",
        "average_days_late": "days",
        "most_days_late": "days",
        "correction_count": "submissions",
        "corrected_unit_count": "units",
    },
)
RELEASED_TABLES = (
    DISBURSEMENT, COFINANCING, CAPITAL_PROGRESS, POVERTY, HOUSEHOLD_MOVEMENTS, DEPRIVATIONS, SUPPORT, TARGETS,
    TARGET_RESULTS, COMPLETENESS, TIMELINESS,
)  # fmt: skip
TABLE_BY_NAME = {table.name: table for table in RELEASED_TABLES}
TABLE_BY_ROLLUP = {table.rollup: table for table in RELEASED_TABLES}

# Children of a release, in the order they are written. Only a release of the country has rows in `provinces`; it has no
# evidence of its own, for the releases of provinces that it names have.
EVIDENCE = ("submissions", "files", "findings", "waivers", "sources")
CHILD_TABLES = ("submissions", "files", *TABLE_BY_NAME, "provinces", "findings", "waivers", "sources", "changes")

# Of the header, and told on every row of a rollup as well.
STAMPED_COLUMN = "not_due_unit_count"

_DENOMINATORS = {
    "assigned": "assigned_vnd",
    "available": "available_vnd",
    "cumulative_assigned": "assigned_vnd",
}
# Percentages of the money that the row's `rate_denominator` names; where nobody tells a payment, of what was assigned.
_OF_DENOMINATOR = {
    "disbursement_rate_pct": "disbursed_vnd",
    "forecast_9m_rate_pct": "forecast_9m_vnd",
    "forecast_year_rate_pct": "forecast_year_vnd",
}
_PARTS = {
    "plan_disbursement_rate_pct": ("disbursed_vnd", "assigned_vnd"),
    "available_disbursement_rate_pct": ("disbursed_vnd", "available_vnd"),
    "cumulative_disbursement_rate_pct": ("disbursed_vnd", "assigned_vnd"),
    "unallocated_share_pct": ("unallocated_vnd", "assigned_vnd"),
    "cofinancing_share_pct": ("local_vnd", "central_vnd"),
    "forecast_attainment_pct": ("disbursed_of_forecast_vnd", "forecast_vnd"),
    "poor_household_rate_pct": ("poor_households_count", "total_households_count"),
    "near_poor_household_rate_pct": ("near_poor_households_count", "total_households_count"),
    "multidimensional_poor_household_rate_pct": ("multidimensional_poor_households_count", "total_households_count"),
    "ethnic_minority_share_of_poor_pct": ("ethnic_minority_poor_households_count", "poor_households_count"),
    "ethnic_minority_poor_rate_pct": ("ethnic_minority_poor_households_count", "ethnic_minority_households_count"),
    "ethnic_minority_share_of_near_poor_pct": (
        "ethnic_minority_near_poor_households_count",
        "near_poor_households_count",
    ),
    "ethnic_minority_near_poor_rate_pct": (
        "ethnic_minority_near_poor_households_count",
        "ethnic_minority_households_count",
    ),
    "escaped_rate_pct": ("escaped_count", "opening_count"),
    "fell_back_rate_pct": ("fell_back_count", "escaped_count"),
    "deprived_share_pct": ("deprived_households_count", "group_households_count"),
}
_SIDES = {
    "spending_per_household_vnd": ("spending_vnd", "beneficiary_households_count"),
    **dict.fromkeys(
        ("attainment_pct", "met_unit_count", "not_met_unit_count", "met_unit_share_pct"),
        ("result_value", "target_value"),
    ),
}


def parts_of(measure: str, row: Row) -> tuple[str, str] | None:
    """The two measures that a number was divided from or compares; None when it is made of none but figures."""
    return parts_of_ratio(measure, row) or _SIDES.get(measure)


def parts_of_ratio(measure: str, row: Row) -> tuple[str, str] | None:
    """The measures a recomputed percentage was divided from (part, whole); None when the measure is not one."""
    if part := _OF_DENOMINATOR.get(measure):
        whole = _DENOMINATORS.get(row.get("rate_denominator") or "", "assigned_vnd")
        return part, whole
    return _PARTS.get(measure)


def unit_of(table: ReleasedTable, measure: str, row: Row) -> str:
    """The unit of a measure; targets and movements carry theirs in the row."""
    return table.measures[measure] or row.get("unit") or ""


def contribution_of(source: Row) -> Decimal | None:
    """What a unit puts into a cell, as each of its sources there says; older sources say only the figure."""
    return source["value"] if source.get("unit_value") is None else source["unit_value"]
