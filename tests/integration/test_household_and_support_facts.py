"""Household movements, deprivations, support, target results and timeliness, from made-up and from real submissions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made_up_warehouse import Warehouse

from district_reports import registry
from district_reports.figures import Figure
from district_reports.readers.submissions import read_package
from district_reports.warehouse.building import transform
from district_reports.warehouse.scratch import scratch_warehouse

ROUND = "2024"
FIRST, SECOND = registry.districts_of(registry.provinces()[0].code)[:2]
MOVEMENTS = "marts.fct_household_movements_yearly"
DEPRIVATIONS = "marts.fct_deprivations_yearly"
SUPPORT = "marts.fct_support_to_date"
RESULTS = "marts.fct_target_results_yearly"
TIMELINESS = "marts.fct_submission_timeliness"


def told(indicator: str, value: float | str, unit: str = "households", **given: str) -> Figure:
    """What actually was in 2024, unless told otherwise."""
    kind = given.pop("kind", "actual")
    return Figure(
        figure_id="",
        indicator=indicator,
        value=Decimal(str(value)),
        unit=unit,
        kind=kind,
        **({"period": ROUND} | given),
    )


def form_of_the_poor(**moves: int) -> list[Figure]:
    return [told(f"poor_movement_{name}", value, breakdown="poor") for name, value in moves.items()]


@pytest.fixture(scope="module")
def empty(database_url, session_settings, built_of_nothing) -> Iterator[Warehouse]:
    with scratch_warehouse(database_url, "household_facts", copied_from=built_of_nothing) as url:
        yield Warehouse(url, session_settings.local_dir)


@pytest.fixture
def warehouse(empty: Warehouse) -> Warehouse:
    empty.empty()
    return empty


def build(warehouse: Warehouse, *facts: str) -> None:
    """Build what these facts are made of."""
    proven = ["int_figures_superseded", "int_recurrent_lines_summed", "int_capital_types_proven"]
    described = [
        "int_submissions_received",
        "int_figures_described",
        *proven,
        "int_figures_resolved",
        "int_submissions_latest",
    ]
    chosen = ["int_household_measures_chosen", "int_deprivation_measures_chosen", "int_support_measures_chosen"]
    chosen += ["int_household_figure_uses", "int_support_figure_uses", "int_target_sides_chosen"]
    chosen += ["int_poverty_measures_chosen", "int_submissions_cut_short", "int_submissions_timed"]
    transform.build(warehouse.url, [*described, *chosen, *(fact.split(".")[1] for fact in facts)], warehouse.local_dir)


def sum_in_each_view(warehouse: Warehouse, table: str, measures: list[str]) -> dict[str, dict[str, Any]]:
    """The sums of a rollup by area view."""
    sums = ", ".join(f"sum({measure}) as {measure}" for measure in measures)
    rows = warehouse.rows(f"select area_view, {sums} from rollups.{table} group by area_view")
    return {row.pop("area_view"): row for row in rows}


def used(warehouse: Warehouse, model: str, measure: str) -> list[tuple[str, str]]:
    """Line and figure of everything the measure was made of."""
    rows = warehouse.rows(
        f"select line_key, figure_id from intermediate.{model} where measure = %s order by 1, 2", [measure]
    )
    return [(row["line_key"], row["figure_id"]) for row in rows]


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    (row,) = rows
    return row


def test_movement_form_balances_with_blank_cells_as_nobody(warehouse):
    form = form_of_the_poor(
        start=100, to_near_poor=10, escaped=20, from_near_poor=3, relapsed=2, new=5, other_increase=1, end=81
    )
    warehouse.load(1, FIRST, form, round=ROUND)
    build(warehouse, MOVEMENTS)

    row = only(warehouse.rows(f"select * from {MOVEMENTS}"))
    assert (row["household_group"], row["unit"], row["review_year"]) == ("poor", "households", "2024")
    assert used(warehouse, "int_household_figure_uses", "escaped_count") == [
        ("2024|poor|households", "f1"),
        ("2024|poor|households", "f2"),
    ]
    assert (row["opening_count"], row["escaped_count"], row["closing_count"]) == (100, 30, 81)
    assert row["other_decrease_count"] is None, "a blank cell is not a zero that somebody wrote"
    assert (row["computed_closing_count"], row["closing_difference_count"]) == (81, 0)


def test_near_poor_who_became_poor_have_left_but_not_escaped(warehouse):
    names = {"start": 50, "escaped": 7, "to_poor": 3, "from_poor": 10, "end": 49}
    form = [told(f"near_poor_movement_{name}", value, breakdown="near_poor") for name, value in names.items()]
    warehouse.load(1, FIRST, form, round=ROUND)
    build(warehouse, MOVEMENTS)

    row = only(warehouse.rows(f"select * from {MOVEMENTS}"))
    assert (row["household_group"], row["escaped_count"], row["to_other_group_count"]) == ("near_poor", 7, 3)
    assert (row["computed_closing_count"], row["closing_difference_count"]) == (50, -1)


def test_sentence_that_tells_all_three_moves_balances_with_the_reviews_of_both_years(warehouse):
    moves = [
        # As readers tell "30 hộ thoát nghèo".
        told("households_escaped_poverty", 30, breakdown="newly_escaped"),
        told("households_fallen_back", 2), told("households_newly_poor", 8),
    ]  # fmt: skip
    reviews = [told("poor_households", 100, period="2023"), told("poor_households", 80)]
    warehouse.load(1, FIRST, [*moves, *reviews], round=ROUND)
    warehouse.load(2, SECOND, [*moves[:2], *reviews], round=ROUND)
    build(warehouse, MOVEMENTS)

    rows = warehouse.rows(f"select * from {MOVEMENTS} order by submission_id")
    assert [(row["opening_count"], row["escaped_count"], row["closing_count"]) for row in rows] == [(100, 30, 80)] * 2
    assert [row["computed_closing_count"] for row in rows] == [80, None], "who is new is not told by the second"
    assert rows[1]["newly_arisen_count"] is None
    line = "2024|poor|households"
    assert used(warehouse, "int_household_figure_uses", "opening_count") == [(line, "f2"), (line, "f3")]
    assert used(warehouse, "int_household_figure_uses", "escaped_count") == [(line, "f0"), (line, "f0")]


def test_moves_of_the_half_year_are_not_added_to_those_of_the_year(warehouse):
    half = [told("households_escaped_poverty", 12, period="2024H1"), told("households_newly_poor", 4, period="2024H1")]
    warehouse.load(1, FIRST, [*half, told("households_escaped_poverty", 30)], round=ROUND)
    build(warehouse, MOVEMENTS)

    row = only(warehouse.rows(f"select * from {MOVEMENTS}"))
    assert (row["period"], row["escaped_count"], row["newly_arisen_count"]) == ("2024", 30, None)


def test_deprivation_has_the_printed_share_and_the_recomputed_one(warehouse):
    job = {"dimension": "employment", "breakdown": "poor;job"}
    figures = [
        told("poor_households", 80), told("near_poor_households", 50),
        told("deprived_households", 20, **job), told("deprived_household_rate", "24.9", "percent", **job),
        told("deprived_households", 0, dimension="housing", breakdown="near_poor;housing_area"),
        told("deprived_household_rate", 40, "percent", dimension="health", breakdown="poor"),
        told("deprived_households", 9, dimension="health", breakdown="poor;nutrition;ethnic_minority"),
        told("deprived_households", 8, dimension="health", breakdown="poor;nutrition", place="a commune"),
    ]  # fmt: skip
    warehouse.load(1, FIRST, figures, round=ROUND)
    build(warehouse, "marts.fct_poverty_reviews_yearly", DEPRIVATIONS)

    rows = warehouse.rows(f"select * from {DEPRIVATIONS} order by dimension")
    assert [(row["household_group"], row["dimension"], row["deprivation"]) for row in rows] == [
        ("poor", "employment", "job"), ("poor", "health", ""), ("near_poor", "housing", "housing_area"),
    ]  # fmt: skip
    counts = [(row["deprived_households_count"], row["group_households_count"]) for row in rows]
    assert counts == [(20, 80), (None, 80), (0, 50)]
    shares = [(row["reported_deprived_share_pct"], row["deprived_share_pct"]) for row in rows]
    assert shares == [(Decimal("24.90"), Decimal(25)), (40, None), (None, 0)]


def test_support_keeps_units_groups_years_and_three_kinds_of_nothing_apart(warehouse):
    policy = {"policy": "education"}
    figures = [
        told("policy_spending", 900, "vnd", **policy), told("policy_spending", 400, "vnd", period="2024H1", **policy),
        told("policy_spending", 70, "vnd", period="2023", **policy),
        told("policy_beneficiaries", 30, "people", **policy), told("policy_beneficiaries", 10, **policy),
        told("loan_borrowers", 6, policy="credit", breakdown="poor"),
        told("policy_spending", 0, "vnd", policy="housing", presence="zero_in_words"),
        replace(told("policy_spending", 0, "vnd", policy="health", presence="not_applicable"), value=None),
        told("policy_spending", 5, "vnd"),
    ]  # fmt: skip
    warehouse.load(1, FIRST, figures, round=ROUND)
    build(warehouse, SUPPORT)

    rows = warehouse.rows(f"select * from {SUPPORT} order by policy, indicator, unit, support_year")
    assert [
        (row["policy"], row["unit"], row["breakdown"], row["support_year"], row["value"], row["presence"])
        for row in rows
    ] == [
        ("credit", "households", "poor", "2024", 6, "stated"),
        ("education", "households", "", "2024", 10, "stated"),
        ("education", "people", "", "2024", 30, "stated"),
        ("education", "vnd", "", "2023", 70, "stated"),
        ("education", "vnd", "", "2024", 900, "stated"),
        ("health", "vnd", "", "2024", None, "not_applicable"),
        ("housing", "vnd", "", "2024", 0, "zero_in_words"),
        ("not_stated", "vnd", "", "2024", 5, "stated"),
    ]


def test_support_line_told_with_two_values_has_none_but_tells_how_far_they_lie_apart(warehouse):
    figures = [told("policy_spending", value, "vnd", policy="education") for value in (300, 500, 300)]
    warehouse.load(1, FIRST, figures, round=ROUND)
    build(warehouse, SUPPORT)

    row = only(warehouse.rows(f"select * from {SUPPORT}"))
    assert (row["value"], row["value_count"], row["lowest_value"], row["highest_value"]) == (None, 2, 300, 500)
    assert row["figure_ids"] == "f0;f1;f2"
    assert used(warehouse, "int_support_figure_uses", "spending_vnd") == [], "no sum is made of any of them"


def test_attainment_goes_by_the_direction_of_the_indicator(warehouse):
    def both(indicator: str, target: str, result: str, unit: str, **given: str) -> list[Figure]:
        verdict = given.pop("verdict", "")
        return [
            told(indicator, target, unit, kind="target", **given), told(indicator, result, unit, breakdown=verdict),
        ]  # fmt: skip

    figures = [
        *both("poor_household_rate", "4", "5", "percent"),
        *both("poor_household_rate_change", "-4", "-4.46", "pp"),
        *both("vocational_trainees", "1000", "491", "people", verdict="plan_not_met"),
        *both("literacy_rate", "90.7", "99.3", "percent", verdict="plan_exceeded"),
        *both("projects", "4", "4", "projects"),
        told("models", 12, "models", kind="target"),
        told("school_attendance_rate", "98.9", "percent", breakdown="plan_met"),
        told("school_attendance_rate", "72.7", "percent", breakdown="plan_met"),
        told("houses_built", 6),
        told("age_max", 16, "years", kind="target", breakdown="criterion"),
    ]
    warehouse.load(1, FIRST, figures, round=ROUND)
    build(warehouse, RESULTS)

    rows = warehouse.rows(f"select * from {RESULTS} order by indicator")
    assert [(row["indicator"], row["attainment_pct"], row["is_met"], row["reported_verdict"]) for row in rows] == [
        ("literacy_rate", Decimal("109.48"), True, "exceeded"),
        ("models", None, None, None),
        ("poor_household_rate", Decimal("80.00"), False, None),
        ("poor_household_rate_change", Decimal("111.50"), True, None),
        ("projects", None, None, None),
        ("school_attendance_rate", None, None, "met"),
        ("vocational_trainees", Decimal("49.10"), False, "not_met"),
    ]
    ambiguous = next(row for row in rows if row["indicator"] == "school_attendance_rate")
    assert (ambiguous["target_value_count"], ambiguous["result_value_count"]) == (0, 2)
    assert ambiguous["target_submission_id"] is None
    assert ("vocational_trainees|2024||||people", "f5") in used(warehouse, "int_support_figure_uses", "result_value")


def test_held_subject_takes_its_own_side_of_a_target_only(warehouse):
    figures = [told("poor_household_rate", 4, "percent", kind="target"), told("poor_household_rate", 3, "percent")]
    warehouse.hold(warehouse.load(1, FIRST, figures, round=ROUND), "poverty")
    build(warehouse, RESULTS)

    row = only(warehouse.rows(f"select * from {RESULTS}"))
    assert (row["target_value"], row["result_value"], row["is_met"]) == (4, None, None)


def test_first_report_is_on_time_or_late_and_a_correction_is_neither(warehouse):
    # Loaded the other way round: what counts is when they came.
    correction = warehouse.load(2, FIRST, [], round="2024H1", days=40)
    in_time = warehouse.load(1, FIRST, [], round="2024H1", days=18)
    late = warehouse.load(3, SECOND, [], round="2024H1", days=22)
    adrift = warehouse.load(4, SECOND, [], round="2024H1", days=30, reporting_unit_code=None)
    without_deadline = warehouse.load(5, SECOND, [], round="2024-9M", days=100)
    old = warehouse.load(6, SECOND, [], round="2022", days=1)
    build(warehouse, "marts.fct_findings", "marts.fct_submissions", TIMELINESS)

    rows = {row["submission_id"]: row for row in warehouse.rows(f"select * from {TIMELINESS}")}
    # 30 June 2024 was a Sunday; fifteen working days after it is Friday, 19 July.
    assert rows[in_time]["due_date"] == date(2024, 7, 19)
    told_of = ("days_late", "is_on_time", "revision_number")
    assert {number: tuple(row[name] for name in told_of) for number, row in rows.items()} == {
        in_time: (0, True, 1), correction: (22, None, 2), late: (4, False, 1), adrift: (None, None, None),
        without_deadline: (None, None, 1), old: (rows[old]["days_late"], None, 1),
    }  # fmt: skip
    assert rows[old]["days_late"] > 366


def test_rollups_add_units_up_to_the_same_in_every_area_view(warehouse):
    elsewhere = registry.districts_of(registry.provinces()[1].code)[0]
    for number, unit in enumerate((FIRST, SECOND, elsewhere), 1):
        figures = [
            *form_of_the_poor(start=100 * number, escaped=10, relapsed=number, end=90 * number),
            told("poor_households", 90 * number),
            told("deprived_households", 9, dimension="housing", breakdown="poor;housing_area"),
            told("policy_spending", 1000 * number, "vnd", policy="education"),
            told("policy_beneficiaries", 10, policy="education"),
            told("vocational_trainees", 50, "people", kind="target"), told("vocational_trainees", 40, "people"),
        ]  # fmt: skip
        warehouse.load(number, unit, figures, round="2024", days=190 + number)
    transform.build(warehouse.url, ["staging", "intermediate", "marts", "rollups"], warehouse.local_dir)

    expected = {
        "agg_province_household_movements_by_year": {"opening_count": 600, "escaped_count": 30, "fell_back_count": 6},
        "agg_province_deprivations_by_year": {"deprived_households_count": 27, "group_households_count": 540},
        "agg_province_support_by_round": {"spending_vnd": 6000, "beneficiary_households_count": 30},
        "agg_province_target_results_by_year": {"target_value": 150, "result_value": 120, "not_met_unit_count": 3},
        "agg_province_timeliness_by_round": {"on_time_unit_count": 3, "late_unit_count": 0},
    }
    for table, sums in expected.items():
        views = sum_in_each_view(warehouse, table, list(sums))
        assert views == dict.fromkeys(("as_reported", "recast", "national"), sums), table
    of_province = "where area_view = 'as_reported' and province_code = %s"
    row = only(
        warehouse.rows(f"select * from rollups.agg_province_support_by_round {of_province}", [FIRST.province_code])
    )
    assert (row["spending_vnd"], row["spending_per_household_vnd"], row["reporting_unit_count"]) == (3000, 150, 2)
    assert row["expected_unit_count"] == len(registry.districts_of(FIRST.province_code))


# Figures as the reports print them: indicator, year, unit, target, result, attainment, met, what the report says of it.
PRINTED_RESULTS = [
    ("poor_household_rate_change", "2024", "pp", "-3.5", "-2.03", "58.00", False, None),
    ("vocational_trainees", "2023", "people", "1000", "491", "49.10", False, None),
    ("child_stunting_rate", "2023", "percent", "28.6", "29.3", "97.61", False, "not_met"),
    ("hygienic_water_rate", "2023", "percent", "90", "88", "97.78", False, "not_met"),
    ("hygienic_latrine_rate", "2023", "percent", "60", "48", "80.00", False, "not_met"),
    ("certified_worker_rate", "2023", "percent", "25", "22.4", "89.60", False, "not_met"),
    ("literacy_rate", "2023", "percent", "90.7", "99.3", "109.48", True, "exceeded"),
    ("health_insurance_card_rate", "2023", "percent", None, "100", None, None, "met"),
    ("poor_household_rate", "2024", "percent", "3.91", None, None, None, None),
]


def test_real_reports_give_the_results_and_the_support_they_print(warehouse, reports_dir):
    reports = sorted(reports_dir.glob("*.txt"))
    assert len(reports) == 4
    for number, report in enumerate(reports, 1):
        reading = read_package([(report.name, report.read_bytes())])
        warehouse.load(number, FIRST, list(reading.figures), **vars(reading.identity))
    build(warehouse, RESULTS, SUPPORT, MOVEMENTS)

    columns = "indicator, target_year, unit, target_value, result_value, attainment_pct, is_met, reported_verdict"
    told_of = {tuple(row.values()) for row in warehouse.rows(f"select {columns} from {RESULTS} where breakdown = ''")}
    expected = {
        (*row[:3], *(number and Decimal(number) for number in row[3:6]), *row[6:]) for row in PRINTED_RESULTS
    }  # fmt: skip
    assert expected - told_of == set()
    electricity = warehouse.rows(
        f"select unit, breakdown, value from {SUPPORT} where policy = 'electricity' order by 1"
    )
    assert [tuple(row.values()) for row in electricity] == [("households", "", 3026), ("vnd", "", 467976000)]
    assert not warehouse.rows(f"select from {MOVEMENTS}"), "none of the four says who left and who joined"
