"""Phrase rules: `phrases/*.yml` compiled to patterns, and the cues they find in a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from district_reports.problems import DistrictReportsError
from district_reports.values import fold_letters, normalise

# Years and days may stand in a gap, other numbers may not.
_GAP = r"(?:\d{1,2}/\d{1,2}(?:/20\d\d)?|20\d\d|[^.;:()\d]){0,40}?"

MEANINGS = frozenset({
    "indicator", "kind", "fund_source", "capital_type", "component", "breakdown", "project", "subproject", "window",
    "status", "sign", "document_type", "policy",
})  # fmt: skip
"""What a phrase may mean: the keys of `means`."""


@dataclass(frozen=True)
class Cue:
    """A phrase found: where, what it means, and the rule (`file.group[number]`) that says so."""

    start: int
    end: int
    means: Mapping[str, str]
    rule: str


@dataclass(frozen=True, eq=False)
class PhraseGroup:
    """The phrases of one group of one file, in file order."""

    name: str
    entries: tuple[tuple[Mapping[str, str], re.Pattern[str], str], ...]

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Cue]:
        """Cues in `folded[start:end]`, left to right; of overlapping ones the longest, then the first in the file."""
        return list(self._find(folded, start, len(folded) if end is None else end))

    # Headings stand over many passages, and several readers ask about the same words.
    @lru_cache(maxsize=1 << 13)  # noqa: B019 - groups are few and live as long as the process
    def _find(self, folded: str, start: int, end: int) -> tuple[Cue, ...]:
        found = [
            Cue(match.start(), match.end(), means, rule)
            for means, pattern, rule in self.entries
            for match in pattern.finditer(folded, start, end)
        ]
        found.sort(key=lambda cue: (cue.start - cue.end, cue.start))
        kept: list[Cue] = []
        for cue in found:
            if all(cue.end <= other.start or cue.start >= other.end for other in kept):
                kept.append(cue)
        return tuple(sorted(kept, key=lambda cue: cue.start))

    def says(self, folded: str, start: int = 0, end: int | None = None) -> bool:
        """Whether any phrase of the group stands in `folded[start:end]`."""
        end = len(folded) if end is None else end
        return any(pattern.search(folded, start, end) for _, pattern, _ in self.entries)


def load_yaml(text: str) -> Any:
    """What yaml.safe_load gives, ten times as fast where libyaml is there."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def phrase_groups(subject: str) -> Mapping[str, PhraseGroup]:
    """The groups of `phrases/<subject>.yml`; raises DistrictReportsError naming file, group and entry at fault."""
    source = resources.files("district_reports").joinpath("phrases", f"{subject}.yml")
    return compile_phrases(subject, source.read_text(encoding="utf-8"))


def compile_phrases(subject: str, text: str) -> Mapping[str, PhraseGroup]:
    """The groups of a phrase file given as text; `subject` is its name without `.yml`."""
    try:
        content = load_yaml(text)
    except yaml.YAMLError as error:
        raise _bad_file(subject, str(error)) from error
    if not isinstance(content, dict):
        raise _bad_file(subject, "the file holds no groups")
    return {group: _compile_group(subject, group, entries) for group, entries in content.items()}


def _compile_group(subject: str, group: str, entries: Any) -> PhraseGroup:
    if not isinstance(entries, list) or not entries:
        raise _bad_file(subject, f"{group} holds no list of entries")
    compiled = []
    for number, entry in enumerate(entries, start=1):
        place = f"{group}, entry {number}"
        _check_entry(subject, place, entry)
        phrases = "|".join(f"(?:{phrase_pattern(phrase)})" for phrase in entry["say"])
        try:
            pattern = re.compile(rf"(?<![a-z0-9])(?:{phrases})(?![a-z0-9])")
        except re.error as error:
            raise _bad_file(subject, f"{place}: {error}") from error
        compiled.append((entry["means"], pattern, f"{subject}.{group}[{number}]"))
    return PhraseGroup(f"{subject}.{group}", tuple(compiled))


def _check_entry(subject: str, place: str, entry: Any) -> None:
    if not isinstance(entry, dict) or set(entry) != {"means", "say"}:
        raise _bad_file(subject, f"{place}: an entry has `means` and `say`, and nothing else")
    means, say = entry["means"], entry["say"]
    if not isinstance(means, dict) or not all(isinstance(value, str) for value in means.values()):
        raise _bad_file(subject, f"{place}: `means` holds names and texts")
    if unknown := sorted(set(means) - MEANINGS):
        raise _bad_file(subject, f"{place}: `means` does not know {', '.join(unknown)}")
    if not isinstance(say, list) or not say or not all(isinstance(phrase, str) for phrase in say):
        raise _bad_file(subject, f"{place}: `say` is a list of phrases")


def _bad_file(subject: str, what: str) -> DistrictReportsError:
    return DistrictReportsError(
        what, place=f"phrases/{subject}.yml", remedy="see docs/reading.md on how to write a phrase"
    )


def phrase_pattern(phrase: str) -> str:
    """A phrase as a regular expression over folded letters."""
    folded = fold_letters(normalise(phrase)).replace(" … ", rf"\b{_GAP}\b")
    return re.sub(r" +", r"\\s*" if folded.startswith(" ") else r"\\s+", folded)
