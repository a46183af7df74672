"""Counted things: numbers that a wording of `counting_rules` explains, or that go on with the one before them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from district_reports.figures import Figure
from district_reports.readers.language.clauses import sentence_spans
from district_reports.readers.language.number_context import context_kind, find_context
from district_reports.readers.language.place_names import fold_words
from district_reports.readers.language.tokens import find_tokens
from district_reports.readers.narrative.counting_counted import DURATIONS, Counted
from district_reports.readers.narrative.counting_in_turn import is_in_turn, year_in_turn
from district_reports.readers.narrative.counting_pairs import leads_count, pair_figures
from district_reports.readers.narrative.counting_parts import LISTED, join, together
from district_reports.readers.narrative.counting_plans import (
    of_each_year,
    plan_of_other,
    plan_value,
    tell_verdicts,
    year_before,
)
from district_reports.readers.narrative.counting_rules import CountingRule, counting_rules
from district_reports.readers.narrative.counting_surroundings import Surroundings
from district_reports.readers.narrative.counting_titles import TitlesOver
from district_reports.readers.narrative.counting_wordings import find_rule
from district_reports.readers.narrative.counting_words import CountingWords
from district_reports.readers.narrative.drafts import Draft, range_end
from district_reports.readers.narrative.footnote_marks import FootnoteMarks
from district_reports.readers.outline.reach import section_of
from district_reports.readers.outline.sections import Round, Section
from district_reports.readers.outline.structure import HeadedPassage

_TOLD_AFTER_NAME = re.compile(r"(?:\bla|:|=|\bdat)\s*$")
_SHARE = re.compile(
    r"(?:\bdat|\bbang|=|\bchiem|\bty le|\bti le|\btuong (?:ung|duong)|\()[\s:(*]*(?:voi |gan |tren |hon )?$"
)
_OF_PLAN = re.compile(r"[^.;\d]{0,30}\b(?:ke hoach|kh|khv|chi tieu|muc tieu|nghi quyet)\b")
_GOES_WITH = "+with"
_SPENT = "policy_spending"
_PLAIN_MONEY = "support.money"
# What may stand between a count and its own money or share: "618 hộ nghèo, số tiền 38.905 triệu đồng".
_WITH_IT = re.compile(
    rf"\s*[a-z ]{{0,40}}?(?:{LISTED})*[a-z ]{{0,40}}(?:, chua benh[a-z ]{{0,40}})?[\s,:;(=/]*"
    r"(?:(?:voi|so tien|so|kinh phi|chi phi|tong|la|chiem|ty le|ti le|bang|dat|duoc|vay|von|doanh so|thanh tien|co|chi"
    r"|tra|nhan)\s*)*[\s:]*"
)
# What stands between a count and its parts: "248 hộ tham gia, trong đó hộ nghèo 171 hộ, hộ cận nghèo 58 hộ".
_NAMES_PART = re.compile(
    r"[\s*_]*(?:ho|nguoi|luot)?\s*(?:(?:dang ky|tham gia|duoc|huong loi)\s*)*[\s,;:(*_+-]*"
    r"(?:trong do|bao gom|gom|cu the|va|chia ra)?[\s,:(]*(?:co |so |la )*(?:ho |nguoi )?"
    r"(?:moi )?(?:ngheo|can ngheo|thoat ngheo|dan toc thieu so|dtts)[\s:]*(?:co |la )?"
)
# "302 hộ nghèo và 45 hộ cận nghèo, kinh phí …": both share what is told behind them.
_JOINED = re.compile(r"[^,;.:()\d]*\bva\s*")
_RIGHT_BEHIND = re.compile(r"\s*(?:voi|cua|cho|/|,|\()?\s*(?:(?:cua|tong so|so|co|la)\s*)*")
# "872 lao động/1.500 lao động": the second is the whole, or the plan, of the first.
_WHOLE_FOLLOWS = re.compile(r"\s*[a-z ]{0,20}/\s*")
_ELSEWHERE = re.compile(r"\s*(?:tro len\s+)?(?:tai|o)\s")


class CountingReader:
    """Reads what the readers of money and households leave over in one passage after another."""

    def __init__(self, round_: Round) -> None:
        self.rules = counting_rules()
        self.words = CountingWords(round_)
        self.titles = TitlesOver()
        self.notes: FootnoteMarks[Counted] = FootnoteMarks()

    def read(self, passage: HeadedPassage, section: Section, others: Sequence[Draft]) -> list[Draft]:
        """The counted figures of a passage; `others` are those that other readers have read in it."""
        text, taken = passage.text, [draft.span for draft in others]
        tokens = [t for t in find_tokens(text) if not any(start < t.end and t.start < end for start, end in taken)]
        noted, titles = self.notes.noted(passage), self.titles.enter(passage)
        if not tokens:
            self.notes.cite(passage, [])
            return []
        folded, spans = fold_words(text), sentence_spans(text)
        context = find_context(text, label_end=passage.body_start)
        sections = [section_of(section, folded[start:end]) for start, end in spans]
        read: list[Counted] = []
        before: Surroundings | None = None
        for token in tokens:
            number = sum(start <= token.start for start, _ in spans) - 1
            counts = [counted for counted in read if not counted.is_bound]
            last = counts[-1].token.stop if counts else 0
            around = Surroundings(passage, sections[number], folded, token, spans[number], last, titles)
            kind = context_kind(context, token.start, token.start + len(token.value_text))
            base = next((c for c in reversed(counts) if c.sentence == number), noted)
            counted = self._read_token(around, number, read, kind, base)
            if counted is None and not kind:
                counted = plan_of_other(around, others, number)
            if counted is not None:
                if before is not None:
                    self._pair(before, around, counted, read)
                read.append(counted)
            before = around
        self.notes.cite(passage, [(counted.token.stop, counted) for counted in read])
        tell_verdicts(folded, read)
        return [draft for counted in read for draft in self._drafts(counted)]

    def _pair(self, amount: Surroundings, around: Surroundings, count: Counted, read: list[Counted]) -> None:
        """Gives a count the amount told right before it, unless that belongs to the count before; it takes no other."""
        means = count.goes_with.get("vnd")
        if not means or not leads_count(amount, around):
            return
        lead = read[-1] if read and read[-1].token is amount.token else None
        if lead is not None and lead.figure.rule.endswith(_GOES_WITH):
            return
        pair = pair_figures(amount, lead.figure if lead else None, around, count.figure, means, self.words)
        if pair is None:
            return
        if lead is None:
            lead = Counted(amount.token, pair[0], "", count.sentence, None)
            read.append(lead)
        lead.figure, count.figure = pair
        count.goes_with = {unit: one for unit, one in count.goes_with.items() if unit != "vnd"}

    def _read_token(
        self, around: Surroundings, number: int, read: list[Counted], context: str, base: Counted | None
    ) -> Counted | None:
        rule = find_rule(self.rules, around)
        if context and not (rule and context == "window" and rule.unit in DURATIONS):
            return None
        token, noun = around.token, self.words.noun(around)
        is_same_noun = rule and base and noun and noun == base.noun and not self._begins_anew(around)
        if rule and is_same_noun and (rule.is_bare or _NAMES_PART.fullmatch(around.between)):
            rule = None
        if base and base.goes_with.get(token.unit) and _WITH_IT.fullmatch(around.between):
            rule = None
        figure: Figure | None
        goes_with = {"vnd": rule.money, "percent": rule.share} if rule else base.goes_with if base else {}
        compared = plan_value(around, read, self.words) or year_before(around, base) or of_each_year(around, base)
        if compared := compared or self._whole_behind(around, base, noun):
            figure, rule = compared, None
        elif rule is not None and not (rule.name.startswith(_PLAIN_MONEY) and self.words.names_other(around)):
            figure = self._of_rule(around, rule, base)
        else:
            figure = (self._going_on(around, base, noun) if base else None) or self._of_other_programme(around)
        # "350 học viên (200 nữ, 310 người DTTS)": a part that names no noun counts its base's.
        noun = noun or (base.noun if base and rule is None and not token.unit else "")
        if figure is None:
            return None
        figure = replace(figure, period=year_in_turn(around.before) or figure.period)
        if figure.rule.endswith(_GOES_WITH):
            goes_with = {unit: one for unit, one in goes_with.items() if unit != token.unit}
        is_next = rule is None and base is not None and base.figure.indicator == figure.indicator
        listed = (*(base.listed if base and is_next else ()), figure.breakdown)
        return Counted(token, figure, noun, number, rule, goes_with, self._shared(around, figure, base), listed)

    def _of_rule(self, around: Surroundings, rule: CountingRule, base: Counted | None) -> Figure:
        """The figure of a wording, with what the amount right before a count adds: "dư nợ 9 tỷ đồng của 80 hộ"."""
        figure = self.words.figure(around, rule.means, rule.name)
        more = base.rule.count if base and base.rule and not around.token.unit else {}
        if base and base.figure.indicator == figure.indicator == _SPENT and not figure.breakdown:
            figure = replace(figure, breakdown=self.words.source_of_part(around))
        if base and base.figure.kind == "planned" and self._divides_plan(around, figure):
            return replace(figure, kind="planned", period=base.figure.period)
        if base is None or not more or not _RIGHT_BEHIND.fullmatch(around.between):
            return figure
        return replace(figure, breakdown=join(figure.breakdown or base.figure.breakdown, more.get("breakdown", "")))

    def _divides_plan(self, around: Surroundings, figure: Figure) -> bool:
        """Whether a count stands in a bracket behind a planned one, and nothing says that it is a result."""
        is_aside = around.before.count("(") > around.before.count(")")
        return figure.kind == "actual" and is_aside and not self.words.phrases["kinds"].says(around.between)

    def _whole_behind(self, around: Surroundings, base: Counted | None, noun: str) -> Figure | None:
        """The whole of a count, told with its noun again behind a stroke."""
        if base is None or base.rule is None or not base.rule.whole or not noun or noun != base.noun:
            return None
        if not _WHOLE_FOLLOWS.fullmatch(around.between):
            return None
        whole = self.words.whole(base.figure, base.rule.whole)
        return replace(whole, value=around.token.value, value_text=around.token.value_text)

    def _shared(self, around: Surroundings, figure: Figure, base: Counted | None) -> str | None:
        """The breakdown of what goes with two counts told together: "302 hộ nghèo và 45 hộ cận nghèo"."""
        if base is None or base.figure.indicator != figure.indicator or not _JOINED.fullmatch(around.between):
            return None
        return together([base.whose, figure.breakdown])

    def _of_other_programme(self, around: Surroundings) -> Figure | None:
        """Another programme's money, kept apart from ours."""
        programme = self.words.programme_of_money(around) if around.token.unit == "vnd" else ""
        if not programme:
            return None
        kind = "disbursed" if self.words.is_spent(around) else "assigned"
        means = {"indicator": "other_programme_capital", "unit": "vnd", "kind": kind}
        return replace(self.words.figure(around, means, "support.other_programmes"), breakdown=programme)

    def _going_on(self, around: Surroundings, base: Counted, noun: str) -> Figure | None:
        """A number in the words of the one before: the same things of another kind, a share of them, or their money."""
        token = around.token
        if (means := base.goes_with.get(token.unit)) and _WITH_IT.fullmatch(around.between):
            figure = self.words.figure(around, {"unit": token.unit, **means}, f"{base.figure.rule}{_GOES_WITH}")
            return replace(figure, policy=base.figure.policy or figure.policy, dimension=base.figure.dimension,
                           breakdown=join(base.whose_is(around.between), means.get("breakdown", "")))  # fmt: skip
        counted = base.rule.count if base.rule and not token.unit and _RIGHT_BEHIND.fullmatch(around.between) else {}
        if "indicator" in counted and noun in ("people", "households"):
            figure = self.words.figure(around, {"unit": noun, **counted}, f"{base.figure.rule}+count")
            return replace(figure, breakdown=base.figure.breakdown)
        if token.unit == "percent" and base.token.unit != "percent":
            if not _SHARE.search(around.before):
                return None
            is_of_plan = _OF_PLAN.match(around.after) is not None
            means = {"indicator": "target_completion_rate" if is_of_plan else "part_rate", "unit": "percent",
                     "breakdown": base.figure.indicator}  # fmt: skip
            return self.words.figure(around, means, f"{base.figure.rule}+share")
        is_same_thing = bool(noun) and noun == base.noun and not self._begins_anew(around)
        is_named_only = not noun and not token.unit and _TOLD_AFTER_NAME.search(around.before) is not None
        is_named_only |= not noun and not token.unit and self.words.parts.is_named_behind(around)
        is_named_only |= not noun and not token.unit and self.words.parts.is_all_around(around)
        is_named_only |= not noun and not token.unit and is_in_turn(around.before)
        is_same_rate = token.unit == "percent" and _ELSEWHERE.match(around.after) is not None
        if token.unit != base.token.unit or not (is_same_thing or is_named_only or is_same_rate):
            return None
        means = {"indicator": base.figure.indicator, "unit": base.figure.unit, "kind": base.figure.kind}
        figure = self.words.figure(around, means, f"{base.figure.rule}+next")
        return replace(figure, policy=base.figure.policy, dimension=base.figure.dimension)

    def _begins_anew(self, around: Surroundings) -> bool:
        """Whether something else is done since the number before: "12 lao động đi …; cập nhật cho 90 lao động"."""
        since = re.split(r"[;,.]\s", around.between)
        return len(since) > 1 and self.words.phrases["new_actions"].says(since[-1])

    def _drafts(self, counted: Counted) -> list[Draft]:
        token, figure = counted.token, counted.figure
        drafts = [Draft((token.start, token.end), figure)]
        if token.until is not None:
            drafts.append(range_end(figure, token.until))
        if token.whole is not None:
            means = counted.rule.whole if counted.rule else {}
            whole = self.words.whole(figure, means)
            whole = replace(whole, value=token.whole.value, value_text=token.whole.value_text)
            drafts.append(Draft((token.whole.start, token.whole.end), whole))
        return drafts
