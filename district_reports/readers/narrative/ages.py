"""Ages: the bounds of those a policy is for. "từ 6 đến 59 tháng tuổi", "dưới 5 tuổi", "15 tuổi trở lên"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from district_reports.figures import Figure
from district_reports.readers.language.number_context import context_kind, find_context
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.sections import Round, Section
from district_reports.readers.outline.structure import HeadedPassage
from district_reports.values import fold_letters

_UNIT = r"(?:\s*(?P<{0}>thang|nam)?\s*(?P<{0}_age>tuoi)?)"
_RANGE = re.compile(
    r"(?<![\d.,/])(?P<low>\d{1,2})" + _UNIT.format("low_unit")
    + r"\s*(?:-|–|den)\s*(?P<below>duoi\s+|het\s+)?(?P<high>\d{1,2})(?![\d/]|[.,]\d)" + _UNIT.format("high_unit")
)  # fmt: skip
_BELOW = re.compile(r"(?:\bduoi\s+|<\s*)(?P<high>\d{1,2})\s*(?P<unit>thang\s+)?tuoi\b")
_FROM = re.compile(r"(?<![\d.,/])(?P<low>\d{1,2})\s*(?P<unit>thang\s+)?tuoi\s+tro len\b")
_ABOVE = re.compile(r"\b(?:tren|du)\s+(?P<low>\d{1,2})\s*(?P<unit>thang\s+)?tuoi\b")
_AT = re.compile(r"(?<![\d.,/])(?P<low>\d{1,2})\s*(?P<unit>thang\s+)?tuoi\b")


class AgeReader:
    """Reads the ages of one passage after another."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    def read(self, passage: HeadedPassage, section: Section) -> list[Draft]:
        """The age bounds of a passage, in the order of the text; each number once."""
        drafts: list[Draft] = []
        groups = [one for one in find_context(passage.text) if one.kind == "group"]
        for span, indicator, unit in _bounds(fold_letters(passage.text)):
            is_read = any(draft.span[0] < span[1] and span[0] < draft.span[1] for draft in drafts)
            if is_read or context_kind(groups, *span):
                continue
            number = passage.text[span[0] : span[1]]
            figure = Figure(
                figure_id="", indicator=indicator, value=Decimal(number), unit=unit, kind="target",
                project=section.project, subproject=section.subproject, breakdown="criterion",
                period=str(section.year or self.round.year), value_text=number,
                unit_text="tháng tuổi" if unit == "months" else "tuổi", rule=f"ages.{indicator}",
            )  # fmt: skip
            drafts.append(Draft(span, figure))
        return sorted(drafts, key=lambda draft: draft.span)


def _bounds(folded: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Place, indicator and unit of every bound, the wider wordings first."""
    for match in _RANGE.finditer(folded):
        if match["low_unit_age"] or match["high_unit_age"]:
            # "từ 6 đến 59 tháng tuổi" is months twice, "từ 6 tháng tuổi đến dưới 16" is not.
            high = _unit(match["high_unit"])
            low = _unit(match["low_unit"]) if match["low_unit_age"] or match["low_unit"] else high
            is_below = (match["below"] or "").startswith("duoi")
            yield match.span("low"), "age_min", low
            yield match.span("high"), "age_max_exclusive" if is_below else "age_max", high
    for pattern, group, indicator in ((_BELOW, "high", "age_max_exclusive"), (_FROM, "low", "age_min"),
                                      (_ABOVE, "low", "age_min"), (_AT, "low", "age")):  # fmt: skip
        for match in pattern.finditer(folded):
            yield match.span(group), indicator, _unit(match["unit"])


def _unit(said: str | None) -> str:
    return "months" if said and said.startswith("thang") else "years"
