"""Amounts of capital told in words: nothing disbursed, no money from a source, all of it allocated, not applicable."""

import re
from dataclasses import replace
from decimal import Decimal

from district_reports.figures import Figure
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.sections import Round, Section, find_project

_NOT_DISBURSED = re.compile(r"(?:chua|khong)\s+(?:duoc\s+)?giai ngan(?:\s+duoc)?(?=\s*(?:[.;,)]|$))")
_NOTHING = re.compile(r"khong\s*[.;]?\s*$")
_ALL_ALLOCATED = re.compile(r"\s*,\s*((?:da|duoc)\s+phan bo(?:\s+(?:het|toan bo|chi tiet|100%))?)\s*[.;]")


def read_amounts_in_words(folded: str, topic: Section, round_: Round, amounts: list[Draft]) -> list[Draft]:
    """What a passage says of money without a number; `amounts` are the figures it does print."""
    return [
        *_not_disbursed(folded, topic, round_),
        *_sources_without_money(folded, topic, round_),
        *_all_allocated(folded, amounts),
        *_not_applicable(folded, topic, round_),
    ]


def _not_disbursed(folded: str, topic: Section, round_: Round) -> list[Draft]:
    """ "Chưa giải ngân." of a project."""
    if not topic.project:
        return []
    found = []
    for match in _NOT_DISBURSED.finditer(folded):
        before = folded[: match.start()]
        named = find_project(re.split(r"[,;]| va ", before)[-1], topic) or find_project(
            before.rpartition(";")[2], topic
        )
        of_project = replace(topic, project=named[0], subproject=named[1]) if named else topic
        found.append(_zero(match.span(), of_project, round_, "capital_disbursed", "disbursed"))
    return found


def _sources_without_money(folded: str, topic: Section, round_: Round) -> list[Draft]:
    """ "ngân sách huyện chưa bố trí", "Huy động khác: không."."""
    found = []
    zero = phrase_groups("context")["zero"]
    for source in phrase_groups("capital")["sources"].find(folded):
        said = re.compile(r"[\s:]*").match(folded, source.end)
        start = said.end() if said else source.end
        narrowed = replace(topic, fund_source=source.means["fund_source"])
        zeros = [cue for cue in zero.find(folded, start, start + 24) if cue.start == start]
        if zeros:
            found.append(_zero((start, zeros[0].end), narrowed, round_, "capital_allocated", "allocated"))
        elif _NOTHING.match(folded, start):
            found.append(_zero((start, start + 5), narrowed, round_, "capital_assigned", "assigned"))
    return found


def _all_allocated(folded: str, amounts: list[Draft]) -> list[Draft]:
    """ "… là 12 tỷ đồng, đã phân bổ.": the whole amount again, as allocated."""
    found = []
    for amount in amounts:
        match = _ALL_ALLOCATED.match(folded, amount.span[1])
        if match and amount.figure.indicator == "capital_assigned":
            figure = replace(
                amount.figure,
                indicator="capital_allocated",
                kind="allocated",
                value_text="",
                unit_text="",
                breakdown="full_amount_in_words",
                rule="capital_words.all_allocated",
            )
            found.append(Draft(match.span(1), figure))
    return found


def _not_applicable(folded: str, topic: Section, round_: Round) -> list[Draft]:
    """ "không thuộc đối tượng thụ hưởng" of a project: neither zero nor unknown."""
    cues = phrase_groups("context")["not_applicable"].find(folded) if topic.project else []
    drafts = [_zero((cue.start, cue.end), topic, round_, "capital_assigned", "assigned") for cue in cues[:1]]
    for draft in drafts:
        draft.figure = replace(draft.figure, value=None, presence="not_applicable", rule="context.not_applicable")
    return drafts


def _zero(span: tuple[int, int], topic: Section, round_: Round, indicator: str, kind: str) -> Draft:
    year = str(topic.year if topic.is_plan else round_.year)
    figure = Figure(
        "", indicator, Decimal(0), "vnd", kind, project=topic.project, subproject=topic.subproject,
        component=topic.component, fund_source=topic.fund_source, capital_type=topic.capital_type, budget_year=year,
        period=round_.code if kind == "disbursed" else year, presence="zero_in_words", breakdown=topic.breakdown,
        place=topic.place,
        rule="context.zero",
    )  # fmt: skip
    return Draft(span, figure)
