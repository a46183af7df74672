"""Wordings of counted things: `phrases/*.yml` whose phrases show with `#` where the number stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from district_reports.problems import DistrictReportsError
from district_reports.readers.language.phrases import load_yaml, phrase_pattern
from district_reports.values import fold_letters, normalise

FILES = ("criteria", "training", "support", "outputs", "deprivation")
"""The phrase files of counted things, in the order in which they are asked."""

MEANINGS = frozenset({
    "indicator", "unit", "kind", "breakdown", "project", "policy", "dimension", "component", "fund_source", "sign",
})  # fmt: skip
_KEYS = frozenset({"means", "say", "under", "near", "unless", "whole", "money", "share", "count"})
# What may stand between a phrase and its number without changing what is counted.
_LINK = (
    r"([\s:*_“\"(,=]*(?:\b(?:la|duoc|co|dat|gom|khoang|khoan|hon|tren|gan|duoi|voi|cho|them|toi da|toi thieu|it nhat"
    r"|khong qua)\b[\s:*_(]*)*)$"
)
# Years, days, parts of a year and ages may stand in a gap, other numbers may not.
_GAP = (
    r"((?:\d{1,2}/\d{1,2}(?:/20\d\d)?|\d+/20\d\d/[a-z-]+|20\d\d|\d{1,2} (?:thang|nam)\b|thang \d{1,2}\b"
    r"|\d{1,2}(?:\s?(?:-|den|den duoi)\s?\d{1,2})? (?:thang )?tuoi\b"
    r"|[^.;:()\d]){0,70}?)"
)
_WORD_STARTS, _WORD_ENDS = r"(?<![a-z0-9])", r"(?![a-z0-9])"


@dataclass(frozen=True, eq=False)
class CountingRule:
    """One wording: what stands before and after the number, and what the number then means.

    `under` are the projects it holds for (empty: all), `near` words that must stand in the sentence or a heading over
    it, `unless` words that must not stand in the sentence; `whole` is what the number behind a stroke means, `money`
    and `share` what an amount and a percentage right behind it mean, `count` what a count right behind an amount means:
    its breakdown besides what its own wording says, its indicator where none explains it.
    """

    means: Mapping[str, str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    under: tuple[str, ...]
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    whole: Mapping[str, str]
    money: Mapping[str, str]
    share: Mapping[str, str]
    count: Mapping[str, str]
    name: str
    is_qualified: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether the rule knows no more than the name of what is counted."""
        return self.before is None and self.near is None and not self.is_qualified

    @property
    def unit(self) -> str:
        """The unit of what is counted."""
        return self.means["unit"]


@cache
def counting_rules() -> tuple[CountingRule, ...]:
    """Every rule of every file; raises DistrictReportsError naming file, group and entry at fault."""
    rules: list[CountingRule] = []
    for subject in FILES:
        source = resources.files("district_reports").joinpath("phrases", f"{subject}.yml")
        rules += compile_rules(subject, source.read_text(encoding="utf-8"))
    return tuple(rules)


def compile_rules(subject: str, text: str) -> list[CountingRule]:
    """The rules of a file given as text; groups whose phrases hold no `#` are left to the phrase reader."""
    try:
        content = load_yaml(text)
    except yaml.YAMLError as error:
        raise _bad_file(subject, str(error)) from error
    rules: list[CountingRule] = []
    for group, entries in content.items():
        if not is_counting_group(entries):
            continue
        for number, entry in enumerate(entries, start=1):
            rules += _compile_entry(subject, f"{group}[{number}]", entry)
    return rules


def is_counting_group(entries: Any) -> bool:
    """Whether a group's phrases show where their number stands."""
    return any("#" in str(phrase) for entry in entries for phrase in entry.get("say", ()))


def _compile_entry(subject: str, place: str, entry: Any) -> Iterator[CountingRule]:
    if not isinstance(entry, dict) or not {"means", "say"} <= set(entry) <= _KEYS:
        raise _bad_file(subject, f"{place}: an entry has `means` and `say`, and may have {', '.join(sorted(_KEYS))}")
    means = entry["means"]
    whole, money, share, count = (entry.get(name, {}) for name in ("whole", "money", "share", "count"))
    if unknown := sorted({*means, *whole, *money, *share, *count} - MEANINGS):
        raise _bad_file(subject, f"{place}: does not know {', '.join(unknown)}")
    if missing := sorted({"indicator", "unit"} - set(means)):
        raise _bad_file(subject, f"{place}: `means` lacks {', '.join(missing)}")
    for phrase in entry["say"]:
        if str(phrase).count("#") != 1:
            raise _bad_file(subject, f"{place}: “{phrase}” shows its number with one #")
        try:
            before, after = (side.strip() for side in phrase.split("#"))
            yield CountingRule(
                means=means,
                before=re.compile(rf"{_WORD_STARTS}(?:{_side(before)}){_LINK}") if before else None,
                after=re.compile(rf"[\s*_]*(?:{_side(after)}){_WORD_ENDS}") if after else None,
                under=tuple(entry.get("under", ())),
                near=_any_of(entry.get("near", ())),
                unless=_any_of(entry.get("unless", ())),
                whole=whole,
                money=money,
                share=share,
                count=count,
                name=f"{subject}.{place}",
                is_qualified=_says_more_than_a_noun(after),
            )
        except re.error as error:
            raise _bad_file(subject, f"{place}: {error}") from error


def _side(phrase: str) -> str:
    """One side of a number as a regular expression; its groups are the gaps, which say nothing."""
    folded = re.sub(r"\( …\)\?|\s*…\s*", "…", fold_letters(normalise(phrase)))
    grouped = re.sub(r"(?<!\\)\((?!\?)", "(?:", folded)
    return re.sub(r" +", r"\\s+", grouped).replace("…", rf"\b{_GAP}\b")


def _says_more_than_a_noun(after: str) -> bool:
    required = re.sub(r"\([^()]*\)[?*]", "", after)
    return "…" in after or len(re.sub(r"\([^()]*\)", "noun", required).split()) > 1


def _any_of(phrases: list[str] | tuple[str, ...]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    choices = "|".join(f"(?:{phrase_pattern(phrase)})" for phrase in phrases)
    return re.compile(rf"{_WORD_STARTS}(?:{choices}){_WORD_ENDS}")


def _bad_file(subject: str, what: str) -> DistrictReportsError:
    return DistrictReportsError(
        what, place=f"phrases/{subject}.yml", remedy="see docs/reading.md on how to write a phrase"
    )
