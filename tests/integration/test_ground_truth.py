from pathlib import Path

import pytest
from reading_score import Score, load_truth, read_report, score

from district_reports.settings import PROJECT_DIR

SAMPLES = sorted((PROJECT_DIR / "tests" / "samples" / "reading").glob("*.txt"))
REAL_REPORTS = {"000": "dak_to_2024.csv", "002": "van_quan_2025.csv"}


def assert_good_enough(result: Score) -> None:
    assert result.core_recall >= 0.95, result.faults
    assert result.classified >= 0.90, result.faults
    assert result.precision >= 0.95, result.faults


def test_there_are_samples_of_many_layouts():
    assert len(SAMPLES) >= 15


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_sample_report_is_read_as_an_expert_reads_it(sample: Path):
    result = score(read_report(sample), load_truth(sample.with_suffix(".csv")))
    assert result.core, "the truth file names no core figure, so nothing was checked"
    assert_good_enough(result)


@pytest.mark.parametrize(("number", "truth"), REAL_REPORTS.items())
def test_real_report_is_read_as_its_ground_truth_says(number: str, truth: str, reports_dir: Path):
    (report,) = reports_dir.glob(f"{number}_*.txt")
    result = score(read_report(report), load_truth(reports_dir.parent / "facts" / truth))
    assert_good_enough(result)


def test_score_counts_what_is_missed_and_what_is_wrong():
    sample = SAMPLES[0]
    truth = load_truth(sample.with_suffix(".csv"))
    figures = read_report(sample)
    shifted = [{**row, "project": "DA9"} for row in truth]
    assert score([], truth).core_recall == 0
    assert score(figures, shifted).classified == 0
    assert score(figures, truth[:1]).precision < 0.5
