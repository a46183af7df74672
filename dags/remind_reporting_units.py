"""Who should have reported and has not."""

import logging

import pendulum
from airflow.sdk import CronTriggerTimetable, dag, get_current_context, task
from dag_defaults import TASK_DEFAULTS, VIETNAM

log = logging.getLogger(__name__)


@dag(
    schedule=CronTriggerTimetable("0 7 * * *", timezone=VIETNAM),
    start_date=pendulum.datetime(2024, 1, 1, tz=VIETNAM),
    catchup=False,
    max_active_runs=1,
    default_args=TASK_DEFAULTS,
    tags=["district-reports"],
    doc_md="""
    Every morning: lists, for each province and round that anyone has reported on, the units that have not. Those on the
    list of recipients are told which of them are past their day, when that changed, and weekly while it lasts.
    The day is the day of the run in Viet Nam, so that a run made again later tells the same.
    Where nothing at all came for longer than from one round to the next, `check_freshness` warns in its log: that is
    the engineer's to look into, and stops nothing.
    """,
)
def remind_reporting_units():
    @task
    def list_missing_units() -> int:
        from district_reports import pipeline, settings

        day = get_current_context()["dag_run"].run_after.astimezone(pendulum.timezone(VIETNAM)).date()
        missing = pipeline.list_missing_units(settings.load_settings(), on=day)
        for unit in missing:
            log.info("%s %s: %s is missing", unit.province_name, unit.round, unit.reporting_unit_name)
        return len(missing)

    @task
    def send_reminders() -> None:
        from district_reports import pipeline, settings

        day = get_current_context()["dag_run"].run_after.astimezone(pendulum.timezone(VIETNAM)).date()
        log.info("sent: %s", pipeline.remind_reporting_units(settings.load_settings(), on=day))

    @task
    def check_freshness() -> int:
        from district_reports import pipeline, settings

        stale = pipeline.list_stale_sources(settings.load_settings())
        for source in stale:
            log.warning(
                "nothing came into %s since %s: %s days", source.table, source.last_received_at, source.age.days
            )
        return len(stale)

    list_missing_units() >> send_reminders()
    check_freshness()


remind_reporting_units()
