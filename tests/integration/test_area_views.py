"""The same figures by the provinces of the time, by today's and for the country, against sums made here in Python."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from made_up_warehouse import DISBURSEMENT, ROUND, Warehouse, capital, households, paid

from district_reports import registry
from district_reports.figures import Figure
from district_reports.warehouse.scratch import scratch_warehouse

LATER_ROUND = "2025-9M"
PROJECTS = ("", "DA2", "DA5", "DA7")
POVERTY = "rollups.agg_province_poverty_by_year"
COMPLETENESS = "rollups.agg_province_completeness_by_round"
# Rows of both sides are compared by these.
PLACE = ("area_view", "area_list", "province_code", "round")

Said = dict[str, int]


def read_successors() -> dict[str, str]:
    """The province of today that each older one went into."""
    with (registry.seeds_directory() / "area_successions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["old_level"] == "province"]
    assert len({row["old_code"] for row in rows}) == len(rows) == len(registry.provinces())
    return {row["old_code"]: row["new_code"] for row in rows}


SUCCESSORS = read_successors()
# A province of today made of several, the older provinces it is made of, and one that it is not made of.
MERGED = next(code for code in SUCCESSORS.values() if list(SUCCESSORS.values()).count(code) >= 3)
PARTS = [old for old, new in SUCCESSORS.items() if new == MERGED]
ELSEWHERE = next(old for old, new in SUCCESSORS.items() if new != MERGED)
UNITS = [unit for old in (*PARTS[:2], ELSEWHERE) for unit in registry.districts_of(old)[:2]]
LATE = registry.districts_of(PARTS[0])[2]
COMMUNES = registry.reporting_units(MERGED, registry.AREA_LISTS[1])[:2]


def say(unit: registry.Area) -> tuple[Said, list[Figure]]:
    """What a unit states, and the figures it states it with; the same unit says the same, and no unit says all."""
    chance = random.Random(unit.code)
    said: Said = {}
    figures: list[Figure] = []
    for project in PROJECTS:
        assigned = chance.randrange(10**12)
        if chance.random() < 0.8:
            said[f"{project} assigned_vnd"] = assigned
            figures.append(capital(assigned, project=project))
        if chance.random() < 0.8:
            said[f"{project} disbursed_vnd"] = assigned // 3
            figures.append(paid(assigned // 3, project=project))
    said["total_households_count"], said["poor_households_count"] = chance.randrange(2000, 9000), chance.randrange(2000)
    figures += [households("total_households", said["total_households_count"]),
                households("poor_households", said["poor_households_count"])]  # fmt: skip
    return said, figures


def load(warehouse: Warehouse, units: list[registry.Area], round_: str = ROUND) -> None:
    for unit in units:
        year = round_[:4]
        figures = [
            figure if figure.unit == "households"
            else replace(figure, budget_year=year, period=round_ if figure.kind == "disbursed" else year)
            for figure in say(unit)[1]
        ]  # fmt: skip
        warehouse.load(int(unit.code), unit, figures, round=round_)


def expect(units: list[registry.Area], round_: str) -> dict[tuple[str, ...], dict[str, int]]:
    """The sums of each view, added up here."""
    sums: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for unit in units:
        today = registry.AREA_LISTS[1]
        successor = unit.province_code if unit.area_list == today else SUCCESSORS[unit.province_code]
        own = ("as_reported", unit.area_list, unit.province_code)
        for place in (own, ("recast", today, successor), ("national", today, "VN")):
            for name, value in say(unit)[0].items():
                sums[*place, round_][name] += value
    return {place: dict(said) for place, said in sums.items()}


def roll_up(warehouse: Warehouse) -> dict[tuple[str, ...], dict[str, int]]:
    """The same from the rollups."""
    sums: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for row in warehouse.rows(f"select * from {DISBURSEMENT}"):
        for measure in ("assigned_vnd", "disbursed_vnd"):
            if row[measure] is not None:
                sums[tuple(row[name] for name in PLACE)][f"{row['project']} {measure}"] = int(row[measure])
    for row in warehouse.rows(f"select * from {POVERTY}"):
        for measure in ("total_households_count", "poor_households_count"):
            sums[tuple(row[name] for name in PLACE)][measure] = row[measure]
    return dict(sums)


def all_rows(warehouse: Warehouse) -> dict[str, dict[str, Any]]:
    tables = (DISBURSEMENT, POVERTY, COMPLETENESS)
    return {f"{t} {row['row_key']}": row for t in tables for row in warehouse.rows(f"select * from {t}")}


@pytest.fixture(scope="module")
def warehouse(database_url, session_settings, built_of_nothing) -> Iterator[Warehouse]:
    """Districts of three older provinces in one round, communes of one of today's in a later one."""
    with scratch_warehouse(database_url, "area_views", copied_from=built_of_nothing) as url:
        warehouse = Warehouse(url, session_settings.local_dir)
        load(warehouse, UNITS)
        load(warehouse, list(COMMUNES), LATER_ROUND)
        warehouse.build()
        yield warehouse


def test_every_sum_is_that_of_its_units_in_every_view(warehouse: Warehouse):
    expected = expect(UNITS, ROUND) | expect(list(COMMUNES), LATER_ROUND)
    assert len(expected) == 3 + 2 + 1 + 3, "three provinces, two of today and the country, and one of today later"
    assert roll_up(warehouse) == expected


def test_communes_and_the_districts_before_them_stand_under_one_province_of_today(warehouse: Warehouse):
    rows = warehouse.rows(
        f"""select round, received_unit_count, expected_unit_count, recast_unit_count, is_exact from {COMPLETENESS}
            where area_view = 'recast' and province_code = %s order by round""",
        [MERGED],
    )
    districts = [unit for old in PARTS for unit in registry.districts_of(old)]
    communes = registry.reporting_units(MERGED, registry.AREA_LISTS[1])
    assert [tuple(row.values()) for row in rows] == [
        (ROUND, 4, len(districts), 4, True),
        (LATER_ROUND, 2, len(communes), 0, True),
    ]


def test_recast_rate_is_made_of_the_sums_of_the_units_that_state_both_sides(warehouse: Warehouse):
    rows = warehouse.rows(
        f"select * from {DISBURSEMENT} where area_view = 'recast' and province_code = %s and round = %s",
        [MERGED, ROUND],
    )
    assert rows
    for row in rows:
        measures = [f"{row['project']} {side}_vnd" for side in ("disbursed", "assigned")]
        said = [say(unit)[0] for unit in UNITS if unit.province_code in PARTS]
        both = [tuple(one[measure] for measure in measures) for one in said if set(measures) <= one.keys()]
        rate = round(100 * sum(part for part, _ in both) / sum(whole for _, whole in both), 2)
        assert float(row["disbursement_rate_pct"]) == pytest.approx(rate, abs=0.006)


def test_late_district_changes_its_own_province_alone_in_every_view(warehouse: Warehouse):
    before = all_rows(warehouse)
    load(warehouse, [LATE])
    warehouse.build()
    after = all_rows(warehouse)
    changed = [row for key, row in after.items() if before.get(key) != row]
    assert before.keys() <= after.keys()
    assert {(row["area_view"], row["province_code"], row["round"]) for row in changed} == {
        ("as_reported", PARTS[0], ROUND),
        ("recast", MERGED, ROUND),
        ("national", "VN", ROUND),
    }
