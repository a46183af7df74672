"""Submissions against earlier ones of their unit and against their neighbours: what is compared with what, when not."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from psycopg import Connection
from rule_examples import Example, read_submissions

from district_reports import gates
from district_reports.gates.suites import load_suites
from district_reports.problems import Severity
from district_reports.rules import load_rules
from district_reports.settings import PROJECT_DIR, Settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality.findings import findings_as_rows
from district_reports.warehouse.scratch import scratch_warehouse

Content = dict[str, Any]


def report(round_: str, *figures: dict[str, str], **given: Any) -> Content:
    return {"round": round_, "figures": list(figures)} | given


def paid(millions: str, window: str, project: str = "DA2") -> dict[str, str]:
    return {"capital_disbursed": f"{millions} triệu đồng", "project": project, "period": window,
            "budget_year": window[:4]}  # fmt: skip


def assigned(millions: str, project: str) -> dict[str, str]:
    return {"capital_assigned": f"{millions} triệu đồng", "project": project}


def given_to_all(millions: str, year: str = "2023") -> dict[str, str]:
    return {"capital_assigned": f"{millions} triệu đồng", "period": year, "budget_year": year}


def poor(households: str, period: str) -> dict[str, str]:
    return {"poor_households": f"{households} hộ", "period": period}


CARRIED = {"capital_carried_over": "250 triệu đồng", "budget_year": "2022"}
OLDER_PAID = paid("240", "2023", "") | {"budget_year": "2022"}
NEGATIVE = paid("-5", "2024H1", "DA5")


def among(neighbours: Sequence[int], own: int) -> list[Content]:
    """A report in which so many households of a hundred are poor, and those of others of its province."""
    figures = {"total_households": "1.000 hộ"}, {"poor_households": "{}0 hộ"}
    return [report("2024", *figures, own=own, neighbours=neighbours)]


PROJECTS = ("DA1", "DA2", "DA3", "DA4", "DA5", "DA6", "DA7")
THIRTY_BELOW_ZERO = [paid(f"-{number}", "2024") | {"place": f"Xã {number}"} for number in range(1, 31)]
HISTORIES: dict[str, tuple[list[Content], list[str]]] = {
    "the last earlier round that tells a line is the one it is compared with": (
        [report("2024H1", paid("40", "2024H1")), report("2024-9M", paid("60", "2024-9M")),
         report("2024", paid("50", "2024"))],
        ["CAP-020"],
    ),
    "a round that does not tell the line is passed over": (
        [report("2024H1", paid("40", "2024H1")), report("2024-9M", paid("60", "2024-9M", "DA5")),
         report("2024", paid("30", "2024"), paid("70", "2024", "DA5"))],
        ["CAP-020"],
    ),
    "what its own document holds is nobody's yardstick": (
        [report("2024H1", paid("40", "2024H1"), NEGATIVE), report("2024", paid("30", "2024"))],
        [],
    ),
    "a correction takes the place of what it corrects": (
        [report("2024H1", paid("40", "2024H1")), report("2024H1", paid("20", "2024H1"), received=date(2024, 8, 1)),
         report("2024", paid("30", "2024"))],
        [],
    ),
    "a later round says nothing about an earlier one": (
        [report("2024", paid("30", "2024")), report("2024H1", paid("40", "2024H1"))],
        [],
    ),
    "a new year begins from nothing": (
        [report("2023", paid("90", "2023")), report("2024", paid("30", "2024"))],
        [],
    ),
    "a count told while the year lasts is no closing": (
        [report("2024-9M", poor("900", "2024")), report("2024", poor("800", "2024"))],
        [],
    ),
    "a review told of last year is held against the report of that year": (
        [report("2023", poor("900", "2023")), report("2024H1", poor("910", "2023"))],
        ["CHG-002"],
    ),
    "what a report within the year tells of its beginning is last year's closing": (
        [report("2023", poor("900", "2023")),
         report("2024H1", poor("800", "2024") | {"quote": "Đầu năm 2024, toàn huyện có 800 hộ nghèo"})],
        ["CHG-002"],
    ),
    "a window of the year and what changed since its beginning are no opening": (
        [report("2023", poor("900", "2023")),
         report("2024H1", poor("800", "2024") | {"quote": "6 tháng đầu năm 2024 còn 800 hộ, giảm so với đầu năm"})],
        [],
    ),
    "what was left is less what was paid out of older money": (
        [report("2023", CARRIED, OLDER_PAID, given_to_all("1.000"), paid("700", "2023", "")),
         report("2024H1", {"capital_carried_over": "500 triệu đồng", "budget_year": "2023"})],
        ["CHG-005"],
    ),
    "older money paid out may be told together with the year's": (
        [report("2023", CARRIED, OLDER_PAID, given_to_all("1.000"), paid("700", "2023", "")),
         report("2024H1", {"capital_carried_over": "550 triệu đồng", "budget_year": "2023"})],
        [],
    ),
    "what was left of both years is what may be carried over, told together or by year": (
        [report("2023", {"capital_available": "1.250 triệu đồng", "period": "2023", "budget_year": "2022+2023"},
                paid("940", "2023", "") | {"budget_year": "2022+2023"}),
         report("2024H1", {"capital_carried_over": "350 triệu đồng", "budget_year": "2022+2023"},
                {"capital_carried_over": "10 triệu đồng", "budget_year": "2022"},
                {"capital_carried_over": "340 triệu đồng", "budget_year": "2023"})],
        ["CHG-005"],
    ),
    "a whole report in the wrong unit is one finding": (
        [report("2024H1", *(assigned(f"{number}00", project) for number, project in enumerate(PROJECTS, 1))),
         report("2024", *(assigned(f"{number}00.000", project) for number, project in enumerate(PROJECTS, 1)))],
        ["OUT-002"],
    ),
    "every row that breaks a rule is found, however many there are": (
        [report("2024", *THIRTY_BELOW_ZERO)],
        ["CAP-004"] * 30,
    ),
    "neighbours that happen to be alike make nobody an outlier": (among([10, 10, 11, 10, 11], 35), []),
    "neighbours that differ widely do not hide who is far beyond them all": (among([4, 5, 8, 18, 21], 93), ["OUT-001"]),
    "four neighbours are too few to compare with": (among([10, 9, 11, 10], 93), []),
    "a correction that comes after the day is not late": (
        [report("2024", paid("30", "2024"), received=date(2025, 1, 15)),
         report("2024", paid("31", "2024"), received=date(2025, 3, 15))],
        [],
    ),
    "what comes from an archive is not late": (
        [report("2022H1", paid("30", "2022H1"), received=date(2025, 3, 15))],
        [],
    ),
    "a round without a due day is never late": (
        [report("2024-9M", paid("30", "2024-9M"), received=date(2024, 12, 15))],
        [],
    ),
}  # fmt: skip


def load(connection: Connection, number: int, submissions: Sequence[Content]) -> list[str]:
    """Load the submissions of one unit; their ids, which are the same whenever they are loaded."""
    example = Example("", "", {**submissions[-1], "earlier": submissions[:-1]})
    ids = []
    for place, (received, reading) in enumerate(read_submissions(example, number)):
        ids.append(f"{number:08x}{place:08x}")
        sha256 = f"{number:032x}{place:032x}"
        files = (ReceivedFile(sha256, "a.txt", "text/plain", 1),)
        receipt = SubmissionReceipt(ids[-1], sha256, files, datetime.combine(received, time(8), UTC), "1")
        load_submission(connection, receipt, reading)
    return ids


def judge(url: str, settings: Settings) -> None:
    transform.build(url, ["staging", "intermediate"], settings.local_dir)
    gates.run_gate_1(url)


@pytest.fixture(scope="module")
def judged(database_url: str, session_settings: Settings) -> Iterator[tuple[str, dict[str, str]]]:
    """A warehouse with every history, judged once, and the id of the last submission of each."""
    with scratch_warehouse(database_url, "over_time") as url:
        with connect(url) as connection:
            ids = {
                sentence: load(connection, number, submissions)[-1]
                for number, (sentence, (submissions, _)) in enumerate(HISTORIES.items())
            }
        judge(url, session_settings)
        yield url, ids


def all_findings(url: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute("select * from quality.findings order by submission_id, finding_id").fetchall()


@pytest.mark.parametrize("sentence", HISTORIES)
def test_it_holds_that(sentence: str, judged: tuple[str, dict[str, str]]):
    url, ids = judged
    with connect(url) as connection:
        found = findings_as_rows(connection, [ids[sentence]])
    assert [finding["rule"] for finding in found] == HISTORIES[sentence][1]


def test_a_finding_names_the_round_and_the_place_it_was_compared_with(judged: tuple[str, dict[str, str]]):
    url, ids = judged
    with connect(url) as connection:
        (found,) = findings_as_rows(connection, [ids["a round that does not tell the line is passed over"]])
    assert "40 triệu đồng đã báo cáo kỳ 6 tháng đầu năm 2024 (a.txt, đoạn 0)" in found["message_vi"]


def test_findings_do_not_depend_on_the_order_of_arrival_nor_on_the_number_of_runs(
    judged: tuple[str, dict[str, str]], database_url: str, session_settings: Settings
):
    url, _ = judged
    at_once = all_findings(url)
    assert at_once
    with scratch_warehouse(database_url, "another_order") as other:
        for number, (submissions, _) in reversed(list(enumerate(HISTORIES.values()))):
            with connect(other) as connection:
                load(connection, number, submissions)
                # The first runs know only the earlier half, whose held submission the later ones must not forget.
                connection.execute("delete from raw.figures where right(submission_id, 8) = '00000000'")
        judge(other, session_settings)
        with connect(other) as connection:
            for number, (submissions, _) in enumerate(HISTORIES.values()):
                load(connection, number, submissions)
        judge(other, session_settings)
        judge(other, session_settings)
        assert all_findings(other) == at_once


def test_models_hold_for_what_the_catalogue_calls_critical():
    judged = {
        expectation["meta"]["rule"]
        for suite in load_suites(gates.suites_directory(), 1)
        for expectation in suite.expectations
    }
    macro = (PROJECT_DIR / "dbt_project" / "macros" / "relations" / "critical_rules.sql").read_text(encoding="utf-8")
    held = set(re.findall(r"'([A-Z]{3}-\d{3})'", macro))
    assert held == {code for code in judged if load_rules()[code].severity == Severity.CRITICAL}


def test_rules_over_time_never_hold_anything():
    suites = {suite.name: suite for suite in load_suites(gates.suites_directory(), 1)}
    for name in ("intermediate__relations_over_time", "intermediate__submissions_timed"):
        assert suites[name].expectations
        assert not [one for one in suites[name].expectations if one["severity"] == Severity.CRITICAL]
