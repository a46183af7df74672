"""Both gates on two made-up submissions of two provinces: what one breaks never holds the other."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from district_reports import gates, registry, rules
from district_reports.figures import Figure, Reading, SubmissionIdentity
from district_reports.settings import Settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality.findings import province_key
from district_reports.warehouse.scratch import scratch_warehouse

SOUND_PROVINCE, SPOILT_PROVINCE = registry.provinces()[:2]
SOUND, SPOILT = f"{1:016x}", f"{2:016x}"
SOUND_KEY, SPOILT_KEY = (
    province_key(province.area_list, province.code, "2024") for province in (SOUND_PROVINCE, SPOILT_PROVINCE)
)
DRAFT = rules.problem("DOC-001", location="a.txt#p1", found="Số: /BC", printed="Số: /BC")


@pytest.fixture(scope="module")
def judged(database_url: str, session_settings: Settings) -> Iterator[str]:
    """The URL of a warehouse with both submissions, built and judged once through to the rollups."""
    with scratch_warehouse(database_url, "gates") as url:
        with connect(url) as connection:
            load(connection, SOUND, SOUND_PROVINCE, [money("assigned", 100), money("disbursed", 80)])
            load(connection, SPOILT, SPOILT_PROVINCE, [money("assigned", 100), money("disbursed", -80)], [DRAFT])
        transform.build(url, ["staging", "intermediate"], session_settings.local_dir)
        gates.run_gate_1(url)
        transform.build(url, ["marts", "rollups"], session_settings.local_dir)
        gates.run_gate_2(url)
        yield url


def money(measure: str, millions: int) -> Figure:
    return Figure(
        measure, f"capital_{measure}", Decimal(millions) * 1_000_000, "vnd", measure, budget_year="2024",
        period="2024", value_text=str(millions), unit_text="triệu đồng", locator=f"a.txt#p{len(measure)}:0-9",
    )  # fmt: skip


def load(connection, submission_id: str, province: registry.Area, figures: list[Figure], problems=()) -> None:
    unit = registry.districts_of(province.code)[0]
    sha256 = submission_id * 4
    receipt = SubmissionReceipt(submission_id, sha256, (ReceivedFile(sha256, "a.txt", "text/plain", 1),),
                                datetime(2025, 1, 10, tzinfo=UTC), "1")  # fmt: skip
    identity = SubmissionIdentity(
        unit.area_list, province.code, province.name, unit.code, unit.name, "district", "2024"
    )
    load_submission(connection, receipt, Reading(identity, tuple(figures), tuple(problems)))


def fetch(url: str, query: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(query).fetchall()


@contextmanager
def spoilt_rollup(url: str, table: str, change: str) -> Iterator[None]:
    """A rollup of the sound province with something wrong in it, for a moment; `row_key` is changed in all rows."""
    where = "" if change.startswith("row_key") else f"where province_code = '{SOUND_PROVINCE.code}'"
    with connect(url) as connection:
        connection.execute(f"create table rollups.kept as select * from rollups.{table}")
        changed = connection.execute(f"update rollups.{table} set {change} {where}").rowcount
    assert changed, "no row was changed, so nothing is checked"
    try:
        yield
    finally:
        with connect(url) as connection:
            connection.execute(f"truncate rollups.{table}")
            connection.execute(f"insert into rollups.{table} select * from rollups.kept")
            connection.execute("drop table rollups.kept")


@pytest.fixture
def with_broken_suites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judged: str) -> Iterator[None]:
    """One expectation about a column that does not exist, and a suite about a table that does not exist."""
    shutil.copytree(gates.suites_directory(), tmp_path / "suites")
    path = tmp_path / "suites" / "intermediate__figures_resolved.json"
    suite = json.loads(path.read_text(encoding="utf-8"))
    broken = {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "no_such_column"}}
    suite["expectations"].insert(0, broken | {"meta": {"rule": "SUM-012"}})
    path.write_text(json.dumps(suite), encoding="utf-8")
    suite["meta"]["table"] = "no_such_table"
    lost = [broken | {"meta": {"rule": "RAT-004"}}]
    path.with_name("lost.json").write_text(json.dumps(suite | {"name": "lost", "expectations": lost}), encoding="utf-8")
    monkeypatch.setattr(gates, "suites_directory", lambda: tmp_path / "suites")
    yield
    monkeypatch.undo()
    gates.run_gate_1(judged)


def test_held_subject_leaves_other_subjects_and_other_submissions(judged: str):
    assert fetch(judged, "select submission_id, subject, rules from quality.held_subjects") == [
        (SPOILT, "capital", "CAP-004")
    ]


def test_problem_of_the_reader_becomes_a_finding_unchanged(judged: str):
    query = (
        "select rule, severity, subject, location, message_vi, message_en from quality.findings where rule like 'DOC%'"
    )
    assert fetch(judged, query) == [
        ("DOC-001", "warning", "submission", "a.txt#p1", DRAFT.message_vi, DRAFT.message_en)
    ]


def test_second_run_finds_the_same_under_the_same_ids(judged: str):
    query = "select * from quality.findings order by submission_id, finding_id"
    before = fetch(judged, query)
    gates.run_gate_1(judged)
    assert before
    assert fetch(judged, query) == before


def test_result_counts_findings_and_expectations(judged: str):
    result = gates.run_gate_1(judged)
    assert result.findings == {"critical": 1, "warning": 1}
    assert not result.is_passed
    assert (result.failed_count, result.error_count) == (1, 0)
    assert fetch(judged, "select count(*) from quality.gate_results where gate = 1") == [(result.evaluated_count,)]


def test_expectation_that_raises_holds_what_it_guards_and_spares_its_neighbours(judged: str, with_broken_suites: None):
    result = gates.run_gate_1(judged)
    assert result.error_count == 2
    held = fetch(
        judged, "select submission_id, subject from quality.findings where gate = 1 and rule = 'CHK-001' order by 1"
    )
    assert held == [(SOUND, "poverty")] * 2 + [(SPOILT, "poverty")] * 2
    assert fetch(judged, "select submission_id from quality.findings where rule = 'CAP-004'") == [(SPOILT,)]
    assert ("capital",) not in fetch(
        judged, f"select subject from quality.held_subjects where submission_id = '{SOUND}'"
    )
    (error, _) = fetch(judged, "select error from quality.gate_results where error <> '' order by suite")
    assert "no_such_column" in error[0]


def test_critical_finding_about_the_submission_holds_all_four_subjects(judged: str):
    with connect(judged) as connection:
        connection.execute("update quality.findings set severity = 'critical' where rule = 'DOC-001'")
        held = connection.execute("select subject from quality.held_subjects order by subject").fetchall()
        connection.rollback()
    assert held == [("capital",), ("poverty",), ("support",), ("targets",)]


def test_sound_rollups_pass_gate_2(judged: str):
    result = gates.run_gate_2(judged)
    assert result.evaluated_count > 20
    assert (result.is_passed, result.findings, result.failed_count) == (True, {}, 0)


@pytest.mark.parametrize(
    ("rule", "table", "change"),
    [
        ("RAT-010", "agg_province_disbursement_by_round", "disbursement_rate_pct = 140, disbursed_vnd = 140000000"),
        ("RAT-011", "agg_province_disbursement_by_round", "disbursement_rate_pct = 70"),
        ("SUM-021", "agg_province_disbursement_by_round", "allocated_vnd = -1"),
        ("REF-010", "agg_province_completeness_by_round", "received_unit_count = expected_unit_count + 1"),
        ("REF-010", "agg_province_completeness_by_round", "expected_unit_count = null"),
        ("REF-011", "agg_province_completeness_by_round", f"row_key = '{SOUND_PROVINCE.code}'"),
    ],
)
def test_rollup_that_cannot_be_published_holds_its_province_alone(judged: str, rule: str, table: str, change: str):
    with spoilt_rollup(judged, table, change):
        gates.run_gate_2(judged)
        found = fetch(judged, "select distinct rule, submission_id, severity from quality.findings where gate = 2")
    expected = {SOUND_KEY, SPOILT_KEY} if rule == "REF-011" else {SOUND_KEY}
    assert {row[1] for row in found} == expected
    assert {(row[0], row[2]) for row in found} == {(rule, rules.find_rule(rule).severity)}


def test_data_docs_tell_how_many_rows_broke_each_expectation_and_none_of_their_values(judged: str, tmp_path: Path):
    index = gates.write_data_docs(judged, tmp_path / "data_docs", datetime(2025, 1, 10, tzinfo=UTC))
    pages = {page.stem: page.read_text(encoding="utf-8") for page in index.parent.rglob("*.html")}
    assert {"index", "int_relations_judged", "int_figures_resolved", "agg_province_poverty_by_year"} <= pages.keys()
    assert "CAP-004" not in pages["index"]
    assert "1 unexpected values found" in pages["int_figures_resolved"]
    for page in pages.values():
        assert not [told for told in (SPOILT, "80000000", "a.txt", SPOILT_PROVINCE.name) if told in page]
