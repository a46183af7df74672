"""What was published, and where it comes from."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from district_reports.cli.options import format_option, tells_errors
from district_reports.printing import print_rows, step
from district_reports.problems import DistrictReportsError
from district_reports.settings import load_settings


@click.command()
@click.argument("words", nargs=-1, required=True)
@tells_errors
def trace(words: Sequence[str]) -> None:
    """Where a published number comes from: units, submissions, and the cell or sentence.

    WORDS name province (or `cả nước`), round and metric, and a project, source, type, policy or year if it matters;
    in Vietnamese, with or without its marks, or by the names of columns. `recast` among them: by today's provinces.

    Example: district-reports trace "Lạng Sơn" 2024H1 giải ngân dự án 5
    """
    from district_reports import exports, pipeline

    with pipeline.open_warehouse(load_settings()) as connection:
        click.echo(exports.show_trace(exports.trace_by_words(connection, words)))


@click.group(name="releases", invoke_without_command=True)
@click.pass_context
@tells_errors
def releases_group(context: click.Context) -> None:
    """What was published: list (the default), show, revert, rebuild, export.

    Example: district-reports releases show 20-2024H1-001
    """
    if context.invoked_subcommand is None:
        context.invoke(releases_list, format_="table")


@releases_group.command(name="list")
@format_option("table")
@tells_errors
def releases_list(format_: str) -> None:
    """All releases, oldest first within a province and round.

    Example: district-reports releases list --format json
    """
    from district_reports import pipeline, releases

    with pipeline.open_warehouse(load_settings()) as connection:
        rows = releases.list_releases(connection)
    columns = ("release_id", "province_name", "round", "status", "published_at", "accepted_unit_count",
               "expected_unit_count", "waived_finding_count", "replaces_release_id", "content_sha256")  # fmt: skip
    print_rows(rows, columns, format_)


@releases_group.command(name="show")
@click.argument("release_id")
@click.argument("table", default="disbursement")
@format_option("table")
@tells_errors
def releases_show(release_id: str, table: str, format_: str) -> None:
    """One table of one release: disbursement, poverty, household_movements, deprivations, support, targets,
    target_results, completeness, timeliness, provinces, submissions, files, findings, waivers, sources, changes.

    Example: district-reports releases show 20-2024H1-001 poverty --format csv
    """
    from district_reports import pipeline, releases

    with pipeline.open_warehouse(load_settings()) as connection:
        release = releases.show_release(connection, release_id)
    if table not in release.tables:
        raise DistrictReportsError(
            f"a release has no table {table!r}", place=release_id, remedy=f"name one of: {', '.join(release.tables)}"
        )
    rows = release.rows(table)
    print_rows(rows, tuple(rows[0]) if rows else (), format_)


@releases_group.command(name="export")
@click.argument("release_id")
@click.option("--output", "-o", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Written here.")
@tells_errors
def releases_export(release_id: str, output: Path) -> None:
    """Page, workbook and drafted report of one release, also of one that is no longer the newest.

    Example: district-reports releases export 20-2024H1-001 -o to-send
    """
    from district_reports import exports, pipeline
    from district_reports.warehouse.releases.published import read_to_show

    with pipeline.open_warehouse(load_settings()) as connection:
        release = read_to_show(connection, release_id)
    for path in exports.write_release(release, output):
        click.echo(path)


@releases_group.command(name="revert")
@click.argument("release_id")
@tells_errors
def releases_revert(release_id: str) -> None:
    """Publish an older release again, as a new one.

    Example: district-reports releases revert 20-2024H1-001
    """
    from district_reports import pipeline

    result = pipeline.revert_release(load_settings(), release_id)
    click.echo(f"{result.release_id}: {result.reason_en}")


@releases_group.command(name="rebuild")
@click.argument("release_id")
@format_option("table")
@tells_errors
def releases_rebuild(release_id: str, format_: str) -> None:
    """Make a release again from the archive, in a scratch database, and compare it table by table.

    Nothing published is touched. Exit code 0 = the same content and the same bytes, 2 = something differs.

    Example: district-reports releases rebuild 20-2024H1-001
    """
    from district_reports import rebuilding

    with step(f"rebuilding {release_id}"):
        rebuilt = rebuilding.rebuild_release(load_settings(), release_id)
    for note in rebuilt.notes:
        click.echo(note, err=True)
    click.echo(f"published {rebuilt.release.header['content_sha256']}\nrebuilt   {rebuilt.sha256}", err=True)
    print_rows(rebuilt.compare(), rebuilding.TABLE_COLUMNS, format_)
    if not rebuilt.is_same:
        sys.exit(2)
