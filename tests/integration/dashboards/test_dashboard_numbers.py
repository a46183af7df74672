"""How many units stand behind each number of the boards, and what is said of targets and forecasts."""

from decimal import Decimal

import pytest
from hand_made import insert
from psycopg import Connection
from released_rows import PLACE, insert_release, insert_sources


@pytest.mark.parametrize(
    ("stated", "denominator", "coverage"),
    [
        ({"a": {"assigned_vnd": 5, "allocated_vnd": 4, "disbursed_vnd": 1}, "b": {"assigned_vnd": 5},
          "c": {"disbursed_vnd": 2, "assigned_vnd": None, "available_vnd": 9}, "d": {"assigned_vnd": 1}}, "assigned",
         "vốn giao 3/12, phân bổ 1/12, giải ngân 2/12, tỷ lệ 1/12"),
        ({"a": {"assigned_vnd": 5, "allocated_vnd": 4, "disbursed_vnd": 1, "available_vnd": 7},
          "b": {"disbursed_vnd": 2, "available_vnd": 9}}, "available",
         "vốn giao 1/12, phân bổ 1/12, giải ngân 2/12, tỷ lệ 2/12"),
        ({"a": {"assigned_vnd": 5, "allocated_vnd": 4, "disbursed_vnd": 1}}, "assigned", "1/12 đơn vị"),
        # The country has no sources of its own.
        ({}, "assigned", "5/12 đơn vị"),
    ],
)  # fmt: skip
def test_coverage_of_a_line_of_capital_is_of_each_of_its_numbers(
    connection: Connection, stated: dict, denominator: str, coverage: str
):
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-004")
        insert(connection, "release.disbursement", release_id="98-2024H1-004", row_key="line", **PLACE, project="",
               component="", fund_source="all", capital_type="all", assigned_vnd=11, allocated_vnd=4, disbursed_vnd=3,
               disbursement_rate_pct=20, rate_denominator=denominator, reporting_unit_count=5,
               expected_unit_count=12)  # fmt: skip
        insert_sources(connection, "98-2024H1-004", "disbursement", "line", stated)
        # Another row, and another table with a row of that name.
        insert_sources(connection, "98-2024H1-004", "disbursement", "other", {"e": {"assigned_vnd": 1}})
        insert_sources(connection, "98-2024H1-004", "poverty", "line", {"e": {"assigned_vnd": 1}})
        told = connection.execute(
            "select line_coverage_label from analytics.board_capital where release_id = '98-2024H1-004'"
        ).fetchall()
    assert told == [(coverage,)]


def test_what_came_of_forecasts_and_what_local_money_adds_have_their_own_coverage(connection: Connection):
    line = {"release_id": "98-2024H1-007", **PLACE, "project": "DA1", "subproject": "DA1.TDA2", "component": "",
            "capital_type": "all", "budget_year": "2024", "expected_unit_count": 9,
            "reporting_unit_count": 4}  # fmt: skip
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-007")
        insert(connection, "release.capital_progress", **line, row_key="told", fund_source="all",
               earlier_round="2024-3M", forecast_vnd=4000000, disbursed_of_forecast_vnd=5000000,
               forecast_difference_vnd=1000000, forecast_attainment_pct=125, forecast_unit_count=3,
               increment_unit_count=0)  # fmt: skip
        insert(connection, "release.capital_progress", **line, row_key="silent", fund_source="all",
               earlier_round="2024-3M")  # fmt: skip
        insert(connection, "release.cofinancing", **line, row_key="told", central_vnd=100000000, local_vnd=3000000,
               cofinancing_share_pct=3, cofinancing_verdict="not_judged")  # fmt: skip
        progress = connection.execute(
            "select subject_label, earlier_round_label, forecast_million::float, forecast_difference_million::float, "
            "forecast_coverage_label from analytics.board_progress"
        ).fetchall()
        cofinancing = connection.execute(
            "select subject_label, central_million::float, local_million::float, cofinancing_verdict_label, "
            "line_coverage_label from analytics.board_cofinancing"
        ).fetchall()
    assert progress == [("Dự án 1, tiểu dự án 2", "3 tháng năm 2024", 4.0, 1.0, "3/9 đơn vị")]
    assert cofinancing == [("Dự án 1, tiểu dự án 2", 100.0, 3.0, "Không xét từng dự án", "4/9 đơn vị")]


def test_coverage_of_households_is_of_each_number(connection: Connection):
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-005")
        insert(connection, "release.poverty", release_id="98-2024H1-005", row_key="year", **PLACE, review_year="2024",
               poor_households_count=30, total_households_count=100, poor_household_rate_pct=10,
               reporting_unit_count=3, expected_unit_count=4)  # fmt: skip
        both = {"poor_households_count": 10, "total_households_count": 100}
        stated = {"a": both, "b": {"poor_households_count": 10}, "c": {"poor_households_count": 10}}
        insert_sources(connection, "98-2024H1-005", "poverty", "year", stated)
        told = connection.execute(
            "select line_coverage_label from analytics.board_poverty where release_id = '98-2024H1-005'"
        ).fetchall()
    assert told == [("tổng số hộ 1/4, hộ nghèo 3/4, tỷ lệ nghèo 1/4",)]


def test_targets_are_told_in_words(connection: Connection):
    targets = {"reporting_unit_count": 2, "expected_unit_count": 3, "target_year": "2024", "project": "", **PLACE}
    with connection.transaction():
        insert(connection, "release.releases", release_id="98-2024H1-002", **PLACE, release_number=2,
               content_sha256="0" * 64, published_at="2024-08-10", status="provisional", rule_set_version="1",
               code_version="1")  # fmt: skip
        for row, (indicator, unit, breakdown) in enumerate(
            (
                ("models", "models", ""),
                ("poor_household_rate", "percent", "near_poor;rural"),
                ("unheard_of", "yaks", ""),
            )
        ):
            insert(connection, "release.target_results", release_id="98-2024H1-002", row_key=str(row),
                   indicator=indicator, unit=unit, breakdown=breakdown, **targets)  # fmt: skip
    told = connection.execute(
        "select indicator_label, unit_label, breakdown_label, line_coverage_label from analytics.board_targets"
    ).fetchall()
    assert set(told) == {
        ("Số mô hình giảm nghèo", "mô hình", "", "2/3 đơn vị"),
        ("Tỷ lệ hộ nghèo", "%", "hộ cận nghèo, nông thôn", "2/3 đơn vị"),
        ("unheard_of", "yaks", "", "2/3 đơn vị"),
    }


@pytest.mark.parametrize(
    ("direction", "stated", "told", "verdict"),
    [
        ("more", {"a": (90, 88)}, {}, (90, 88, 97.78, "Gần đạt")),
        ("more", {"a": (90, 80)}, {}, (90, 80, 88.89, "Chưa đạt")),
        # Less is better: the level wanted against the level there is.
        ("less", {"a": (20, 22)}, {}, (20, 22, 90.91, "Gần đạt")),
        ("less", {"a": (20, 24)}, {}, (20, 24, 83.33, "Chưa đạt")),
        ("more", {"a": (90, 88), "b": (50, 60)}, {}, (None, None, None, "Gần đạt")),
        ("more", {"a": (90, 88), "b": (50, 20)}, {}, (None, None, None, "Chưa đạt")),
        ("more", {}, {"reported_met_unit_count": 1}, (None, None, None, "Đạt (tự đánh giá)")),
        ("more", {}, {"reported_met_unit_count": 1, "reported_not_met_unit_count": 1},
         (None, None, None, "Chưa đạt (tự đánh giá)")),
        ("more", {}, {}, (None, None, None, "Chưa đủ số liệu")),
    ],
)  # fmt: skip
def test_rates_are_nearly_met_where_each_unit_nearly_met_them(
    connection: Connection, direction: str, stated: dict, told: dict, verdict: tuple
):
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-003")
        insert(connection, "release.target_results", release_id="98-2024H1-003", **PLACE, row_key="rate",
               indicator="rate", target_year="2024", project="", breakdown="", unit="percent", direction=direction,
               not_met_unit_count=1 if stated else 0, met_unit_count=max(len(stated) - 1, 0), **told)  # fmt: skip
        counted = {
            unit: {"target_unit_count": target, "result_unit_count": result}
            for unit, (target, result) in stated.items()
        }
        insert_sources(connection, "98-2024H1-003", "target_results", "rate", counted)
        [row] = connection.execute(
            "select target_value, result_value, attainment_pct, verdict_label from analytics.board_targets "
            "where release_id = '98-2024H1-003'"
        ).fetchall()
    assert tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row) == verdict
