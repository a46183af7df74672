"""What a passage is about that stands apart from its section: all households of the unit, or what is asked for."""

import re
from dataclasses import replace

from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.outline.sections import Section, find_project
from district_reports.readers.outline.structure import HeadedPassage
from district_reports.values import fold_letters

_REQUEST = re.compile(r"\W*(?:(?:mot so|nhung|cac)\s+)?(?:kien nghi|de nghi|de xuat)\b")
_INSURANCE = re.compile(r"\bthe (?:bhyt|bao hiem y te)\b")


def section_of(section: Section, sentence: str) -> Section:
    """The section of a sentence, in folded letters: without its project where the sentence is about the whole unit."""
    if section.project and _is_of_whole_unit(sentence):
        return replace(section, project="", subproject="", component="")
    return section


def is_request(passage: HeadedPassage) -> bool:
    """Whether a passage or a heading over it begins with asking for something: "V. KIẾN NGHỊ", "- Đề nghị tỉnh …"."""
    openings = [fold_letters(passage.text[passage.body_start :]), *(heading.folded for heading in passage.headings)]
    return any(map(_REQUEST.match, openings))


def _is_of_whole_unit(sentence: str) -> bool:
    """Whether a sentence tells of all households there are, or of their insurance, and of nothing projects do."""
    phrases = phrase_groups("households")
    if not phrases["whole_unit"].says(sentence) or find_project(sentence, Section()):
        return False
    if _INSURANCE.search(sentence):
        return True
    return phrases["reviewed_things"].says(sentence) and not phrases["doings"].says(sentence)
