"""How far a project's reach goes: a sentence about all households of the unit is about no project."""

import re
from dataclasses import replace

from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.outline.sections import Section, find_project

_INSURANCE = re.compile(r"\bthe (?:bhyt|bao hiem y te)\b")


def section_of(section: Section, sentence: str) -> Section:
    """The section of a sentence, in folded letters: without its project where the sentence is about the whole unit."""
    if section.project and _is_of_whole_unit(sentence):
        return replace(section, project="", subproject="", component="")
    return section


def _is_of_whole_unit(sentence: str) -> bool:
    """Whether a sentence tells of all households there are, or of their insurance, and of nothing projects do."""
    phrases = phrase_groups("households")
    if not phrases["whole_unit"].says(sentence) or find_project(sentence, Section()):
        return False
    if _INSURANCE.search(sentence):
        return True
    return phrases["reviewed_things"].says(sentence) and not phrases["doings"].says(sentence)
