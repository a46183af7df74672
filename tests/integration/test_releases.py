"""Publishing on a real PostgreSQL, from rollup tables made by hand: two districts of a made-up province."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from hand_made import hand_made_warehouse, insert
from psycopg import Connection

from district_reports.exports import trace_by_words, write_newest
from district_reports.notify import MissingUnit, list_missing_units
from district_reports.problems import DistrictReportsError
from district_reports.releases import (
    Outcome,
    ReleaseResult,
    list_releases,
    publish_releases,
    revert_release,
    show_release,
    trace,
)  # fmt: skip
from district_reports.warehouse.database.server import ensure_database
from district_reports.warehouse.releases.hashing import hash_content

JULY, AUGUST, SEPTEMBER = (datetime(2024, month, 10, 2, 0, tzinfo=UTC) for month in (7, 8, 9))
PROVINCE = {"area_list": "before_2025_07", "province_code": "97", "province_name": "Mây Trắng", "round": "2024H1"}
REPORTED = {"area_view": "as_reported", "is_exact": True, **PROVINCE}
ROW_KEY = "before_2025_07|97|2024H1|||||2024"
POVERTY_KEY = "before_2025_07|97|2024H1|2023"
QUOTE = "tổng kinh phí là 90 triệu đồng <script>alert('x')</script>"


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A warehouse of its own with the tables a release reads, and one accepted report in them."""
    with hand_made_warehouse(database_url, "releases_test") as connection:
        state(connection, {"suoi-1": ("971", "Suối Mơ", 90, 30)})
        yield connection


def state(connection: Connection, reports: dict[str, tuple[str, str, int, int]], expected: int = 3) -> None:
    """Make the warehouse say this: submission -> unit code, unit name, assigned and disbursed million dong."""
    connection.execute("truncate raw.submissions, raw.files, raw.figures, rollups.agg_province_sources")
    for rollup in ("disbursement_by_round", "poverty_by_year", "completeness_by_round"):
        connection.execute(f"truncate rollups.agg_province_{rollup}")
    for submission_id, (code, name, assigned, disbursed) in reports.items():
        insert(connection, "raw.submissions", submission_id=submission_id, reporting_unit_code=code,
               reporting_unit_name=name, received_at=JULY, **PROVINCE)  # fmt: skip
        insert(connection, "raw.files", submission_id=submission_id, file_sha256="f" * 64, file_name="báo cáo.docx")
        for measure, million in (("assigned_vnd", assigned), ("disbursed_vnd", disbursed)):
            add_source(connection, submission_id, measure, million)
    count = len(reports)
    coverage = {"expected_unit_count": expected, "received_unit_count": count, "accepted_unit_count": count}
    assigned, disbursed = (sum(report[i] for report in reports.values()) for i in (2, 3))
    insert(connection, "rollups.agg_province_disbursement_by_round", row_key=ROW_KEY, budget_year="2024", project="",
           subproject="", component="", fund_source="all", capital_type="all", assigned_vnd=assigned * 10**6,
           disbursed_vnd=disbursed * 10**6, disbursement_rate_pct=round(Decimal(100 * disbursed) / assigned, 2),
           reported_disbursement_rate_pct=Decimal("33.30"), rate_denominator="assigned", is_headline=True,
           reporting_unit_count=count, is_complete=count == expected, **REPORTED, **coverage)  # fmt: skip
    insert(connection, "rollups.agg_province_poverty_by_year", row_key=POVERTY_KEY, review_year="2023",
           total_households_count=1000, poor_households_count=100, poor_household_rate_pct=10, status="preliminary",
           is_headline=True, reporting_unit_count=1, is_complete=False, **REPORTED, **coverage)  # fmt: skip
    insert(connection, "rollups.agg_province_completeness_by_round", row_key="before_2025_07|97|2024H1",
           held_unit_count=0, missing_unit_names="" if count == expected else "Núi Xa; Đèo Gió",
           is_final=count == expected,
           planned_capital_covered_pct=100 if count == expected else None,
           critical_finding_count=0, warning_finding_count=0, note_finding_count=0, **REPORTED, **coverage)  # fmt: skip


def add_source(connection: Connection, submission_id: str, measure: str, million: int) -> None:
    insert(connection, "raw.figures", submission_id=submission_id, figure_id=measure, indicator=f"capital_{measure}",
           value=million * 10**6, unit="vnd", bound="exact", presence="stated", value_text=str(million),
           unit_text="triệu đồng", quote=QUOTE, locator="báo cáo.docx#p12:0-40")  # fmt: skip
    place = {name: REPORTED[name] for name in ("area_view", "area_list", "province_code", "round")}
    insert(connection, "rollups.agg_province_sources", table_name="agg_province_disbursement_by_round",
           row_key=ROW_KEY, measure=measure, submission_id=submission_id, figure_id=measure, **place)  # fmt: skip


def publish(connection: Connection, when: datetime = JULY) -> ReleaseResult:
    [result] = publish_releases(connection, when, "test", "rules-1")
    return result


def disbursed_on(connection: Connection, day: date) -> list[Decimal]:
    query = "select disbursed_vnd from analytics.disbursement_as_of(%s)"
    return [row[0] for row in connection.execute(query, [day]).fetchall()]


def correct(connection: Connection) -> None:
    state(connection, {"suoi-2": ("971", "Suối Mơ", 90, 45)})


def test_first_release_is_provisional_and_says_its_coverage(connection: Connection):
    result = publish(connection)
    header = show_release(connection, "97-2024H1-001").header
    assert (result.outcome, result.release_id) == (Outcome.PUBLISHED, "97-2024H1-001")
    assert (header["status"], header["accepted_unit_count"], header["expected_unit_count"]) == ("provisional", 1, 3)
    assert header["planned_capital_covered_pct"] is None, "what silent districts plan is not known"
    assert header["status_reason_vi"] == "2 đơn vị chưa gửi báo cáo"


def test_release_is_final_when_every_unit_is_in(connection: Connection):
    state(connection, {"suoi-1": ("971", "Suối Mơ", 90, 30)}, expected=1)
    header = show_release(connection, publish(connection).release_id).header
    assert (header["status"], header["planned_capital_covered_pct"]) == ("final", 100)
    assert (header["status_reason_vi"], header["status_reason_en"]) == ("", "")


def test_amount_left_out_of_the_sums_keeps_a_release_provisional_and_is_told(connection: Connection):
    state(connection, {"suoi-1": ("971", "Suối Mơ", 90, 30)}, expected=1)
    connection.execute(
        "update rollups.agg_province_completeness_by_round"
        " set held_line_count = 3, held_line_unit_names = 'Suối Mơ', is_final = false"
    )
    header = show_release(connection, publish(connection).release_id).header
    assert (header["status"], header["held_line_count"]) == ("provisional", 3)
    assert header["status_reason_vi"] == "3 số tiền của dòng vốn mâu thuẫn hoặc chưa rõ, chưa cộng vào tổng"


def test_report_nobody_expected_hides_no_silent_unit(connection: Connection):
    state(connection, {"suoi-1": ("971", "Suối Mơ", 90, 30), "khe-1": ("979", "Khe Cũ", 10, 5)}, expected=3)
    header = show_release(connection, publish(connection).release_id).header
    assert header["status_reason_vi"] == (
        "2 đơn vị chưa gửi báo cáo; 1 báo cáo của đơn vị không còn hoặc chưa có vào ngày cuối kỳ"
    )


def test_silent_unit_whose_day_has_not_come_is_told_as_not_due(connection: Connection):
    due = "update rollups.agg_province_completeness_by_round set due_date = %s"
    connection.execute(due, [JULY.date()])
    header = show_release(connection, publish(connection).release_id).header
    assert (header["not_due_unit_count"], header["status_reason_vi"]) == (2, "2 đơn vị chưa gửi báo cáo, chưa đến hạn")

    correct(connection)
    connection.execute(due, [JULY.date()])
    header = show_release(connection, publish(connection, AUGUST).release_id).header
    assert (header["not_due_unit_count"], header["status_reason_vi"]) == (0, "2 đơn vị chưa gửi báo cáo")


def test_day_that_passes_alone_makes_no_new_release(connection: Connection):
    connection.execute("update rollups.agg_province_completeness_by_round set due_date = %s", [JULY.date()])
    publish(connection)
    assert publish(connection, AUGUST).outcome == Outcome.UNCHANGED


def test_same_content_makes_no_new_release(connection: Connection):
    publish(connection)
    connection.execute("update raw.submissions set received_at = %s", [AUGUST])
    again = publish(connection, AUGUST)
    assert (again.outcome, again.release_id) == (Outcome.UNCHANGED, "97-2024H1-001")
    assert len(list_releases(connection)) == 1


def arrive(connection: Connection, days_late: int, is_on_time: bool | None) -> None:
    place = {name: REPORTED[name] for name in ("area_list", "province_code", "round")}
    insert(connection, "marts.fct_submission_timeliness", **place, reporting_unit_code="971",
           due_date=date(2024, 7, 19), days_late=days_late, is_on_time=is_on_time)  # fmt: skip


def test_a_correction_is_told_with_how_punctual_the_first_report_was(connection: Connection):
    arrive(connection, 4, False)
    arrive(connection, 30, None)
    correct(connection)
    [told] = show_release(connection, publish(connection).release_id).rows("submissions")
    assert (told["due_date"], told["is_first_on_time"], told["first_days_late"]) == (date(2024, 7, 19), False, 4)


def test_when_reports_came_alone_makes_no_new_release(connection: Connection):
    publish(connection)
    arrive(connection, 4, False)
    assert publish(connection, AUGUST).outcome == Outcome.UNCHANGED


@pytest.mark.parametrize(
    "change",
    [
        "update release.disbursement set disbursed_vnd = 0",
        "delete from release.sources",
        "truncate release.changes",
        "update release.releases set status = 'final'",
        "insert into release.files select release_id, 'late', 'late' from release.releases",
    ],
)
def test_released_rows_refuse_every_change_even_from_their_owner(connection: Connection, change: str):
    publish(connection)
    with pytest.raises(psycopg.errors.RestrictViolation, match="never changes") as refusal:
        connection.execute(change)
    assert refusal.value.diag.message_hint


def test_publisher_publishes_and_can_do_no_more(connection: Connection):
    connection.execute("set role district_reports_publisher")
    assert publish(connection).outcome == Outcome.PUBLISHED
    assert connection.execute("select disbursed_vnd from analytics.disbursement").fetchall() == [(30_000_000,)]
    assert disbursed_on(connection, date(2024, 7, 10)) == [30_000_000]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("update release.disbursement set disbursed_vnd = 0")


def test_correction_makes_a_second_release_and_leaves_the_first_readable(connection: Connection):
    publish(connection)
    correct(connection)
    result = publish(connection, AUGUST)
    first, second = (show_release(connection, f"97-2024H1-00{number}") for number in (1, 2))
    assert (result.release_id, second.header["replaces_release_id"]) == ("97-2024H1-002", "97-2024H1-001")
    assert [release.headline("disbursement")["disbursed_vnd"] for release in (first, second)] == [
        30_000_000,
        45_000_000,
    ]
    assert connection.execute("select disbursed_vnd from analytics.disbursement").fetchall() == [(45_000_000,)]


def test_correction_says_what_changed_by_unit_and_why(connection: Connection):
    publish(connection)
    correct(connection)
    publish(connection, AUGUST)
    changes = show_release(connection, "97-2024H1-002").rows("changes")
    by_unit = [change for change in changes if change["reporting_unit_code"] == "971"]
    assert [(c["measure"], c["old_value"], c["new_value"]) for c in by_unit] == [
        ("disbursed_vnd", 30_000_000, 45_000_000)
    ]
    assert by_unit[0]["reason_en"] == "Submission suoi-2 replaces submission suoi-1."
    rates = [(c["old_value"], c["new_value"]) for c in changes if c["measure"] == "disbursement_rate_pct"]
    assert rates == [(Decimal("33.33"), Decimal("50.00"))]


def test_any_day_tells_what_was_published_then(connection: Connection):
    publish(connection)
    correct(connection)
    publish(connection, AUGUST)
    assert disbursed_on(connection, date(2024, 7, 9)) == []
    assert disbursed_on(connection, date(2024, 7, 10)) == [30_000_000]
    assert disbursed_on(connection, date(2024, 8, 9)) == [30_000_000]
    assert disbursed_on(connection, date(2024, 8, 10)) == [45_000_000]


def test_revert_publishes_the_older_content_and_the_next_run_leaves_it(connection: Connection):
    publish(connection)
    correct(connection)
    publish(connection, AUGUST)
    revert_release(connection, "97-2024H1-001", SEPTEMBER, "test", "rules-1")
    header = show_release(connection, "97-2024H1-003").header
    assert (header["reverts_to_release_id"], header["replaces_release_id"]) == ("97-2024H1-001", "97-2024H1-002")
    assert disbursed_on(connection, date(2024, 9, 10)) == [30_000_000]
    assert publish(connection, SEPTEMBER).outcome == Outcome.WITHDRAWN
    state(connection, {"suoi-3": ("971", "Suối Mơ", 90, 60)})
    assert publish(connection, SEPTEMBER).release_id == "97-2024H1-004"


def test_reverting_to_what_is_published_now_is_refused(connection: Connection):
    publish(connection)
    with pytest.raises(DistrictReportsError, match="nothing to revert"):
        revert_release(connection, "97-2024H1-001", AUGUST, "test", "rules-1")


def test_province_with_a_critical_finding_on_its_sums_is_held_and_says_why(connection: Connection):
    insert(connection, "quality.findings", submission_id="province:before_2025_07:97:2024H1", finding_id="1",
           rule="SUM-900", severity="critical", message_vi="tổng lệch", message_en="the total is off")  # fmt: skip
    result = publish(connection)
    assert (result.outcome, result.release_id) == (Outcome.HELD, None)
    assert "SUM-900" in result.reason_vi
    assert list_releases(connection) == []


def test_waived_finding_on_the_sums_holds_nothing_and_the_release_says_who_let_it_pass(connection: Connection):
    insert(connection, "quality.findings", submission_id="province:before_2025_07:97:2024H1", finding_id="1",
           rule="SUM-900", severity="critical", message_vi="tổng lệch", message_en="the total is off")  # fmt: skip
    insert(connection, "quality.waivers", waiver_id=7, rule="SUM-900", reporting_unit_code="97",
           reporting_unit_name="Mây Trắng", approved_by="Lê C", reason="đã đối chiếu",
           valid_until=JULY.date())  # fmt: skip
    result = publish(connection)
    assert result.outcome == Outcome.PUBLISHED
    [waiver] = show_release(connection, result.release_id).rows("waivers")
    assert (waiver["rule"], waiver["approved_by"], waiver["reason"], waiver["finding_count"]) == (
        "SUM-900", "Lê C", "đã đối chiếu", 1,
    )  # fmt: skip
    assert disbursed_on(connection, AUGUST.date()) == [30_000_000]
    assert connection.execute("select rule from analytics.waivers_as_of(%s)", [AUGUST.date()]).fetchall() == [
        ("SUM-900",)
    ]


def test_release_of_before_there_were_waivers_is_not_made_again(connection: Connection):
    publish(connection)
    tables = dict(show_release(connection, "97-2024H1-001").tables)
    with_none = hash_content(tables)
    del tables["waivers"]
    assert hash_content(tables) == with_none
    assert publish(connection, AUGUST).outcome == Outcome.UNCHANGED


def test_two_runs_at_once_make_one_release(connection: Connection, database_url: str):
    url = ensure_database(database_url, "releases_test")
    with ThreadPoolExecutor(2) as pool, ExitStack() as stack:
        runs = [stack.enter_context(psycopg.connect(url, autocommit=True)) for _ in range(2)]
        results = list(pool.map(publish, runs))
    assert sorted(result.outcome for result in results) == [Outcome.PUBLISHED, Outcome.UNCHANGED]
    assert len(list_releases(connection)) == 1


def test_trace_leads_from_the_rate_down_to_the_quote(connection: Connection):
    state(connection, {"suoi-1": ("971", "Suối Mơ", 90, 30), "nui-1": ("972", "Núi Xa", 10, 5)})
    publish(connection)
    rate = trace(connection, "97-2024H1-001", "disbursement", ROW_KEY, "disbursement_rate_pct")
    disbursed, assigned = rate.parts
    assert (rate.value, disbursed.value, assigned.value) == (Decimal("35.00"), 35_000_000, 100_000_000)
    assert [(unit.name, unit.value) for unit in disbursed.units] == [("Suối Mơ", 30_000_000), ("Núi Xa", 5_000_000)]
    figure = disbursed.units[0].submissions[0].figures[0]
    assert (figure["quote"], figure["locator"]) == (QUOTE, "báo cáo.docx#p12:0-40")
    assert (figure["file_name"], figure["file_sha256"]) == ("báo cáo.docx", "f" * 64)


def test_trace_finds_the_headline_by_words(connection: Connection):
    publish(connection)
    assert trace_by_words(connection, ["Mây Trắng", "2024H1", "disbursed"]).measure == "disbursed_vnd"
    with pytest.raises(DistrictReportsError, match="Mây Trắng 2024H1"):
        trace_by_words(connection, ["Biển Xanh", "2024H1", "disbursed"])


def test_release_explains_itself_when_raw_is_gone(connection: Connection):
    publish(connection)
    connection.execute("drop schema raw cascade")
    assert trace(connection, "97-2024H1-001", "disbursement", ROW_KEY, "disbursed_vnd").figures[0]["quote"] == QUOTE


def test_exports_of_one_release_are_the_same_bytes_every_time(connection: Connection, tmp_path: Path):
    publish(connection)
    first = {path.name: path.read_bytes() for path in write_newest(connection, tmp_path / "first")}
    second = {path.name: path.read_bytes() for path in write_newest(connection, tmp_path / "second")}
    assert set(first) == {"97-2024H1-001.html", "97-2024H1-001.xlsx", "97-2024H1-001.docx", "index.html"}
    assert first == second


def test_missing_units_are_those_of_the_list_at_the_end_of_the_round(connection: Connection):
    for code, name, ends in (("971", "Suối Mơ", None), ("972", "Núi Xa", None), ("973", "Đèo Gió", date(2023, 12, 31))):
        insert(connection, "marts.dim_reporting_units", area_list="before_2025_07", province_code="97",
               reporting_unit_code=code, reporting_unit_name=name, valid_to_date=ends)  # fmt: skip
    assert [unit.reporting_unit_name for unit in list_missing_units(connection, date(2024, 7, 9))] == [
        "Suối Mơ",
        "Núi Xa",
    ]
    missing = MissingUnit("before_2025_07", "97", "Mây Trắng", "2024H1", "972", "Núi Xa")
    assert list_missing_units(connection, date(2024, 7, 10)) == [missing]
