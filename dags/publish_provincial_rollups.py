"""From loaded figures to what the provinces publish."""

import logging

import pendulum
from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, dag, task
from dag_defaults import RAW_FIGURES, TASK_DEFAULTS, VIETNAM

log = logging.getLogger(__name__)


@dag(
    schedule=AssetOrTimeSchedule(timetable=CronTriggerTimetable("0 6 * * *", timezone=VIETNAM), assets=[RAW_FIGURES]),
    start_date=pendulum.datetime(2024, 1, 1, tz=VIETNAM),
    catchup=False,
    max_active_runs=1,
    default_args=TASK_DEFAULTS,
    tags=["district-reports"],
    doc_md="""
    Whenever figures were loaded, and every morning: checks the submissions (gate 1), writes what each sender gets
    back, builds marts and rollups (gate 2), publishes a release for every province and round whose content changed,
    writes its page and workbook, and tells those on the list of recipients what is new, worse and mended in their
    provinces.
    The asset is only the bell: what has arrived and what is missing stands in the database.
    """,
)
def publish_provincial_rollups():
    @task
    def check_submissions() -> None:
        from district_reports import pipeline, settings

        pipeline.check_submissions(settings.load_settings())

    @task
    def write_feedback() -> None:
        from district_reports import pipeline, settings

        pipeline.write_feedback(settings.load_settings())

    @task
    def build_rollups() -> None:
        from district_reports import pipeline, settings

        pipeline.build_rollups(settings.load_settings())

    @task
    def publish_releases() -> None:
        from district_reports import pipeline, settings

        for result in pipeline.publish_releases(settings.load_settings()):
            log.info("%s %s: %s %s", result.province_name, result.round, result.outcome, result.reason_en)

    @task
    def export_releases() -> None:
        from district_reports import pipeline, settings

        pipeline.export_releases(settings.load_settings())

    @task
    def send_digests() -> None:
        from district_reports import pipeline, settings

        log.info("sent: %s", pipeline.send_digests(settings.load_settings()))

    checked, digests = check_submissions(), send_digests()
    checked >> build_rollups() >> publish_releases() >> export_releases() >> digests
    # A digest leads to the feedback, which waits for nothing but the checks.
    checked >> write_feedback() >> digests


publish_provincial_rollups()
