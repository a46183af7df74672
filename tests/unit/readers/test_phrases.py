import pytest

from district_reports.problems import DistrictReportsError
from district_reports.readers.language.phrases import compile_phrases, phrase_groups

FILE = """
stages:
  - means: {indicator: capital_disbursed, kind: disbursed}
    say: ["giải ngân( được| đạt)?"]
  - means: {indicator: capital_forecast, kind: forecast}
    say: [ước … giải ngân, ước giải ngân]
"""


def _found(text):
    return [
        (text[cue.start : cue.end], cue.means["kind"]) for cue in compile_phrases("money", FILE)["stages"].find(text)
    ]


def test_phrases_are_found_without_marks_and_in_whole_words():
    assert _found("da giai ngan duoc 5 ty") == [("giai ngan duoc", "disbursed")]
    assert _found("giai nganh") == []


def test_longer_of_two_overlapping_phrases_counts():
    assert _found("uoc giai ngan 5 ty") == [("uoc giai ngan", "forecast")]


def test_gap_spans_words_years_and_days_but_no_stop_and_no_other_number():
    assert _found("uoc den 31/12/2024 toan huyen giai ngan")[0][1] == "forecast"
    assert _found("uoc dat. giai ngan")[0][1] == "disbursed"
    assert _found("uoc 5 ty giai ngan")[0][1] == "disbursed"


def test_cue_names_its_rule():
    assert compile_phrases("money", FILE)["stages"].find("giai ngan")[0].rule == "money.stages[1]"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("stages: [", "while parsing"),
        ("- giải ngân", "holds no groups"),
        ("stages: giải ngân", "stages holds no list"),
        ("stages: [{say: [giải ngân]}]", "stages, entry 1: an entry has `means` and `say`"),
        ("stages: [{means: {indicater: x}, say: [giải ngân]}]", "does not know indicater"),
        ("stages: [{means: {}, say: []}]", "`say` is a list of phrases"),
        ("stages: [{means: {}, say: ['(giải ngân']}]", "stages, entry 1: missing"),
    ],
)
def test_bad_phrase_file_is_refused_with_the_entry_at_fault(text, what):
    with pytest.raises(DistrictReportsError, match=r"phrases/money\.yml") as refused:
        compile_phrases("money", text)
    assert what in refused.value.what


@pytest.mark.parametrize("subject", ["capital", "context", "households", "programme"])
def test_phrase_files_of_the_project_load(subject):
    assert phrase_groups(subject)
