"""What figures imply is made anew for submissions that changed, and compared anew with others where one of them did."""

from collections.abc import Iterator
from typing import Any

import pytest
from made_up_warehouse import ROUND, Warehouse, capital, households, paid

from district_reports import registry
from district_reports.figures import Figure
from district_reports.warehouse.building import transform
from district_reports.warehouse.scratch import scratch_warehouse

LAYERS = ["staging", "intermediate"]
NEXT_ROUND = "2024-9M"
PROVINCES = sorted(registry.provinces(), key=lambda province: -len(registry.districts_of(province.code)))[:2]
NEAR = registry.districts_of(PROVINCES[0].code)[:7]
FAR = registry.districts_of(PROVINCES[1].code)[0]
FIRST, LATE = NEAR[0], NEAR[6]
COMPARED = "int_relations_over_time"
MILLION = 1_000_000


def say(size: int, window: str = ROUND, paid_out: int = 300) -> list[Figure]:
    """Figures that imply something of every kind: sums that close and sums that do not, a wrong label, a change."""

    def of_project(project: str, millions: int, **line: str) -> Figure:
        return capital(millions * size * MILLION, **({"fund_source": "all", "project": project} | line))

    return [
        capital(1000 * size * MILLION, fund_source="all"), capital(900 * size * MILLION),
        capital(110 * size * MILLION, fund_source="local"),
        paid(paid_out * size * MILLION, fund_source="all", period=window),
        of_project("DA1", 700), of_project("DA2", 200), of_project("DA3", 100),
        of_project("DA2", 150, capital_type="investment"), of_project("DA2", 50, capital_type="investment"),
        of_project("DA3", 90, fund_source="central"), of_project("DA3", 5, fund_source="local"),
        capital(40 * size * MILLION, "carried_over", fund_source="all", budget_year="2023"),
        households("total_households", 900 * size), households("poor_households", 90 * size),
        households("poor_household_reduction", 9 * size),
    ]  # fmt: skip


def build(warehouse: Warehouse) -> None:
    transform.build(warehouse.url, LAYERS, warehouse.local_dir)


@pytest.fixture(scope="module")
def warehouse(database_url, session_settings) -> Iterator[Warehouse]:
    """Units of two provinces, each with two rounds; one unit is late."""
    with scratch_warehouse(database_url, "relations") as url:
        warehouse = Warehouse(url, session_settings.local_dir)
        for number, unit in enumerate((*NEAR[:6], FAR), start=1):
            warehouse.load(number, unit, say(number))
            warehouse.load(100 + number, unit, say(number, NEXT_ROUND, 450), round=NEXT_ROUND)
        build(warehouse)
        yield warehouse


def kept_tables(warehouse: Warehouse) -> list[str]:
    """The tables of the layer that are kept by submission, as dbt knows them."""
    nodes = transform.parse_project(transform.project_directory(), warehouse.local_dir).nodes.values()
    kept = [
        node.name
        for node in nodes
        if node.resource_type == "model" and any("['submission_id']" in hook.sql for hook in node.config.pre_hook)
    ]
    assert {"int_figures_resolved", "int_relations_judged", COMPARED} <= set(kept)
    return sorted(kept)


def dump(warehouse: Warehouse) -> dict[str, list[dict[str, Any]]]:
    return {
        name: warehouse.rows(f"select * from intermediate.{name} as t order by t::text")
        for name in kept_tables(warehouse)
    }


def written(warehouse: Warehouse) -> dict[str, dict[str, set[str]]]:
    """By table and submission, in which transactions its rows were written."""
    found: dict[str, dict[str, set[str]]] = {}
    for name in kept_tables(warehouse):
        transactions = found.setdefault(name, {})
        for row in warehouse.rows(f"select submission_id, xmin::text as transaction from intermediate.{name}"):
            transactions.setdefault(row["submission_id"], set()).add(row["transaction"])
    return found


def test_a_new_submission_rewrites_its_own_rows_and_what_is_compared_with_it(warehouse: Warehouse):
    before = written(warehouse)
    late = warehouse.load(9, LATE, say(9))
    build(warehouse)

    neighbours = {f"{number:016x}" for number in range(1, 7)}
    for name, after in written(warehouse).items():
        changed = {key for key, transactions in after.items() if transactions != before[name].get(key)}
        expected = {late, *neighbours} if name == COMPARED else {late}
        assert changed == expected & after.keys(), name
        assert changed, f"{name} has no row of it, so nothing was checked"


def test_another_round_of_a_unit_rewrites_its_rounds_and_the_neighbours_in_that_round(warehouse: Warehouse):
    before = written(warehouse)[COMPARED]
    year = warehouse.load(21, FIRST, say(1, "2024", 600), days=200, round="2024")
    build(warehouse)
    after = written(warehouse)[COMPARED]
    assert {key for key in after if after[key] != before.get(key)} == {f"{1:016x}", f"{101:016x}", year}


def test_steps_between_hold_no_more_than_what_changed(warehouse: Warehouse):
    corrected = warehouse.load(31, NEAR[1], say(4), days=3)
    build(warehouse)
    (steps,) = warehouse.rows("select array_agg(distinct submission_id) as ids from intermediate.int_relations_ruled")
    assert steps["ids"] == [corrected]

    before = written(warehouse)
    build(warehouse)
    assert written(warehouse) == before, "nothing changed, so nothing was to be made"


def test_what_was_added_corrected_moved_and_taken_back_is_as_if_built_from_nothing(warehouse: Warehouse):
    warehouse.load(41, NEAR[2], say(3000), days=5)
    warehouse.load(4, NEAR[3], say(4, NEXT_ROUND), round=NEXT_ROUND)
    warehouse.load(5, NEAR[4], say(50))
    gone = f"{6:016x}"
    for table in ("files", "figures", "problems", "submissions"):
        warehouse.execute(f"delete from raw.{table} where submission_id = %s", [gone])
    build(warehouse)
    increments = dump(warehouse)
    assert gone not in {row["submission_id"] for row in increments["int_figures_resolved"]}
    rules = {row["rule"] for row in increments[COMPARED] if row["verdict"] == "mismatch"}
    assert any(rule.startswith("OUT-") for rule in rules), "neighbours were to be compared"
    assert any(rule.startswith(("CAP-", "CHG-")) for rule in rules), "rounds were to be compared"

    warehouse.execute("delete from staging.built_relations_project")
    build(warehouse)
    assert dump(warehouse) == increments


def test_other_models_or_seeds_make_all_rows_anew(warehouse: Warehouse):
    before = written(warehouse)["int_figures_resolved"]
    warehouse.execute("update staging.built_relations_project set sha256 = 'of other models'")
    build(warehouse)
    after = written(warehouse)["int_figures_resolved"]
    assert after.keys() == before.keys()
    assert not set.union(*after.values()) & set.union(*before.values())
