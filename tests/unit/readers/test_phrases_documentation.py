"""The example in docs/reading.md does what the page says."""

import re
from pathlib import Path

import yaml

import district_reports
from district_reports.readers.phrases import compile_phrases
from district_reports.settings import PROJECT_DIR
from district_reports.values import fold_letters

PAGE = (PROJECT_DIR / "docs" / "reading.md").read_text(encoding="utf-8")
CAPITAL = Path(district_reports.__file__).parent / "phrases" / "capital.yml"


def test_phrase_added_as_the_page_says_is_found():
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (sentence,) = re.findall(r"^> (.*)$", PAGE, re.MULTILINE)
    phrases = yaml.safe_load(CAPITAL.read_text(encoding="utf-8"))
    folded = fold_letters(sentence)
    before = compile_phrases("capital", yaml.safe_dump(phrases, allow_unicode=True))["stages"].find(folded)
    phrases["stages"] += yaml.safe_load(example)
    after = compile_phrases("capital", yaml.safe_dump(phrases, allow_unicode=True))["stages"].find(folded)
    assert before == []
    assert [cue.means["indicator"] for cue in after] == ["capital_disbursed"]


def test_page_names_every_sample_in_its_table():
    samples = sorted((PROJECT_DIR / "tests" / "samples" / "reading").glob("*.txt"))
    assert samples, "no sample was found, so nothing was checked"
    assert [sample.stem for sample in samples if f"| {sample.stem} |" not in PAGE] == []
