"""Counted things: numbers that a wording of `counting_rules` explains, or that go on with the one before them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from district_reports.figures import Figure
from district_reports.readers.language.clauses import sentence_spans
from district_reports.readers.language.number_context import context_kind, find_context
from district_reports.readers.language.place_names import fold_words
from district_reports.readers.language.tokens import Token, find_tokens
from district_reports.readers.narrative.counting_pairs import leads_count, pair_figures
from district_reports.readers.narrative.counting_parts import LISTED
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

_DURATIONS = ("months", "years", "days")
_TOLD_AFTER_NAME = re.compile(r"(?:\bla|:|=|\bdat)\s*$")
_SHARE = re.compile(
    r"(?:\bdat|\bbang|=|\bchiem|\bty le|\bti le|\btuong (?:ung|duong)|\()[\s:(*]*(?:voi |gan |tren |hon )?$"
)
_OF_PLAN = re.compile(r"[^.;\d]{0,30}\b(?:ke hoach|kh|khv|chi tieu|muc tieu|nghi quyet)\b")
_GOES_WITH = "+with"
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
_ELSEWHERE = re.compile(r"\s*(?:tro len\s+)?(?:tai|o)\s")
_PLAN = r"(?:ke hoach|kh|khv|chi tieu|muc tieu|nghi quyet)\b"
_PLAN_VALUE = re.compile(
    rf"\b{_PLAN}(?: (?:nam|den|giao|duoc giao|den nam)\b)*(?: ?20\d\d)?[\s(*:]*(?:\bla|giao|:)?\s*$"
)
# "còn 16,8% (năm 2022: 18,1%)": the same a year before.
_OF_YEAR = re.compile(r"\(\s*(?:cung ky |cuoi )?nam (20\d\d)\s*(?::|la|dat)?\s*$")
_VERDICT = re.compile(rf"\b(?P<verdict>chua dat|khong dat|chua hoan thanh|vuot|dat)\s+(?:muc\s+)?(?:so voi\s+)?{_PLAN}")
_VERDICTS = {"vuot": "plan_exceeded", "dat": "plan_met"}


@dataclass
class _Counted:
    """A number that was understood, for those that go on with it; `goes_with` says what its amount and share mean."""

    token: Token
    figure: Figure
    noun: str
    sentence: int
    rule: CountingRule | None
    goes_with: dict[str, Mapping[str, str]] = field(default_factory=dict)


class CountingReader:
    """Reads what the readers of money and households leave over in one passage after another."""

    def __init__(self, round_: Round) -> None:
        self.rules = counting_rules()
        self.words = CountingWords(round_)
        self.titles = TitlesOver()
        self.notes: FootnoteMarks[_Counted] = FootnoteMarks()

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
        read: list[_Counted] = []
        before: Surroundings | None = None
        for token in tokens:
            number = sum(start <= token.start for start, _ in spans) - 1
            last = read[-1].token.stop if read else 0
            around = Surroundings(passage, sections[number], folded, token, spans[number], last, titles)
            kind = context_kind(context, token.start, token.start + len(token.value_text))
            base = next((c for c in reversed(read) if c.sentence == number), noted)
            counted = self._read_token(around, number, read, kind, base)
            if counted is None and not kind:
                counted = self._plan_of_other(around, others, number)
            if counted is not None:
                if before is not None:
                    self._pair(before, around, counted, read)
                read.append(counted)
            before = around
        self.notes.cite(passage, [(counted.token.stop, counted) for counted in read])
        _tell_verdicts(folded, read)
        return [draft for counted in read for draft in self._drafts(counted)]

    def _pair(self, amount: Surroundings, around: Surroundings, count: _Counted, read: list[_Counted]) -> None:
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
            lead = _Counted(amount.token, pair[0], "", count.sentence, None)
            read.append(lead)
        lead.figure, count.figure = pair
        count.goes_with = {unit: one for unit, one in count.goes_with.items() if unit != "vnd"}

    def _plan_of_other(self, around: Surroundings, others: Sequence[Draft], number: int) -> _Counted | None:
        """The plan of a rate or count that another reader has read just before, in the same sentence."""
        before = [draft for draft in others if around.span[0] <= draft.span[0] and draft.span[1] <= around.token.start]
        if not before or not _PLAN_VALUE.search(around.before[-60:]):
            return None
        base, token = max(before, key=lambda draft: draft.span).figure, around.token
        if (token.unit == "percent") != (base.unit in ("percent", "pp")) or base.value is None:
            return None
        value = -token.value if base.unit == "pp" and base.value < 0 else token.value
        figure = replace(base, value=value, kind="target", bound=token.bound, value_text=token.value_text,
                         rule=f"{base.rule}+plan")  # fmt: skip
        return _Counted(token, figure, "", number, None)

    def _read_token(
        self, around: Surroundings, number: int, read: list[_Counted], context: str, base: _Counted | None
    ) -> _Counted | None:
        rule = find_rule(self.rules, around)
        if context and not (rule and context == "window" and rule.unit in _DURATIONS):
            return None
        token, noun = around.token, self.words.noun(around)
        is_same_noun = rule and base and noun and noun == base.noun and not self._begins_anew(around)
        if rule and is_same_noun and (rule.is_bare or _NAMES_PART.fullmatch(around.between)):
            rule = None
        if base and base.goes_with.get(token.unit) and _WITH_IT.fullmatch(around.between):
            rule = None
        figure: Figure | None
        goes_with = {"vnd": rule.money, "percent": rule.share} if rule else base.goes_with if base else {}
        if planned := self._plan_value(around, read) or self._year_before(around, base):
            figure, rule = planned, None
        elif rule is not None:
            figure = self.words.figure(around, rule.means, rule.name)
        else:
            figure = (self._going_on(around, base, noun) if base else None) or self._of_other_programme(around)
        # "350 học viên (200 nữ, 310 người DTTS)": a part that names no noun counts its base's.
        noun = noun or (base.noun if base and rule is None and not token.unit else "")
        return _Counted(token, figure, noun, number, rule, goes_with) if figure else None

    def _plan_value(self, around: Surroundings, read: list[_Counted]) -> Figure | None:
        """ "đạt 14% (chưa đạt KH là 15%)": the plan of what was counted just before."""
        if not _PLAN_VALUE.search(around.before[-60:]):
            return None
        noun = self.words.noun(around)
        like = (c for c in reversed(read) if _is_comparable(c, around.token) and (not noun or noun == c.noun))
        base = next((c.figure for c in like), None)
        if base is None:
            return None
        unit_text = around.token.unit_text or base.unit_text
        year = self.words.year(around)
        breakdown = ";".join(part for part in base.breakdown.split(";") if part not in _VERDICTS.values())
        return replace(base, value=around.token.value, kind="target", period=year, bound=around.token.bound,
                       breakdown=breakdown, value_text=around.token.value_text, unit_text=unit_text,
                       rule=f"{base.rule}+plan")  # fmt: skip

    def _year_before(self, around: Surroundings, base: _Counted | None) -> Figure | None:
        """ "còn 16,8% (năm 2022: 18,1%)": what was counted just before, in an earlier year."""
        told, token = _OF_YEAR.search(around.before), around.token
        if told is None or base is None or base.token.unit != token.unit or base.figure.kind == "target":
            return None
        return replace(base.figure, value=token.value, kind="actual", period=told[1], bound=token.bound, breakdown="",
                       value_text=token.value_text, rule=f"{base.figure.rule}+year")  # fmt: skip

    def _of_other_programme(self, around: Surroundings) -> Figure | None:
        """Another programme's money, kept apart from ours."""
        if around.token.unit != "vnd" or self.words.programme(around) in ("", "poverty_programme"):
            return None
        means = {"indicator": "other_programme_capital", "unit": "vnd", "kind": "assigned"}
        return self.words.figure(around, means, "support.other_programmes")

    def _going_on(self, around: Surroundings, base: _Counted, noun: str) -> Figure | None:
        """A number in the words of the one before: the same things of another kind, a share of them, or their money."""
        token = around.token
        if (means := base.goes_with.get(token.unit)) and _WITH_IT.fullmatch(around.between):
            figure = self.words.figure(around, {"unit": token.unit, **means}, f"{base.figure.rule}{_GOES_WITH}")
            return replace(figure, policy=base.figure.policy, dimension=base.figure.dimension,
                           breakdown=base.figure.breakdown)  # fmt: skip
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

    def _drafts(self, counted: _Counted) -> list[Draft]:
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


def _is_comparable(counted: _Counted, token: Token) -> bool:
    is_result = counted.figure.indicator not in ("target_completion_rate", "part_rate")
    return is_result and counted.token.unit == token.unit


def _tell_verdicts(folded: str, read: list[_Counted]) -> None:
    """What the report itself says of a result against its plan goes into the breakdown."""
    for index, counted in enumerate(read):
        end = read[index + 1].token.start if index + 1 < len(read) else len(folded)
        said = _VERDICT.search(re.split(r"[;.](?=\s)", folded[counted.token.stop : end])[0])
        if said is None or counted.figure.kind == "target":
            continue
        verdict = _VERDICTS.get(said["verdict"], "plan_not_met")
        breakdown = ";".join(part for part in (counted.figure.breakdown, verdict) if part)
        counted.figure = replace(counted.figure, breakdown=breakdown)
