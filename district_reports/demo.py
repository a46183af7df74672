"""`make demo`: the three real DAGs, one after the other in this process, on the embedded PostgreSQL.

No scheduler: the demo wants each task once, now, and its outcome on the screen. `airflow_services` runs the same DAGs
as they run every day.
"""

import os
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from district_reports.airflow_environment import METADATA_DATABASE, airflow_environment
from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings, load_settings
from district_reports.warehouse.database.server import ensure_database, running_database

if TYPE_CHECKING:
    from airflow.sdk import DAG
    from airflow.sdk.execution_time.task_runner import RuntimeTaskInstance

DAG_IDS = ("ingest_district_reports", "publish_provincial_rollups", "remind_reporting_units")
WIDTH = 60


def main() -> int:
    """Run the demo; 0 when every task of every DAG worked."""
    settings = load_settings()
    try:
        return run_demo(settings)
    except DistrictReportsError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1


def run_demo(settings: Settings) -> int:
    """Run all DAGs in order, then show what was published; 1 when any of them failed, although the rest was done."""
    start = time.monotonic()
    print(f"Reports from {settings.inbox_dir}")
    with _running_airflow(settings) as dags:
        from district_reports import pipeline

        before = pipeline.list_release_ids(settings)
        failed = [dag_id for dag_id in DAG_IDS if not _run_dag(dags[dag_id])]
        published = [release_id for release_id in pipeline.list_release_ids(settings) if release_id not in before]
        print(f"\n{pipeline.show_summary(settings)}")
        print(_tell_news(published))
    print(f"\nAll of it took {time.monotonic() - start:.0f} s")
    if failed:
        print(f"failed: {', '.join(failed)}; the log of each stands above", file=sys.stderr)
    return 1 if failed else 0


def _tell_news(published: list[str]) -> str:
    """What this run added to what was published before."""
    if not published:
        return "Lần chạy này không thay đổi gì. / Nothing changed: no new release."
    return f"Mới công bố / newly published: {', '.join(published)}"


@contextmanager
def _running_airflow(settings: Settings) -> Iterator[dict[str, "DAG"]]:
    """Yield the DAGs by id, with Airflow set up in this process and the database running."""
    with _timed("start PostgreSQL"):
        database = running_database(settings)
        url = database.__enter__()
    try:
        with _timed("prepare Airflow and its metadata"):
            metadata_url = ensure_database(url, METADATA_DATABASE)
            os.environ.update(airflow_environment(settings, metadata_url, logging_level="ERROR"))
            dags = _load_airflow(settings)
        yield dags
    finally:
        if "airflow.settings" in sys.modules:
            sys.modules["airflow.settings"].dispose_orm()
        database.__exit__(None, None, None)


def _load_airflow(settings: Settings) -> dict[str, "DAG"]:
    """Airflow reads its environment when it is imported, so it is imported here and not above."""
    # Airflow's own affair, on the way between it and its web framework.
    warnings.filterwarnings("ignore", message="Using `httpx` with")
    from airflow.dag_processing.dagbag import BundleDagBag
    from airflow.sdk.listener import get_listener_manager
    from airflow.utils import db

    db.initdb()
    get_listener_manager().add_listener(_task_listener())
    directory = settings.project_dir / "dags"
    bag = BundleDagBag(str(directory), bundle_path=directory)
    if bag.import_errors:
        raise DistrictReportsError("a DAG does not load", place=", ".join(bag.import_errors))
    return bag.dags


def _run_dag(dag: "DAG") -> bool:
    """Run one DAG now; True when all its tasks worked or were rightly skipped."""
    from airflow.sdk.definitions.mappedoperator import MappedOperator

    print(f"\n{dag.dag_id}")
    for task in dag.tasks:
        # A person waits: what fails here fails at once, instead of a minute and two tries later.
        if isinstance(task, MappedOperator):
            task.partial_kwargs["retries"] = 0
        else:
            task.retries = 0
    start = time.monotonic()
    run = dag.test()
    for task_instance in run.get_task_instances():
        # The listener hears of what ran; what was passed over stands in the metadata alone.
        if task_instance.state in {"skipped", "upstream_failed"} and not task_instance.duration:
            print(f"  {task_instance.task_id:<{WIDTH - 2}}      –    {task_instance.state}")
    print(f"  {f'{run.state}, with what Airflow itself does':<{WIDTH - 2}} {time.monotonic() - start:6.1f} s")
    return run.state == "success"


def _task_listener() -> object:
    """Prints each task when it ends, with the time it took and how it ended."""
    from airflow.listeners import hookimpl

    class TaskListener:
        def __init__(self) -> None:
            self.started = 0.0

        @hookimpl
        def on_task_instance_running(self, previous_state: object, task_instance: "RuntimeTaskInstance") -> None:
            self.started = time.monotonic()

        @hookimpl
        def on_task_instance_success(self, previous_state: object, task_instance: "RuntimeTaskInstance") -> None:
            self.show(task_instance, "")

        @hookimpl
        def on_task_instance_skipped(self, previous_state: object, task_instance: "RuntimeTaskInstance") -> None:
            self.show(task_instance, "skipped: nothing to do")

        @hookimpl
        def on_task_instance_failed(
            self, previous_state: object, task_instance: "RuntimeTaskInstance", error: object
        ) -> None:
            self.show(task_instance, f"failed: {error}")

        def show(self, task_instance: "RuntimeTaskInstance", outcome: str) -> None:
            label = getattr(task_instance, "rendered_map_index", None)
            name = task_instance.task_id + (f" [{label}]" if label else "")
            seconds = time.monotonic() - self.started
            print(f"  {name:<{WIDTH - 2}} {seconds:6.1f} s  {outcome}".rstrip(), flush=True)

    return TaskListener()


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start = time.monotonic()
    yield
    print(f"{what:<{WIDTH}} {time.monotonic() - start:6.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
