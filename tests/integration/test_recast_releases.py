"""Releases by today's provinces beside those as reported: two made-up provinces of before, both whole in one."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hand_made import create_release_schema, hand_made_warehouse, insert
from psycopg import Connection
from two_provinces import (
    AUGUST,
    BEFORE,
    FIRST,
    JULY,
    LATE,
    ROUND,
    SEPTEMBER,
    SUCCESSOR,
    TODAY,
    place_units,
    roll_up,
    state,
)

from district_reports.exports import trace_by_words
from district_reports.problems import DistrictReportsError
from district_reports.releases import (
    Outcome,
    ReleaseResult,
    publish_releases,
    revert_release,
    show_release,
    trace,
)  # fmt: skip


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    with hand_made_warehouse(database_url, "recast_releases_test") as connection:
        place_units(connection)
        state(connection, FIRST)
        yield connection


def publish(connection: Connection, when: datetime = JULY) -> dict[str, ReleaseResult]:
    """What publishing made of each province, by the id of its newest release or, without one, by its code."""
    results = publish_releases(connection, when, "test", "rules-1")
    return {result.release_id or f"{result.area_view} {result.province_code}": result for result in results}


def disbursed(connection: Connection, suffix: str) -> list[int]:
    rows = connection.execute(f"select disbursed_vnd / 1000000 from analytics.disbursement{suffix} order by 1")
    return [int(row[0]) for row in rows.fetchall()]


def test_each_view_has_its_own_releases_and_an_analyst_sees_one_at_a_time(connection: Connection):
    assert publish(connection).keys() == {"97-2024H1-001", "98-2024H1-001", "recast-96-2024H1-001"}
    assert disbursed(connection, "") == [5, 30]
    assert disbursed(connection, "_recast") == [35]
    header = show_release(connection, "recast-96-2024H1-001").header
    assert (header["area_view"], header["area_list"], header["province_name"]) == ("recast", TODAY, "Trời Cao")
    [row] = connection.execute("select area_view, is_exact, expected_unit_count from analytics.disbursement_recast")
    assert row == ("recast", True, 3)


def test_late_unit_changes_its_own_province_alone_in_both_views(connection: Connection):
    publish(connection)
    state(connection, LATE)
    results = publish(connection, AUGUST)
    assert {release_id: result.outcome for release_id, result in results.items()} == {
        "97-2024H1-002": Outcome.PUBLISHED,
        "98-2024H1-001": Outcome.UNCHANGED,
        "recast-96-2024H1-002": Outcome.PUBLISHED,
    }
    changed = show_release(connection, "recast-96-2024H1-002").rows("changes")
    assert {change["reporting_unit_code"] for change in changed} == {"", "972"}


def test_any_day_tells_the_same_total_in_both_views(connection: Connection):
    publish(connection)
    state(connection, LATE)
    publish(connection, AUGUST)
    for day, total in ((date(2024, 7, 9), 0), (date(2024, 7, 10), 35), (date(2024, 8, 10), 95)):
        assert sum(disbursed(connection, f"_as_of('{day}')")) == total
        assert sum(disbursed(connection, f"_recast_as_of('{day}')")) == total


def test_what_holds_a_province_holds_the_one_it_went_into(connection: Connection):
    insert(connection, "quality.findings", submission_id=f"province:{BEFORE}:97:{ROUND}", finding_id="1",
           rule="SUM-900", severity="critical", message_vi="tổng lệch", message_en="the total is off")  # fmt: skip
    results = publish(connection)
    assert {key: result.outcome for key, result in results.items()} == {
        "as_reported 97": Outcome.HELD,
        "98-2024H1-001": Outcome.PUBLISHED,
        "recast 96": Outcome.HELD,
    }


def test_recast_number_is_traced_to_the_units_of_all_it_came_from(connection: Connection):
    publish(connection)
    key = f"recast|{TODAY}|96|{ROUND}|line"
    rate = trace(connection, "recast-96-2024H1-001", "disbursement", key, "disbursement_rate_pct")
    paid, _ = rate.parts
    assert [(unit.code, unit.value) for unit in paid.units] == [("971", 30_000_000), ("981", 5_000_000)]
    assert paid.figures[0]["quote"] == "là 30 triệu đồng"


def test_words_mean_the_province_that_reported_unless_they_say_recast(connection: Connection):
    publish(connection)
    assert trace_by_words(connection, ["Trời Cao", ROUND, "recast", "disbursed"]).value == 35_000_000
    with pytest.raises(DistrictReportsError) as refusal:
        trace_by_words(connection, ["Trời Cao", ROUND, "disbursed"])
    assert f"Trời Cao {ROUND} recast" in refusal.value.remedy
    with pytest.raises(DistrictReportsError):
        trace_by_words(connection, ["Mây Trắng", ROUND, "recast", "disbursed"])


def test_recast_release_is_reverted_by_itself(connection: Connection):
    publish(connection)
    state(connection, LATE)
    publish(connection, AUGUST)
    revert_release(connection, "recast-96-2024H1-001", SEPTEMBER, "test", "rules-1")
    assert (disbursed(connection, ""), disbursed(connection, "_recast")) == ([5, 90], [35])
    assert publish(connection, SEPTEMBER)["recast-96-2024H1-003"].outcome == Outcome.WITHDRAWN


def test_who_reverts_a_province_is_told_which_recast_release_stands(connection: Connection):
    publish(connection)
    state(connection, LATE)
    publish(connection, AUGUST)
    result = revert_release(connection, "97-2024H1-001", SEPTEMBER, "test", "rules-1")
    assert "recast-96-2024H1-002" in result.reason_en
    assert disbursed(connection, "_recast") == [95]


def test_province_of_today_that_reported_itself_is_in_both_views_and_released_once(connection: Connection):
    place = SUCCESSOR | {"area_view": "as_reported"}
    commune = {"xa-1": ("96001", 40, 20)}
    connection.execute("truncate rollups.agg_province_sources, rollups.agg_province_disbursement_by_round")
    connection.execute("truncate rollups.agg_province_completeness_by_round")
    roll_up(connection, place, f"{TODAY}|96|{ROUND}", commune)
    roll_up(connection, SUCCESSOR, f"recast|{TODAY}|96|{ROUND}", commune)
    assert publish(connection).keys() == {"96-2024H1-001"}
    assert disbursed(connection, "") == disbursed(connection, "_recast") == [20]


def test_warehouse_of_before_there_were_views_is_brought_up_and_publishes_nothing_again(connection: Connection):
    connection.execute("delete from rollups.agg_province_completeness_by_round where area_view = 'recast'")
    publish(connection)
    before = show_release(connection, "97-2024H1-001").header["content_sha256"]
    connection.execute("alter table release.releases drop column area_view cascade")
    for table in ("disbursement", "poverty", "targets", "completeness"):
        connection.execute(f"alter table release.{table} drop column area_view cascade, drop column is_exact cascade")
    create_release_schema(connection)
    create_release_schema(connection)
    results = publish(connection, AUGUST)
    assert results["97-2024H1-001"].outcome == Outcome.UNCHANGED
    assert show_release(connection, "97-2024H1-001").header["content_sha256"] == before


def test_warehouse_of_before_budgets_and_forecast_rates_is_brought_up_and_publishes_nothing_again(connection):
    later = ["approved_vnd", "forecast_9m_rate_pct", "reported_forecast_9m_rate_pct"]
    dropped = ", ".join(f"drop column {column} cascade" for column in later)
    connection.execute(f"alter table release.disbursement {dropped}")
    assert publish(connection)["97-2024H1-001"].outcome == Outcome.PUBLISHED
    create_release_schema(connection)
    assert publish(connection, AUGUST)["97-2024H1-001"].outcome == Outcome.UNCHANGED

    connection.execute(
        "update rollups.agg_province_disbursement_by_round set approved_vnd = 7 where province_code = '97'"
    )
    assert publish(connection, AUGUST)["97-2024H1-002"].outcome == Outcome.PUBLISHED
    changes = show_release(connection, "97-2024H1-002").rows("changes")
    assert [(change["measure"], change["old_value"], change["new_value"]) for change in changes] == [
        ("approved_vnd", None, 7)
    ]
