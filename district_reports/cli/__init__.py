"""`district-reports …`: one command per job. Errors name file, place and remedy; progress goes to standard error."""

import click

from district_reports.cli import (
    access,
    database,
    generation,
    metrics,
    pipeline,
    releases,
    submissions,
    templates,
    waivers,
)


@click.group()
@click.version_option(package_name="district-reports")
def main() -> None:
    """From district reports on sustainable poverty reduction to provincial rollups."""


for command in (
    submissions.read, submissions.check, submissions.submit, pipeline.run, releases.trace, releases.releases_group,
    metrics.metrics_group, waivers.waive, waivers.waivers_group, templates.template, access.access_group, database.db,
    generation.generate,
):  # fmt: skip
    main.add_command(command)
