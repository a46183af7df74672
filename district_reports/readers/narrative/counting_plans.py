"""What a count is held against: its plan, the year before, and the verdict the report itself gives."""

import re
from collections.abc import Sequence
from dataclasses import replace

from district_reports.figures import Figure
from district_reports.readers.language.tokens import Token
from district_reports.readers.narrative.counting_counted import Counted
from district_reports.readers.narrative.counting_surroundings import Surroundings
from district_reports.readers.narrative.counting_words import CountingWords
from district_reports.readers.narrative.drafts import Draft

_PLAN = r"(?:ke hoach|kh|khv|chi tieu|muc tieu|nghi quyet)\b"
_PLAN_VALUE = re.compile(
    rf"\b{_PLAN}(?: (?:nam|den|giao|duoc giao|den nam)\b)*(?: ?20\d\d)?[\s(*:]*(?:\bla|giao|:)?"
    r"\s*(?:duoi|tren|khong qua|it nhat|toi thieu|tu)?\s*$"
)
# "còn 16,8% (năm 2022: 18,1%)": the same a year before.
_OF_YEAR = re.compile(r"\(\s*(?:cung ky |cuoi )?nam (20\d\d)\s*(?::|la|dat)?\s*$")
# "32,6% năm 2021, năm 2022 là 30,4%", "(năm 2022: 9 tỷ đồng; năm 2023: 12 tỷ đồng)": nothing but the next year.
_NEXT_YEAR = re.compile(
    r"[\s,;:(]*(?:(?:va|rieng|den|trong do|gom|cu the)[\s:,]+)*(?:cuoi )?nam (20\d\d)"
    r"\s*(?:(?:giam|tang|dat|xuong|con|len|la|:)\s*)*"
)
# Years in brackets behind their numbers: "chia theo năm là 9 tỷ đồng (2022), 12 tỷ đồng (2023)".
_BEFORE_BRACKET = re.compile(
    r"(?:\s*\((?:nam )?20\d\d\))?[\s,;:]*"
    r"(?:(?:va|(?:phan|chia|tinh|cu the) theo (?:tung |cac )?nam|trong do|gom|la)[\s:]*)*"
)
_YEAR_BEHIND = re.compile(r"\s*\((?:nam )?(20\d\d)\)")
_VERDICT = re.compile(rf"\b(?P<verdict>chua dat|khong dat|chua hoan thanh|vuot|dat)\s+(?:muc\s+)?(?:so voi\s+)?{_PLAN}")
_YEAR = "+year"
_VERDICTS = {"vuot": "plan_exceeded", "dat": "plan_met"}


def plan_value(around: Surroundings, read: Sequence[Counted], words: CountingWords) -> Figure | None:
    """ "đạt 14% (chưa đạt KH là 15%)": the plan of what was counted just before."""
    if not _PLAN_VALUE.search(around.before[-60:]):
        return None
    noun = words.noun(around)
    like = (c for c in reversed(read) if _is_comparable(c, around.token) and (not noun or noun == c.noun))
    base = next((c.figure for c in like), None)
    if base is None:
        return None
    unit_text = around.token.unit_text or base.unit_text
    year = words.year(around)
    breakdown = ";".join(part for part in base.breakdown.split(";") if part not in _VERDICTS.values())
    return replace(base, value=around.token.value, kind="target", period=year, bound=around.token.bound,
                   breakdown=breakdown, value_text=around.token.value_text, unit_text=unit_text,
                   rule=f"{base.rule}+plan")  # fmt: skip


def plan_of_other(around: Surroundings, others: Sequence[Draft], number: int) -> Counted | None:
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
    return Counted(token, figure, "", number, None)


def year_before(around: Surroundings, base: Counted | None) -> Figure | None:
    """ "còn 16,8% (năm 2022: 18,1%)": what was counted just before, in an earlier year."""
    told, token = _OF_YEAR.search(around.before), around.token
    if told is None or base is None or base.token.unit != token.unit or base.figure.kind == "target":
        return None
    kind = base.figure.kind if base.figure.kind == "disbursed" else "actual"
    return replace(base.figure, value=token.value, kind=kind, period=told[1], bound=token.bound, breakdown="",
                   value_text=token.value_text, rule=f"{base.figure.rule}{_YEAR}")  # fmt: skip


def of_each_year(around: Surroundings, base: Counted | None) -> Figure | None:
    """One more year of what was told just before: "năm 2022: 9 tỷ đồng; năm 2023: 12 tỷ đồng"."""
    token = around.token
    if base is None or not token.unit or base.token.unit != token.unit or base.figure.kind == "target":
        return None
    told = _NEXT_YEAR.fullmatch(around.between)
    if told is None and _BEFORE_BRACKET.fullmatch(around.between):
        told = _YEAR_BEHIND.match(around.after)
    if told is None:
        return None
    return replace(base.figure, value=token.value, period=told[1], bound=token.bound, value_text=token.value_text,
                   unit_text=token.unit_text, rule=f"{base.figure.rule.removesuffix(_YEAR)}{_YEAR}")  # fmt: skip


def tell_verdicts(folded: str, read: Sequence[Counted]) -> None:
    """What the report itself says of a result against its plan goes into the breakdown."""
    for index, counted in enumerate(read):
        end = read[index + 1].token.start if index + 1 < len(read) else len(folded)
        said = _VERDICT.search(re.split(r"[;.](?=\s)", folded[counted.token.stop : end])[0])
        if said is None or counted.figure.kind == "target":
            continue
        verdict = _VERDICTS.get(said["verdict"], "plan_not_met")
        breakdown = ";".join(part for part in (counted.figure.breakdown, verdict) if part)
        counted.figure = replace(counted.figure, breakdown=breakdown)


def _is_comparable(counted: Counted, token: Token) -> bool:
    is_result = counted.figure.indicator not in ("target_completion_rate", "part_rate")
    return is_result and counted.token.unit == token.unit
