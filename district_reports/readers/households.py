"""Households and poverty rates: counts, shares, changes in percentage points, and the targets for them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from district_reports.figures import Figure
from district_reports.readers.clauses import Clause, split_clauses
from district_reports.readers.drafts import Draft
from district_reports.readers.phrases import Cue, phrase_groups
from district_reports.readers.sections import Round, Section, last_year
from district_reports.readers.structure import Passage
from district_reports.values import fold_letters

_RATE_OF = {
    "poor_households": "poor_household_rate",
    "near_poor_households": "near_poor_household_rate",
    "poor_household_rate": "poor_household_rate",
    "near_poor_household_rate": "near_poor_household_rate",
    "poor_household_rate_change": "poor_household_rate",
    "near_poor_household_rate_change": "near_poor_household_rate",
    "poor_household_reduction": "poor_household_rate",
}
_REACH = 90
"""How many characters may stand between a phrase and its number."""
_KIND = r"(?P<near>can\s+)?ngheo(?!\s+da chieu)"
_PLACE = re.compile(r"\b(?:xã|thị trấn|phường)\s+((?:[A-ZĐÀ-Ỹ][\w'’]*\s?)+)")


class HouseholdReader:
    """Reads the household figures of one passage after another."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.phrases = phrase_groups("households")
        self.statuses = phrase_groups("context")["preliminary"]

    def read(self, passage: Passage, section: Section) -> list[Draft]:
        """The household figures of one passage, without ids and quotes, in the order of the text."""
        folded = fold_letters(passage.text)
        status = next((cue.means["status"] for cue in self.statuses.find(folded)), "")
        drafts: dict[int, Draft] = {}
        wholes: list[Draft] = []
        for clause in split_clauses(passage.text):
            draft = self._draft(clause, section, drafts, passage.text)
            if draft is None:
                continue
            if draft.figure.kind == "actual":
                draft.figure = replace(draft.figure, status=status)
            drafts[clause.index] = draft
            if clause.mention.whole and draft.figure.indicator in ("poor_households", "near_poor_households"):
                wholes.append(self._whole(clause, draft))
        return sorted([*drafts.values(), *wholes], key=lambda draft: draft.span)

    def _draft(self, clause: Clause, section: Section, drafts: Mapping[int, Draft], text: str) -> Draft | None:
        base = drafts.get(clause.governor if clause.governor is not None else clause.previous)  # type: ignore[arg-type]
        unit = clause.mention.unit
        found: tuple[str, Decimal, str, str] | None = None
        if unit == "households" and not section.project:
            found = self._count(clause)
        elif unit == "people" and base is not None and base.figure.indicator == "total_households":
            found = "total_population", clause.mention.value, "people", "households.counts[1]+people"
        elif unit in ("percent", "pp") and not re.search(r"\d\s*[-–]\s*$", clause.before):
            found = self._rate(clause, section, base)
        if found is None:
            return None
        indicator, value, unit, rule = found
        kind = self._kind(clause, section, base)
        place = self._place(clause, text)
        period = self._period(clause, section, base)
        figure = Figure(
            "", indicator, value, unit, kind, period=period, budget_year=period if kind == "target" else "", bound=clause.mention.bound,
            breakdown=self._group(clause), place=place, value_text=clause.mention.value_text,
            unit_text=clause.mention.unit_text, rule=rule,
        )  # fmt: skip
        return Draft((clause.mention.start, clause.mention.end), figure, clause)

    def _count(self, clause: Clause) -> tuple[str, Decimal, str, str] | None:
        value = clause.mention.value
        fall = _adjacent(self.phrases["falls"].find(clause.before), clause.before, 12)
        after = re.match(rf"\s*{_KIND}", clause.after)
        if fall is not None and fall.means["sign"] == "-":
            if (after and not after["near"]) or re.search(r"ho ngheo", clause.before[-_REACH:]):
                return "poor_household_reduction", value, "households", "households.falls[1]+count"
            return None
        cue = _adjacent(self.phrases["counts"].find(clause.before), clause.before, _REACH)
        if cue is not None:
            indicator = cue.means["indicator"]
            if re.search(r"\b(?:ho tro|cho|vay|tham gia)\b", clause.before[cue.end :]):
                return None
            return (indicator, value, "households", cue.rule) if indicator else None
        if after and re.search(r"(?:toan (?:huyen|xa|tinh)|con(?: lai)?|hien co|dia ban (?:huyen|xa))[^\d;]{0,20}$",
                               clause.before):  # fmt: skip
            indicator = "near_poor_households" if after["near"] else "poor_households"
            return indicator, value, "households", "households.counts+after"
        return None

    def _rate(self, clause: Clause, section: Section, base: Draft | None) -> tuple[str, Decimal, str, str] | None:
        rate = self._which_rate(clause, base)
        if rate is None or not rate.means["indicator"]:
            return None
        indicator, value = rate.means["indicator"], clause.mention.value
        fall = _adjacent(self.phrases["falls"].find(clause.before), clause.before, _REACH)
        if fall is not None and self._is_change(clause, fall):
            return f"{indicator}_change", -value if fall.means["sign"] == "-" else value, "pp", f"{rate.rule}+change"
        if rate.rule.endswith("+base") and not self._is_share(clause):
            return None
        if section.project and rate.rule.endswith("+base"):
            return None
        return indicator, value, "percent", rate.rule

    def _which_rate(self, clause: Clause, base: Draft | None) -> Cue | None:
        """The rate named before the number, right after it, or that of the count or rate it explains."""
        if cue := _adjacent(self.phrases["rates"].find(clause.before), clause.before, _REACH):
            return cue
        after = self.phrases["rates"].find(clause.after)
        if after and after[0].start < 6:
            return after[0]
        if base is not None and base.figure.indicator in _RATE_OF:
            return Cue(0, 0, {"indicator": _RATE_OF[base.figure.indicator]}, f"{base.figure.rule}+base")
        return None

    def _is_change(self, clause: Clause, fall: Cue) -> bool:
        """ "giảm 3,5%" is a change; "giảm … còn 3,91%" and "giảm từ 10% xuống …" tell where the rate stands."""
        between = clause.before[fall.end :]
        if self.phrases["levels"].says(between):
            return "so voi" in clause.after and "tang len" in clause.before
        starts_lower = re.search(r"\btu\s*$", between) and re.search(r"\b(?:xuong|con|ve)\b", clause.after)
        return not starts_lower

    def _is_share(self, clause: Clause) -> bool:
        words = clause.before.strip(" ,:*")
        return not words or self.phrases["shares"].says(words)

    def _kind(self, clause: Clause, section: Section, base: Draft | None) -> str:
        if self.phrases["targets"].says(clause.sentence) and not self.phrases["achieved"].says(clause.sentence):
            return "target"
        if base is not None and (clause.depth or not re.search(r"[.;]\s*$", clause.before)):
            return base.figure.kind
        return "target" if section.is_target else "actual"

    def _period(self, clause: Clause, section: Section, base: Draft | None) -> str:
        latest = max(self.round.year, section.year or 0) + 5
        after = re.split(r"so voi", clause.after)[0]
        return (
            last_year(clause.before, latest, spans=False)
            or last_year(after, latest, spans=False)
            or (base.figure.period if base is not None else "")
            or str(section.year or self.round.year)
        )

    def _group(self, clause: Clause) -> str:
        cues = self.phrases["groups"].find(clause.before)
        return cues[-1].means["breakdown"] if cues else ""

    @staticmethod
    def _place(clause: Clause, text: str) -> str:
        """A commune named just before the number: the figure is that commune's, not the unit's."""
        before = text[max(0, clause.mention.start - len(clause.before)) : clause.mention.start]
        places = _PLACE.findall(before)
        return places[-1].strip() if places else ""

    @staticmethod
    def _whole(clause: Clause, part: Draft) -> Draft:
        whole = clause.mention.whole
        assert whole is not None
        figure = replace(part.figure, indicator="total_households", value=whole.value, value_text=whole.value_text,
                           rule=f"{part.figure.rule}+whole")  # fmt: skip
        return Draft((whole.start, whole.end), figure, clause)


def _adjacent(cues: list[Cue], before: str, reach: int) -> Cue | None:
    """The last cue, if it stands within `reach` characters of the number."""
    return cues[-1] if cues and len(before) - cues[-1].end <= reach else None
