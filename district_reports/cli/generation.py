"""Submissions nobody sent."""

from pathlib import Path

import click

from district_reports.cli.options import tells_errors


@click.command()
@click.option("--provinces", default=1, show_default=True, type=click.IntRange(min=1), help="How many provinces.")
@click.option("--districts", default=3, show_default=True, type=click.IntRange(min=1), help="How many of each.")
@click.option("--rounds", default="2024", show_default=True, help="Rounds, with commas: 2023,2024H1,2024-9M,2024.")
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed gives the same bytes.")
@click.option("--silent", default=0, type=click.IntRange(0, 100), help="Percent of reports that never arrive.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Written here.")
@tells_errors
def generate(provinces: int, districts: int, rounds: str, seed: int, silent: int, output: Path) -> None:
    """Made-up but lifelike submissions in DIR/inbox, and what is true in DIR/truth.

    Example: district-reports generate --provinces 2 --districts 5 --rounds 2023,2024H1,2024 --seed 7 -o made-up
    """
    from district_reports.generation import is_silent, make_rounds, make_submission, write_packages

    reports = make_rounds(provinces, districts, [code.strip() for code in rounds.split(",")], seed)
    submissions = (make_submission(report, seed) for report in reports if not is_silent(report, seed, silent))
    counts = {"submissions": 0, "workbooks": 0, "numbers told": 0}
    for submission in write_packages(submissions, output):
        counts["submissions"] += 1
        counts["workbooks"] += bool(submission.grids)
        counts["numbers told"] += sum(1 for _ in submission.truth())
        if counts["submissions"] % 50 == 0:
            click.echo(f"{counts['submissions']} written", err=True)
    click.echo(f"{output}: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
