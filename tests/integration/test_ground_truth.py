import re
import sys
from pathlib import Path

import pytest
from reading_score import REAL_REPORTS, Score, load_truth, read_narrative_of, read_report, score

from district_reports.settings import PROJECT_DIR

sys.path.insert(0, str(PROJECT_DIR / "scripts"))
import score_reading

SAMPLES = sorted((PROJECT_DIR / "tests" / "samples" / "reading").glob("*.txt"))
WITH_TRUTH = {number: truth for number, (_, truth) in REAL_REPORTS.items() if truth}


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
    if result.is_whole:
        assert result.recall >= 0.95, result.faults


@pytest.mark.parametrize(("number", "truth"), WITH_TRUTH.items())
def test_real_report_is_read_as_its_ground_truth_says(number: str, truth: str, reports_dir: Path):
    (report,) = reports_dir.glob(f"{number}_*.txt")
    result = score(read_report(report), load_truth(reports_dir.parent / "facts" / truth))
    assert_good_enough(result)
    assert result.core_recall >= 0.98, result.faults
    assert result.recall >= 0.95, result.faults
    assert result.classified >= 0.95, result.faults
    assert result.precision >= 0.98, result.faults


def test_table_of_scores_is_current(reports_dir: Path):
    scored = [*score_reading.score_real_reports(reports_dir), *score_reading.score_samples()]
    page = score_reading.PAGE.read_text(encoding="utf-8")
    assert score_reading.write_page(page, score_reading.table(scored)) == page


@pytest.mark.parametrize("number", REAL_REPORTS)
def test_every_number_of_a_real_report_is_figure_context_or_unplaced(number: str, reports_dir: Path):
    (report,) = reports_dir.glob(f"{number}_*.txt")
    assert_every_number_is_accounted_for(report)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_number_of_a_sample_is_figure_context_or_unplaced(sample: Path):
    assert_every_number_is_accounted_for(sample)


def assert_every_number_is_accounted_for(report: Path) -> None:
    narrative = read_narrative_of(report)
    kinds = {"figure", "year", "date", "document", "window", "label", "group", "unplaced"}
    for passage, accounts in narrative.accounts:
        digits = [match.span() for match in re.finditer(r"\d+", passage.text)]
        spans = [(account.start, account.end) for account in accounts]
        assert all(any(start <= first and last <= end for start, end in spans) for first, last in digits)
        assert {account.kind for account in accounts} <= kinds
    in_text = sum(len(re.findall(r"\d", passage.text)) for passage, _ in narrative.accounts)
    assert in_text, "no number was found, so nothing was checked"


def test_score_counts_what_is_missed_and_what_is_wrong():
    sample = SAMPLES[0]
    truth = load_truth(sample.with_suffix(".csv"))
    figures = read_report(sample)
    shifted = [{**row, "project": "DA9"} for row in truth]
    assert score([], truth).core_recall == 0
    assert score(figures, shifted).classified == 0
    assert score(figures, truth[:1]).precision < 0.5
