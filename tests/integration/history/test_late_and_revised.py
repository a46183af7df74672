"""A district that comes late and a report sent again, when nothing else of their round comes: what moves, how far."""

from collections import Counter, defaultdict
from datetime import date

import pandas as pd
import pytest
from made_up_history import COMMUNES_ROUND, DAYS, History

from district_reports import registry
from district_reports.releases import Outcome

BEFORE, AFTER = DAYS[-2:]
DISBURSEMENT = "agg_province_disbursement_by_round"
MONEY = ("assigned_vnd", "disbursed_vnd")


def places_of(history: History) -> set[tuple[str, str]]:
    """Where the late report and the revision count, by view of the map."""
    places = set()
    for report in (history.late.report, history.revision.report):
        [today] = registry.kindred_provinces(report.province)
        places |= {("as_reported", report.province.code), ("recast", today.code), ("national", "VN")}
    return places


def test_only_their_provinces_move(history: History):
    for table, rows in history.rollups[AFTER].items():
        both = pd.concat([rows.astype(str), history.rollups[BEFORE][table].astype(str)])
        moved = both[both["round"] != COMMUNES_ROUND].drop_duplicates(keep=False)[["area_view", "province_code"]]
        assert set(moved.itertuples(index=False, name=None)) <= places_of(history), table
        if table == DISBURSEMENT:
            assert set(moved.itertuples(index=False, name=None)) == places_of(history)


def test_only_their_provinces_are_published_again(history: History):
    published = {(one.area_view, one.province_code, one.round) for one in history.results[AFTER]
                 if one.outcome == Outcome.PUBLISHED and one.round != COMMUNES_ROUND}  # fmt: skip

    assert published == {(*place, history.late.report.round) for place in places_of(history)}


def programme(history: History, day: date, view: str, code: str, round_: str) -> dict[str, int]:
    """Money of the whole programme in a year, as a place publishes it."""
    [row] = history.rollups[day][DISBURSEMENT].query(
        "area_view == @view and province_code == @code and round == @round_ and budget_year == @round_"
        " and project == '' and fund_source == 'all' and capital_type == 'all'"
    ).to_dict("records")  # fmt: skip
    return {measure: int(row[measure]) for measure in MONEY}


def told(history: History, package: str) -> dict[str, int]:
    """The same as a submission tells it."""
    truth = pd.read_csv(history.truth / f"{package}.csv", dtype=str, keep_default_na=False)
    truth = truth[(truth["project"] == "") & (truth["fund_source"] == "all") & (truth["capital_type"] == "all")]
    truth = truth[truth["budget_year"] == truth["round"]]
    return {measure: int(truth[truth["indicator"] == f"capital_{measure.removesuffix('_vnd')}"]["value"].iloc[0])
            for measure in MONEY}  # fmt: skip


@pytest.mark.parametrize("view", ["as_reported", "recast", "national"])
def test_sums_move_by_what_is_new_less_what_was_old(history: History, view: str):
    moves = [(history.late.report, told(history, history.late.name), dict.fromkeys(MONEY, 0)),
             (history.revision.report, told(history, history.revision.name),
              told(history, history.revision.name.removesuffix("-r1")))]  # fmt: skip
    expected: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for report, new, old in moves:
        [today] = registry.kindred_provinces(report.province)
        code = {"as_reported": report.province.code, "recast": today.code, "national": "VN"}[view]
        for measure in MONEY:
            expected[code, report.round][measure] += new[measure] - old[measure]

    for (code, round_), moved in expected.items():
        before, after = (programme(history, day, view, code, round_) for day in (BEFORE, AFTER))
        assert {measure: after[measure] - before[measure] for measure in MONEY} == moved


def test_a_release_tells_the_revision_by_unit(history: History):
    report = history.revision.report
    changes = history.select(
        """
        select changes.* from release.changes join release.releases using (release_id)
        where province_code = %s and round = %s and measure = 'disbursed_vnd'
            and (published_at at time zone 'Asia/Ho_Chi_Minh')::date = %s
        """, report.province.code, report.round, AFTER)  # fmt: skip
    moved = (changes["new_value"] - changes["old_value"]).groupby(
        [changes["row_key"], changes["reporting_unit_code"] == ""]
    )
    by_cell = moved.sum().unstack()

    assert set(changes["reporting_unit_code"]) == {"", report.unit.code}
    assert len(by_cell) > 3
    assert (by_cell[True] == by_cell[False]).all(), "a province's number moves by what its units' numbers move"
