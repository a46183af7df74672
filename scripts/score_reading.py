"""Prints how well the sample reports, and any report given with its truth file, are read: the table of docs/reading.md.

usage: score_reading.py [REPORT.txt TRUTH.csv]...
"""

import sys
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT_DIR), str(PROJECT_DIR / "tests" / "integration")]

from reading_score import Score, load_truth, read_report, score, total  # noqa: E402


def print_row(name: str, result: Score) -> None:
    """One line of the table."""
    shares = (result.core_recall, result.classified, result.precision)
    print(f"| {name} | {result.core} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


def main(paths: list[str]) -> None:
    """Scores the samples, then the pairs given."""
    samples = sorted((PROJECT_DIR / "tests" / "samples" / "reading").glob("*.txt"))
    pairs = [(path, path.with_suffix(".csv")) for path in samples]
    pairs += [(Path(report), Path(truth)) for report, truth in zip(paths[::2], paths[1::2], strict=True)]
    print("| report | core figures | core recall | classified | precision |\n| --- | ---: | ---: | ---: | ---: |")
    scores = []
    for report, truth in pairs:
        scores.append(score(read_report(report), load_truth(truth)))
        print_row(report.stem, scores[-1])
    print_row("**all**", total(scores))


if __name__ == "__main__":
    main(sys.argv[1:])
