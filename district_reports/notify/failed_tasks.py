"""Task failures: Airflow's notifier, on the channels of the digests. Only DAGs import this; Airflow is needed."""

import logging
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
from airflow.sdk import BaseNotifier

from district_reports.notify.letters import Digest, Item, Section, identify
from district_reports.notify.recipients import EVERY_PROVINCE, Recipient, read_recipients
from district_reports.notify.sending import Post
from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings, load_settings
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.quality import digests as store
from district_reports.warehouse.quality.digests import SentDigest, Thread
from district_reports.warehouse.schema.shape import prepare_warehouse

log = logging.getLogger(__name__)
_LONGEST_ERROR = 2000


@dataclass(frozen=True)
class FailedTask:
    """What Airflow knows of a task that failed for good, its retries included."""

    dag_id: str
    task_id: str
    run_id: str
    try_number: int
    error: str
    log_url: str

    @property
    def name(self) -> str:
        """DAG and task in one."""
        return f"{self.dag_id}.{self.task_id}"


class FailedTaskNotifier(BaseNotifier):
    """Tells the engineers who follow every province that a task failed: `on_failure_callback`."""

    def notify(self, context: Mapping[str, Any]) -> None:
        """Send the letter; a failure to send is logged, and the task's own failure stays what it is."""
        task = context["ti"]
        failed = FailedTask(
            task.dag_id, task.task_id, task.run_id, task.try_number,
            str(context.get("exception") or "no reason was given")[:_LONGEST_ERROR], str(getattr(task, "log_url", "")),
        )  # fmt: skip
        tell_failed_task(load_settings(), failed, datetime.now(UTC))


def tell_failed_task(settings: Settings, failed: FailedTask, now: datetime) -> int:
    """Tell every engineer of all provinces, the same failure once a day; how many letters were sent.

    Without a database nothing can be remembered, and the letter goes out each time. Raises DistrictReportsError for
    letters that were not taken.
    """
    recipients = read_recipients(settings.alerts_file) if settings.alerts_file else []
    engineers = [one for one in recipients if one.role == "engineer" and one.province_code == EVERY_PROVINCE]
    if not engineers:
        return 0
    post = Post(settings, now)
    with ExitStack() as stack:
        connection = _open_memory(settings, stack)
        sent = sum(_tell(post, connection, engineer, failed) for engineer in engineers)
    post.close()
    return sent


def _tell(post: Post, connection: psycopg.Connection | None, engineer: Recipient, failed: FailedTask) -> bool:
    thread = Thread("task", engineer.address, failed.name)
    message_id = identify(thread, failed.error, post.today)
    last = store.read_last_digest(connection, thread) if connection else None
    if last and last.message_id == message_id:
        return False
    digest = _compose(failed)
    is_taken = post.hand_over(engineer, digest, message_id)
    if is_taken and connection:
        number = last.digest_number + 1 if last else 1
        store.note_digest(connection, thread, SentDigest(number, post.now, message_id, digest.title, 1), [])
    return is_taken


def _compose(failed: FailedTask) -> Digest:
    facts = [
        Item("Run: ", failed.run_id), Item("Tries: ", str(failed.try_number)), Item("Log: ", failed.log_url or "–"),
    ]  # fmt: skip
    return Digest(
        title=f"[district-reports] failed: {failed.name}",
        heading=f"Task {failed.name} failed for good; what follows it did not run.",
        summary=failed.error,
        sections=[Section("Where", facts)],
        closing="What to do: docs/runbook.md, “A task failed”. The same failure is told once a day.",
    )


def _open_memory(settings: Settings, stack: ExitStack) -> psycopg.Connection | None:
    """The warehouse, to know what was told; None when it is the very thing that fails."""
    try:
        connection = stack.enter_context(connect(stack.enter_context(running_database(settings))))
        prepare_warehouse(connection)
        connection.commit()
        connection.autocommit = True
    except (DistrictReportsError, psycopg.Error):
        log.exception("the warehouse cannot be asked what was told; telling without it")
        return None
    return connection
