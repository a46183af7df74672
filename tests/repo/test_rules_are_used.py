import json
import re
import runpy

import yaml

from district_reports.gates import suites_directory
from district_reports.rules import load_rules
from district_reports.settings import PROJECT_DIR

PAGE = runpy.run_path(str(PROJECT_DIR / "scripts" / "write_rules_page.py"))
EXAMPLES = PROJECT_DIR / "tests" / "samples" / "rules"
CODE = re.compile(r"\b[A-Z]{3}-\d{3}\b")


def expectations() -> list[dict]:
    suites = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(suites_directory().glob("*.json"))]
    assert suites, "no suite was found, so nothing was checked"
    return [expectation for suite in suites for expectation in suite["expectations"]]


def codes_in(pattern: str) -> set[str]:
    files = list(PROJECT_DIR.glob(pattern))
    assert files, f"{pattern} names no file"
    return {code for path in files for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_rule_of_the_catalogue_is_used_and_every_rule_used_is_in_it():
    used = {expectation["meta"]["rule"] for expectation in expectations()}
    used |= codes_in("district_reports/readers/**/*.py") | codes_in("district_reports/gates/*.py")
    assert used == load_rules().keys()


def test_models_name_no_rule_that_is_not_in_the_catalogue():
    assert codes_in("dbt_project/**/*.sql") <= load_rules().keys()


def test_every_rule_has_an_example_that_breaks_it_and_one_that_keeps_it():
    examples = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in EXAMPLES.glob("*.yml")}
    # No submission can make a check fail to run; the gate's own tests do.
    assert examples.keys() == load_rules().keys() - {"CHK-001"}
    assert {code for code, example in examples.items() if set(example) != {"breaks", "keeps"}} == set()


def test_every_expectation_has_the_severity_and_the_reason_of_its_rule():
    for expectation in expectations():
        rule = load_rules()[expectation["meta"]["rule"]]
        told = (expectation["severity"], expectation["meta"]["severity"], expectation["meta"]["reason"])
        assert told == (rule.severity, rule.severity, rule.reason), rule.code


def test_page_of_rules_is_up_to_date():
    assert PAGE["PAGE"].read_text(encoding="utf-8") == PAGE["write_page"](), "run: python scripts/write_rules_page.py"


def test_page_has_every_rule():
    page = PAGE["write_page"]()
    assert {code for code in load_rules() if f"| {code} |" not in page} == set()
