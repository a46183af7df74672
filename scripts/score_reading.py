"""Writes how well reports are read into docs/reading.md: `python scripts/score_reading.py [REPORTS_DIR] [--print]`.

Scores the samples and, where REPORTS_DIR holds them, the four real reports; their truth lies in `facts` beside it.
Without the real reports nothing is written, for the table would lose their rows.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT_DIR), str(PROJECT_DIR / "tests" / "integration")]

from reading_score import REAL_REPORTS, Score, load_truth, read_narrative_of, score, total  # noqa: E402

from district_reports.readers.outline.accounts import unplaced  # noqa: E402

PAGE = PROJECT_DIR / "docs" / "reading.md"
SAMPLES = PROJECT_DIR / "tests" / "samples" / "reading"
BEGIN, END = "<!-- scores: begin -->", "<!-- scores: end -->"
HEAD = (
    "| report | figures read | unplaced | core recall | all figures recall | classified | precision |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
)


@dataclass(frozen=True)
class Scored:
    """One report: its name in the table, figures read, numbers unplaced, and its score where there is a truth."""

    name: str
    figure_count: int
    unplaced_count: int
    score: Score | None


def score_report(name: str, report: Path, truth: Path | None) -> Scored:
    """Reads a report, and scores it where there is a truth."""
    narrative = read_narrative_of(report)
    figures = [figure for figure in narrative.figures if figure.value is not None]
    missed = sum(len(unplaced(accounts)) for _, accounts in narrative.accounts)
    return Scored(name, len(figures), missed, score(figures, load_truth(truth)) if truth else None)


def score_real_reports(reports_dir: Path) -> list[Scored]:
    """The four real reports, in the order of their numbers."""
    scored = []
    for number, (name, truth) in REAL_REPORTS.items():
        (report,) = reports_dir.glob(f"{number}_*.txt")
        scored.append(score_report(name, report, reports_dir.parent / "facts" / truth if truth else None))
    return scored


def score_samples() -> list[Scored]:
    """The made-up reports, by name."""
    return [score_report(path.stem, path, path.with_suffix(".csv")) for path in sorted(SAMPLES.glob("*.txt"))]


def table(scored: list[Scored]) -> str:
    """The lines of the table, all reports with a truth taken as one at the end."""
    everything = total(one.score for one in scored if one.score)
    counts = sum(one.figure_count for one in scored), sum(one.unplaced_count for one in scored)
    return "\n".join([*HEAD, *map(_row, scored), _row(Scored("**all**", *counts, everything))])


def _row(one: Scored) -> str:
    shares = ["–"] * 4
    if one.score is not None:
        recall = f"{one.score.recall:.3f}" if one.score.is_whole else "–"
        shares = [f"{one.score.core_recall:.3f}", recall, f"{one.score.classified:.3f}", f"{one.score.precision:.3f}"]
    return f"| {one.name} | {one.figure_count} | {one.unplaced_count} | {' | '.join(shares)} |"


def write_page(page: str, lines: str) -> str:
    """The page with its table replaced."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{lines}\n{END}{rest.split(END)[1]}"


def main(arguments: list[str]) -> None:
    """Writes the page, or prints the table."""
    directories = [Path(argument) for argument in arguments if not argument.startswith("--")]
    scored = [*(score_real_reports(directories[0]) if directories else []), *score_samples()]
    if "--print" in arguments or not directories:
        print(table(scored))
    else:
        PAGE.write_text(write_page(PAGE.read_text(encoding="utf-8"), table(scored)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
