"""What is the same in every DAG here: its time zone, how its tasks try again and fail, the bell between two of them."""

from datetime import timedelta
from typing import Any

from airflow.sdk import Asset

VIETNAM = "Asia/Ho_Chi_Minh"
# Rung when figures were loaded.
RAW_FIGURES = Asset("raw_figures")


def tell_failure(context: dict) -> None:
    """Tell the engineers of a task that failed for good."""
    from district_reports.notify.failed_tasks import FailedTaskNotifier

    FailedTaskNotifier()(context)


TASK_DEFAULTS: dict[str, Any] = {
    "retries": 2, "retry_delay": timedelta(minutes=1), "on_failure_callback": tell_failure,
}  # fmt: skip
