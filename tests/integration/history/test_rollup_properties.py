"""What holds for every additive number of a made-up history, whatever it is about."""

from datetime import date

import pandas as pd
import pytest
from history_in_pandas import LINE, SUPPORT, side_by_side
from made_up_history import DAYS, History

# Facts of units: the rollup that adds each up, and what the two are added by beside place and round.
FACTS = {
    "fct_capital_lines_to_date": ("agg_province_disbursement_by_round", LINE),
    "fct_poverty_reviews_yearly": ("agg_province_poverty_by_year", ["review_year"]),
    "fct_household_movements_yearly": (
        "agg_province_household_movements_by_year", ["review_year", "household_group", "unit"]),
    "fct_deprivations_yearly": (
        "agg_province_deprivations_by_year", ["review_year", "household_group", "dimension", "deprivation"]),
    "fct_support_to_date": ("agg_province_support_by_round", ["support_year", "policy", "project", "breakdown"]),
}  # fmt: skip
DIMENSIONS = {name for _, key in FACTS.values() for name in key} | {
    "round",
    "indicator",
    "target_year",
    "earlier_round",
}


def additive(table: pd.DataFrame) -> list[str]:
    """Columns of amounts and counts, without those that count units."""
    return [name for name in table if name.endswith(("_vnd", "_count")) and not name.endswith("unit_count")
            and not name.endswith("_per_household_vnd")]  # fmt: skip


def sums(table: pd.DataFrame, key: list[str], measures: list[str]) -> dict[tuple, list[int]]:
    added = table[[*key, *measures]].fillna(dict.fromkeys(measures, 0)).groupby(key).sum()
    return {row[0]: [int(value) for value in row[1:]] for row in added.itertuples()}


def read_units(history: History, fact: str, key: list[str]) -> pd.DataFrame:
    """A fact with the province of each unit, its measures side by side."""
    units = history.select(
        f"select * from marts.{fact} join marts.dim_reporting_units using (area_list, reporting_unit_code)"
    )
    if "indicator" not in units:
        return units
    units["measure"] = [SUPPORT.get(pair) for pair in zip(units["indicator"], units["unit"], strict=True)]
    return side_by_side(units.dropna(subset="measure"), [*key, "reporting_unit_code"])


@pytest.mark.parametrize("fact", FACTS)
def test_a_rollup_is_the_sum_of_its_units(history: History, fact: str):
    table, dimensions = FACTS[fact]
    key = ["area_list", "province_code", "round", *dimensions]
    rollup = history.rollups[DAYS[-1]][table].query("area_view == 'as_reported'")
    units = read_units(history, fact, key)
    measures = [name for name in additive(rollup) if name in units]
    units, rollup = (rows[rows[measures].notna().any(axis=1)] for rows in (units, rollup))

    assert measures
    assert sums(units, key, measures) == sums(rollup, key, measures)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_view_of_the_map_adds_up_to_the_same(history: History, day: date):
    compared = 0
    for table, rows in history.rollups[day].items():
        if measures := additive(rows):
            key = [name for name in rows if name in DIMENSIONS]
            views = [sums(rows[rows["area_view"] == view], key, measures)
                     for view in ("as_reported", "recast", "national")]  # fmt: skip
            assert views[0] == views[1] == views[2], table
            compared += len(views[0])

    assert compared > 1000
