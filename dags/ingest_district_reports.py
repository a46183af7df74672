"""What districts sent: received, archived, read, loaded."""

import pendulum
from airflow.sdk import CronTriggerTimetable, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException
from dag_defaults import RAW_FIGURES, TASK_DEFAULTS, VIETNAM

SUBMISSIONS_PER_BATCH = 20


@dag(
    schedule=CronTriggerTimetable("*/15 * * * *", timezone=VIETNAM),
    start_date=pendulum.datetime(2024, 1, 1, tz=VIETNAM),
    catchup=False,
    max_active_runs=1,
    default_args=TASK_DEFAULTS,
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
        size = SUBMISSIONS_PER_BATCH
        return [pending[start : start + size] for start in range(0, len(pending), size)]

    @task(map_index_template="{{ batch_label }}")
    def ingest_batch(submission_ids: list[str]) -> int:
        from district_reports import pipeline, settings

        # Airflow lets a task add to its context, but declares only what it puts there itself.
        get_current_context()["batch_label"] = (  # type: ignore[typeddict-unknown-key]
            f"{submission_ids[0]} … ({len(submission_ids)})"
        )
        results = pipeline.ingest_submissions(settings.load_settings(), submission_ids)
        return sum(result.is_loaded for result in results)

    @task(outlets=[RAW_FIGURES], trigger_rule="all_done_min_one_success")
    def announce_figures(batches: list[list[str]], loaded_counts: list[int]) -> None:
        # A failed batch has no count, but has loaded all that could be: it is announced as well.
        is_any_batch_failed = len(loaded_counts) < len(batches)
        if sum(loaded_counts[:]) == 0 and not is_any_batch_failed:
            raise AirflowSkipException("nothing was loaded, so there is nothing to announce")

    @task(trigger_rule="none_failed")
    def confirm_batches() -> None:
        """Fails with any batch, so that the run shows it although what did load is announced."""

    batches = list_batches()
    receive_inbox() >> batches
    loaded_counts = ingest_batch.expand(submission_ids=batches)
    # Airflow hands over what the tasks return, but its types speak of the promise of it (XComArg).
    announce_figures(batches, loaded_counts)  # type: ignore[arg-type]
    loaded_counts >> confirm_batches()


ingest_district_reports()
