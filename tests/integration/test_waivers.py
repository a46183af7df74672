"""Waivers: an approver lets one rule pass for one unit and round, in the open and until a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from click.testing import CliRunner

from district_reports import notify, pipeline, registry, rules
from district_reports.cli import main
from district_reports.figures import Figure, Reading, SubmissionIdentity
from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality import waivers
from district_reports.warehouse.quality.waivers import WaivedUnit, Waiver
from district_reports.warehouse.scratch import scratch_warehouse

PROVINCE = registry.provinces()[0]
UNIT, NEIGHBOUR = registry.districts_of(PROVINCE.code)[:2]
ROUND = "2024"
SPOILT, SPOILT_TOO = f"{1:016x}", f"{2:016x}"
SCANNED = "TYP-003"
TODAY = notify.today_in_vietnam()
WHY = "Bản chụp chỉ là trang ký; số liệu có đủ trong tệp Word"


@pytest.fixture(scope="module")
def settings(database_url: str, session_settings: Settings, make_local_dir) -> Iterator[Settings]:
    """A warehouse where two units of one province each sent a picture beside their report, checked once."""
    with scratch_warehouse(database_url, "waivers") as url:
        with connect(url) as connection:
            load(connection, SPOILT, UNIT)
            load(connection, SPOILT_TOO, NEIGHBOUR)
        settings = replace(session_settings, database_url=url, local_dir=make_local_dir())
        pipeline.check_submissions(settings)
        yield settings


@pytest.fixture(autouse=True)
def no_waiver(settings: Settings) -> None:
    """Each test begins without one: what none of them may do is done by force."""
    with connect(settings.database_url) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from quality.waivers_in_force")
        connection.execute("delete from quality.waiver_withdrawals")
        connection.execute("delete from quality.waivers")


def load(connection: psycopg.Connection, submission_id: str, unit: registry.Area) -> None:
    sha256 = submission_id * 4
    receipt = SubmissionReceipt(submission_id, sha256, (ReceivedFile(sha256, "a.txt", "text/plain", 1),),
                                datetime(2025, 1, 1, tzinfo=UTC), "1")  # fmt: skip
    identity = SubmissionIdentity(unit.area_list, PROVINCE.code, PROVINCE.name, unit.code, unit.name, "district", ROUND)
    figures = tuple(
        Figure(measure, f"capital_{measure}", Decimal(millions) * 1_000_000, "vnd", measure, budget_year="2024",
               period="2024", value_text=str(millions), unit_text="triệu đồng", locator=f"a.txt#p{millions}:0-9")
        for measure, millions in (("assigned", 100), ("disbursed", 80))
    )  # fmt: skip
    picture = rules.problem(SCANNED, location="b.pdf", found="b.pdf", file="b.pdf")
    load_submission(connection, receipt, Reading(identity, figures, (picture,)))


def waiver(**given) -> Waiver:
    standing = Waiver(SCANNED, WaivedUnit(UNIT.area_list, UNIT.code, UNIT.name), ROUND, "Nguyễn Văn A", WHY,
                      TODAY + timedelta(days=30))  # fmt: skip
    return replace(standing, **given)


def fetch(settings: Settings, query: str) -> list[tuple]:
    with connect(settings.database_url) as connection:
        return connection.execute(query).fetchall()


def enter(settings: Settings, one: Waiver) -> int:
    with connect(settings.database_url) as connection:
        return waivers.enter_waiver(connection, one)


def settle(settings: Settings, on: date = TODAY) -> None:
    with connect(settings.database_url) as connection:
        waivers.settle_waivers(connection, on)


def held(settings: Settings) -> set[str]:
    return {row[0] for row in fetch(settings, "select submission_id from quality.held_subjects")}


def test_a_waived_finding_holds_nothing_and_still_says_what_is_wrong_and_who_let_it_pass(settings: Settings):
    assert held(settings) == {SPOILT, SPOILT_TOO}
    enter(settings, waiver())
    pipeline.check_submissions(settings)
    assert held(settings) == {SPOILT_TOO}
    query = f"""select severity, is_waived, is_holding, waived_by, waiver_reason, waived_until
                from quality.findings_told where rule = '{SCANNED}' and submission_id = '{SPOILT}'"""
    assert fetch(settings, query) == [("critical", True, False, "Nguyễn Văn A", WHY, TODAY + timedelta(days=30))]


def test_what_was_waived_stands_on_the_rollup_and_in_the_release(settings: Settings):
    waiver_id = enter(settings, waiver())
    pipeline.check_submissions(settings)
    pipeline.build_rollups(settings)
    pipeline.publish_releases(settings)
    until = waiver().valid_until
    [(held_count, waived, text)] = fetch(
        settings,
        """select held_unit_count, waived_finding_count, waivers
           from rollups.agg_province_completeness_by_round where area_view = 'as_reported'""",
    )
    assert (held_count, waived) == (1, 1), "the neighbour is held as before"
    assert text == f"{UNIT.name_with_type} – {SCANNED}: Nguyễn Văn A cho phép đến hết {until:%d/%m/%Y}, {WHY}"
    assert fetch(
        settings, "select waiver_id, rule, reporting_unit_name, reason, valid_until from analytics.waivers"
    ) == [(waiver_id, SCANNED, UNIT.name, WHY, until)]


def test_a_waiver_counts_from_the_next_run_and_not_in_the_middle_of_one(settings: Settings):
    enter(settings, waiver())
    assert held(settings) == {SPOILT, SPOILT_TOO}
    settle(settings)
    assert held(settings) == {SPOILT_TOO}


@pytest.mark.parametrize(
    "given",
    [
        {"rule": "CAP-001"},
        {"round": "2023"},
        {"unit": WaivedUnit("from_2025_07", UNIT.code, UNIT.name)},
        {"unit": WaivedUnit(PROVINCE.area_list, PROVINCE.code, PROVINCE.name)},
    ],
)
def test_a_waiver_covers_its_own_rule_unit_and_round_alone(settings: Settings, given: dict):
    enter(settings, waiver(**given))
    settle(settings)
    assert held(settings) == {SPOILT, SPOILT_TOO}


def test_a_waiver_lasts_to_the_end_of_its_last_day_and_no_longer(settings: Settings):
    last_day = TODAY + timedelta(days=3)
    enter(settings, waiver(valid_until=last_day))
    settle(settings, on=last_day)
    assert held(settings) == {SPOILT_TOO}
    settle(settings, on=last_day + timedelta(days=1))
    assert held(settings) == {SPOILT, SPOILT_TOO}


def test_the_waiver_that_lasts_longest_counts_until_it_is_withdrawn(settings: Settings):
    enter(settings, waiver(valid_until=TODAY + timedelta(days=3)))
    longer = enter(settings, waiver(approved_by="Trần Thị B"))
    told = "select distinct waived_by from quality.findings_told where is_waived"
    settle(settings)
    assert fetch(settings, told) == [("Trần Thị B",)]
    with connect(settings.database_url) as connection:
        waivers.withdraw_waiver(connection, longer, "Trần Thị B", "Huyện đã gửi số mới")
    settle(settings)
    assert fetch(settings, told) == [("Nguyễn Văn A",)]


@pytest.mark.parametrize(
    "given",
    [{"reason": "  "}, {"approved_by": ""}, {"valid_until": TODAY - timedelta(days=1)}, {"valid_until": None}],
)
def test_a_waiver_without_reason_approver_or_end_is_refused(settings: Settings, given: dict):
    with pytest.raises((DistrictReportsError, psycopg.errors.NotNullViolation)):
        enter(settings, waiver(**given))


def test_a_waiver_of_an_unknown_rule_is_refused(settings: Settings):
    with pytest.raises(DistrictReportsError, match="catalogue"):
        enter(settings, waiver(rule="XXX-999"))


@pytest.mark.parametrize("change", ["update quality.waivers set reason = 'x'", "delete from quality.waivers",
                                    "truncate quality.waivers cascade"])  # fmt: skip
def test_what_was_waived_is_never_rewritten_not_even_by_the_owner(settings: Settings, change: str):
    enter(settings, waiver())
    with connect(settings.database_url) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(change)


@pytest.fixture
def clerk(settings: Settings) -> Iterator[tuple[Settings, psycopg.Connection]]:
    """Settings of a login that is no approver, though it may change everything else in `quality`."""
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        connection.execute("create role waiver_clerk login password 'clerk'")
        connection.execute("grant district_reports_transformer, district_reports_loader to waiver_clerk")
        parts = urlsplit(settings.database_url)
        address = f"waiver_clerk:clerk@{parts.hostname}:{parts.port}"
        yield replace(settings, database_url=urlunsplit(parts._replace(netloc=address))), connection
        connection.execute("drop role waiver_clerk")


def test_only_a_member_of_the_approvers_may_waive(settings: Settings, clerk):
    as_clerk, connection = clerk
    with pytest.raises(DistrictReportsError, match="only an approver"):
        enter(as_clerk, waiver())
    connection.execute("grant district_reports_approver to waiver_clerk")
    enter(as_clerk, waiver())
    assert fetch(settings, "select entered_by, approved_by from quality.waivers") == [("waiver_clerk", "Nguyễn Văn A")]


def test_even_the_owner_of_the_tables_is_refused_who_is_no_approver(settings: Settings, clerk):
    as_clerk, connection = clerk
    connection.execute("grant insert on quality.waivers to waiver_clerk")
    with pytest.raises(DistrictReportsError, match=r"only an approver.*district_reports_approver"):
        enter(as_clerk, waiver())
    connection.execute("revoke insert on quality.waivers from waiver_clerk")


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Runs `district-reports …` against the warehouse of these tests."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("text", [UNIT.code, UNIT.name, f"{UNIT.name_with_type}, {PROVINCE.name}"])
def test_a_unit_is_named_with_its_type_however_it_was_written(settings: Settings, text: str):
    with connect(settings.database_url) as connection:
        found = waivers.find_unit(connection, text, UNIT.area_list)
    assert found == WaivedUnit(UNIT.area_list, UNIT.code, UNIT.name_with_type)


def test_the_command_enters_lists_and_withdraws(settings: Settings, command):
    until = TODAY + timedelta(days=10)
    name = f"{UNIT.name_with_type}, {PROVINCE.name_with_type}"
    entered = command("waive", SCANNED, "--unit", name, "--round", ROUND, "--by", "Lê C", "--reason", WHY,
                      "--until", until)  # fmt: skip
    assert entered.exit_code == 0, entered.output
    settle(settings)
    listed = command("waivers", "list", "--format", "csv").output.splitlines()
    assert f"in force,{SCANNED},{UNIT.code},{UNIT.name_with_type},{ROUND},Lê C,{WHY},{until},1" in listed[1]
    waiver_id = listed[1].partition(",")[0]
    assert command("waivers", "withdraw", waiver_id, "--by", "Lê C", "--reason", "nhầm").exit_code == 0
    assert ",withdrawn," in command("waivers", "list", "--format", "csv").output
    again = command("waivers", "withdraw", waiver_id, "--by", "Lê C", "--reason", "nhầm")
    assert (again.exit_code, "withdrawn already" in again.output) == (1, True)


def test_a_file_that_tells_no_unit_is_laid_to_rest_by_its_submission(settings: Settings, command):
    lost = "a" * 16
    with connect(settings.database_url) as connection:
        connection.execute(
            """insert into raw.submissions (submission_id, package_sha256, is_draft, received_at,
                   reader_version) values (%s, repeat('0', 64), false, now(), '1')""",
            [lost],
        )
        connection.execute(
            """insert into quality.findings
               select %s, finding_id, gate, rule, severity, subject, location, stated, computed, difference, unit,
                   figure_ids, message_vi, message_en, rule_set_version
               from quality.findings where submission_id = %s and rule = %s""",
            [lost, SPOILT, SCANNED],
        )
    assert lost in held(settings)
    entered = command("waive", SCANNED, "--unit", lost, "--round", ROUND, "--by", "Lê C", "--reason", "gửi nhầm",
                      "--until", TODAY)  # fmt: skip
    assert entered.exit_code == 0, entered.output
    settle(settings)
    assert held(settings) == {SPOILT, SPOILT_TOO}
    with connect(settings.database_url) as connection:
        connection.execute("delete from raw.submissions where submission_id = %s", [lost])
        connection.execute("delete from quality.findings where submission_id = %s", [lost])


@pytest.mark.parametrize(("unit", "said"), [("Không Có", "0 units"), ("00", "no area"), ("f" * 16, "no submission")])
def test_the_command_names_what_it_does_not_know(command, unit: str, said: str):
    result = command("waive", SCANNED, "--unit", unit, "--round", ROUND, "--by", "A", "--reason", "b",
                     "--until", TODAY)  # fmt: skip
    assert result.exit_code == 1
    assert said in result.output
