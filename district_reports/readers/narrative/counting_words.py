"""What the words around a counted number add to it: project, kind, year, part, place, policy, whose programme."""

import re
from collections.abc import Mapping
from dataclasses import replace

from district_reports.figures import Figure
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.language.place_names import communes_named, name_before
from district_reports.readers.narrative.counting_parts import PartWords, join
from district_reports.readers.narrative.counting_surroundings import Surroundings
from district_reports.readers.outline.sections import Round, find_project
from district_reports.readers.outline.years import last_year

_STOP = re.compile(r"[;.)](?=\s|$)")
_EACH_REACH = 60
_EACH = re.compile(r"[\s*_]*[a-z ]{0,16}/\s*(?:xa|thon|ban|ho|nguoi|lop|buoi|mo hinh|du an|to|dot)\b")
_TIMES = re.compile(r"[\s*_]*luot\b")
_SUPPORT = ("policy_", "loan")
_DIVIDES = re.compile(r"\b(?:trong do|gom|chia ra|cu the)\b")
_DIGIT = re.compile(r"\d")
_MONEY_OF_PEOPLE = ("policy_spending", "loans_disbursed", "loans_outstanding")
_COUNTED_BY_TIMES = ("policy_beneficiaries", "participants", "trainees")


class CountingWords:
    """Fills in a figure from the words around its number, by the groups of `counts.yml` and those of money."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.phrases = phrase_groups("counts")
        self.parts = PartWords()
        self.capital = phrase_groups("capital")

    def noun(self, around: Surroundings) -> str:
        """The name of the things counted, by the words right behind the number; empty where none is known."""
        start = len(around.after) - len(around.after.lstrip(" *_"))
        cues = [cue for cue in self.phrases["nouns"].find(around.after[: start + 24]) if cue.start == start]
        return cues[0].means["indicator"] if cues else ""

    def year(self, around: Surroundings) -> str:
        """The year the number is about: named beside it, else its section's."""
        latest = max(self.round.year, around.section.year or 0) + 5
        named = last_year(around.between, latest, spans=False)
        return named or around.section.span or str(around.section.year or self.round.year)

    def figure(self, around: Surroundings, means: Mapping[str, str], rule: str) -> Figure:
        """The figure of a number that means `means`, without id and quote."""
        token = around.token
        kind = self._kind(around, means.get("kind", "actual"))
        year = self.year(around)
        is_result = kind in ("actual", "disbursed") and year == str(self.round.year)
        own, own_subproject = self._project(around)
        project = means.get("project") or own
        policy = means.get("policy", "") or self._policy(around, means["indicator"])
        return Figure(
            figure_id="",
            indicator=means["indicator"],
            value=token.value,
            unit=self._unit(around, means),
            kind=kind,
            project=project,
            subproject=own_subproject if project == own else "",
            component=means.get("component", self._component(around)),
            policy=policy,
            dimension=means.get("dimension", ""),
            fund_source=means.get("fund_source", ""),
            period=self.round.code if is_result else year,
            bound=token.bound,
            breakdown=self._breakdown(around, means, policy),
            place=self._place(around),
            value_text=token.value_text,
            unit_text=token.unit_text or self._unit_text(around),
            rule=rule,
        )

    def _project(self, around: Surroundings) -> tuple[str, str]:
        """The project and sub-project of the section, or the one of it that the sentence names since a semicolon."""
        section = around.section
        named = find_project(around.before.rsplit(";", 1)[-1], section) if not section.breakdown else None
        is_own = named is not None and section.project in ("", named[0]) and bool(named[1])
        return named if named and is_own else (section.project, section.subproject)

    def whole(self, part: Figure, means: Mapping[str, str]) -> Figure:
        """The figure of the number behind a stroke: what the rule says, else all communes, or all of the things."""
        if not means:
            is_commune = part.unit == "communes"
            means = {"indicator": "communes_total"} if is_commune else {"breakdown": "denominator"}
        kind = means.get("kind", part.kind)
        # A plan is of its year, whatever part of it the result beside it covers.
        period = part.period if kind == part.kind else part.period[:4]
        return replace(part, indicator=means.get("indicator", part.indicator), kind=kind, period=period,
                       unit=means.get("unit", part.unit), breakdown=means.get("breakdown", ""), bound="exact",
                       rule=f"{part.rule}+whole")  # fmt: skip

    def _unit(self, around: Surroundings, means: Mapping[str, str]) -> str:
        """Attendances where people are counted each time they come."""
        is_times = means["indicator"] in _COUNTED_BY_TIMES and _TIMES.match(around.after)
        return "attendances" if is_times and means["unit"] == "people" else means["unit"]

    def _kind(self, around: Surroundings, usual: str) -> str:
        """Planned in a plan; else what the words between say, else what the rule says."""
        if usual in ("target", "forecast"):
            return usual
        if around.section.is_plan:
            return "planned" if around.token.unit != "percent" else "target"
        if usual == "disbursed":
            return usual
        if said := self.phrases["kinds"].find(_STOP.split(around.between)[-1]):
            return said[-1].means["kind"]
        return "planned" if self._is_intended(around) else usual

    def _is_intended(self, around: Surroundings) -> bool:
        """Whether the sentence speaks of what is still to be done, and of no result since."""
        intended, told = (self.phrases[name].find(around.before) for name in ("intentions", "kinds"))
        return bool(intended) and all(cue.start <= intended[-1].start for cue in told if cue.means["kind"] == "actual")

    def _breakdown(self, around: Surroundings, means: Mapping[str, str], policy: str) -> str:
        parts = [means.get("breakdown", ""), self.programme(around)]
        if self.phrases["each"].says(around.between[-_EACH_REACH:]) or _EACH.match(around.after):
            parts.append("per_unit")
        if not any(parts) and not around.token.unit:
            parts[0] = self.parts.of_count(around, means["unit"])
        elif not any(parts) and means["indicator"] in _MONEY_OF_PEOPLE:
            parts[0] = self.parts.of_money(around)
        if means["indicator"].startswith(_SUPPORT):
            parts.append(self._scheme(around, policy))
        return join(*parts)

    def programme(self, around: Surroundings) -> str:
        """Whose figure it is, where a programme is named beside it."""
        if other := self._last_other(around.between):
            return other
        if self.capital["programme"].says(around.between):
            is_one_of_several = self.capital["other_programmes"].says(around.sentence)
            return "poverty_programme" if is_one_of_several else ""
        return around.section.breakdown

    def names_other(self, around: Surroundings) -> bool:
        """Whether another programme is named between the number before and this one."""
        return bool(self._last_other(around.between))

    def programme_of_money(self, around: Surroundings) -> str:
        """The other programme that its sentence, or its section, says an amount is of; empty for our own."""
        own = self.capital["programme"].says(around.before)
        return self._last_other(around.before) or ("" if own else around.section.breakdown)

    def is_spent(self, around: Surroundings) -> bool:
        """Whether an amount is said to have been disbursed."""
        stages = self.capital["stages"].find(around.between)
        return bool(stages) and stages[-1].means["kind"] == "disbursed"

    def _last_other(self, text: str) -> str:
        """The last programme that a text names, if that is another one."""
        others, own = self.capital["other_programmes"].find(text), self.capital["programme"].find(text)
        return others[-1].means["breakdown"] if others and not (own and own[-1].start > others[-1].start) else ""

    def _component(self, around: Surroundings) -> str:
        if around.section.project != "DA1":
            return ""
        cues = self.capital["components"].find(around.headings + " . " + around.before)
        return cues[-1].means["component"] if cues else ""

    def _policy(self, around: Surroundings, indicator: str) -> str:
        if not indicator.startswith(_SUPPORT):
            return ""
        policies, own = self.phrases["policies"], around.before.rsplit(";", 1)[-1]
        beside = policies.find(own) or policies.find(around.own_after.split(",")[0])[:1]
        cues = beside or policies.find(around.before) or policies.find(around.headings)
        if not cues:
            return ""
        # The rice of "học sinh bán trú được hỗ trợ gạo" is a scheme of the pupils' policy, not one of its own.
        schemes = self.phrases["schemes"].find(own) if beside else []
        owners = {one.means["policy"] for one in schemes if one.start < cues[-1].end and cues[-1].start < one.end}
        named = [cue for cue in (*cues, *policies.find(around.own_after)) if cue.means["policy"] in owners]
        return (named or cues)[-1].means["policy"]

    def _scheme(self, around: Surroundings, policy: str) -> str:
        """The scheme of its policy named last before the number; else behind it, else in the nearest title.

        Several named together ("miễn, giảm học phí và hỗ trợ chi phí học tập cho …") share the number, which is then
        the policy's. A bank lends for many things under one title, so loans have theirs beside them alone.
        """
        own = around.between if policy == "credit" else around.before.rsplit(";", 1)[-1]
        titles = reversed(around.titles) if policy != "credit" else ()
        behind = around.own_after.split(",")[0] if policy == "credit" else around.own_after
        for text in (own, behind, *titles):
            if named := [cue for cue in self.phrases["schemes"].find(text) if cue.means["policy"] == policy]:
                last = named[-1]
                together = {cue.means["breakdown"] for cue in named if not _DIGIT.search(text, cue.end, last.start)}
                return last.means["breakdown"] if len(together) == 1 else ""
        return ""

    def source_of_part(self, around: Surroundings) -> str:
        """The one source of a part of the money told before: "…, trong đó ngân sách nhà nước 3 tỷ đồng"."""
        if not _DIVIDES.search(around.before):
            return ""
        told = {
            cue.means["fund_source"] for cue in self.capital["sources"].find(re.split(r"[,;.(]", around.between)[-1])
        }
        return told.pop() if len(told) == 1 else ""

    def _place(self, around: Surroundings) -> str:
        start = max(around.last, around.span[0])
        text = around.passage.text[start : around.token.start]
        if around.last > around.span[0] and ";" not in text and not communes_named(text):
            text = around.passage.text[around.span[0] : around.token.start].rsplit(";", 1)[-1]
        return "; ".join(communes_named(text.rsplit(";", 1)[-1])) or name_before(text) or around.section.place

    def _unit_text(self, around: Surroundings) -> str:
        noun = re.match(r"[\s*_]*((?:luot\s+)?[^\W\d_]+)", around.after)
        if noun is None:
            return ""
        start = around.token.stop + noun.start(1)
        return around.passage.text[start : start + len(noun[1])]
