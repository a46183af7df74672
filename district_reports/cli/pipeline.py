"""The whole way, once."""

import dataclasses
from pathlib import Path

import click

from district_reports.cli.options import tells_errors
from district_reports.printing import step
from district_reports.settings import load_settings


@click.command()
@click.option("--inbox", type=click.Path(path_type=Path, file_okay=False), help="Read packages from here.")
@tells_errors
def run(inbox: Path | None) -> None:
    """The whole pipeline once, without a scheduler: receive, read, check, roll up, publish, export, tell.

    Example: district-reports run --inbox /data/reports
    """
    from district_reports import pipeline
    from district_reports.warehouse.database.server import running_database

    settings = load_settings()
    if inbox is not None:
        settings = dataclasses.replace(settings, inbox_dir=inbox.resolve())
    # The embedded server is started once for all steps.
    with running_database(settings):
        with step("receive"):
            receipts = pipeline.receive_inbox(settings)
            click.echo(f"{len(receipts)} packages, {sum(r.is_new for r in receipts)} new", err=True)
        with step("read and load"):
            pending = pipeline.list_pending_submissions(settings)
            pipeline.ingest_submissions(settings, pending)
        with step("check (gate 1)"):
            pipeline.check_submissions(settings)
        with step("feedback"):
            pipeline.write_feedback(settings)
        with step("roll up (gate 2)"):
            pipeline.build_rollups(settings)
        with step("publish"):
            for result in pipeline.publish_releases(settings):
                click.echo(f"{result.province_name} {result.round}: {result.outcome}, {result.reason_en}", err=True)
        with step("export"):
            pipeline.export_releases(settings)
        click.echo(pipeline.show_summary(settings))
        # Last: a mail server that refuses must keep nobody from seeing what was published.
        with step("tell"):
            for line in pipeline.send_digests(settings):
                click.echo(line, err=True)
