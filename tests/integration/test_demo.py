"""The real DAGs on the sample reports, as `make demo` runs them."""

import os
import subprocess
import sys
from dataclasses import replace

import psycopg
import pytest

from district_reports.settings import PROJECT_DIR, Settings
from district_reports.warehouse.database.server import ensure_database, remove_database, running_database

DAG_IDS = {"ingest_district_reports", "publish_provincial_rollups", "remind_reporting_units"}


def run_demo(settings: Settings) -> subprocess.CompletedProcess:
    environment = os.environ | {"LOCAL_DIR": str(settings.local_dir), "INBOX": "samples", "DATABASE_URL": ""}
    command = [sys.executable, "-m", "district_reports.demo"]
    return subprocess.run(command, cwd=PROJECT_DIR, env=environment, capture_output=True, text=True, check=False)


def query(settings: Settings, database: str, statement: str) -> list[tuple]:
    with running_database(settings) as url, psycopg.connect(ensure_database(url, database)) as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture(scope="module")
def settings(session_settings: Settings):
    own = replace(session_settings, local_dir=session_settings.local_dir / "demo")
    yield own
    remove_database(own)


@pytest.fixture(scope="module")
def first_run(settings: Settings) -> subprocess.CompletedProcess:
    return run_demo(settings)


def test_every_dag_succeeds_and_its_tasks_stand_in_airflows_metadata(settings: Settings, first_run):
    assert first_run.returncode == 0, first_run.stdout + first_run.stderr
    runs = query(settings, "airflow", "select dag_id, state from dag_run")
    assert {dag_id for dag_id, _ in runs} == DAG_IDS
    assert {state for _, state in runs} == {"success"}
    tasks = query(settings, "airflow", "select task_id, state from task_instance")
    assert len(tasks) >= len(DAG_IDS)
    assert {state for _, state in tasks} == {"success"}


def test_loaded_figures_ring_the_bell_for_the_rollups(settings: Settings, first_run):
    events = query(settings, "airflow", "select asset.name from asset_event join asset on asset.id = asset_id")
    assert events == [("raw_figures",)]


def test_each_step_tells_its_time(first_run):
    for step in ("receive_inbox", "ingest_batch", "check_submissions", "build_rollups", "export_releases"):
        line = next(line for line in first_run.stdout.splitlines() if line.strip().startswith(step))
        assert line.rstrip().endswith(" s")


def test_running_it_again_changes_nothing(settings: Settings, first_run):
    state = "select release_id, content_sha256, published_at from release.releases order by release_id"
    releases = query(settings, "district_reports", state)
    assert releases, "nothing was published, so nothing could change"
    second_run = run_demo(settings)
    assert second_run.returncode == 0, second_run.stdout + second_run.stderr
    assert "newly published: " in first_run.stdout
    assert "Nothing changed: no new release." in second_run.stdout
    assert query(settings, "district_reports", state) == releases
    assert len(query(settings, "airflow", "select from asset_event")) == 1
