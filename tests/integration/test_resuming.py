"""A run killed anywhere between load and release, then run again, ends like an undisturbed run.

The places are found without a switch in the program: the test locks a table, the run comes to wait for it, and is
killed there with whatever it had begun.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from district_reports import pipeline
from district_reports.settings import PROJECT_DIR, Settings
from district_reports.warehouse.scratch import scratch_warehouse

PATIENCE_SECONDS = 600
# Where a run is killed: the step that is running, and the lock that stops it there.
PLACES = {
    "while loading": ("ingest", "raw.figures in exclusive mode"),
    "between load and gate": ("check", "quality.waivers_in_force in exclusive mode"),
    "in the gate, its findings half replaced": ("check", "quality.gate_results in exclusive mode"),
    "between gate and rollups, among the marts": ("build", "raw.submissions in access exclusive mode"),
    "between gate 2 and release": ("publish", "release.releases in exclusive mode"),
    "in the release, its header written": ("publish", "release.sources in exclusive mode"),
}
# Where a whole run is killed, each time to begin again from its first step.
PLACES_OF_A_RUN = {
    "while loading": "raw.figures in exclusive mode",
    "in the gate, its findings half replaced": "quality.gate_results in exclusive mode",
    "in the release, its header written": "release.sources in exclusive mode",
}
WHOLE_RUN = ["-c", "from district_reports.cli import main; main()", "run"]
# What belongs to the moment or the machine and not to the result.
CIRCUMSTANCES = {"received_at", "published_at", "recorded_at", "written_by_transaction", "code_version"}
COMPARED_SCHEMAS = ("raw", "quality", "rollups", "release")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that passes and one that is held."""
    inbox = tmp_path_factory.mktemp("inbox")
    shutil.copy(PROJECT_DIR / "samples" / "dak_to_2024.docx", inbox)
    shutil.copy(PROJECT_DIR / "tests" / "samples" / "unknown_district.txt", inbox)
    return inbox


@pytest.fixture(scope="module")
def undisturbed(database_url: str, session_settings: Settings, inbox: Path, make_local_dir) -> Iterator[Settings]:
    with scratch_warehouse(database_url, "undisturbed") as url:
        settings = replace(session_settings, inbox_dir=inbox, local_dir=make_local_dir(),
                           database_url=url)  # fmt: skip
        pipeline.receive_inbox(settings)
        for step in ("ingest", "check", "build", "publish"):
            run_step(settings, step)
        yield settings


@pytest.fixture(scope="module")
def disturbed(database_url: str, undisturbed: Settings, tmp_path_factory) -> Iterator[Settings]:
    """Killed at every place in turn; each time the killed step is tried again before the next, as Airflow does."""
    with scratch_warehouse(database_url, "killed") as url:
        local_dir = tmp_path_factory.mktemp("killed")
        # What dbt parsed is kept between runs; copied, it spares every one of these the same seconds.
        shutil.copytree(undisturbed.local_dir / "dbt", local_dir / "dbt")
        settings = replace(undisturbed, local_dir=local_dir, database_url=url)
        pipeline.receive_inbox(settings)
        reached = "ingest"
        for place, (step, lock) in PLACES.items():
            if step != reached:
                run_step(settings, reached)
                reached = step
            kill_at(settings, place, step_program(step), lock)
        yield settings


@pytest.fixture(scope="module")
def begun_again(database_url: str, undisturbed: Settings, tmp_path_factory) -> Iterator[Settings]:
    """`district-reports run`, killed at every place of a run in turn and begun again from its first step each time."""
    with scratch_warehouse(database_url, "begun_again") as url:
        local_dir = tmp_path_factory.mktemp("begun_again")
        shutil.copytree(undisturbed.local_dir / "dbt", local_dir / "dbt")
        settings = replace(undisturbed, local_dir=local_dir, database_url=url)
        for place, lock in PLACES_OF_A_RUN.items():
            kill_at(settings, place, WHOLE_RUN, lock)
        yield settings


def run_step(settings: Settings, step: str) -> None:
    if step == "ingest":
        pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
    elif step == "check":
        pipeline.check_submissions(settings)
    elif step == "build":
        pipeline.build_rollups(settings)
    else:
        pipeline.publish_releases(settings)


def step_program(step: str) -> list[str]:
    program = (
        "import test_resuming; from district_reports.settings import load_settings; "
        f"test_resuming.run_step(load_settings(), {step!r})"
    )
    return ["-c", program]


def environment_of(settings: Settings) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": settings.database_url, "LOCAL_DIR": str(settings.local_dir),
                         "INBOX": str(settings.inbox_dir), "PYTHONPATH": str(Path(__file__).parent)}  # fmt: skip


def kill_at(settings: Settings, place: str, program: list[str], lock: str) -> None:
    """Run the program in a process of its own and kill it as soon as it waits for the lock."""
    with psycopg.connect(settings.database_url) as connection:
        connection.execute(f"lock table {lock}")
        run = subprocess.Popen([sys.executable, *program], env=environment_of(settings), cwd=PROJECT_DIR)
        try:
            wait_until_it_waits(settings.database_url, run, place)
        finally:
            run.kill()
            run.wait()


def wait_until_it_waits(database_url: str, run: subprocess.Popen, place: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    with psycopg.connect(database_url, autocommit=True) as watcher:
        while not watcher.execute(waiting).fetchone():
            assert run.poll() is None, f"the run ended before it could be killed {place}"
            assert time.monotonic() < deadline, f"the run never came to wait {place}"
            time.sleep(0.02)


def contents(settings: Settings) -> dict[str, list[str]]:
    """Every row of every table that a run leaves, without what belongs to the moment; by table."""
    with psycopg.connect(settings.database_url) as connection:
        tables = connection.execute(
            """select table_schema, table_name, array_agg(column_name::text order by ordinal_position)
               from information_schema.columns join information_schema.tables using (table_schema, table_name)
               where table_schema = any(%s) and table_type = 'BASE TABLE' group by 1, 2""",
            [list(COMPARED_SCHEMAS)],
        ).fetchall()
        return {
            f"{schema}.{table}": sorted(
                str(row)
                for row in connection.execute(
                    sql.SQL("select {} from {}").format(
                        sql.SQL(", ").join(sql.Identifier(name) for name in columns if name not in CIRCUMSTANCES),
                        sql.Identifier(schema, table),
                    )
                )
            )
            for schema, table, columns in tables
        }


def assert_same_result(expected: dict[str, list[str]], found: dict[str, list[str]]) -> None:
    for table in ("quality.findings", "release.releases", "release.disbursement", "release.sources"):
        assert expected[table], f"{table} is empty, so nothing is compared"
    assert {table for table in expected if expected[table] != found[table]} == set()


def test_a_step_killed_everywhere_and_tried_again_ends_like_an_undisturbed_one(
    undisturbed: Settings, disturbed: Settings
):
    assert contents(disturbed)["release.releases"] == [], "killed before its end, a release does not exist"
    run_step(disturbed, "publish")
    assert_same_result(contents(undisturbed), contents(disturbed))


def test_a_whole_run_killed_and_begun_again_ends_like_an_undisturbed_one(undisturbed: Settings, begun_again: Settings):
    assert contents(begun_again)["release.releases"] == [], "killed before its end, a release does not exist"
    subprocess.run([sys.executable, *WHOLE_RUN], env=environment_of(begun_again), cwd=PROJECT_DIR, check=True)
    assert_same_result(contents(undisturbed), contents(begun_again))
