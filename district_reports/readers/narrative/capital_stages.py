"""What is said to have happened with an amount: assigned, allocated, disbursed, expected, planned."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import Cue, phrase_groups
from district_reports.readers.language.place_names import says_only_commune
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.outline.sections import Round, Section, find_project
from district_reports.readers.outline.years import YEAR
from district_reports.values import DATE, parse_date

_FORECAST = {"indicator": "capital_forecast", "kind": "forecast"}
_BEHIND = 24
_OBJECT_REACH = 16
_DONE = re.compile(r"\bda\b")
# What a share is told of right behind was spent: "Vốn trung ương: 29 tỷ đồng (28,34%). Trong số này …".
_RATE_BEHIND = re.compile(r"[\s,;]*\(?\s*(?:(?:dat|bang|tuong duong|tuong ung|ty le|=)\s*)*\d+(?:[.,]\d+)?\s?%")
# Spending told in few words: "Vốn năm trước chuyển sang: 9 tỷ đồng, chi 5 tỷ đồng", "… chi đủ 100%".
_SPENT_BEHIND = re.compile(r"\b(?:chi|dung|su dung|thuc hien)\s+(?:du\s+|het\s+|duoc\s+)?\d")
# "Giải ngân vốn kéo dài 8 tỷ đồng, vốn năm 2024 9 tỷ đồng": nothing but whose money it is.
_MONEY_OF_YEAR = re.compile(
    r"[\s,;]*(?:(?:va|rieng|trong do)\s+)?(?:von|kinh phi|nguon von)\s+(?:nam\s+)?20\d\d\s*(?:duoc|dat|la)?[\s:]*"
)
# "năm 2022 là 4 tỷ đồng, năm 2023 là 9 tỷ đồng": nothing but of which year.
_YEAR_ALONE = re.compile(r"(?:^|[,;:(])\s*(?:va\s+|rieng\s+)?nam 20\d\d\s*(?:la|duoc|:)?\s*$")
# Of what remains, the bracket says what it is for: "còn lại 2 tỷ đồng (vốn sự nghiệp Dự án 4) chưa phân bổ".
_UNALLOCATED_BEHIND = re.compile(r"\s*\([^()]*\)\s*chua (?:duoc )?phan (?:bo|khai)")
_CARRIED_ALONE = re.compile(
    r"[\s,;]*(?:(?:va|rieng|trong do)\s+)?(?:von|kinh phi|nguon von)\s+(?:(?:nam\s+)?20\d\d\s+|cac nam truoc\s+)?"
    r"(?:keo dai|chuyen nguon|chuyen sang|nam truoc chuyen sang)(?:\s+(?:nam\s+)?20\d\d)?(?:\s+sang)?[\s:]*"
)
# "Vốn chưa giải ngân 7 tỷ đồng được phép chuyển sang năm 2024"; what merely is left is no stage.
_LEFT_TO_CARRY = re.compile(r"\b(?:(?:chua|khong) (?:giai ngan|su dung|thanh toan)|con lai)\b[^.;,\d]*$")
_PROJECT_LABEL = re.compile(
    r"[\s,;]*(?:va\s+)?\b(?:tieu du an|du an|tda|da)\s*\d(?:\s*[-–]\s*(?:du an|da)\s*\d)?[\s:]*$"
)


class StageFinder:
    """Finds the stage of an amount by the phrases of `capital.yml`; None where the money is not the programme's."""

    def __init__(self, round_: Round) -> None:
        self.phrases = phrase_groups("capital")
        # What half a year's report tells of the end of its year, or of a day after it, is still to come.
        self.last_day = date(round_.year, 12, 30) if round_.window else date.max

    def find(
        self, clause: Clause, topic: Section, base: Draft | None, previous: Draft | None, lead: Draft | None
    ) -> Cue | None:
        """The nearest phrase before the number, then after it, then what the figure it divides or is led by says.

        `base` is the figure it divides, `previous` the one just before it, `lead` the total of the list it stands in.

        Under a heading for a coming year what is assigned is planned, under one about carried over money, carried over.
        """
        stage = self._find(clause, topic, base, previous, lead)
        is_carried_over = stage is not None and stage.means["kind"] == "carried_over"
        if stage is not None and is_carried_over and self._is_paid(clause, topic, base, previous, lead):
            return _cue("capital_disbursed", "disbursed", stage.rule)
        if stage is None or stage.means["kind"] != "assigned":
            return stage
        if topic.is_carried_over and stage.means["indicator"] != "capital_available":
            return _cue("capital_carried_over", "carried_over", stage.rule)
        if any(cue.means["kind"] == "carried_over" for cue in self.phrases["stages"].find(clause.asides)):
            # A bracket such as (bao gồm vốn năm 2023 kéo dài) says that the total is more than what was assigned.
            return _cue("capital_available", "assigned", stage.rule)
        return _cue("capital_planned", "planned", stage.rule) if topic.is_plan else stage

    def stages_before(self, clause: Clause) -> list[Cue]:
        """The stages said before the number, without those inside a phrase that denies them ("chưa giải ngân").

        What is spent up to a day behind the round's year, or its last, is a forecast, unless it is only striven for.
        """
        excluded = self.phrases["not_capital"].find(clause.before)
        said = [cue for cue in self.phrases["stages"].find(clause.before)
                if not any(other.start <= cue.start and cue.end <= other.end for other in excluded)]  # fmt: skip
        days = [day for match in DATE.finditer(clause.before) if (day := parse_date(match))]
        if not days or days[-1] <= self.last_day or self.phrases["aims"].says(clause.before):
            return said
        return [replace(cue, means=_FORECAST) if cue.means["kind"] == "disbursed" else cue for cue in said]

    def is_programme(self, topic: Section, clause: Clause) -> bool:
        """Whether the amount stands where the programme's money is told.

        What a policy got from elsewhere ("kinh phí lồng ghép") is none of it.
        """
        is_elsewhere = topic.is_policy and topic.fund_source == "other"
        if topic.project or (topic.fund_source and not is_elsewhere):
            return True
        if topic.is_policy:
            return False
        named = self.phrases["programme"].says(clause.sentence) or self.phrases["resources"].says(clause.sentence)
        return topic.is_programme or topic.is_plan or named

    def _find(
        self, clause: Clause, topic: Section, base: Draft | None, previous: Draft | None, lead: Draft | None
    ) -> Cue | None:
        stages, after = self.stages_before(clause), self._stage_behind(clause)
        if _UNALLOCATED_BEHIND.match(clause.following) and self.is_programme(topic, clause):
            return _cue("capital_unallocated", "unallocated", "capital.stages[5]")
        kind = after[0].means["kind"] if after else ""
        if kind == "unallocated" or (kind == "carried_over" and _LEFT_TO_CARRY.search(clause.before)):
            return after[0] if self.is_programme(topic, clause) else None
        if self._is_other_money(clause, stages):
            return None
        if self._is_aim(clause, stages):
            return None
        if stages or after:
            return last_stage(stages or after) if self.is_programme(topic, clause) else None
        if base is not None and base.figure.indicator == "capital_available" and YEAR.search(clause.before):
            # "Tổng vốn 9 tỷ đồng, gồm vốn năm 2024: 6 tỷ đồng": the new money in it.
            return _cue("capital_assigned", "assigned", re.sub(r"\+.*", "", base.figure.rule))
        if base is not None:
            return _cue_of(base.figure)
        return self._unstaged(clause, topic, previous, lead)

    def _stage_behind(self, clause: Clause) -> list[Cue]:
        """What is said right behind the number, its source or type left out: "5 tỷ đồng vốn sự nghiệp chưa phân bổ"."""
        words = self._words(clause.after)
        start = words[-1].end if words else 0
        return [cue for cue in self.phrases["stages"].find(clause.after)[:1] if cue.start - start <= _BEHIND]

    def _is_other_money(self, clause: Clause, stages: Sequence[Cue]) -> bool:
        if not stages and self.phrases["given"].says(clause.sentence.rpartition(";")[2]):
            return True
        # "TDA1 6 tỷ đồng, chưa giải ngân; TDA2 3 tỷ đồng": what is denied of one part says nothing of the next.
        excluded = self.phrases["not_capital"].find(clause.before, clause.before.rfind(";") + 1)
        return bool(excluded) and (not stages or stages[-1].end <= excluded[-1].start or "vay" in clause.before)

    def _is_aim(self, clause: Clause, stages: Sequence[Cue]) -> bool:
        """Whether disbursing is only striven for: "phấn đấu đến 31/12 giải ngân 95 tỷ", but not "… đã giải ngân"."""
        aims = self.phrases["aims"].find(clause.before)
        if not aims or not stages or stages[-1].means["kind"] != "disbursed" or stages[-1].start < aims[-1].end:
            return False
        return not _DONE.search(clause.before[aims[-1].end : stages[-1].end])

    def _is_paid(
        self, clause: Clause, topic: Section, base: Draft | None, previous: Draft | None, lead: Draft | None
    ) -> bool:
        """Whether carried over money only names what was paid: "giải ngân 9 tỷ đồng, trong đó vốn kéo dài 4 tỷ"."""
        amount = previous.amount.figure if previous else None
        if base is not None and base.figure.kind == "disbursed":
            return clause.mention.value <= (base.figure.value or 0)
        if amount is not None and amount.kind == "disbursed" and _CARRIED_ALONE.fullmatch(clause.before):
            return not self._goes_on_to_spending(clause)
        is_told = topic.stage == ("capital_disbursed", "disbursed") or (lead and lead.figure.kind == "disbursed")
        return bool(is_told) and _ends_name(clause) and not self._goes_on_to_spending(clause)

    def _goes_on_to_spending(self, clause: Clause) -> bool:
        """Whether what was spent of an amount is told behind it; its share right behind says that it was spent itself.

        What a bracket divides says nothing of the amount, what begins with spending does.
        """
        following = re.sub(r"\((?!\s*(?:da |duoc )*giai ngan\b)[^()]*\)", " ", clause.following)
        tells_spent = any(cue.means["kind"] == "disbursed" for cue in self.phrases["stages"].find(following))
        tells_spent = tells_spent or _SPENT_BEHIND.search(following) is not None
        return tells_spent and not _RATE_BEHIND.match(clause.following)

    def _unstaged(self, clause: Clause, topic: Section, previous: Draft | None, lead: Draft | None) -> Cue | None:
        """Money without a stage of its own: its list's, its parallel's, its heading's, or assigned."""
        words = self._words(clause.before) + self._components(clause, topic)
        generic = self.phrases["generic"].find(clause.before)
        is_plain = not any(word.start <= cue.start and cue.end <= word.end for cue in generic[-1:] for word in words)
        if _MONEY_OF_YEAR.fullmatch(clause.before) and (parallel := self._parallel(clause, words, previous)):
            return _cue_of(parallel.figure)
        if generic and is_plain:
            return self._under(lead, clause, generic[-1]) if self.is_programme(topic, clause) else None
        if parallel := self._parallel(clause, words, previous):
            return _cue_of(parallel.figure)
        names_part = words or find_project(clause.naming, topic) or YEAR.search(clause.before) or _ends_name(clause)
        if lead is not None and names_part:
            return self._under(lead, clause, generic[-1] if generic else _cue("capital_assigned", "assigned", "lead"))
        if not words:
            # Nothing but its name: "Dự án 2: 5 tỷ đồng".
            is_named = find_project(clause.naming, topic) or (YEAR.search(clause.before) and topic.is_programme)
            if not (is_named and _ends_name(clause)) and not self._ends_with_project(clause, topic):
                return None
            return _cue(*(topic.stage or ("capital_assigned", "assigned")), "project_name")
        if topic.stage:
            return _cue(*topic.stage, words[-1].rule)
        is_total = generic or self.phrases["totals"].says(clause.before)
        is_ours = (
            topic.fund_source or (is_total and self.is_programme(topic, clause)) or self._components(clause, topic)
        )
        return _cue("capital_assigned", "assigned", words[-1].rule) if is_ours else None

    def _ends_with_project(self, clause: Clause, topic: Section) -> bool:
        """Whether the number follows the label and the name of its project: "TDA1: Giảm nghèo về thông tin 9 tỷ"."""
        names = phrase_groups("programme")["names"].find(clause.before)
        is_behind = bool(names) and not clause.before[names[-1].end :].strip()
        return is_behind and not clause.depth and find_project(clause.naming, topic) is not None

    def _components(self, clause: Clause, topic: Section) -> list[Cue]:
        """The parts of project 1 named: its works and their upkeep have money of their own."""
        is_named = topic.project == "DA1" and _ends_name(clause)
        return self.phrases["components"].find(clause.before) if is_named else []

    def _words(self, before: str) -> list[Cue]:
        """The sources and types named, or that it is all of them."""
        groups = ("sources", "capital_types", "totals")
        return [cue for group in groups for cue in self.phrases[group].find(before)]

    def divides(self, clause: Clause) -> bool:
        """Whether an amount is named by nothing but its source or type, and so is a part of another."""
        named = self.phrases["sources"].says(clause.before) or self.phrases["capital_types"].says(clause.before)
        return named and not self.phrases["stages"].says(clause.before) and not self._is_other_money(clause, ())

    def _under(self, lead: Draft | None, clause: Clause, usual: Cue) -> Cue:
        """A list below a total says what the total says, unless that is the sum of several stages or too small.

        Where the line goes on to tell what was disbursed, its first amount is what was assigned.
        """
        if lead is None or lead.figure.indicator == "capital_available":
            return usual
        is_spent = lead.figure.kind in ("disbursed", "forecast")
        if clause.mention.value > (lead.figure.value or 0) or (is_spent and self._goes_on_to_spending(clause)):
            return usual
        return _cue_of(lead.figure)

    def _parallel(self, clause: Clause, words: list[Cue], previous: Draft | None) -> Draft | None:
        """The amount before that another part stands beside, if both name nothing but their source, type or project.

        "ước giải ngân: vốn đầu tư 10 tỷ đồng (95%); vốn sự nghiệp 4 tỷ đồng", "giải ngân TDA1 2 tỷ; TDA2 1 tỷ đồng"
        """
        amount = previous.amount if previous else None
        if amount is None or amount.clause is None or amount.figure.unit != "vnd":
            return None
        are_projects = _PROJECT_LABEL.fullmatch(clause.before) and _PROJECT_LABEL.search(amount.clause.before)
        are_places = amount.figure.place and says_only_commune(clause.before)
        named = [cue.means.get("fund_source") for cue in words]
        are_shares = amount.figure.indicator == "approved_budget" and {"beneficiary", "state_budget"} & {*named}
        are_years = amount.figure.kind == "disbursed" and _MONEY_OF_YEAR.fullmatch(clause.before)
        are_years = are_years or (_YEAR_ALONE.fullmatch(clause.before) and _YEAR_ALONE.search(amount.clause.before))
        is_parallel = (
            are_years or are_projects or are_places or are_shares or (words and self._words(amount.clause.before))
        )
        return amount if is_parallel else None


def _ends_name(clause: Clause) -> bool:
    """Whether the number stands right behind the name of what it is for: "- Duy tu: 5 tỷ đồng"."""
    return clause.before.rstrip().endswith(":") and not clause.depth


def last_stage(stages: Sequence[Cue]) -> Cue:
    """The last of the stages said; "ước … giải ngân" is one forecast, however many words stand between."""
    last = stages[-1]
    if last.means["kind"] == "carried_over" and len(stages) > 1 and _is_object(stages[-2], last):
        return stages[-2]
    if last.means["kind"] == "disbursed":
        return next((cue for cue in reversed(stages) if cue.means["kind"] == "forecast"), last)
    return last


def _is_object(spent: Cue, carried: Cue) -> bool:
    """ "giải ngân vốn kéo dài": the carried over money is what was spent."""
    return spent.means["kind"] == "disbursed" and 0 <= carried.start - spent.end <= _OBJECT_REACH


def _cue_of(figure: Figure) -> Cue:
    return _cue(figure.indicator, figure.kind, re.sub(r"\+.*", "", figure.rule))


def _cue(indicator: str, kind: str, rule: str) -> Cue:
    return Cue(0, 0, {"indicator": indicator, "kind": kind}, rule)
