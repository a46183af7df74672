"""Rounds of one year beside each other: standing ones, one asked for in between, a review of the term, and the year in
which communes took over from districts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from made_up_warehouse import DISBURSEMENT, Warehouse, capital, households, paid

from district_reports import registry
from district_reports.releases import Outcome, ReleaseResult, publish_releases
from district_reports.values import end_of_round
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.scratch import scratch_warehouse

BEFORE, TODAY = registry.AREA_LISTS
# One of several that went into one of today's.
PROVINCE, SUCCESSOR = next(
    (one, today)
    for one in registry.provinces()
    for today in registry.kindred_provinces(one)
    if len(registry.kindred_provinces(today)) > 1
)
FIRST, SECOND, THIRD = registry.districts_of(PROVINCE.code)[:3]
COMMUNES = registry.communes_of(SUCCESSOR.code, TODAY)[:2]
TERM = "2021-2024"
# What the first and the second district had paid by the end of each round; in between the first alone was asked.
PAID = {"2024H1": (300, 100), "2024-8M": (420, None), "2024-9M": (450, 150), "2024": (900, 200)}
COMPLETENESS = "rollups.agg_province_completeness_by_round"
PROGRESS = "rollups.agg_province_capital_progress_by_round"
POVERTY = "rollups.agg_province_poverty_by_year"


@pytest.fixture(scope="module")
def warehouse(database_url, session_settings, built_of_nothing) -> Iterator[Warehouse]:
    """All rounds of two years, built and published once."""
    with scratch_warehouse(database_url, "rounds_of_a_year", copied_from=built_of_nothing) as url:
        warehouse = Warehouse(url, session_settings.local_dir)
        send_rounds_of_2024(warehouse)
        send_rounds_of_2025(warehouse)
        warehouse.build()
        yield warehouse


def send_rounds_of_2024(warehouse: Warehouse) -> None:
    number = 0
    for round_, amounts in PAID.items():
        for unit, assigned, amount in zip((FIRST, SECOND), (1000, 500), amounts, strict=True):
            if amount is None:
                continue
            number += 1
            # A round in between tells the half year's payments as well.
            told = [capital(assigned), paid(amount, period=round_), paid(PAID["2024H1"][0], period="2024H1")]
            is_review = (unit, round_) == (SECOND, "2024")
            told = told[: 3 if round_ == "2024-8M" else 2] + (review_of_term(1400, 1100) if is_review else [])
            warehouse.load(number, unit, told, round=round_, document_type="evaluation" if is_review else "report")
    warehouse.load(99, THIRD, review_of_term(700, 350), round="2024", document_type="evaluation")


def review_of_term(assigned: int, disbursed: int) -> list:
    of_term = {"budget_year": TERM, "period": TERM}
    return [capital(assigned, **of_term), paid(disbursed, **of_term)]


def send_rounds_of_2025(warehouse: Warehouse) -> None:
    of_year = {"budget_year": "2025"}
    for unit in (FIRST, SECOND):
        told = [capital(700, **of_year), paid(200, period="2025H1", **of_year), households("total_households", 5000)]
        warehouse.load(100_000 + int(unit.code), unit, told, round="2025H1")
    for unit in COMMUNES:
        told = [capital(300, **of_year), paid(250, period="2025", **of_year), households("total_households", 900)]
        warehouse.load(100_000 + int(unit.code), unit, told, round="2025")


@pytest.fixture(scope="module")
def results(warehouse: Warehouse) -> dict[str, ReleaseResult]:
    """What was published, by release."""
    with connect(warehouse.url) as connection:
        connection.autocommit = True
        told = publish_releases(connection, datetime(2026, 2, 1, tzinfo=UTC), "made-up", "1")
    return {result.release_id or "": result for result in told}


def lines(warehouse: Warehouse, view: str = "as_reported", **wanted: str) -> dict[str, dict[str, Any]]:
    """The programme's line of central money by round."""
    key = {"area_view": view, "project": "", "fund_source": "central", "capital_type": "all"} | wanted
    where = " and ".join(f"{name} = %s" for name in key)
    rows = warehouse.rows(f"select * from {DISBURSEMENT} where {where}", list(key.values()))
    assert len({row["round"] for row in rows}) == len(rows)
    return {row["round"]: row for row in rows}


def test_each_round_of_a_year_says_what_was_paid_by_its_end_and_none_is_added_to_another(warehouse: Warehouse):
    rows = lines(warehouse, budget_year="2024")
    disbursed = {round_: row["disbursed_vnd"] for round_, row in rows.items()}
    assert disbursed == {"2024H1": 400, "2024-8M": 420, "2024-9M": 600, "2024": 1100}
    assert {round_: row["reporting_unit_count"] for round_, row in rows.items()} == {
        "2024H1": 2, "2024-8M": 1, "2024-9M": 2, "2024": 2,
    }  # fmt: skip
    assert {row["assigned_vnd"] for row in rows.values()} == {1500, 1000}


def test_round_in_between_is_a_step_of_its_year_for_the_units_that_were_asked(warehouse: Warehouse):
    rows = warehouse.rows(
        f"select * from {PROGRESS} where area_view = 'as_reported' and budget_year = '2024' order by round"
    )
    steps = {(row["earlier_round"], row["round"]): (row["increment_vnd"], row["increment_unit_count"]) for row in rows}
    assert steps == {
        ("2024H1", "2024-8M"): (120, 1), ("2024H1", "2024-9M"): (200, 2), ("2024-8M", "2024-9M"): (30, 1),
        ("2024H1", "2024"): (700, 2), ("2024-8M", "2024"): (480, 1), ("2024-9M", "2024"): (500, 2),
    }  # fmt: skip


def test_review_of_a_term_stands_beside_the_year_it_ends_with_on_a_line_of_its_own(warehouse: Warehouse):
    of_term = lines(warehouse, budget_year=TERM)["2024"]
    assert (of_term["assigned_vnd"], of_term["disbursed_vnd"], of_term["reporting_unit_count"]) == (2100, 1450, 2)
    assert of_term["rate_denominator"] == "cumulative_assigned"
    of_year = lines(warehouse, budget_year="2024")["2024"]
    assert (of_year["accepted_unit_count"], of_year["reporting_unit_count"]) == (3, 2)
    assert not warehouse.rows(f"select from {PROGRESS} where budget_year = %s", [TERM])


def test_every_round_is_published_and_the_newest_one_in_force_is_no_sum(
    warehouse: Warehouse, results: dict[str, ReleaseResult]
):
    wanted = {f"{PROVINCE.code}-{round_}-001" for round_ in PAID}
    assert wanted | {f"national-{round_}-001" for round_ in PAID} <= results.keys()
    assert {results[release_id].outcome for release_id in wanted} == {Outcome.PUBLISHED}
    published = warehouse.rows(
        """select round, disbursed_vnd, provisional_reasons from analytics.disbursement
           where budget_year = '2024' order by disbursed_vnd"""
    )
    assert [(row["round"], row["disbursed_vnd"]) for row in published] == [
        ("2024H1", 400), ("2024-8M", 420), ("2024-9M", 600), ("2024", 1100),
    ]  # fmt: skip
    assert {row["provisional_reasons"] for row in published} == {"not_reported"}


def standing(units: tuple[registry.Area, ...], day: date) -> int:
    return sum((unit.valid_from_date or day) <= day <= (unit.valid_to_date or day) for unit in units)


def test_districts_and_the_communes_after_them_follow_each_other_in_one_year(warehouse: Warehouse):
    as_reported = lines(warehouse, budget_year="2025")
    assert {round_: (row["area_list"], row["disbursed_vnd"]) for round_, row in as_reported.items()} == {
        "2025H1": (BEFORE, 400), "2025": (TODAY, 500),
    }  # fmt: skip
    for view, code in (("recast", SUCCESSOR.code), ("national", "VN")):
        rows = lines(warehouse, view, budget_year="2025")
        assert {row["province_code"] for row in rows.values()} == {code}
        assert {round_: (row["assigned_vnd"], row["disbursed_vnd"]) for round_, row in rows.items()} == {
            "2025H1": (1400, 400), "2025": (600, 500),
        }  # fmt: skip
    assert not warehouse.rows(f"select from {PROGRESS} where budget_year = '2025'"), "they are not the same units"


def test_each_round_of_that_year_expects_who_reported_then(warehouse: Warehouse):
    rows = warehouse.rows(f"select * from {COMPLETENESS} where round in ('2025H1', '2025')")
    found = {(row["area_view"], row["round"]): row for row in rows}
    assert len(found) == len(rows)
    parts = registry.kindred_provinces(SUCCESSOR)
    districts = {
        "as_reported": registry.districts_of(PROVINCE.code),
        "recast": tuple(unit for part in parts for unit in registry.districts_of(part.code)),
        "national": tuple(unit for one in registry.provinces() for unit in registry.districts_of(one.code)),
    }
    communes = {
        "as_reported": registry.communes_of(SUCCESSOR.code, TODAY),
        "recast": registry.communes_of(SUCCESSOR.code, TODAY),
    }
    for view, units in districts.items():
        assert found[view, "2025H1"]["expected_unit_count"] == standing(units, end_of_round("2025H1"))
    for view, units in communes.items():
        assert found[view, "2025"]["expected_unit_count"] == standing(units, end_of_round("2025"))
    assert found["national", "2025"]["expected_unit_count"] > 3000
    assert {(row["received_unit_count"], row["accepted_unit_count"]) for row in rows} == {(2, 2)}
    assert {view: row["recast_unit_count"] for (view, round_), row in found.items() if round_ == "2025H1"} == {
        "as_reported": 0, "recast": 2, "national": 2,
    }  # fmt: skip
    assert {row["provisional_reasons"] for row in rows} == {"not_reported"}


def test_households_of_districts_are_not_added_to_those_of_their_communes(warehouse: Warehouse):
    rows = warehouse.rows(f"select * from {POVERTY} where area_view = 'recast' order by round desc")
    assert [(row["round"], row["total_households_count"]) for row in rows] == [("2025H1", 10000), ("2025", 1800)]
