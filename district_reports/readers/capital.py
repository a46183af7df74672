"""Money of the programme: amounts by stage, source, type and year, their printed rates, and zeros told in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from district_reports.figures import Figure
from district_reports.readers.capital_words import read_amounts_in_words
from district_reports.readers.clauses import Clause, split_clauses
from district_reports.readers.drafts import Draft
from district_reports.readers.phrases import Cue, phrase_groups
from district_reports.readers.sections import Round, Section, find_project, last_year, period_code
from district_reports.readers.structure import Passage
from district_reports.values import DATE, fold_letters, parse_date

_LISTING = re.compile(r"trong do|\bgom\b|cu the|chia ra|bao gom")
_CUT_OFF = re.compile(r"(?:den|tinh den)\s+(?:het\s+)?(?:ngay\s+)?(?=\d)")
_FULL_YEAR = ("capital_assigned", "capital_planned", "capital_allocated", "capital_unallocated",
              "capital_available", "capital_carried_over")  # fmt: skip
_DIVISIBLE = (*_FULL_YEAR, "capital_disbursed", "capital_forecast", "disbursement_rate", "disbursement_forecast_rate")
_RATES = {
    "capital_disbursed": ("disbursement_rate", "disbursed"),
    "capital_forecast": ("disbursement_forecast_rate", "forecast"),
}


class CapitalReader:
    """Reads one passage after another; `lead` is the figure a list below it explains."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.phrases = phrase_groups("capital")
        self.context = phrase_groups("context")
        self.lead: Figure | None = None

    def read(self, passage: Passage, section: Section) -> list[Draft]:
        """The capital figures of one passage, without ids and quotes, in the order of the text."""
        text = passage.text
        folded = fold_letters(text)
        if passage.own and passage.own.kind not in ("dash", "plus"):
            self.lead = None
        topic = self._topic(passage, section, folded)
        drafts: dict[int, Draft] = {}
        for clause in split_clauses(text):
            draft = None
            if clause.mention.unit == "vnd":
                draft = self._amount(clause, topic, drafts)
            elif clause.mention.unit == "percent":
                draft = self._rate(clause, topic, drafts)
            if draft is not None:
                drafts[clause.index] = draft
        self._mark_divided(drafts)
        self._remember_lead(folded, drafts)
        amounts = list(drafts.values())
        return amounts + read_amounts_in_words(folded, topic, self.round, amounts)

    def _topic(self, passage: Passage, section: Section, folded: str) -> Section:
        """The section narrowed by the passage's own subject: its component, and a source or type it is all about."""
        clauses = split_clauses(passage.text)
        first = next((c for c in clauses if c.mention.unit == "vnd" and not c.depth), None)
        opening = first.before if first else ""
        outside = re.sub(r"\([^()]*\)", " ", folded)
        bullets = [heading.folded for heading in passage.headings if heading.kind in ("dash", "plus")]
        components = self.phrases["components"].find(" ".join(bullets)) if section.project == "DA1" else []
        return replace(
            section,
            component=components[0].means["component"] if components else "",
            fund_source=self._only(self.phrases["sources"], outside, opening, "fund_source") or section.fund_source,
            capital_type=self._only(self.phrases["capital_types"], outside, opening, "capital_type")
            or section.capital_type,
        )

    @staticmethod
    def _only(group, outside: str, opening: str, name: str) -> str:
        everywhere = {cue.means[name] for cue in group.find(outside)}
        at_first = {cue.means[name] for cue in group.find(opening)}
        return everywhere.pop() if len(everywhere) == 1 and everywhere == at_first else ""

    # Amounts

    def _amount(self, clause: Clause, topic: Section, drafts: Mapping[int, Draft]) -> Draft | None:
        governor = drafts.get(clause.governor) if clause.governor is not None else None
        previous = drafts.get(clause.previous) if clause.previous is not None else None
        listed_under = self._listed_under(clause, governor, previous, drafts)
        stage = self._stage(clause, topic, governor or listed_under)
        if stage is None:
            return None
        base = governor or listed_under
        year, is_stated = self._budget_year(clause, topic, base)
        indicator, kind = stage.means["indicator"], stage.means["kind"]
        if topic.is_plan and kind == "assigned" and indicator != "capital_carried_over":
            indicator, kind = "capital_planned", "planned"
        project, subproject = self._project(clause, topic, base or previous)
        figure = Figure(
            figure_id="",
            indicator=indicator,
            kind=kind,
            value=clause.mention.value,
            unit="vnd",
            project=project,
            subproject=subproject,
            component=topic.component if (project, subproject) == (topic.project, topic.subproject) else "",
            fund_source=self._source(clause, topic, base),
            capital_type=self._type(clause, topic, base),
            budget_year="" if indicator == "approved_budget" else year,
            period=self._period(indicator, year, clause),
            as_of=self._as_of(clause, base or previous) if kind == "disbursed" else None,
            breakdown=self._other_programme(clause) or topic.breakdown,
            bound=clause.mention.bound,
            value_text=clause.mention.value_text,
            unit_text=clause.mention.unit_text,
            rule=stage.rule,
        )
        if governor is not None:
            governor.parts.append(clause.index)
        return Draft((clause.mention.start, clause.mention.end), figure, clause, listed_under, is_stated)

    def _listed_under(self, clause, governor, previous, drafts) -> Draft | None:
        """The figure before "trong đó", for the amounts that divide it."""
        if governor is not None or previous is None or previous.figure.unit != "vnd":
            if previous is None or previous.figure.unit == "vnd":
                return None
        while previous is not None and previous.figure.unit != "vnd":
            index = previous.clause.previous if previous.clause else None
            previous = drafts.get(index) if index is not None else None
        if previous is None:
            return None
        if _LISTING.search(clause.sentence[previous.span[1] - clause.mention.start :]):
            return previous
        return previous.listed_under

    def _stage(self, clause: Clause, topic: Section, base: Draft | None) -> Cue | None:
        """What happened with the money: the nearest phrase before it, then after it, then the figure it divides."""
        excluded, stages = self.phrases["not_capital"].find(clause.before), self._stages(clause)
        if excluded and (not stages or stages[-1].end <= excluded[-1].start or "vay" in clause.before):
            return None
        if after := self.phrases["stages"].find(clause.after):
            stage = after[0]
            if stage.means["indicator"] == "capital_unallocated" or not stages:
                return stage if self._is_programme(topic, clause) else None
        if stages:
            return self._with_forecast(stages) if self._is_programme(topic, clause) else None
        generic = self.phrases["generic"].find(clause.before)
        if base is not None:
            return _cue_of(base.figure)
        if generic and self._is_programme(topic, clause):
            return self._under_lead(generic[-1])
        words = self.phrases["sources"].find(clause.before) or self.phrases["capital_types"].find(clause.before)
        if self.lead is not None and (words or find_project(clause.before, topic)):
            return self._under_lead(_cue_of(self.lead))
        if topic.fund_source and self._is_programme(topic, clause) and words:
            return _cue("capital_assigned", "assigned", words[-1].rule)
        return None

    def _stages(self, clause: Clause) -> list[Cue]:
        """The stages said before the number, without those inside a phrase that denies them ("chưa giải ngân")."""
        excluded = self.phrases["not_capital"].find(clause.before)
        return [cue for cue in self.phrases["stages"].find(clause.before)
                if not any(other.start <= cue.start and cue.end <= other.end for other in excluded)]  # fmt: skip

    @staticmethod
    def _with_forecast(stages: Sequence[Cue]) -> Cue:
        """ "ước … giải ngân" is one forecast, however many words stand between."""
        last = stages[-1]
        if last.means["kind"] == "disbursed":
            return next((c for c in reversed(stages) if c.means["kind"] == "forecast"), last)
        return last

    def _under_lead(self, cue: Cue) -> Cue:
        """A list below a total says what the total says, unless the total is the sum of several stages."""
        if self.lead is None or self.lead.indicator == "capital_available":
            return cue
        return _cue_of(self.lead)

    def _is_programme(self, topic: Section, clause: Clause) -> bool:
        if topic.project or topic.fund_source:
            return True
        if topic.is_policy:
            return False
        return topic.is_programme or self.phrases["programme"].says(clause.sentence)

    def _source(self, clause: Clause, topic: Section, base: Draft | None) -> str:
        before = self.phrases["sources"].find(clause.before)
        if before:
            return before[-1].means["fund_source"]
        if after := self.phrases["sources"].find(clause.after):
            return after[0].means["fund_source"]
        if base is not None:
            return base.figure.fund_source.replace("all", "")
        return topic.fund_source or (self.lead.fund_source.replace("all", "") if self.lead else "")

    def _type(self, clause: Clause, topic: Section, base: Draft | None) -> str:
        before = self.phrases["capital_types"].find(clause.before)
        if before:
            return before[-1].means["capital_type"]
        if after := self.phrases["capital_types"].find(clause.after):
            return after[0].means["capital_type"]
        if base is not None:
            return base.figure.capital_type.replace("all", "")
        return topic.capital_type

    def _project(self, clause: Clause, topic: Section, base: Draft | None) -> tuple[str, str]:
        named = find_project(clause.before, topic)
        if named:
            return named
        if base is not None:
            return base.figure.project, base.figure.subproject
        return topic.project, topic.subproject

    def _other_programme(self, clause: Clause) -> str:
        cues = self.phrases["other_programmes"].find(clause.before)
        return cues[-1].means["breakdown"] if cues else ""

    # Time

    def _budget_year(self, clause: Clause, topic: Section, base: Draft | None) -> tuple[str, bool]:
        found = last_year(clause.before, self._latest_year(topic))
        if found:
            return found, True
        if base is not None:
            return base.figure.budget_year, base.is_year_stated
        found = last_year(clause.sentence, self._latest_year(topic)) if not clause.depth else ""
        if found and "so voi" not in clause.sentence:
            return found, False
        return str(topic.year if topic.is_plan else self.round.year), False

    def _latest_year(self, topic: Section) -> int:
        return max(self.round.year, topic.year or 0)

    def _period(self, indicator: str, year: str, clause: Clause) -> str:
        if indicator in _FULL_YEAR:
            return year
        if indicator == "capital_forecast":
            return self._forecast_period(clause)
        return self.round.code

    def _forecast_period(self, clause: Clause) -> str:
        windows = self.context["windows"].find(clause.before)
        return period_code(self.round.year, windows[-1].means["window"] if windows else "year")

    @staticmethod
    def _as_of(clause: Clause, base: Draft | None) -> date | None:
        day = _cut_off(clause.sentence)
        return day or (base.figure.as_of if base is not None else None)

    # Rates

    def _rate(self, clause: Clause, topic: Section, drafts: Mapping[int, Draft]) -> Draft | None:
        """A percentage after an amount, or after words of disbursing or forecasting alone."""
        if self._is_type_share(clause, drafts):
            return None
        index = clause.governor if clause.governor is not None else clause.previous
        amount = drafts.get(index) if index is not None else None
        stages = [c for c in self._stages(clause) if c.means["indicator"] in _RATES]
        if "doi ung" in clause.before:
            return self._counterpart_rate(clause, topic)
        stage = self._with_forecast(stages) if stages else None
        is_rate = self.phrases["rates"].says(clause.after) or "=" in clause.before or "ty le giai ngan" in clause.before
        if stage is None and amount is not None and amount.figure.indicator in _RATES and amount.figure.unit == "vnd":
            return self._rate_of(clause, amount)
        if stage is None or not is_rate or not self._is_programme(topic, clause):
            return None
        nearest = next((d for d in reversed(drafts.values()) if d.figure.unit == "vnd"), None)
        if nearest is None or nearest.figure.budget_year == "":
            base = Figure("", stage.means["indicator"], Decimal(0), "vnd", stage.means["kind"], project=topic.project,
                          subproject=topic.subproject, fund_source=topic.fund_source, capital_type=topic.capital_type,
                          budget_year=str(self.round.year))  # fmt: skip
        else:
            base = replace(nearest.figure, indicator=stage.means["indicator"], kind=stage.means["kind"])
        period = self._forecast_period(clause) if base.kind == "forecast" else self.round.code
        as_of = _cut_off(clause.sentence) if base.kind == "disbursed" else None
        return self._rate_of(clause, Draft((0, 0), replace(base, period=period, as_of=as_of)))

    def _rate_of(self, clause: Clause, amount: Draft) -> Draft:
        indicator, kind = _RATES[amount.figure.indicator]
        span = last_year(clause.after, self.round.year)
        if span and not amount.is_year_stated:
            amount.figure = replace(amount.figure, budget_year=span)
        figure = replace(
            amount.figure, indicator=indicator, kind=kind, value=clause.mention.value, unit="percent",
            bound=clause.mention.bound, value_text=clause.mention.value_text, unit_text=clause.mention.unit_text,
            rule=f"{amount.figure.rule}+rate",
        )  # fmt: skip
        return Draft((clause.mention.start, clause.mention.end), figure, clause)

    def _is_type_share(self, clause: Clause, drafts: Mapping[int, Draft]) -> bool:
        """ "(100% vốn sự nghiệp)" says what type the amount before it is."""
        types = self.phrases["capital_types"].find(clause.after)
        if clause.governor is None or clause.before.strip() or not types or clause.mention.value != 100:
            return False
        if draft := drafts.get(clause.governor):
            draft.figure = replace(draft.figure, capital_type=types[0].means["capital_type"])
        return True

    def _counterpart_rate(self, clause: Clause, topic: Section) -> Draft | None:
        if not self.phrases["rates"].says(clause.after) and "so voi" not in clause.after:
            return None
        figure = Figure(
            "", "counterpart_rate", clause.mention.value, "percent", "actual", project=topic.project,
            subproject=topic.subproject, fund_source="local", budget_year=str(self.round.year),
            period=str(self.round.year), bound=clause.mention.bound, value_text=clause.mention.value_text,
            unit_text=clause.mention.unit_text, rule="capital.sources[2]+rate",
        )  # fmt: skip
        return Draft((clause.mention.start, clause.mention.end), figure, clause)

    # What the words around the numbers add

    @staticmethod
    def _mark_divided(drafts: Mapping[int, Draft]) -> None:
        """An amount that its bracket divides by source or type is undivided itself: `all`."""
        for draft in drafts.values():
            children = [drafts[index].figure for index in draft.parts if index in drafts]
            if not draft.figure.fund_source and any(child.fund_source for child in children):
                draft.figure = replace(draft.figure, fund_source="all")
            if not draft.figure.capital_type and any(child.capital_type for child in children):
                draft.figure = replace(draft.figure, capital_type="all")

    def _remember_lead(self, folded: str, drafts: Mapping[int, Draft]) -> None:
        """A total whose sentence ends in "gồm:" leads the list below it, until a passage without a list."""
        if re.search(r"(?:trong do|gom|cu the|sau|nhu sau)\s*[:,]?\s*$", folded.rstrip()):
            totals = [d for d in drafts.values() if d.figure.unit == "vnd" and not (d.clause and d.clause.depth)]
            self.lead = totals[-1].figure if totals else self.lead


def mark_undivided(figures: list[Figure]) -> list[Figure]:
    """Amounts without a type are `all` where the document divides the same line and year by type elsewhere."""
    divided = {(*_line(f), f.fund_source) for f in figures if f.capital_type in ("investment", "recurrent")}
    lines = {key[:-1] for key in divided}

    def is_divided(figure: Figure) -> bool:
        anywhere = figure.fund_source in ("", "all") and _line(figure) in lines
        return anywhere or (*_line(figure), figure.fund_source) in divided

    return [
        replace(figure, capital_type="all")
        if figure.indicator in _DIVISIBLE and not figure.capital_type and is_divided(figure)
        else figure
        for figure in figures
    ]


def _line(figure: Figure) -> tuple[str, ...]:
    return figure.project, figure.subproject, figure.component, figure.budget_year, figure.breakdown


def _cue(indicator: str, kind: str, rule: str) -> Cue:
    return Cue(0, 0, {"indicator": indicator, "kind": kind}, rule)


def _cue_of(figure: Figure) -> Cue:
    return _cue(figure.indicator, figure.kind, figure.rule)


def _cut_off(folded: str) -> date | None:
    days = [
        parse_date(match) for match in DATE.finditer(folded) if _CUT_OFF.search(folded[: match.start()][-24:] + "0")
    ]
    return days[-1] if days else None
