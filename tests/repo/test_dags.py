"""The DAG files: they load, they are wiring only, they keep their promises about schedules and retries."""

import ast
from pathlib import Path

import pytest

from district_reports.settings import PROJECT_DIR

DAGS_DIR = PROJECT_DIR / "dags"
# What the DAG files import of each other's directory.
DEFAULTS = DAGS_DIR / "dag_defaults.py"
DAG_FILES = sorted(set(DAGS_DIR.glob("*.py")) - {DEFAULTS})
DAG_IDS = {"ingest_district_reports", "publish_provincial_rollups", "remind_reporting_units"}
AT_THE_TOP = {"airflow", "dag_defaults", "datetime", "logging", "pendulum", "typing"}
INSIDE_TASKS = {"district_reports"}


@pytest.fixture(scope="module")
def dags(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The DAGs as Airflow loads them, without a database."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AIRFLOW_HOME", str(tmp_path_factory.mktemp("airflow")))
        environment.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
        from airflow.dag_processing.dagbag import BundleDagBag

        bag = BundleDagBag(str(DAGS_DIR), bundle_path=DAGS_DIR)
    assert bag.import_errors == {}
    assert {Path(file).name for file in bag.file_last_changed} == {path.name for path in DAG_FILES}
    return bag.dags


def imported_packages(nodes: list[ast.stmt]) -> set[str]:
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_every_file_is_a_dag_of_the_same_name(dags: dict):
    assert {path.stem for path in DAG_FILES} == set(dags) == DAG_IDS


@pytest.mark.parametrize("path", [*DAG_FILES, DEFAULTS], ids=lambda path: path.stem)
def test_a_dag_file_is_a_table_of_contents(path: Path):
    source = path.read_text()
    module = ast.parse(source)
    assert len(source.splitlines()) <= 80
    assert imported_packages(module.body) <= AT_THE_TOP
    everywhere = imported_packages([node for node in ast.walk(module) if isinstance(node, ast.stmt)])
    assert everywhere <= AT_THE_TOP | INSIDE_TASKS
    assert everywhere >= INSIDE_TASKS, "a DAG that calls nothing of ours does nothing"


@pytest.mark.parametrize("dag_id", sorted(DAG_IDS))
def test_a_dag_runs_alone_looks_not_back_and_tries_again(dags: dict, dag_id: str):
    dag = dags[dag_id]
    assert dag.catchup is False
    assert dag.max_active_runs == 1
    assert "district-reports" in dag.tags
    assert dag.doc_md
    assert dag.tasks
    for task in dag.tasks:
        assert task.retries >= 1
        assert task.retry_delay.total_seconds() >= 60
        assert task.email is None
        callbacks = task.partial_kwargs["on_failure_callback"] if task.is_mapped else task.on_failure_callback
        assert "tell_failure" in str(callbacks)


def test_figures_are_announced_by_the_last_step_of_the_ingest_and_awaited_by_the_rollups(dags: dict):
    ingest = dags["ingest_district_reports"]
    announced = {task.task_id: [asset.name for asset in task.outlets] for task in ingest.tasks if task.outlets}
    assert announced == {"announce_figures": ["raw_figures"]}
    assert ingest.get_task("announce_figures").downstream_task_ids == set()
    awaited = dags["publish_provincial_rollups"].timetable.asset_condition
    assert [asset.name for asset in awaited.objects] == ["raw_figures"]


def test_the_number_of_tasks_grows_with_batches_alone(dags: dict):
    mapped = {task.task_id for dag in dags.values() for task in dag.tasks if task.is_mapped}
    assert mapped == {"ingest_batch"}


def test_digests_come_last_and_nothing_published_waits_for_them(dags: dict):
    digests = dags["publish_provincial_rollups"].get_task("send_digests")
    assert digests.downstream_task_ids == set()
    assert digests.get_flat_relative_ids(upstream=True) >= {"check_submissions", "write_feedback", "export_releases"}


def test_no_dag_has_more_tasks_than_a_person_takes_in(dags: dict):
    assert {dag_id: len(dag.tasks) for dag_id, dag in dags.items() if len(dag.tasks) > 8} == {}
