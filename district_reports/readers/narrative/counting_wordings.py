"""Which wording of `counting_rules` explains a number among the words around it."""

from collections.abc import Mapping, Sequence
from functools import cache

from district_reports.readers.narrative.counting_rules import CountingRule
from district_reports.readers.narrative.counting_surroundings import Surroundings

_REACH = 170


def find_rule(rules: tuple[CountingRule, ...], around: Surroundings) -> CountingRule | None:
    """The wording that explains the number with the most words; the first of equals."""
    best: tuple[int, CountingRule] | None = None
    before, after = around.before[-_REACH:], around.after
    for rule in _rules_by_measure(rules).get(_measure(around.token.unit), ()):
        said = _said(rule, before, after)
        if said and _holds(rule, around):
            size = max(1, sum(said)) + 3 * bool(rule.under) + 3 * bool(rule.near)
            if best is None or size > best[0]:
                best = (size, rule)
    return best[1] if best else None


@cache
def _rules_by_measure(rules: tuple[CountingRule, ...]) -> Mapping[str, Sequence[CountingRule]]:
    """The rules for amounts, percentages and points, and those for what is counted (empty)."""
    by_measure: dict[str, list[CountingRule]] = {}
    for rule in rules:
        by_measure.setdefault(_measure(rule.unit), []).append(rule)
    return by_measure


def _measure(unit: str) -> str:
    return unit if unit in ("vnd", "percent", "pp") else ""


def _said(rule: CountingRule, before: str, after: str) -> list[int]:
    """How many letters of the rule's words stand on each side of the number; none where any are missing."""
    behind = rule.after.match(after) if rule.after else None
    if rule.after and not behind:
        return []
    in_front = rule.before.search(before) if rule.before else None
    if rule.before and not in_front:
        return []
    return [len(one[0].strip()) - sum(map(len, one.groups(""))) for one in (in_front, behind) if one]


def _holds(rule: CountingRule, around: Surroundings) -> bool:
    """Whether the number stands under the rule's projects, near its words, and beside none that forbid it."""
    section = around.section
    if rule.under and not {section.project, section.subproject} & set(rule.under):
        return False
    if rule.near and not (rule.near.search(around.sentence) or rule.near.search(around.headings)):
        return False
    return not (rule.unless and rule.unless.search(around.segment))
