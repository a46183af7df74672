"""Money of the programme: each amount with what happened to it, for which project, from which source, in which year."""

import re
from collections.abc import Sequence
from dataclasses import replace

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause, split_clauses
from district_reports.readers.language.phrases import Cue, PhraseGroup, phrase_groups
from district_reports.readers.language.place_names import commune_beside, fold_words
from district_reports.readers.narrative.capital_carried import CarriedYears
from district_reports.readers.narrative.capital_closing import closed_total
from district_reports.readers.narrative.capital_in_turn import tell_in_turn
from district_reports.readers.narrative.capital_leads import Leads, ListIntro
from district_reports.readers.narrative.capital_parts import (
    LISTING,
    find_part,
    find_total,
    mark_available,
    mark_divided,
    mark_shared,
    part_of_project,
    period_of_whole,
    whole_of,
)
from district_reports.readers.narrative.capital_rates import CapitalRateReader
from district_reports.readers.narrative.capital_stages import StageFinder
from district_reports.readers.narrative.capital_time import budget_year, cut_off_day, period_of
from district_reports.readers.narrative.capital_types import only_type_told
from district_reports.readers.narrative.capital_words import read_amounts_in_words
from district_reports.readers.narrative.drafts import Draft, PassageDrafts
from district_reports.readers.outline.reach import is_request
from district_reports.readers.outline.sections import Round, Section, find_project, project_by_name, subproject_by_name
from district_reports.readers.outline.structure import HeadedPassage

# "40 triệu đồng/nhà" is what each is supported with, not what a project has.
_FOR_EACH = re.compile(r"\s*/\s*(?:nha|can|ho|nguoi|lao dong|hoc vien|mo hinh|du an|con|ha|km)\b")

# "Đề nghị tỉnh bố trí 5 tỷ đồng" is asked for, "… được giao 5 tỷ đồng nhưng …" there is.
_IS_DONE = re.compile(r"\b(?:duoc|da|von giao)\b")
# "9 tỷ đồng của Tiểu dự án 1 - Dự án 4"
_PROJECT = r"(?:tieu du an|du an|tda|da)\s*\d"
_TITLE = re.compile(rf"{_PROJECT}|du an ho tro")
_PROJECT_BEHIND = re.compile(rf"\s*(?:cua|thuoc)\s+({_PROJECT}(?:\s*(?:-|–|,|thuoc|cua)\s*{_PROJECT})?)(?!\d)")


class CapitalReader:
    """Reads one passage after another, in order; a total may lead the list in the passages below it."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.phrases = phrase_groups("capital")
        self.stages = StageFinder(round_)
        self.rates = CapitalRateReader(round_, self.stages)
        self.leads = Leads()
        self.intro = ListIntro()
        self.carried = CarriedYears(round_.year)
        self.only_type = ""

    def read(self, passage: HeadedPassage, section: Section) -> list[Draft]:
        """The capital figures of one passage, without ids and quotes.

        Money of another programme is left out, be it its section's or only its sentence's.
        """
        self.leads.enter(passage)
        if section.breakdown:
            return []
        folded = fold_words(passage.text)
        self.intro.enter(passage, folded, self.round)
        section = replace(section, span=self.intro.span or section.span)
        clauses = split_clauses(passage.text, self.intro.money_unit or section.money_unit)
        topic = self._topic(passage, section, folded, clauses)
        self.only_type = only_type_told(folded) or self.only_type
        drafts, wholes = PassageDrafts(clauses), []
        for clause in self._told(passage, clauses):
            draft = self._read_clause(clause, topic, drafts)
            if draft is not None:
                drafts.add(clause, draft)
                wholes += whole_of(draft)
        tell_in_turn(clauses, drafts, self.round)
        for draft in drafts.all():
            mark_shared(draft)
            mark_divided(draft)
        if self.leads.lead is not None:
            mark_available(self.leads.lead)
        self.leads.leave(passage, folded, drafts)
        amounts = [*drafts.all(), *wholes]
        return amounts + read_amounts_in_words(folded, topic, self.round, amounts)

    def _told(self, passage: HeadedPassage, clauses: Sequence[Clause]) -> Sequence[Clause]:
        """The clauses that tell of money there is; where something is asked for, what became of it must be said."""
        if not is_request(passage):
            return clauses
        said = [(clause, self.phrases["stages"].find(clause.before)) for clause in clauses]
        return [clause for clause, stages in said if any(
            cue.means["kind"] != "assigned" or _IS_DONE.search(clause.before[: cue.end]) for cue in stages
        )]  # fmt: skip

    def _read_clause(self, clause: Clause, topic: Section, drafts: PassageDrafts) -> Draft | None:
        if clause.mention.unit not in ("vnd", "percent") or self._belongs_elsewhere(clause, topic):
            return None
        if _FOR_EACH.match(clause.beside):
            return None
        if clause.mention.unit == "vnd":
            return self._amount(clause, topic, drafts)
        return self.rates.read(clause, topic, drafts)

    def _belongs_elsewhere(self, clause: Clause, topic: Section) -> bool:
        """Whether the last programme the sentence names is another one."""
        others = self.phrases["other_programmes"].find(clause.sentence)
        if topic.is_programme:
            others = [cue for cue in others if cue.means["breakdown"] != "all_programmes"]
        own = self.phrases["programme"].find(clause.sentence)
        return bool(others) and (not own or own[-1].start < others[-1].start)

    def _topic(self, passage: HeadedPassage, section: Section, folded: str, clauses: Sequence[Clause]) -> Section:
        """The section narrowed by the passage's own subject: its component, and a source or type it is all about."""
        opening = next((c.before for c in clauses if c.mention.unit == "vnd" and not c.depth), "")
        outside = re.sub(r"\([^()]*\)", " ", folded)
        bullets = [heading.folded for heading in passage.headings if heading.kind in ("dash", "plus")]
        components = [cue for bullet in bullets for cue in self._named(bullet)] if section.project == "DA1" else []
        components = components or self._upkeep(section, folded, clauses)
        fund_source = _only(self.phrases["sources"], outside, opening, "fund_source")
        capital_type = _only(self.phrases["capital_types"], outside, opening, "capital_type")
        names_programme = self.phrases["programme"].says(folded) and not self.phrases["other_programmes"].says(folded)
        return replace(
            section,
            is_programme=section.is_programme or names_programme,
            component=components[0].means["component"] if components else "",
            fund_source=fund_source or self.intro.fund_source or section.fund_source,
            capital_type=capital_type or section.capital_type or self.only_type,
        )

    def _amount(self, clause: Clause, topic: Section, drafts: PassageDrafts) -> Draft | None:
        governor, previous = drafts.governor(clause), drafts.previous(clause)
        listed_under = None if governor else find_total(clause, drafts)
        if governor is None and listed_under is None and self.stages.divides(clause):
            listed_under = self.leads.whole_of(clause, drafts)
        base = closed_total(governor, clause, drafts) if governor else listed_under
        stage = self.stages.find(clause, topic, base, previous, self.leads.lead)
        if stage is None:
            return None
        indicator, kind = stage.means["indicator"], stage.means["kind"]
        lead = self.leads.lead
        if lead is not None and "-" in lead.figure.budget_year:
            topic = replace(topic, span=lead.figure.budget_year)
        year, is_year_stated = budget_year(clause, topic, base, previous, indicator, self.round, self.carried)
        told_of = find_part(clause, stage, drafts)
        related = told_of or base or previous
        figure = Figure(
            figure_id="",
            indicator=indicator,
            kind=kind,
            value=clause.mention.value,
            unit="vnd",
            **self._dimensions(clause, topic, stage, told_of or base, related),
            place=commune_beside(clause.words) or topic.place,
            budget_year=year,
            period=period_of_whole(indicator, base) or period_of(indicator, year, clause, topic, self.round),
            as_of=cut_off_day(clause, related) if kind == "disbursed" else None,
            bound=clause.mention.bound,
            value_text=clause.mention.value_text,
            unit_text=clause.mention.unit_text,
            rule=stage.rule,
        )
        figure = replace(figure, breakdown=part_of_project(figure, clause.sentence))
        draft = Draft((clause.mention.start, clause.mention.end), figure, clause, listed_under, told_of=told_of,
                      is_year_stated=is_year_stated, rivals=[] if base else drafts.rivals(figure))  # fmt: skip
        whole = base or (self.leads.lead if not clause.depth else None)
        if whole is not None:
            whole.parts.append(draft)
        return draft

    def _dimensions(
        self, clause: Clause, topic: Section, stage: Cue, base: Draft | None, related: Draft | None
    ) -> dict[str, str]:
        """Project, source and type: as said next to the number, else those of what it explains, else the topic's."""
        behind = _PROJECT_BEHIND.match(clause.following)
        named = find_project(f"{clause.naming} {behind[1] if behind else ''}", topic)
        named = named or (find_project(behind[1], topic) if behind else None) or project_by_name(clause.before)
        named = named or subproject_by_name(clause.before, topic.project)
        if named is None and related is not None:
            named = related.figure.project, related.figure.subproject
        project, subproject = named or (topic.project, topic.subproject)
        is_topics = (project, subproject) == (topic.project, topic.subproject)
        whole = base or (None if topic.fund_source else self.leads.lead)
        is_approved = stage.means["indicator"] == "approved_budget"
        source = whole.figure.fund_source.replace("all", "") if whole else "" if is_approved else topic.fund_source
        if not source and related is not None and stage.means["kind"] == "carried_over":
            # "NSTW giao 9 tỷ đồng; vốn năm trước chuyển sang 5 tỷ đồng"
            source = related.figure.fund_source.replace("all", "")
        capital_type = base.figure.capital_type.replace("all", "") if base else topic.capital_type
        return {
            "project": project,
            "subproject": subproject,
            "component": self._component(clause, topic, related) if is_topics else "",
            "fund_source": _nearest(self.phrases["sources"], clause, "fund_source") or source,
            "capital_type": _nearest(self.phrases["capital_types"], clause, "capital_type") or capital_type,
        }

    def _component(self, clause: Clause, topic: Section, related: Draft | None) -> str:
        """The part of project 1 of a line's bullet; else the one its sentence names, if it tells of upkeep at all.

        The name of the project alone holds the words of the other part.
        """
        if topic.component or topic.project != "DA1":
            return topic.component
        named = [cue.means["component"] for cue in self.phrases["components"].find(clause.sentence)]
        if "maintenance" in named:
            return named[-1]
        return related.figure.component if related and clause.depth else ""

    def _named(self, bullet: str) -> list[Cue]:
        """The parts of project 1 a bullet names; the title of the project, behind its number, names none."""
        title = _TITLE.search(bullet)
        ends = title.start() if title else len(bullet)
        named = self.phrases["components"].find(bullet)
        return [cue for cue in named if cue.means["component"] == "maintenance" or cue.start < ends]

    def _upkeep(self, section: Section, folded: str, clauses: Sequence[Clause]) -> list[Cue]:
        """The upkeep of works, where a passage of project 1 names it before its first amount and no other part."""
        first = next((c.mention.start for c in clauses if c.mention.unit == "vnd"), 0)
        named = self.phrases["components"].find(folded) if section.project == "DA1" else []
        is_only = {cue.means["component"] for cue in named} == {"maintenance"} and named[0].start < first
        return named if is_only else []


def _nearest(group: PhraseGroup, clause: Clause, name: str) -> str:
    """What is named last before the number, else right after it; the name behind the number before is that one's."""
    before, after = group.find(clause.before)[-1:], group.find(clause.after)[:1]
    if after and LISTING.search(clause.after[: after[0].start]):
        # "80 tỷ đồng, gồm vốn đầu tư 50 tỷ đồng": the name of the first part.
        after = []
    is_taken = before and clause.previous is not None and not clause.before[: before[0].start].strip()
    if is_taken and after and not clause.after[: after[0].start].strip():
        # "74 tỷ đồng vốn đầu tư và 38 tỷ đồng vốn sự nghiệp"
        before = []
    cues: list[Cue] = before or after or _in_bracket(group, clause)
    return cues[0].means[name] if cues else ""


def _in_bracket(group: PhraseGroup, clause: Clause) -> list[Cue]:
    """What a bracket right before the number holds and nothing else: "Vốn năm trước chuyển sang (NSTW): 5 tỷ đồng"."""
    aside = clause.asides.rpartition("(")[2].rstrip(") ")
    return [cue for cue in group.find(aside) if (cue.start, cue.end) == (0, len(aside))]


def _only(group: PhraseGroup, outside: str, opening: str, name: str) -> str:
    """What the words outside brackets and the words before the first amount agree on, if they name one thing."""
    everywhere = {cue.means[name] for cue in group.find(outside)}
    at_first = {cue.means[name] for cue in group.find(opening)}
    return everywhere.pop() if len(everywhere) == 1 and everywhere == at_first else ""
