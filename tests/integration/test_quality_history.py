"""Quality over time, from figures and findings put in by hand: a row when something changed, and only then."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import psycopg
import pytest

from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality.history import record_quality
from district_reports.warehouse.scratch import scratch_warehouse

MONDAY = datetime(2025, 1, 6, 6, 0, tzinfo=UTC)
OLD, NEW, LOST = "0ld", "new", "l0st"


@pytest.fixture
def warehouse(database_url: str) -> Iterator[psycopg.Connection]:
    """Two submissions of one unit, the second a correction, and one that says not whose it is; ten figures each."""
    with scratch_warehouse(database_url, "history") as url, connect(url) as connection:
        connection.execute(
            "create table intermediate.int_figures_resolved (submission_id text, subject text, figure_id text);"
            "create view intermediate.int_submissions_received as select * from raw.submissions"
        )
        for number, (submission_id, unit) in enumerate(((OLD, "001"), (NEW, "001"), (LOST, None))):
            connection.execute(
                """insert into raw.submissions (submission_id, package_sha256, area_list, province_code,
                       reporting_unit_code, round, is_draft, received_at, reader_version)
                   values (%s, repeat('0', 64), %s, %s, %s, '2024', false, %s, '1')""",
                [submission_id, unit and "before_2025_07", unit and "01", unit, MONDAY - timedelta(days=9 - number)],
            )
            connection.execute(
                """insert into intermediate.int_figures_resolved
                   select %s, case when number <= 8 then 'capital' else 'poverty' end, 'f' || number
                   from generate_series(1, 10) as numbers (number)""",
                [submission_id],
            )
        yield connection


def find(connection: psycopg.Connection, submission_id: str, severity: str, figure_ids: str, subject="capital") -> None:
    connection.execute(
        """insert into quality.findings (submission_id, finding_id, gate, rule, severity, subject, location, unit,
               figure_ids, message_vi, message_en, rule_set_version)
           select %(id)s, count(*)::text, 1, 'SUM-001', %(severity)s, %(subject)s, '', '', %(figures)s, '', '', '1'
           from quality.findings""",
        {"id": submission_id, "severity": severity, "subject": subject, "figures": figure_ids},
    )


def scores(connection: psycopg.Connection, submission_id: str) -> dict[str, Decimal | None]:
    rows = connection.execute(
        """select distinct on (subject) subject, score_pct from quality.submission_scores
           where submission_id = %s order by subject, recorded_at desc""",
        [submission_id],
    )
    return dict(rows.fetchall())


def test_a_score_is_the_share_of_figures_that_nothing_loud_was_found_about(warehouse: psycopg.Connection):
    find(warehouse, NEW, "critical", "f1;f2")
    find(warehouse, NEW, "warning", "f2;f3")
    find(warehouse, NEW, "info", "f4")
    record_quality(warehouse, MONDAY)
    assert scores(warehouse, NEW) == {"capital": Decimal("62.50"), "poverty": 100, "all": 70}
    counts = """select critical_figure_count, warning_figure_count, critical_finding_count, warning_finding_count,
                note_finding_count from quality.submission_scores where submission_id = 'new' and subject = 'capital'"""
    assert warehouse.execute(counts).fetchall() == [(2, 1, 1, 1, 1)]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [("poverty", {"capital": 100, "poverty": 0, "all": 80}), ("submission", {"capital": 0, "poverty": 0, "all": 0})],
)
def test_a_critical_finding_without_figures_speaks_of_all_its_subject(warehouse, subject: str, expected: dict):
    find(warehouse, NEW, "critical", "", subject)
    record_quality(warehouse, MONDAY)
    assert scores(warehouse, NEW) == expected


def test_a_report_without_any_figure_is_worth_nothing(warehouse: psycopg.Connection):
    warehouse.execute("delete from intermediate.int_figures_resolved where submission_id = 'l0st'")
    find(warehouse, LOST, "critical", "", "submission")
    record_quality(warehouse, MONDAY)
    assert scores(warehouse, LOST) == {"all": 0}


def test_nothing_is_written_twice_and_every_change_is(warehouse: psycopg.Connection):
    find(warehouse, NEW, "warning", "f1")
    assert record_quality(warehouse, MONDAY) == 3 * 3 + 1
    assert record_quality(warehouse, MONDAY + timedelta(days=1)) == 0
    warehouse.execute("delete from quality.findings")
    assert record_quality(warehouse, MONDAY + timedelta(days=2)) == 3, "two scores, and the rule that finds no more"
    history = """select score_pct from quality.submission_scores
                 where submission_id = 'new' and subject = 'capital' order by recorded_at"""
    assert warehouse.execute(history).fetchall() == [(Decimal("87.50"),), (100,)]
    counts = "select rule, finding_count, unit_count from quality.rule_counts order by recorded_at"
    assert warehouse.execute(counts).fetchall() == [("SUM-001", 1, 1), ("SUM-001", 0, 0)]


def test_a_subject_that_is_told_no_more_loses_its_score(warehouse: psycopg.Connection):
    record_quality(warehouse, MONDAY)
    warehouse.execute("delete from intermediate.int_figures_resolved where subject = 'poverty'")
    record_quality(warehouse, MONDAY + timedelta(days=1))
    assert scores(warehouse, NEW) == {"capital": 100, "poverty": None, "all": 100}
    assert record_quality(warehouse, MONDAY + timedelta(days=2)) == 0


def test_a_units_score_is_that_of_its_newest_submission_and_rules_count_that_one_alone(warehouse: psycopg.Connection):
    find(warehouse, OLD, "warning", "f1")
    find(warehouse, OLD, "warning", "f2")
    find(warehouse, NEW, "warning", "f3")
    record_quality(warehouse, MONDAY)
    current = "select submission_id, subject, score_pct from quality.unit_scores order by subject"
    assert warehouse.execute(current).fetchall() == [
        (NEW, "all", 90), (NEW, "capital", Decimal("87.50")), (NEW, "poverty", 100),
    ]  # fmt: skip
    assert warehouse.execute("select finding_count from quality.rule_counts").fetchall() == [(1,)]
