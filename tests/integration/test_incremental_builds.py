"""A build makes anew what changed since the last, and nothing else; its rows are those of a build from nothing."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from dbt.contracts.graph.nodes import ModelNode
from made_up_warehouse import ROUND, Warehouse, capital, households, paid

from district_reports import registry
from district_reports.figures import Figure
from district_reports.problems import DistrictReportsError
from district_reports.warehouse.building import transform
from district_reports.warehouse.scratch import scratch_warehouse

NEXT_ROUND = "2024-9M"
LAST_ROUND = "2024"
PROVINCES = sorted(registry.provinces(), key=lambda province: -len(registry.districts_of(province.code)))[:2]
(FIRST, SECOND, LATE), (ELSEWHERE, HELD) = (
    registry.districts_of(PROVINCES[0].code)[:3],
    registry.districts_of(PROVINCES[1].code)[:2],
)
# Few rows each: the registry's, a row a submission or a finding, who was expected. Whatever else is made of
# the reports has rows for every figure, and must be kept between builds.
MADE_WHOLE = {
    "dim_changed_province_rounds", "dim_changed_provinces", "dim_cofinancing_tiers", "dim_days", "dim_reporting_units",
    "dim_unit_provinces", "fct_findings", "fct_submission_timeliness", "fct_submissions",
    "agg_province_completeness_by_round",
}  # fmt: skip


def told(indicator: str, value: int, unit: str = "households", **given: str) -> Figure:
    stated = {"kind": "actual", "period": "2023"} | given
    return Figure(figure_id="", indicator=indicator, value=Decimal(value), unit=unit, **stated)


def say(size: int, window: str = ROUND) -> list[Figure]:
    """Something of every subject; a larger unit has more of all."""
    return [
        capital(1000 * size), paid(300 * size, period=window), capital(30 * size, fund_source="local"),
        # Nothing decides which of the two it is.
        capital(8 * size, project="DA6"), capital(9 * size, project="DA6"),
        capital(700 * size, "forecast", period=NEXT_ROUND), paid(50 * size, project="DA2", period=window),
        households("total_households", 900 * size), households("poor_households", 90 * size),
        told("poor_households", 60 * size, breakdown="poor;ethnic_minority"),
        told("poor_movement_start", 100 * size, breakdown="poor"),
        told("poor_movement_escaped", 10 * size, breakdown="poor"),
        told("poor_movement_end", 90 * size, breakdown="poor"),
        told("deprived_households", 40 * size, breakdown="poor;job", dimension="employment"),
        told("policy_spending", 7_000_000 * size, "vnd", policy="housing", period=window),
        told("policy_beneficiaries", 7 * size, policy="housing", period=window),
        told("poor_household_rate", 4, "percent", kind="target", period="2024"),
        told("poor_household_rate", 5, "percent", period="2024"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(database_url, session_settings, built_of_nothing) -> Iterator[Warehouse]:
    """Two provinces whose first reports, of two rounds each, were built once."""
    with scratch_warehouse(database_url, "increments", copied_from=built_of_nothing) as url:
        warehouse = Warehouse(url, session_settings.local_dir)
        for number, unit in enumerate((FIRST, SECOND, ELSEWHERE, HELD), start=1):
            send(warehouse, number, unit)
        warehouse.build()
        yield warehouse


def send(warehouse: Warehouse, number: int, unit: registry.Area) -> None:
    """Both rounds of a unit."""
    warehouse.load(number, unit, say(number))
    warehouse.load(100 + number, unit, say(number + 1, NEXT_ROUND), round=NEXT_ROUND)


def built_tables(local_dir: Path) -> dict[str, ModelNode]:
    """The tables of marts and rollups by name, as dbt knows them."""
    nodes = transform.parse_project(transform.project_directory(), local_dir).nodes.values()
    found = {node.name: node for node in nodes if node.resource_type == "model" and node.fqn[1] in ("marts", "rollups")}
    assert len(found) > len(MADE_WHOLE), "too few models were found, so too little was checked"
    return found


def dump(warehouse: Warehouse) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables of marts and rollups but of those that tell what changed since the last build."""
    return {
        name: warehouse.rows(f"select * from {node.schema}.{name} as t order by t::text")
        for name, node in built_tables(warehouse.local_dir).items()
        if not name.startswith("dim_changed_")
    }


def written(warehouse: Warehouse, name: str, place: str) -> dict[tuple, set[str]]:
    """By place, in which transactions the rows of a table were written."""
    rows = warehouse.rows(f"select {place}, xmin::text as transaction from {name}")
    assert rows, f"{name} has no rows, so nothing was checked"
    found: dict[tuple, set[str]] = {}
    for row in rows:
        transaction = row.pop("transaction")
        found.setdefault(tuple(row.values()), set()).add(transaction)
    return found


def test_every_table_but_the_small_ones_is_kept_between_builds(session_settings):
    models = built_tables(session_settings.local_dir)
    assert {name for name, model in models.items() if model.config.materialized != "incremental"} == MADE_WHOLE


def test_late_district_touches_its_own_rows_and_those_of_its_province(warehouse: Warehouse):
    places = {"marts": "reporting_unit_code", "rollups": "area_view, province_code"}
    watched = {
        f"{model.schema}.{name}": places[model.schema]
        for name, model in built_tables(warehouse.local_dir).items()
        if name not in MADE_WHOLE
    }
    before = {name: written(warehouse, name, place) for name, place in watched.items()}

    send(warehouse, 9, LATE)
    warehouse.build()

    today = warehouse.rows(
        "select province_code from marts.dim_unit_provinces where area_view = 'recast' and reporting_unit_code = %s",
        [LATE.code],
    )[0]["province_code"]
    own = {("as_reported", PROVINCES[0].code), ("recast", today), ("national", "VN")}
    # The sources of the country are those of its provinces.
    own_sources = {place for place in own if place[0] != "national"}
    for name, place in watched.items():
        after = written(warehouse, name, place)
        changed = {key for key, transactions in after.items() if before[name].get(key) != transactions}
        of_province = own_sources if name == "rollups.agg_province_sources" else own
        assert changed == ({(LATE.code,)} if name.startswith("marts.") else of_province), name


def test_only_the_round_that_changed_is_made_anew_where_rounds_stand_by_themselves(warehouse: Warehouse):
    kept_by_round = ("marts.fct_figure_uses", "rollups.agg_province_disbursement_by_round")
    before = {name: written(warehouse, name, "round") for name in kept_by_round}
    warehouse.load(21, SECOND, say(7, NEXT_ROUND), days=200, round=NEXT_ROUND)
    warehouse.build()

    for name in kept_by_round:
        after = written(warehouse, name, "round")
        assert {key for key in after if after[key] != before[name].get(key)} == {(NEXT_ROUND,)}, name


def test_what_was_corrected_held_and_sent_for_another_round_is_as_if_built_from_nothing(warehouse: Warehouse):
    warehouse.load(11, FIRST, say(5)[2:], days=3)
    warehouse.load(12, ELSEWHERE, [paid(900, period=LAST_ROUND), *say(3)[5:]], round=LAST_ROUND)
    for number in (4, 104):
        warehouse.hold(f"{number:016x}", "submission")
    warehouse.build()
    increments = dump(warehouse)
    assert not [name for name, rows in increments.items() if not rows], "each table has rows to compare"
    units = {row["reporting_unit_code"] for row in increments["fct_capital_to_date"]}
    assert HELD.code not in units, "a held report leaves the facts"
    steps = {
        row["earlier_disbursed_vnd"]
        for row in increments["fct_capital_progress_to_date"]
        if row["reporting_unit_code"] == FIRST.code
    }
    assert 250 in steps, "the next round is compared with the corrected one"

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


@pytest.mark.parametrize(
    ("rollup", "column"),
    [
        ("agg_province_cofinancing_by_round", "local_vnd"),
        ("agg_province_capital_progress_by_round", "increment_vnd"),
        ("agg_province_poverty_by_year", "ethnic_minority_poor_households_count"),
    ],
)
def test_total_that_differs_between_the_views_of_the_map_breaks_the_build(warehouse: Warehouse, rollup, column):
    check = ["assert_area_views_agree"]
    assert transform.build(warehouse.url, check, warehouse.local_dir).tested == tuple(check)
    change = f"update rollups.{rollup} set {column} = {column} + %s where area_view = 'recast'"
    warehouse.execute(change, [1])
    with pytest.raises(DistrictReportsError, match="assert_area_views_agree"):
        transform.build(warehouse.url, check, warehouse.local_dir)
    warehouse.execute(change, [-1])
