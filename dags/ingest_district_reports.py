"""What districts sent: received, archived, read, loaded."""

from datetime import timedelta

import pendulum
from airflow.sdk import Asset, CronTriggerTimetable, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

VIETNAM = "Asia/Ho_Chi_Minh"
RAW_FIGURES = Asset("raw_figures")
SUBMISSIONS_PER_BATCH = 20


@dag(
    schedule=CronTriggerTimetable("*/15 * * * *", timezone=VIETNAM),
    start_date=pendulum.datetime(2024, 1, 1, tz=VIETNAM),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
    tags=["district-reports"],
    doc_md="""
    Every 15 minutes: takes what is new in the inbox into the archive, reads it and loads its figures, in batches.
    A submission that cannot be read fails alone and says why in `raw.problems`; a task fails, and is tried again,
    only when something here is broken (database, disk). Rings `raw_figures` when anything was loaded.
    """,
)
def ingest_district_reports():
    @task
    def receive_inbox() -> None:
        from district_reports import pipeline, settings

        pipeline.receive_inbox(settings.load_settings())

    @task
    def list_batches() -> list[list[str]]:
        from district_reports import pipeline, settings

        pending = pipeline.list_pending_submissions(settings.load_settings())
        return [
            pending[start : start + SUBMISSIONS_PER_BATCH] for start in range(0, len(pending), SUBMISSIONS_PER_BATCH)
        ]

    @task(map_index_template="{{ batch_label }}")
    def ingest_batch(submission_ids: list[str]) -> int:
        from district_reports import pipeline, settings

        get_current_context()["batch_label"] = f"{submission_ids[0]} … ({len(submission_ids)})"
        results = pipeline.ingest_submissions(settings.load_settings(), submission_ids)
        return sum(result.is_loaded for result in results)

    @task(outlets=[RAW_FIGURES])
    def announce_figures(loaded_counts: list[int]) -> None:
        # The slice fetches all counts at once instead of one by one.
        if sum(loaded_counts[:]) == 0:
            raise AirflowSkipException("nothing was loaded, so there is nothing to announce")

    batches = list_batches()
    receive_inbox() >> batches
    announce_figures(ingest_batch.expand(submission_ids=batches))


ingest_district_reports()
