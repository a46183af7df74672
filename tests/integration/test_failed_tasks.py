"""A task that failed, as Airflow's notifier tells it to a real mail server."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from mail_server import Postbox, running_mail_server, text_of

from district_reports.notify.failed_tasks import FailedTask, FailedTaskNotifier, tell_failed_task
from district_reports.settings import Settings
from district_reports.warehouse.scratch import scratch_warehouse

MORNING = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
FAILED = FailedTask("publish_provincial_rollups", "build_rollups", "manual__1", 3, "a model is broken", "http://log")


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with running_mail_server() as postbox:
        yield postbox


@pytest.fixture
def settings(database_url: str, session_settings: Settings, postbox: Postbox, tmp_path: Path) -> Iterator[Settings]:
    """Two engineers, of whom one follows a single province, and an office."""
    (tmp_path / "alerts.csv").write_text(
        "province_code,address,role\n*,ops@example.invalid,engineer\n01,part@example.invalid,engineer\n"
        "*,office@example.invalid,province\n"
    )
    with scratch_warehouse(database_url, "failures") as url:
        yield replace(
            session_settings, database_url=url, local_dir=tmp_path, smtp_host="127.0.0.1", smtp_port=postbox.port,
            mail_from="reports@example.invalid", alerts_file=tmp_path / "alerts.csv",
        )  # fmt: skip


def test_the_engineer_of_all_provinces_is_told_what_failed_where_and_why(settings: Settings, postbox: Postbox):
    assert tell_failed_task(settings, FAILED, MORNING) == 1
    [letter] = postbox.take()
    assert str(letter["To"]) == "ops@example.invalid"
    assert str(letter["Subject"]) == "[district-reports] failed: publish_provincial_rollups.build_rollups"
    for said in ("a model is broken", "Run: manual__1", "Tries: 3", "Log: http://log", "docs/runbook.md"):
        assert said in text_of(letter)


def test_the_same_failure_is_told_once_a_day_and_another_one_at_once(settings: Settings, postbox: Postbox):
    sent = [
        tell_failed_task(settings, failed, MORNING + timedelta(hours=hours))
        for hours, failed in ((0, FAILED), (1, FAILED), (2, replace(FAILED, error="the disk is full")), (25, FAILED))
    ]
    assert sent == [1, 0, 1, 1]


def test_a_database_that_is_the_failure_keeps_nobody_from_being_told(settings: Settings, postbox: Postbox):
    nowhere = replace(settings, database_url="postgresql://nobody@127.0.0.1:1/none")
    assert [tell_failed_task(nowhere, FAILED, MORNING) for _ in range(2)] == [1, 1]


def test_airflow_calls_it_as_a_notifier(settings: Settings, postbox: Postbox, monkeypatch: pytest.MonkeyPatch):
    for name, value in {
        "DATABASE_URL": settings.database_url, "SMTP_HOST": settings.smtp_host, "SMTP_PORT": str(settings.smtp_port),
        "MAIL_FROM": settings.mail_from, "ALERTS": str(settings.alerts_file), "LOCAL_DIR": str(settings.local_dir),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    task = SimpleNamespace(dag_id="ingest_district_reports", task_id="ingest_batch", run_id="r", try_number=3)
    FailedTaskNotifier()({"ti": task, "exception": ValueError("no space left")})
    [letter] = postbox.take()
    assert str(letter["Subject"]) == "[district-reports] failed: ingest_district_reports.ingest_batch"
    assert "no space left" in text_of(letter)
