from itertools import pairwise

import pytest

from district_reports.generation import make_rounds
from district_reports.generation.households import MOVEMENTS
from district_reports.generation.model import DistrictRound
from district_reports.generation.rollups import roll_up
from district_reports.problems import DistrictReportsError
from district_reports.registry import kindred_provinces

ROUNDS = ("2023H1", "2023-9M", "2023", "2024H1", "2024")


@pytest.fixture(scope="module", params=[1, 2, 3])
def reports(request) -> list[DistrictRound]:
    return list(make_rounds(2, 2, ROUNDS, request.param))


def test_money_of_projects_sources_and_types_adds_to_the_whole(reports):
    for report in reports:
        capital = report.capital
        projects = [code for code in capital.codes() if "." not in code]
        for measure in ("assigned", "allocated", "disbursed", "carried_over"):
            whole = capital.sum(measure)
            assert whole == sum(capital.sum(measure, code) for code in projects)
            assert whole == sum(capital.sum(measure, fund_source=source) for source in ("central", "local"))
            assert whole == sum(capital.sum(measure, capital_type=type_) for type_ in ("investment", "recurrent"))


def test_nobody_pays_out_more_than_is_allocated_or_allocates_more_than_is_assigned(reports):
    for report in reports:
        amounts = report.capital.amounts
        for line, assigned in amounts["assigned"].items():
            assert 0 <= amounts["disbursed"][line] <= amounts["allocated"][line] <= assigned


def test_windows_of_a_year_never_fall(reports):
    for report in reports:
        assert report.window in ("H1", "9M", "")
    for before, after in pairwise(reports):
        if (before.unit, before.year) == (after.unit, after.year):
            assert before.capital.sum("disbursed") <= after.capital.sum("disbursed")


def test_what_is_left_of_a_year_is_carried_over(reports):
    by_key = {(report.unit.code, report.round): report for report in reports}
    for unit in {report.unit.code for report in reports}:
        closing, opening = by_key[unit, "2023"].capital, by_key[unit, "2024H1"].capital
        assert opening.sum("carried_over") == closing.sum("assigned") - closing.sum("disbursed") > 0


def test_movements_of_poor_households_balance_in_every_commune(reports):
    for report in reports:
        assert report.review.communes, "a district without communes proves nothing"
        for before, after in zip(report.before.communes, report.review.communes, strict=True):
            moved = [after.movements[name] for name in MOVEMENTS]
            expected = before.counts["poor_households"] - sum(moved[:3]) + sum(moved[3:])
            assert after.counts["poor_households"] == expected
            assert max(after.deprived.values()) <= after.counts["poor_households"] <= after.counts["total_households"]


def test_a_district_is_the_same_whatever_other_rounds_are_asked_for():
    alone, among = make_rounds(1, 1, ["2024"], 5), make_rounds(1, 1, ROUNDS, 5)

    assert [*alone] == [*among][-1:]


def test_a_rollup_counts_a_district_once_and_recomputes_rates(reports):
    twice = [*reports, reports[0]]
    rows = {(row["province_code"], row["round"], row["measure"]): row for row in roll_up(twice, twice)}
    province = reports[0].unit.province_code
    of_round = [one for one in reports if (one.unit.province_code, one.round) == (province, "2023H1")]

    assigned = rows[province, "2023H1", "assigned_vnd"]
    assert (assigned["value"], assigned["unit_count"]) == (sum(one.capital.sum("assigned") for one in of_round), 2)
    assert 0 < rows[province, "2023H1", "disbursement_rate_pct"]["value"] < 100


@pytest.mark.parametrize("code", ["2024Q1", "soon", "2021", "2025H1", "2026"])
def test_a_round_nobody_reported_on_is_refused(code):
    with pytest.raises(DistrictReportsError):
        list(make_rounds(1, 1, [code], 1, 1))


def test_communes_report_for_the_provinces_that_the_chosen_ones_went_into():
    reports = list(make_rounds(3, 2, ["2024", "2025-9M"], 4, 5, is_merged=True))
    districts, communes = ([one for one in reports if one.unit.level == level] for level in ("district", "commune"))
    successors = {kindred for one in districts for kindred in kindred_provinces(one.province)}

    assert {one.round for one in districts} == {"2024"}
    assert {one.round for one in communes} == {"2025-9M"}
    assert len({one.province for one in districts}) == 3
    assert {one.province for one in communes} == successors
    assert len(successors) == 2, "two of the three provinces are one today"
    assert len(communes) == 2 * 5


def test_communes_are_not_made_up_unless_their_number_is_given():
    with pytest.raises(DistrictReportsError, match="communes"):
        list(make_rounds(1, 1, ["2025-9M"], 1))
