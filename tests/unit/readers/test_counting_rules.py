import pytest

from district_reports.problems import DistrictReportsError
from district_reports.readers.narrative.counting_rules import compile_rules, counting_rules
from district_reports.registry import indicator

ENTRY = 'works:\n  - means: {indicator: works, unit: works}\n    say: ["# công trình"]\n'


def _meanings():
    for rule in counting_rules():
        yield rule.name, rule.means["indicator"], rule.unit
        if "indicator" in rule.whole:
            yield rule.name, rule.whole["indicator"], rule.whole.get("unit", rule.unit)
        for unit, means in (("vnd", rule.money), ("percent", rule.share)):
            if means:
                yield rule.name, means["indicator"], unit


def test_every_rule_means_a_registered_indicator_in_its_unit():
    meanings = list(_meanings())
    assert len(meanings) > 100
    assert [(rule, name, unit) for rule, name, unit in meanings if unit not in indicator(name).units] == []


def test_rule_is_named_by_file_group_and_entry():
    (rule,) = compile_rules("outputs", ENTRY)
    assert (rule.name, rule.unit) == ("outputs.works[1]", "works")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# công trình", "công trình và # hạng mục #", "one #"),
        ("unit: works", "unit: works, colour: red", "colour"),
        (", unit: works", "", "unit"),
        ("say", "tell: [x]\n    say", "has `means` and `say`"),
        ("# công trình", "# công (trình", "works[1]"),
    ],
)
def test_entry_at_fault_is_named(old, new, told):
    with pytest.raises(DistrictReportsError, match=r"outputs\.yml") as caught:
        compile_rules("outputs", ENTRY.replace(old, new))
    assert told in str(caught.value)


def test_group_without_numbers_is_left_to_the_phrase_reader():
    assert compile_rules("counts", 'nouns:\n  - means: {indicator: works}\n    say: ["công trình"]\n') == []
