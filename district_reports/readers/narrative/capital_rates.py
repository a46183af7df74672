"""Percentages of money: the share of an amount disbursed or expected, and the share of co-financing."""

import re
from dataclasses import replace
from decimal import Decimal

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import Cue, phrase_groups
from district_reports.readers.narrative.capital_stages import StageFinder, last_stage
from district_reports.readers.narrative.capital_time import cut_off_day, forecast_period, period_of
from district_reports.readers.narrative.drafts import Draft, PassageDrafts
from district_reports.readers.outline.sections import Round, Section, find_project
from district_reports.readers.outline.years import last_year, years_counted

_RATES = {
    "capital_disbursed": ("disbursement_rate", "disbursed"),
    "capital_forecast": ("disbursement_forecast_rate", "forecast"),
}
_OF_CENTRAL = re.compile(
    r"\s*(?:so voi\s+)?(?:(?:tong|ke hoach|von|nguon)\s+)*"
    r"(?:nstw|ngan sach trung uong|ngan sach tw|trung uong|von tw)\b"
)
_RIGHT_BEHIND = re.compile(r"[\s:]*(?:(?:dat|duoc|la|khoang|tren|gan|hon|ca nam|moi|chi)[\s:]*)*")
# "Giải ngân chậm; tỷ lệ hộ cận nghèo tăng 4%", "giải ngân 9 tỷ đồng (40%)": the rate of something else.
_OTHER_RATE = re.compile(r"\b(?:ty|ti) le (?!giai ngan|von|thap|dat|cao)|\bho (?:can )?ngheo\b")
# "… thấp hơn bình quân chung của tỉnh (58%)": somebody else's.
_COMPARED_WITH = re.compile(r"\b(?:(?:thap|cao) hon|binh quan chung|ca nuoc|(?:toan|cua) tinh)\b[^,;.()]*$")
_COUNTED = re.compile(r"\d\s*(?:trieu|ty|ti|nghin|ngan|dong|tr\.|trd|ho|nguoi)\b")
_RIGHT_BEHIND_SHARE = re.compile(r"[\s,]*(?:(?:bang|tuong duong|tuong ung|dat)\s*)?")
_SAYS_RATE = re.compile(r"=|(?:ty le|tien do) giai ngan")


class CapitalRateReader:
    """Reads a percentage as the rate of the amount before it, or of what its own words say."""

    def __init__(self, round_: Round, stages: StageFinder) -> None:
        self.round = round_
        self.stages = stages
        self.phrases = phrase_groups("capital")

    def read(self, clause: Clause, topic: Section, drafts: PassageDrafts) -> Draft | None:
        """The rate a clause tells; None for a percentage of anything else, or one only striven for."""
        if self._is_type_share(clause, drafts) or (clause.depth and _COMPARED_WITH.search(clause.outside)):
            return None
        return self._bracketed(clause, topic) or self._unbracketed(clause, topic, drafts)

    def _unbracketed(self, clause: Clause, topic: Section, drafts: PassageDrafts) -> Draft | None:
        amount = drafts.governor(clause) if clause.previous is None else drafts.previous(clause)
        is_spent = amount is not None and amount.figure.unit == "vnd" and amount.figure.indicator in _RATES
        if "doi ung" in clause.before or (_OF_CENTRAL.match(clause.after) and not is_spent):
            return self._counterpart_rate(clause, topic)
        if amount is not None and _is_co_financing(amount.figure) and _RIGHT_BEHIND_SHARE.fullmatch(clause.before):
            return self._counterpart(clause, amount.figure.budget_year)
        stages = [cue for cue in self.stages.stages_before(clause) if cue.means["indicator"] in _RATES]
        if not stages and amount is not None and amount.rate_of and self._is_type_alone(clause):
            return self._rate_alone(clause, topic, drafts, _stage_of(amount))
        if not stages and amount is not None:
            is_measured = amount.figure.unit == "vnd" and amount.figure.indicator in _RATES
            return self._rate_of(clause, amount) if is_measured else None
        if not stages or self.phrases["aims"].says(clause.sentence) or topic.is_target:
            return None
        is_rate = self.phrases["rates"].says(clause.after) or _SAYS_RATE.search(clause.before)
        is_rate = is_rate or _RIGHT_BEHIND.fullmatch(clause.before[stages[-1].end :])
        is_others = _OTHER_RATE.search(clause.before, stages[-1].end) or "khoi luong" in clause.before
        if is_others or not (is_rate or self._is_type_alone(clause)):
            return None
        return self._rate_alone(clause, topic, drafts, last_stage(stages)) if self._is_ours(topic, clause) else None

    def _bracketed(self, clause: Clause, topic: Section) -> Draft | None:
        """The rate in brackets behind what it is of: "vốn sự nghiệp giải ngân thấp (mới 43%)".

        In "tiến độ giải ngân Dự án 4 (40%), Dự án 6 (27%) chậm" each is of the project right before it.
        """
        said = clause.outside.rpartition(";")[2]
        spent = [cue for cue in self.phrases["stages"].find(said) if cue.means["kind"] == "disbursed"]
        if not (clause.depth and spent and _RIGHT_BEHIND.fullmatch(clause.before)) or _COUNTED.search(said):
            return None
        beside = re.split(r"[,)]", said)[-1]
        if self.phrases["aims"].says(said) or topic.is_target or _OTHER_RATE.search(said, spent[-1].end):
            return None
        project, subproject = find_project(beside, topic) or (topic.project, topic.subproject)
        types = self.phrases["capital_types"].find(said)
        topic = replace(topic, project=project, subproject=subproject,
                        capital_type=types[-1].means["capital_type"] if types else topic.capital_type)  # fmt: skip
        is_ours = self._is_ours(topic, clause)
        return self._rate_alone(clause, topic, PassageDrafts(), last_stage(spent)) if is_ours else None

    def _is_type_alone(self, clause: Clause) -> bool:
        """Whether a type of capital stands right beside the percentage: "khả năng cả năm: ĐTPT 95%, SN 60%"."""
        types = self.phrases["capital_types"].find(clause.before)
        return bool(self._type_behind(clause) or (types and _RIGHT_BEHIND.fullmatch(clause.before[types[-1].end :])))

    def _type_behind(self, clause: Clause) -> str:
        """The type of "đạt 92% vốn đầu tư và 61% vốn sự nghiệp"."""
        types = self.phrases["capital_types"].find(clause.after)
        return types[0].means["capital_type"] if types and not clause.after[: types[0].start].strip() else ""

    def _is_ours(self, topic: Section, clause: Clause) -> bool:
        return self.stages.is_programme(topic, clause)

    def _rate_alone(self, clause: Clause, topic: Section, drafts: PassageDrafts, stage: Cue) -> Draft:
        """A rate whose amount is not printed: of the capital last spoken of, else of the topic's."""
        indicator, kind = stage.means["indicator"], stage.means["kind"]
        nearest = drafts.last_amount()
        if nearest is not None and nearest.figure.budget_year:
            base = replace(nearest.figure, indicator=indicator, kind=kind)
        else:
            base = Figure("", indicator, Decimal(0), "vnd", kind, project=topic.project, subproject=topic.subproject,
                          fund_source=topic.fund_source, capital_type=topic.capital_type,
                          budget_year=topic.span or str(self.round.year), rule=stage.rule)  # fmt: skip
        is_forecast = kind == "forecast"
        types = self.phrases["capital_types"].find(clause.before)
        before = types[-1].means["capital_type"] if types else base.capital_type
        base = replace(
            base,
            capital_type=self._type_behind(clause) or before,
            period=forecast_period(clause, topic, self.round)
            if is_forecast
            else period_of(indicator, base.budget_year, clause, topic, self.round),
            as_of=None if is_forecast else cut_off_day(clause),
        )
        return self._rate_of(clause, Draft((0, 0), base))

    def _rate_of(self, clause: Clause, amount: Draft) -> Draft:
        indicator, kind = _RATES[amount.figure.indicator]
        span = last_year(clause.after, self.round.year) or years_counted(clause.after, self.round.year)
        if span and not amount.is_year_stated:
            # "đạt 48% tổng vốn giao giai đoạn 2022-2024" tells whose money the amount before it is, too.
            is_within = "-" in span and amount.figure.period == amount.figure.budget_year == self.round.span
            amount.figure = replace(amount.figure, budget_year=span, period=span if is_within else amount.figure.period)
        if not amount.figure.fund_source and _OF_CENTRAL.match(clause.after):
            # "đạt 98% vốn trung ương" tells from which source the amount before it is, too.
            amount.figure = replace(amount.figure, fund_source="central")
        figure = replace(
            amount.figure, indicator=indicator, kind=kind, value=clause.mention.value, unit="percent",
            bound=clause.mention.bound, value_text=clause.mention.value_text, unit_text=clause.mention.unit_text,
            rule=f"{amount.figure.rule}+rate",
        )  # fmt: skip
        return Draft((clause.mention.start, clause.mention.end), figure, clause, rate_of=amount)

    def _is_type_share(self, clause: Clause, drafts: PassageDrafts) -> bool:
        """ "(100% vốn sự nghiệp)" says what type the amount before it is."""
        types = self.phrases["capital_types"].find(clause.after)
        if clause.governor is None or clause.before.strip() or not types or clause.mention.value != 100:
            return False
        if draft := drafts.governor(clause):
            draft.figure = replace(draft.figure, capital_type=types[0].means["capital_type"])
        return True

    def _counterpart_rate(self, clause: Clause, topic: Section) -> Draft | None:
        is_measured = self.phrases["rates"].says(clause.after) or "so voi" in clause.sentence + clause.after
        if not (is_measured or _OF_CENTRAL.match(clause.after)):
            return None
        return self._counterpart(clause, topic.span or str(topic.year or self.round.year))

    def _counterpart(self, clause: Clause, year: str) -> Draft:
        figure = Figure(
            "", "counterpart_rate", clause.mention.value, "percent", "assigned", fund_source="local",
            budget_year=year, period=year, bound=clause.mention.bound, value_text=clause.mention.value_text,
            unit_text=clause.mention.unit_text, rule="capital.sources[2]+rate",
        )  # fmt: skip
        return Draft((clause.mention.start, clause.mention.end), figure, clause)


def _is_co_financing(amount: Figure) -> bool:
    """Whether an amount is what the locality puts beside the central money: "đối ứng địa phương 9 tỷ đồng (10%)"."""
    return amount.fund_source == "local" and amount.indicator in ("capital_assigned", "capital_planned")


def _stage_of(rate: Draft) -> Cue:
    """What the amount was of which a rate was told before: "khả năng cả năm: ĐTPT 95%, SN 60%"."""
    figure = rate.amount.figure
    return Cue(0, 0, {"indicator": figure.indicator, "kind": figure.kind}, re.sub(r"\+.*", "", figure.rule))
