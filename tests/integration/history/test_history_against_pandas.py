"""Every published number of a made-up history, on every day it was published, against plain pandas: to the đồng."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from comparisons_in_pandas import WHAT, capital_progress, cofinancing, poverty
from coverage_in_pandas import completeness, timeliness
from history_in_pandas import LINE, PLACE, UNIT, Calculation
from made_up_history import DAYS, History

# The key of each rollup beyond place and round, the subject whose units count, and what calculates it.
CALCULATIONS = {
    "agg_province_disbursement_by_round": (LINE, "capital", Calculation.disbursement),
    "agg_province_cofinancing_by_round": (WHAT, "capital", cofinancing),
    "agg_province_capital_progress_by_round": (["earlier_round", *LINE], "capital", capital_progress),
    "agg_province_poverty_by_year": (["review_year"], "poverty", poverty),
    "agg_province_household_movements_by_year": (
        ["review_year", "household_group", "unit"], "poverty", Calculation.household_movements),
    "agg_province_deprivations_by_year": (
        ["review_year", "household_group", "dimension", "deprivation"], "poverty", Calculation.deprivations),
    "agg_province_support_by_round": (
        ["support_year", "policy", "project", "breakdown"], "support", Calculation.support),
    "agg_province_targets_by_year": (["indicator", "target_year", "breakdown"], "targets", Calculation.targets),
    "agg_province_target_results_by_year": (
        ["indicator", "target_year", "project", "dimension", "breakdown", "unit"], "targets",
        Calculation.target_results),
    "agg_province_completeness_by_round": (
        [], "", lambda history: completeness(history).drop(columns="accepted_support_unit_count")),
    "agg_province_timeliness_by_round": ([], "", timeliness),
}  # fmt: skip


COMPLETENESS = "agg_province_completeness_by_round"
# What every row says of its province and round.
COVERAGE = ["expected_unit_count", "received_unit_count", "nil_return_unit_count", "due_date", "households_covered_pct",
            "planned_capital_covered_pct", "is_final", "provisional_reasons"]  # fmt: skip
RELEASED = {table: table.removeprefix("agg_province_").rpartition("_by_")[0] for table in CALCULATIONS}
SUFFIXES = {"as_reported": "", "recast": "_recast", "national": "_national"}


@cache
def calculate(truth: Path, day: date, table: str) -> pd.DataFrame:
    """What a rollup must hold on a day, with its coverage."""
    history = _calculation(truth, day)
    _, subject, rollup = CALCULATIONS[table]
    expected = rollup(history)
    if table == COMPLETENESS:
        return expected
    names = [f"{name}_{subject}_unit_count".replace("__", "_") for name in ("accepted", "held")]
    coverage = completeness(history)[[*COVERAGE, *names]]
    expected = expected.join(coverage.set_axis([*COVERAGE, "accepted_unit_count", "held_unit_count"], axis=1), on=PLACE)
    if "held_line_unit_count" in expected:
        expected["held_unit_count"] += expected.pop("held_line_unit_count")
    return expected


@cache
def _calculation(truth: Path, day: date) -> Calculation:
    return Calculation(truth, day)


def as_text(value: object) -> str:
    """A value as compared: numbers without trailing zeros, nothing as empty text."""
    if value is None or value is pd.NA or (not isinstance(value, str) and pd.isna(value)):
        return ""
    return str(value) if isinstance(value, str | bool | date) else f"{Decimal(str(value)).normalize():f}"


def differences(actual: pd.DataFrame, expected: pd.DataFrame, key: list[str]) -> tuple[int, list[str]]:
    """How many values were compared, and which differ."""
    actual = actual.set_index(key)[list(expected.columns)]
    told = [f"{row} is missing" for row in expected.index.difference(actual.index)]
    told += [f"{row} is too many" for row in actual.index.difference(expected.index)]
    both = expected.index.intersection(actual.index)
    for name in expected:
        for row, wanted, found in zip(both, expected.loc[both, name], actual.loc[both, name], strict=True):
            if as_text(wanted) != as_text(found):
                told.append(f"{name} of {row}: {as_text(found)} is published, {as_text(wanted)} is true")
    return expected.size, told


@pytest.mark.parametrize("table", CALCULATIONS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_value_of_a_rollup_is_that_of_pandas(history: History, day: date, table: str, record_property):
    key = [*PLACE, *CALCULATIONS[table][0]]
    count, told = differences(history.rollups[day][table], calculate(history.truth, day, table), key)

    record_property("values", count)
    assert count > 0
    assert not told, f"{len(told)} of {count}: " + "\n".join(told[:20])


def test_nothing_is_held_but_what_was_sent_with_a_fault(history: History):
    sent = history.calculate(DAYS[-1]).sent
    wanted = set(sent[sent["held_subject"] != ""][["submission_id", "held_subject"]].itertuples(index=False, name=None))
    held = history.select("select submission_id, subject from quality.held_subjects")

    assert wanted == set(held.itertuples(index=False, name=None))


def test_the_history_has_every_mishap(history: History):
    sent = history.calculate(DAYS[-1]).sent
    courses = Counter(sent.groupby(["reporting_unit_code", "round"])["held_subject"].agg(tuple))

    assert {len(course) for course in courses} == {1, 2}
    assert {("capital",), ("poverty",), ("capital", ""), ("", "capital")} <= courses.keys()
    assert {"True", "False"} == set(sent["is_nil_return"])
    assert sent["reporting_unit_code"].nunique() == 36 + 2 * 4
    assert set(sent["area_list"]) == {"before_2025_07", "from_2025_07"}
    assert (
        len(
            {
                (code, round_)
                for _, code, round_ in sent[["area_list", "reporting_unit_code", "round"]].itertuples(index=False)
            }
        )
        < 36 * 6 + 8
    )


def test_amounts_are_held_for_either_reason_and_no_others_than_pandas_holds(history: History):
    held = history.select("select * from marts.fct_capital_lines_held")
    counts = held.groupby(UNIT).size().rename("held_line_count").reset_index()
    wanted = history.calculate(DAYS[-1]).held_amounts()

    assert set(held["hold_reason"]) == {"undecided", "unsupported"}
    assert {"disbursed_vnd", "forecast_year_vnd", "allocated_vnd"} <= set(held["measure"])
    assert set(map(tuple, counts.to_numpy())) == set(map(tuple, wanted.to_numpy()))


@pytest.mark.parametrize("table", CALCULATIONS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_day_can_be_asked_for_what_was_published_then(history: History, day: date, table: str, record_property):
    compared, told = 0, []
    for view, suffix in SUFFIXES.items():
        published = history.select(f"select * from analytics.{RELEASED[table]}{suffix}_as_of(%s)", day)
        expected = calculate(history.truth, day, table).xs(view)
        count, differing = differences(published, expected, [*PLACE[1:], *CALCULATIONS[table][0]])
        compared += count
        told += [f"{view}: {one}" for one in differing]

    record_property("values", compared)
    assert compared > 0
    assert not told, f"{len(told)} of {compared}: " + "\n".join(told[:20])
