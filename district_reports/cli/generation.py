"""Submissions nobody sent."""

from pathlib import Path

import click

from district_reports.cli.options import tells_errors

_PERCENT = click.IntRange(0, 100)


@click.command()
@click.option("--provinces", default=1, show_default=True, type=click.IntRange(min=1), help="How many provinces.")
@click.option("--districts", default=3, show_default=True, type=click.IntRange(min=1), help="How many of each.")
@click.option(
    "--communes",
    default=0,
    type=click.IntRange(min=0),
    help="How many of each of today's provinces; they report from 2025-9M on.",
)
@click.option("--merged", is_flag=True, help="The first two provinces are one today.")
@click.option("--rounds", default="2024", show_default=True, help="Rounds, with commas: 2023,2024H1,2024-9M,2024.")
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed gives the same bytes.")
@click.option("--silent", default=0, type=_PERCENT, help="Percent of reports that never arrive.")
@click.option("--late", default=0, type=_PERCENT, help="Percent that arrive late.")
@click.option("--revised", default=0, type=_PERCENT, help="Percent sent again with other numbers.")
@click.option(
    "--faulty", default=0, type=_PERCENT, help="Percent with a fault that holds them, before or after right ones."
)
@click.option("--nil", default=0, type=_PERCENT, help="Percent of units without money, which report that.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Written here.")
@tells_errors
def generate(
    provinces: int, districts: int, communes: int, merged: bool, rounds: str, seed: int, output: Path, **mishaps: int
) -> None:  # fmt: skip
    """Made-up but lifelike submissions in DIR/inbox, and what is true in DIR/truth.

    What is sent again is in DIR/inbox-1; DIR/truth/submissions.csv says what was sent when, and why.

    Example: district-reports generate --provinces 2 --districts 5 --rounds 2023,2024H1,2024 --seed 7 -o made-up
    """
    from district_reports.generation import Mishaps, make_history, make_rounds, make_submission, write_packages

    codes = [code.strip() for code in rounds.split(",")]
    reports = make_rounds(provinces, districts, codes, seed, communes, is_merged=merged)
    submissions = make_history(reports, seed, Mishaps(**mishaps), lambda report: make_submission(report, seed))
    counts = {"submissions": 0, "workbooks": 0, "numbers told": 0}
    for submission in write_packages(submissions, output):
        counts["submissions"] += 1
        counts["workbooks"] += bool(submission.grids)
        counts["numbers told"] += sum(1 for _ in submission.truth())
        if counts["submissions"] % 50 == 0:
            click.echo(f"{counts['submissions']} written", err=True)
    click.echo(f"{output}: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
