"""Households and poverty rates: counts, shares, changes in percentage points, and the targets for them."""

import re
from dataclasses import replace

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause, split_clauses
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.language.place_names import commune_before
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.narrative.household_bases import base_of
from district_reports.readers.narrative.household_lists import HouseholdLists
from district_reports.readers.narrative.household_subjects import (
    COMPARED,
    COUNTS,
    EVERYONE,
    NEAR_POOR,
    PEOPLE,
    POOR,
    RATES,
    Counted,
    Stated,
    SubjectFinder,
)
from district_reports.readers.narrative.household_years import (
    YEAR_START,
    YEARLY_AFTER,
    ChangeYears,
    at_end,
    at_start,
    closing_year,
    is_only_reviewed,
    is_start,
    is_year_start,
    noted_before,
    noted_year,
    over_years,
    review_of_beginning,
)
from district_reports.readers.outline.reach import section_of
from district_reports.readers.outline.sections import Round, Section
from district_reports.readers.outline.structure import HeadedPassage
from district_reports.readers.outline.years import last_year
from district_reports.values import fold_letters

_KIND_GROUPS = ("stated_targets", "achieved", "targets", "reviewed", "forecasts")
_YEARLY_FALL = re.compile(
    r"\W*(?:binh quan(?: chung)?,?\s*)?(?:moi|hang) nam,?\s*giam(?:\s+(?:duoc|tu|khoang|tren|hon))*\s*"
)
_OF_THOSE_TOLD = re.compile(r"\W*trong (?:(?:tong )?so|do)\b")
_IN_RANGE = re.compile(r"\d\s*[-–]\s*$")
# "1.360 hộ nghèo/6.120 khẩu", "… với 6.120 nhân khẩu": the people who live in the households just told.
_THEIR_PEOPLE = re.compile(r"\W*(?:(?:can )?ngheo\b)?\W*(?:(?:voi|co|gom|tuong ung(?: voi)?)\b)?\W*")
_STOCKS = {"total_households", "total_population"} | {
    f"{group}_{name}" for group in ("poor", "near_poor") for name in ("households", "people", "household_rate")
}


class HouseholdReader:
    """Reads the household figures of one passage after another."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.phrases = phrase_groups("households")
        self.statuses = phrase_groups("context")["preliminary"]
        self.subjects = SubjectFinder()
        self.lists = HouseholdLists()
        self.reviewed = ""
        self.beginning: tuple[str, str] | None = None
        self.subject_told = ""
        self.above: tuple[str, Stated] | None = None
        self.counted: dict[str, str] = {}

    def read(self, passage: HeadedPassage, section: Section) -> list[Draft]:
        """The household figures of one passage, without ids and quotes, in the order of the text."""
        folded = fold_letters(passage.text)
        status = next((cue.means["status"] for cue in self.statuses.find(folded)), "")
        self.reviewed = closing_year(folded) if self.round.window else ""
        self.beginning = review_of_beginning(folded)
        drafts: list[Draft] = []
        stated: dict[int, Stated] = {}
        changes = ChangeYears()
        clauses = split_clauses(passage.text)
        for clause in clauses:
            base = base_of(clause, clauses, stated)
            earlier = next(reversed(stated.values()), self._line_above(passage))
            reading = self._reading(clause, section, base, earlier)
            if reading is None:
                continue
            figure = self._figure(clause, section, base, reading)
            starts = is_start(clause, base)
            main = self._main_figure(clause, figure, base if starts else None)
            main = at_end(main, clause, section, self.round) if starts and base is None else main
            is_earlier = self._is_earlier(clause, base) or (
                figure.unit == "percent" and base is not None and base.is_earlier
            )
            stated[clause.index] = Stated(reading.subject, main, reading.is_change, starts, is_earlier)
            if starts:
                figure = at_start(figure, clause)
            if figure.kind == "actual":
                figure = replace(figure, status=status)
            if reading.is_change and (over := changes.over(clause)):
                figure = replace(figure, breakdown=";".join(filter(None, (figure.breakdown, over))))
                figure = over_years(figure, clause, section, self.round)
            if figure.indicator:
                drafts.append(Draft((clause.mention.start, clause.mention.end), figure, clause))
                drafts += _whole_of(drafts[-1])
        if passage.own is not None and passage.own.kind in ("part", "roman"):
            self.lists.begin()
        told = [one.subject for one in stated.values() if one.subject != EVERYONE]
        self.subject_told = told[-1] if told else self.subject_told
        mark = passage.own.mark if passage.own else ""
        self.above = (mark, next(iter(stated.values()))) if mark and stated else None
        self.lists.see(passage.paragraph.number, folded, clauses, drafts)
        return drafts

    def _line_above(self, passage: HeadedPassage) -> Stated | None:
        """What the line above a bullet counts first: "- Cuối năm 2022: 90 hộ" goes on with its households."""
        mark = passage.own.mark if passage.own else ""
        return self.above[1] if mark and self.above is not None and self.above[0] == mark else None

    def finish(self) -> dict[int, list[Draft]]:
        """What lists of communes have turned out to tell once all passages are read, by the paragraph's number."""
        self.lists.close()
        return self.lists.late

    def _reading(self, clause: Clause, section: Section, base: Stated | None, earlier: Stated | None) -> Counted | None:
        unit = clause.mention.unit
        if unit == "households":
            if self._is_project_count(clause, section):
                return None
            return self.subjects.of_count(clause, base, earlier, is_support=section.is_policy)
        if unit == "people":
            of_households = base is not None and base.figure.unit == "households" and not base.is_fall
            if base is not None and of_households and base.subject in PEOPLE and _THEIR_PEOPLE.fullmatch(clause.before):
                return Counted(base.subject, "households.people")
            is_of_all = of_households and base is not None and base.subject == EVERYONE
            if is_of_all or self.phrases["population"].says(clause.before[-40:]):
                return Counted(EVERYONE, "households.population")
            return None
        if unit not in ("percent", "pp") or _IN_RANGE.search(clause.before):
            return None
        reading = self.subjects.of_rate(clause, base) or self._yearly_fall(clause, base)
        is_project_rate = reading is not None and reading.from_base and self._is_project_count(clause, section)
        return None if is_project_rate else reading

    def _yearly_fall(self, clause: Clause, base: Stated | None) -> Counted | None:
        """ "Bình quân mỗi năm giảm 1,5%" after paragraphs about poor households, or a bracket that goes on with it."""
        goes_on = base is not None and base.is_fall and YEARLY_AFTER.match(clause.after)
        is_told = _YEARLY_FALL.fullmatch(clause.before) and self.subject_told in (POOR, NEAR_POOR)
        return Counted(POOR, "households.yearly+change", True, -1) if goes_on or is_told else None

    def _is_project_count(self, clause: Clause, section: Section) -> bool:
        """Under a project, households are its participants, unless they are said to be the whole unit's."""
        return bool(section_of(section, clause.whole_sentence).project)

    def _figure(self, clause: Clause, section: Section, base: Stated | None, reading: Counted) -> Figure:
        indicator, unit = _measure(reading, clause.mention.unit)
        period = self._period(clause, section, base, self.counted.get(indicator, ""))
        if self.beginning and self.beginning[0] == period and is_year_start(clause, base, period):
            period = self.beginning[1]
        kind = self._kind(clause, section, base, period)
        goes_on = base is not None and base.figure.kind == "actual" and base.figure.period == period
        is_aim = kind != "actual" and not goes_on
        if is_aim and is_only_reviewed(clause, period, self.reviewed, self.round.year):
            period = str(max(section.year or 0, self.round.year))
        if kind == "actual" and not (section.place or commune_before(clause.words)):
            self.counted[indicator] = max(period, self.counted.get(indicator, ""))
        group = self._group(clause) or (base.figure.breakdown if base and reading.from_base else "")
        parts = [part for part in group.split(";") if part not in ("", YEAR_START)]
        if kind == "actual" and indicator in _STOCKS and is_year_start(clause, base, period):
            parts.append(YEAR_START)
        return Figure(
            figure_id="",
            indicator=indicator,
            value=clause.mention.value * (reading.sign if unit == "pp" else 1),
            unit=unit,
            kind=kind,
            period=period,
            budget_year=period if kind == "target" else "",
            bound=clause.mention.bound,
            breakdown=";".join(parts),
            place=commune_before(clause.words) or section.place,
            value_text=clause.mention.value_text,
            unit_text=clause.mention.unit_text,
            rule=reading.rule,
        )

    def _kind(self, clause: Clause, section: Section, base: Stated | None, period: str) -> str:
        """A target where the words say so or the year is still to come; else what the number it explains is."""
        segment = clause.sentence.rsplit(";", 1)[-1]
        says = {name: self.phrases[name].says(segment) for name in _KIND_GROUPS}
        told = (
            (int(period[:4]) > self.round.year, "target"),
            (says["stated_targets"] or self.phrases["bracketed_targets"].says(clause.outside), "target"),
            (says["achieved"], "actual"),
            (
                self.phrases["forecasts"].says(clause.before) and not self.phrases["targets"].says(clause.before),
                "forecast",
            ),
            (says["targets"], "target"),
            (clause.governor is not None and base is None and section.is_target, "target"),
            (clause.depth and base is None and self.phrases["targets"].says(clause.outside), "target"),
            (says["reviewed"], "actual"),
            (says["forecasts"], "forecast"),
            (base is not None, base.figure.kind if base else ""),
            (section.is_target, "target"),
        )
        return next((kind for is_told, kind in told if is_told), "actual")

    def _period(self, clause: Clause, section: Section, base: Stated | None, counted: str) -> str:
        """The year a number is about; `counted` is that of the same count told last, for what is "trong tổng số"."""
        latest = max(self.round.year, section.year or 0) + 5
        before, after = clause.before, re.split(r"so voi", clause.after)[0]
        if base is not None and base.is_start:
            # In "từ 12,5% năm 2022 xuống còn 9,8% năm 2023" the first year belongs to the first rate.
            before = re.split(r"\b(?:xuong|con|ve)\b", before)[-1]
        if self._is_earlier(clause, base) and not last_year(before, latest, spans=False):
            compared = COMPARED.search(clause.outside)
            return compared[1] if compared and compared[1] else str(self.round.year - 1)
        if base is not None and base.is_earlier and clause.mention.unit in ("pp", "percent") and "giam" in before:
            return str(int(base.figure.period) + 1)
        return (
            noted_before(clause)
            or last_year(before, latest, spans=False)
            or last_year(after, latest, spans=False)
            or noted_year(clause)
            or (base.figure.period if base is not None else "")
            or last_year(clause.sentence, latest, spans=False)
            or (counted if _is_of_those_told(clause, section) else "")
            or self.reviewed
            or str(section.year or self.round.year)
        )

    def _is_earlier(self, clause: Clause, base: Stated | None) -> bool:
        """Whether a number is told of the year before: "cùng kỳ là 2.094 hộ", "so với cuối năm 2022 (3.482 hộ)"."""
        opens_bracket = clause.depth > 0 and clause.previous is None
        is_compared = opens_bracket and base is not None and COMPARED.search(clause.outside)
        tells_fall = self.phrases["falls"].says(clause.before)
        return (bool(is_compared) and not tells_fall) or self.phrases["earlier"].says(clause.before)

    def _main_figure(self, clause: Clause, figure: Figure, fell: Stated | None) -> Figure:
        """The figure as those after it take it over: a target told in passing does not make them targets.

        `fell` is the fall whose start it is: where it ends is of the year of the fall.
        """
        figure = replace(figure, period=fell.figure.period) if fell else figure
        is_aside = self.phrases["stated_targets"].says(clause.sentence)
        return replace(figure, kind="actual", budget_year="") if is_aside else figure

    def _group(self, clause: Clause) -> str:
        cues = self.phrases["groups"].find(clause.before) or self.phrases["groups"].find("ho" + clause.after)[:1]
        return cues[-1].means["breakdown"] if cues else ""


def _is_of_those_told(clause: Clause, section: Section) -> bool:
    """Whether a count divides one told before: what communes have is what the last review has found."""
    return bool(section.place or commune_before(clause.words) or _OF_THOSE_TOLD.match(clause.sentence))


def _measure(reading: Counted, unit: str) -> tuple[str, str]:
    """Indicator and unit of a reading; no indicator for what only links the numbers around it."""
    if unit == "people":
        return PEOPLE.get(reading.subject, "total_population"), unit
    if unit == "households":
        if reading.is_change:
            return ("poor_household_reduction" if reading.subject == POOR else ""), unit
        return COUNTS.get(reading.subject, ""), unit
    rate = RATES.get(reading.subject, "")
    return (f"{rate}_change", "pp") if reading.is_change else (rate, "percent")


def _whole_of(part: Draft) -> list[Draft]:
    """ "90/900 hộ": the poor stand over all households."""
    whole = part.clause.mention.whole if part.clause else None
    if whole is None or part.figure.indicator not in (COUNTS["poor"], COUNTS["near_poor"]):
        return []
    figure = replace(part.figure, indicator="total_households", value=whole.value, value_text=whole.value_text,
                     unit_text=whole.unit_text, rule=f"{part.figure.rule}+whole")  # fmt: skip
    return [Draft((whole.start, whole.end), figure)]
