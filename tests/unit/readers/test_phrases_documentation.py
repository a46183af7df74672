"""The example in docs/reading.md does what the page says."""

import csv
import re
from pathlib import Path

import yaml

import district_reports
from district_reports.readers.documents.document import Paragraph
from district_reports.readers.language.phrases import compile_phrases
from district_reports.readers.narrative.counting import CountingReader
from district_reports.readers.narrative.counting_rules import compile_rules
from district_reports.readers.outline.sections import Round, Section
from district_reports.readers.outline.structure import build_passages
from district_reports.registry import indicators
from district_reports.settings import PROJECT_DIR
from district_reports.values import fold_letters

PAGE = (PROJECT_DIR / "docs" / "reading.md").read_text(encoding="utf-8")
LINES = re.findall(r"```csv\n(.*?)\n```", PAGE, re.DOTALL)
SEED = PROJECT_DIR / "dbt_project" / "seeds" / "indicators.csv"
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


def test_indicator_added_as_the_page_says_is_read_and_has_names_in_both_languages():
    ((wording,), (line,)) = (
        re.findall(r"^(?:    - means: .*\n      say: .*\n)(?=\nand a line)", PAGE, re.MULTILINE),
        LINES,
    )
    (sentence,) = re.findall(r'begin to write "(.*?)"', PAGE)
    (told,) = csv.DictReader([SEED.read_text(encoding="utf-8").splitlines()[0], line])
    (rule,) = compile_rules("support", f"gifts:\n{wording}")
    assert told["indicator"] == rule.means["indicator"] not in indicators()
    assert rule.unit in told["unit"].split(";")
    assert told["label_vi"] != told["label_en"]
    assert told["subject"] in {one.subject for one in indicators().values()}
    reader = CountingReader(Round(2024))
    reader.rules = (*reader.rules, rule)
    (passage,) = build_passages([Paragraph(1, sentence)])
    assert [draft.figure.indicator for draft in reader.read(passage, Section(), [])] == ["bicycles_given"]


def test_page_names_every_sample_in_its_table():
    samples = sorted((PROJECT_DIR / "tests" / "samples" / "reading").glob("*.txt"))
    assert samples, "no sample was found, so nothing was checked"
    assert [sample.stem for sample in samples if f"| {sample.stem} |" not in PAGE] == []
