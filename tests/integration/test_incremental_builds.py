"""A build makes anew what changed since the last, and nothing else; its rows are those of a build from nothing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from made_up_warehouse import ROUND, Warehouse, capital, households, paid

from district_reports import registry
from district_reports.figures import Figure
from district_reports.warehouse import transform
from district_reports.warehouse.scratch import scratch_warehouse

NEXT_ROUND = "2024-9M"
PROVINCES = sorted(registry.provinces(), key=lambda province: -len(registry.districts_of(province.code)))[:2]
(FIRST, SECOND, LATE), (ELSEWHERE, HELD) = (
    registry.districts_of(PROVINCES[0].code)[:3],
    registry.districts_of(PROVINCES[1].code)[:2],
)
KEPT_BETWEEN_BUILDS = 21


def told(indicator: str, value: int, unit: str = "households", **given: str) -> Figure:
    stated = {"kind": "actual", "period": "2023"} | given
    return Figure(figure_id="", indicator=indicator, value=Decimal(value), unit=unit, **stated)


def say(size: int, window: str = ROUND) -> list[Figure]:
    """Something of every subject; a larger unit has more of all."""
    return [
        capital(1000 * size), paid(300 * size, period=window), capital(30 * size, fund_source="local"),
        capital(700 * size, "forecast", period=NEXT_ROUND), paid(50 * size, project="DA2", period=window),
        households("total_households", 900 * size), households("poor_households", 90 * size),
        told("poor_households", 60 * size, breakdown="poor;ethnic_minority"),
        told("poor_movement_start", 100 * size, breakdown="poor"),
        told("poor_movement_escaped", 10 * size, breakdown="poor"),
        told("poor_movement_end", 90 * size, breakdown="poor"),
        told("poor_households", 40 * size, breakdown="job", dimension="employment"),
        told("policy_spending", 7_000_000 * size, "vnd", policy="housing", period=window),
        told("policy_beneficiaries", 7 * size, policy="housing", period=window),
        told("poor_household_rate", 4, "percent", kind="target", period="2024"),
        told("poor_household_rate", 5, "percent", period="2024"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(database_url, session_settings) -> Iterator[Warehouse]:
    """Two provinces whose first reports were built once."""
    with scratch_warehouse(database_url, "increments") as url:
        transform.build(url, ["staging", "intermediate"], session_settings.local_dir)
        warehouse = Warehouse(url, session_settings.local_dir)
        for number, unit in enumerate((FIRST, SECOND, ELSEWHERE, HELD), start=1):
            warehouse.load(number, unit, say(number))
        warehouse.build()
        yield warehouse


def tables(warehouse: Warehouse) -> list[str]:
    found = warehouse.rows(
        """select table_schema || '.' || table_name as name from information_schema.tables
           where table_schema in ('marts', 'rollups') and table_type = 'BASE TABLE' order by 1"""
    )
    assert len(found) > KEPT_BETWEEN_BUILDS
    # What changed since the last build is another thing after the next.
    return [row["name"] for row in found if row["name"] != "marts.dim_changed_province_rounds"]


def dump(warehouse: Warehouse) -> dict[str, list[dict[str, Any]]]:
    return {name: warehouse.rows(f"select * from {name} as t order by t::text") for name in tables(warehouse)}


def written(warehouse: Warehouse, name: str, place: str) -> dict[tuple, set[str]]:
    """By place, in which transactions the rows of a table were written."""
    rows = warehouse.rows(f"select {place}, xmin::text as transaction from {name}")
    assert rows, f"{name} has no rows, so nothing was checked"
    found: dict[tuple, set[str]] = {}
    for row in rows:
        transaction = row.pop("transaction")
        found.setdefault(tuple(row.values()), set()).add(transaction)
    return found


def test_late_district_touches_its_own_rows_and_those_of_its_province(warehouse: Warehouse):
    facts = ("fct_capital_to_date", "fct_poverty_reviews_yearly", "fct_support_to_date", "fct_targets_yearly")
    rollups = ("disbursement_by_round", "cofinancing_by_round", "support_by_round", "targets_by_year")
    watched = {f"marts.{fact}": "reporting_unit_code" for fact in facts}
    watched |= {f"rollups.agg_province_{rollup}": "area_view, province_code" for rollup in rollups}
    before = {name: written(warehouse, name, place) for name, place in watched.items()}

    warehouse.load(9, LATE, say(9))
    warehouse.build()

    today = warehouse.rows(
        "select province_code from marts.dim_unit_provinces where area_view = 'recast' and reporting_unit_code = %s",
        [LATE.code],
    )[0]["province_code"]
    own = {("as_reported", PROVINCES[0].code), ("recast", today), ("national", "VN")}
    for name, place in watched.items():
        after = written(warehouse, name, place)
        changed = {key for key, transactions in after.items() if before[name].get(key) != transactions}
        assert changed == ({(LATE.code,)} if name.startswith("marts.") else own), name


def test_what_was_corrected_held_and_sent_for_another_round_is_as_if_built_from_nothing(warehouse: Warehouse):
    warehouse.load(11, FIRST, say(5)[2:], days=3)
    warehouse.load(12, ELSEWHERE, [paid(900, period=NEXT_ROUND), *say(3)[5:]], round=NEXT_ROUND)
    warehouse.hold(f"{4:016x}", "submission")
    warehouse.build()
    increments = dump(warehouse)
    units = {row["reporting_unit_code"] for row in increments["marts.fct_capital_to_date"]}
    assert HELD.code not in units, "a held report leaves the facts"
    assert increments["rollups.agg_province_capital_progress_by_round"], "two rounds of a unit were to be compared"

    warehouse.execute("delete from staging.built_project")
    warehouse.build()
    assert dump(warehouse) == increments


def test_other_models_or_seeds_make_all_rows_anew(warehouse: Warehouse):
    before = written(warehouse, "marts.fct_capital_to_date", "reporting_unit_code")
    warehouse.build()
    assert written(warehouse, "marts.fct_capital_to_date", "reporting_unit_code") == before

    warehouse.execute("update staging.built_project set sha256 = 'of other models'")
    warehouse.build()
    after = written(warehouse, "marts.fct_capital_to_date", "reporting_unit_code")
    assert after.keys() == before.keys()
    assert not set.union(*after.values()) & set.union(*before.values())
