"""A metric is asked for by its name and dimensions; what must not be added up is never added, and rollups agree."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from made_up_warehouse import AS_REPORTED, ROUND, Warehouse, capital, households, paid

from district_reports import registry
from district_reports.figures import Figure
from district_reports.problems import DistrictReportsError
from district_reports.settings import PROJECT_DIR
from district_reports.warehouse.building import metrics, transform
from district_reports.warehouse.scratch import scratch_warehouse

PROVINCES = registry.provinces()[:2]
UNITS = [unit for province in PROVINCES for unit in registry.districts_of(province.code)[:2]]
CENTRAL = {"round": ROUND, "fund_source": "central", "capital_type": "all", "budget_year": "2024"}
YEAR = "2024"


def told(indicator: str, value: int, unit: str = "households", **given: str) -> Figure:
    """What actually was in the year, unless told otherwise."""
    given = {"kind": "actual", "period": YEAR} | given
    return Figure(figure_id="", indicator=indicator, value=Decimal(value), unit=unit, **given)


def half_year(number: int) -> list[Figure]:
    """The first half of a year; the last unit states neither plan nor forecast."""
    plan = [
        capital(1000 * number), capital(400 * number, project="DA2"), capital(70 * number, "unallocated"),
        capital(1200 * number, "available"), capital(90 * number, fund_source="local"),
        capital(900 * number, "forecast", period=YEAR), capital(450 * number, "forecast", period=f"{YEAR}-9M"),
        replace(capital(60 * number, "planned", project="DA2"), indicator="approved_budget"),
    ] if number < len(UNITS) else []  # fmt: skip
    reviews = [households("total_households", 100), households("poor_households", 10 * number)]
    return [*plan, paid(100), paid(40, project="DA2"), *reviews, households("near_poor_households", 5)]


def whole_year(number: int) -> list[Figure]:
    """The year: who is poor and lacks what, who left and fell back, who was supported; not all tell all of it."""
    minority = {"breakdown": "ethnic_minority"}
    reviews = [
        told("total_households", 110), told("poor_households", 8 * number), told("near_poor_households", 6),
        told("total_households", 60, **minority), told("poor_households", 5 * number, **minority),
        told("near_poor_households", 4, **minority),
    ]  # fmt: skip
    moves = {"start": 10 * number, "escaped": 3 + number, "new": 2, "other_increase": 1, "other_decrease": 1, "end": 9}
    moves |= {"relapsed": number} if number != 2 else {}
    lacking = {"dimension": "employment", "breakdown": "poor;job"}
    policy = {"policy": "education"}
    support = [
        told("policy_spending", 700 * number, "vnd", **policy), told("policy_beneficiaries", 9, "people", **policy),
        told("policy_beneficiaries", 9, "attendances", **policy), told("loans_disbursed", 80, "vnd", **policy),
        told("loan_borrowers", 4, **policy),
    ]  # fmt: skip
    targets = [told("vocational_trainees", 50, "people", kind="target"),
               told("vocational_trainees", 30 + 10 * number, "people")]  # fmt: skip
    figures = [paid(300 * number, period=YEAR), *reviews, *support, *targets]
    figures += [told(f"poor_movement_{name}", value, breakdown="poor") for name, value in moves.items()]
    figures += [told("deprived_households", 3 * number, **lacking)]
    return figures + ([told("policy_beneficiaries", 20, **policy)] if number != 3 else [])


@pytest.fixture(scope="module")
def warehouse(database_url, session_settings, built_of_nothing) -> Iterator[Warehouse]:
    """Two provinces of two units: all report the half year, one of them again and one late, three the year."""
    with scratch_warehouse(database_url, "metrics", copied_from=built_of_nothing) as url:
        warehouse = Warehouse(url, session_settings.local_dir)
        for number, unit in enumerate(UNITS, start=1):
            warehouse.load(number, unit, half_year(number), days=22 if number == 2 else 10)
        warehouse.load(5, UNITS[0], half_year(1), days=15)
        for number, unit in enumerate(UNITS[:3], start=1):
            warehouse.load(10 + number, unit, whole_year(number), days=200, round=YEAR)
        timed = ["int_submissions_received", "int_submissions_cut_short", "int_submissions_timed"]
        transform.build(url, timed, session_settings.local_dir)
        warehouse.build()
        yield warehouse


def ask(warehouse: Warehouse, metric: str, by: list[str], **where: str) -> list[tuple]:
    rows = metrics.query_metric(warehouse.url, warehouse.local_dir, metric, by, where)
    return [tuple(row.values()) for row in rows]


def test_ratio_is_made_of_the_sums_of_units_that_state_both_sides(warehouse: Warehouse):
    first, second = sorted(province.code for province in PROVINCES)
    rates = ask(warehouse, "disbursement_rate_of_assigned", ["province_code"], **CENTRAL)
    # 200 of 1000 + 2000; 100 of 3000, for the fourth unit states no plan.
    assert rates == [(first, Decimal("6.67")), (second, Decimal("3.33"))]
    assert ask(warehouse, "disbursement_rate_of_assigned", [], **CENTRAL) == [(Decimal("5.00"),)]
    assert ask(warehouse, "disbursed_capital", [], **CENTRAL) == [(400,)], "the programme, and no project beside it"
    projects = ask(warehouse, "disbursed_capital", ["project"], **CENTRAL)
    assert projects == [("", 400), ("DA2", 160)]
    assert ask(warehouse, "poor_household_rate", [], round=ROUND, review_year="2023") == [(Decimal("25.00"),)]


def test_what_must_not_be_added_up_has_to_be_named(warehouse: Warehouse):
    with pytest.raises(DistrictReportsError, match="cannot be added up over round") as error:
        ask(warehouse, "disbursed_capital", ["fund_source", "capital_type", "budget_year"])
    assert "--by round" in error.value.remedy


def test_unknown_metric_and_dimension_are_told_with_what_there_is(warehouse: Warehouse):
    with pytest.raises(DistrictReportsError, match="no metric 'poor_rate'") as error:
        ask(warehouse, "poor_rate", [])
    assert "poor_household_rate" in error.value.remedy
    with pytest.raises(DistrictReportsError, match="has no dimension colour"):
        ask(warehouse, "poor_households", ["colour"], round=ROUND, review_year="2023")


LINE = "project, subproject, component, fund_source, capital_type, budget_year"
# Each metric beside the column of a rollup that holds it for provinces, and what a row of that rollup is about.
PUBLISHED = {
    ("agg_province_disbursement_by_round", LINE): {
        "assigned_capital": "assigned_vnd", "available_capital": "available_vnd",
        "unallocated_capital": "unallocated_vnd", "disbursed_capital": "disbursed_vnd",
        "disbursement_rate_of_assigned": "coalesce(plan_disbursement_rate_pct, cumulative_disbursement_rate_pct)",
        "disbursement_rate_of_available": "available_disbursement_rate_pct",
        "unallocated_share": "unallocated_share_pct", "approved_budget": "approved_vnd",
        # Rollups have these of all that was available, which is told here as well.
        "forecast_9m_rate_of_assigned": "round(100 * forecast_9m_vnd / assigned_vnd, 2)",
        "forecast_year_rate_of_assigned": "round(100 * forecast_year_vnd / assigned_vnd, 2)",
    },
    ("agg_province_capital_progress_by_round", f"earlier_round, {LINE}"): {
        "disbursement_increment": "increment_vnd", "forecast_capital": "forecast_vnd",
        "forecast_difference": "forecast_difference_vnd", "forecast_attainment": "forecast_attainment_pct",
    },
    ("agg_province_cofinancing_by_round", LINE.replace("fund_source, ", "")): {
        "cofinancing_share": "cofinancing_share_pct",
    },
    ("agg_province_poverty_by_year", "review_year"): {
        "total_households": "total_households_count", "poor_households": "poor_households_count",
        "near_poor_households": "near_poor_households_count",
        **{name: f"{name}_pct" for name in (
            "poor_household_rate", "near_poor_household_rate", "multidimensional_poor_household_rate",
            "ethnic_minority_share_of_poor", "ethnic_minority_share_of_near_poor", "ethnic_minority_poor_rate",
            "ethnic_minority_near_poor_rate",
        )},
        "poor_household_rate_change": "poor_household_rate_change_pp",
        "near_poor_household_rate_change": "near_poor_household_rate_change_pp",
    },
    ("agg_province_household_movements_by_year", "review_year, household_group, unit"): {
        **{name: name for name in (
            "opening_count", "escaped_count", "fell_back_count", "newly_arisen_count", "other_decrease_count",
            "other_increase_count", "closing_count",
        )},
        "escaped_rate": "escaped_rate_pct", "fell_back_rate": "fell_back_rate_pct",
    },
    ("agg_province_deprivations_by_year", "review_year, household_group, dimension, deprivation"): {
        "deprived_households": "deprived_households_count", "deprived_share": "deprived_share_pct",
    },
    ("agg_province_support_by_round", "support_year, policy, project, breakdown"): {
        "support_spending": "spending_vnd", "supported_households": "beneficiary_households_count",
        "supported_people": "beneficiary_people_count", "support_attendances": "beneficiary_attendances_count",
        "support_loans": "loans_vnd", "borrower_households": "borrower_households_count",
        "spending_per_household": "spending_per_household_vnd",
    },
    ("agg_province_target_results_by_year", "indicator, target_year, project, dimension, breakdown, unit"): {
        "met_unit_share": "met_unit_share_pct",
    },
    ("agg_province_timeliness_by_round", ""): {
        "reporting_rate": "reporting_rate_pct", "on_time_rate": "on_time_rate_pct",
        "average_days_late": "average_days_late", "corrections": "correction_count",
    },
    ("agg_province_completeness_by_round", ""): {
        "accepted_rate": "round(100.0 * accepted_unit_count / expected_unit_count, 2)",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "keys", "metric", "column"),
    [(*place, metric, column) for place, columns in PUBLISHED.items() for metric, column in columns.items()],
)
def test_metric_says_of_provinces_what_the_rollup_says(warehouse, table: str, keys: str, metric: str, column: str):
    names = ["area_list", "province_code", "round", *(name for name in keys.split(", ") if name)]
    rows = warehouse.rows(
        f"select {', '.join(names)}, {column} as value from rollups.{table} {AS_REPORTED} and {column} is not null"
    )
    assert rows, "the rollup holds nothing to compare with"
    answers = ask(warehouse, metric, names)
    assert {answer for answer in answers if answer[-1] is not None} == {tuple(row.values()) for row in rows}


def test_a_rate_of_both_provinces_is_made_of_the_sums_of_their_units(warehouse: Warehouse):
    poor = {"round": YEAR, "review_year": YEAR, "household_group": "poor", "unit": "households"}
    # Of units 1 and 3 alone, for the second does not say who fell back: 4 of 10.
    assert ask(warehouse, "fell_back_rate", [], **poor) == [(Decimal("40.00"),)]
    # 48 of 330 households after 60 of 300.
    change = ask(warehouse, "poor_household_rate_change", [], round=YEAR, review_year=YEAR)
    assert change == [(Decimal("14.55") - Decimal("20.00"),)]
    both = {"round": ROUND, "capital_type": "all", "budget_year": "2024"}
    assert ask(warehouse, "cofinancing_share", [], **both) == [(Decimal("9.00"),)]


def test_every_metric_is_listed_in_both_languages_and_held_against_a_rollup(warehouse: Warehouse):
    listed = metrics.list_metrics(warehouse.local_dir)
    assert {row["metric"] for row in listed} == {metric for columns in PUBLISHED.values() for metric in columns}
    assert [row for row in listed if not all(row.values())] == []
    page = (PROJECT_DIR / "docs" / "metrics.md").read_text(encoding="utf-8")
    lines = ["| `{metric}` | {name_vi} | {name_en} | {unit} | {grain} |".format(**row) for row in listed]
    assert [line for line in lines if line not in page] == []


def test_metric_and_province_are_named_as_people_write_them(warehouse: Warehouse):
    name = PROVINCES[0].name
    asked = {"round": YEAR, "review_year": YEAR}
    assert ask(warehouse, "ty le ho ngheo", [], **asked) == ask(warehouse, "poor_household_rate", [], **asked)
    said = ask(warehouse, "poor_households", ["province"], province=name.upper(), round=ROUND, review_year="2023")
    assert said == [(name, 30)]


def test_value_that_is_none_is_told_with_those_there_are(warehouse: Warehouse):
    with pytest.raises(DistrictReportsError, match="no round is '2019'") as error:
        ask(warehouse, "poor_households", ["review_year"], round="2019")
    assert error.value.remedy == "there are: '2024', '2024H1'"
