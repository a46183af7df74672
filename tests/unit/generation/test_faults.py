import random
import re

import pytest

from bench.fault_kinds import FAULTS
from bench.fault_kinds.cases import shift, swap_digits
from bench.fault_kinds.report import PAGE
from bench.faults import PLACES
from district_reports.rules import load_rules

ROW = re.compile(r"^\| ([a-z ]+) \| .* \| (\w+) \| \d+ / (\d+) \|", re.MULTILINE)


@pytest.mark.parametrize("text", ["45.678", "1.230,5", "21", "98.801"])
def test_swapped_digits_are_the_same_digits_and_another_number(text):
    changed = swap_digits(random.Random(1))(text)

    assert changed != text
    assert sorted(changed) == sorted(text)
    assert not changed.startswith("0")


@pytest.mark.parametrize(("text", "by", "shifted"), [
    ("1.000", "+7%", "1.070"), ("46,74", "+2", "48,74"), ("5", "+9%", "6"), ("999,5", "+10%", "1.099,4"),
])  # fmt: skip
def test_a_shifted_number_is_printed_like_the_one_it_was(text, by, shifted):
    assert shift(by)(text) == shifted


def test_every_kind_says_what_it_does_and_who_may_tell():
    rules = {code for rule in load_rules() for code in (rule, rule.partition("-")[0])}
    assert len(FAULTS) >= 40

    for kind in FAULTS:
        assert kind.spoil.__doc__, kind.name
        assert set(kind.rules) <= rules, kind.name
        assert kind.subject in {"capital", "poverty", "targets", "support", "submission"}, kind.name


def test_the_page_tells_every_kind_in_all_its_places():
    told = {name: (subject, int(places)) for name, subject, places in ROW.findall(PAGE.read_text(encoding="utf-8"))}

    assert told == {kind.name.replace("_", " "): (kind.subject, PLACES) for kind in FAULTS}
