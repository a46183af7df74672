"""Phrase rules: `phrases/*.yml` compiled to patterns, and the cues they find in a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from district_reports.values import fold_letters, normalise

# Years and days may stand in a gap, other numbers may not.
_GAP = r"(?:\d{1,2}/\d{1,2}(?:/20\d\d)?|20\d\d|[^.;:()\d]){0,40}?"


@dataclass(frozen=True)
class Cue:
    """A phrase found: where, what it means, and the rule (`file.group[number]`) that says so."""

    start: int
    end: int
    means: Mapping[str, str]
    rule: str


@dataclass(frozen=True)
class PhraseGroup:
    """The phrases of one group of one file, in file order."""

    name: str
    entries: tuple[tuple[Mapping[str, str], re.Pattern[str], str], ...]

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Cue]:
        """Cues in `folded[start:end]`, left to right; of overlapping ones the longest, then the first in the file."""
        end = len(folded) if end is None else end
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
        return sorted(kept, key=lambda cue: cue.start)

    def says(self, folded: str, start: int = 0, end: int | None = None) -> bool:
        """Whether any phrase of the group stands in `folded[start:end]`."""
        end = len(folded) if end is None else end
        return any(pattern.search(folded, start, end) for _, pattern, _ in self.entries)


@cache
def phrase_groups(subject: str) -> Mapping[str, PhraseGroup]:
    """The groups of `phrases/<subject>.yml`; raises ValueError naming file and phrase for a bad pattern."""
    source = resources.files("district_reports").joinpath("phrases", f"{subject}.yml")
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {group: _compile_group(subject, group, entries) for group, entries in content.items()}


def _compile_group(subject: str, group: str, entries: list[dict]) -> PhraseGroup:
    compiled = []
    for number, entry in enumerate(entries, start=1):
        phrases = "|".join(f"(?:{_pattern(phrase)})" for phrase in entry["say"])
        try:
            pattern = re.compile(rf"(?<![a-z0-9])(?:{phrases})(?![a-z0-9])")
        except re.error as error:
            raise ValueError(f"phrases/{subject}.yml, {group}, entry {number}: {error}") from error
        compiled.append((entry["means"], pattern, f"{subject}.{group}[{number}]"))
    return PhraseGroup(f"{subject}.{group}", tuple(compiled))


def _pattern(phrase: str) -> str:
    """A phrase as a regular expression over folded letters."""
    folded = fold_letters(normalise(phrase)).replace(" … ", rf"\b{_GAP}\b")
    return re.sub(r" +", r"\\s*" if folded.startswith(" ") else r"\\s+", folded)
