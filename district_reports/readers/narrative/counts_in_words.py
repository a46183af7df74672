"""Counts of households told in words: none fell back into poverty, none escaped it."""

from decimal import Decimal

from district_reports.figures import Figure
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.sections import Round, Section
from district_reports.readers.outline.structure import HeadedPassage
from district_reports.values import fold_letters


class CountsInWordsReader:
    """Reads "không có hộ tái nghèo" and the like, by the group `none` of `households.yml`."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    def read(self, passage: HeadedPassage, section: Section) -> list[Draft]:
        """The zeros a passage tells of the review; what is planned, or of a project or a commune, is no review's."""
        if section.is_plan or section.is_target or section.project or section.place:
            return []
        told = phrase_groups("households")["none"].find(fold_letters(passage.text))
        return [Draft((cue.start, cue.end), self._zero(cue.means["indicator"], cue.rule)) for cue in told]

    def _zero(self, indicator: str, rule: str) -> Figure:
        return Figure(
            "",
            indicator,
            Decimal(0),
            "households",
            "actual",
            period=self.round.code,
            presence="zero_in_words",
            rule=rule,
        )
