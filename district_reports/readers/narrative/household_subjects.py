"""Which households a number counts: named beside it, or taken over from the number it explains."""

import re
from dataclasses import dataclass

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import Cue, phrase_groups
from district_reports.readers.language.place_names import says_only_commune
from district_reports.readers.narrative.household_everyone import PEOPLE_FOLLOW, is_everyone

POOR, NEAR_POOR, EVERYONE, BOTH = "poor", "near_poor", "everyone", "both"
COUNTS = {POOR: "poor_households", NEAR_POOR: "near_poor_households", EVERYONE: "total_households"}
RATES = {POOR: "poor_household_rate", NEAR_POOR: "near_poor_household_rate", BOTH: "multidimensional_poverty_rate"}
PEOPLE = {POOR: "poor_people", NEAR_POOR: "near_poor_people"}
SUBJECTS = {indicator: subject for table in (COUNTS, RATES) for subject, indicator in table.items()}

REACH = 90
"""How many characters may stand between a phrase and its number."""

# "Có 120 hộ nghèo thoát nghèo, 12 hộ nghèo mới, 90 hộ nghèo thiếu hụt về nhà ở": some of them, not how many there are.
_SOME_OF_THEM = re.compile(
    r"\s*(?:can\s+)?ngheo\s+(?:moi\b|(?:(?:da|duoc cong nhan|bi)\s+)*(?:thoat|tai|phat sinh|thieu hut)\b)"
)
_NAMED_AFTER = re.compile(r"\s*(?P<near>can\s+)?ngheo(?!\s+da chieu)")
# "Tỷ lệ hộ nghèo còn 10,38%, hộ cận nghèo còn 9,35%": a rate after a rate is of those it names itself.
_POOR_NAMED = re.compile(
    r"^[\s,;(]*(?:(?:va|con|trong do|gom) )?(?:ty le )?(?:so )?(?:ho |(?=can ))(?P<near>can )?ngheo"
    r"(?:[\s:]|\b(?:giam|tang|tu|xuong|con|la|chiem|o muc|dat|bang|khoang|cuoi|dau|nam|20\d\d)\b)*$"
)
# Between "giảm" and by how many: nothing but what fell, since when, and about.
_FALL_BY = re.compile(
    r"(?:[\s:]|\b(?:ho|so|can|ngheo|nam|20\d\d|so voi|trong|cuoi|dau|cung ky|la|duoc|them|khoang"
    r"|tu|it nhat|tren|hon|binh quan|moi|hang|hai|ba|bon)\b)*$"
)
_HOUSEHOLDS_AFTER = re.compile(r"\s*(?:(?:so\s+)?ho\s+(?P<near>can\s+)?ngheo|hn\b)")
_STARTS_LOWER = re.compile(r"[^,;.]{0,60}\b(?:xuong|con|ve)\b")
# What makes the households before it all there are: "Cuối năm 2023 có 9.000 hộ; hộ nghèo 900 hộ".
_POOR_NEXT = re.compile(r"\s*[;,]\s*(?:trong do,?\s+)?(?:so )?ho ngheo\b[^.;\d]{0,15}\d")
# So do these words: "Cuối năm 2023: tổng số 9.000 hộ; hộ nghèo 900 hộ", "… toàn huyện 9.000 hộ; số hộ nghèo …".
_ALL_TOLD = re.compile(
    r"\W*(?:(?:tong (?:so|cong)|(?:tren )?(?:dia ban )?toan (?:huyen|xa|tinh|thi xa|thanh pho))\s*"
    r"(?:(?:hien )?co\s*)?)+$"
)
# "chiếm 55% tổng số hộ nghèo" divides the poor and is no rate of poverty.
_OF_THE_POOR = re.compile(r"\s*(?:so voi\s+)?(?:tong\s+)?so\s+ho\s+(?:can\s+)?ngheo")
# "100% hộ nghèo được cấp thẻ bảo hiểm y tế": what somebody has, and no rate of the households before it.
_OF_SOMEBODY = re.compile(
    r"\s*(?:so\s+|cac\s+)*(?:ho(?:\s+(?:dan|gia dinh|ngheo|can ngheo))*\s+(?:duoc|co|su dung|tiep can|tham gia|thieu)\b"
    r"|(?:nguoi|lao dong|tre|hoc sinh|xa|thon|can bo|dan so|cong trinh|nha)\b)"
)
# A target shared out to communes, with the whole unit's in brackets: "… chỉ tiêu giảm nghèo cho từng xã (…)".
_TARGET_SHARED_OUT = re.compile(r"\bchi tieu giam (?:ty le )?(?:ho )?ngheo\b[^.;()]*$")
# "có 136 hộ nghèo, 122 hộ cận nghèo" and "612 hộ nghèo có 41 hộ không có khả năng lao động, 25 hộ …".
_BESIDE = re.compile(r"[\s,;]*(?:ngheo\s*)?(?:(?:va|cung|,)\s*)?(?:co\s*)?")
_AS_MANY = re.compile(r"\btuong (?:duong|ung)(?: (?:voi|giam))*\s*$")
COMPARED = re.compile(r"so voi\s+(?:cung ky\s*$|(?:cuoi |dau |cung ky )?nam\s+(?:(20\d\d)|truoc|ngoai)\s*$)")
"""What a bracket stands behind that tells how it stood in the year compared with: "… so với cuối năm 2021 (46%)"."""
_SHARE_FOLLOWS = re.compile(
    r"[^.;\d]{0,30}(?:[\d.]+\s*(?:nhan\s+)?khau\b[^.;\d]{0,30})?(?:chiem|ty le|ti le|bang|=|\()"
    r"[^.;\d]{0,20}\d[\d.,]*\s*%"
)


@dataclass(frozen=True)
class Stated:
    """What a number was understood to count, for the numbers that explain it; `figure` as if it were stated."""

    subject: str
    figure: Figure
    is_fall: bool = False
    is_start: bool = False
    is_earlier: bool = False


@dataclass(frozen=True)
class Counted:
    """What a number counts and the rule that says so; a change counts by how much, not how many."""

    subject: str
    rule: str
    is_change: bool = False
    sign: int = 1
    from_base: bool = False


class SubjectFinder:
    """Finds what a count of households or a percentage is about, by the phrases of `households.yml`."""

    def __init__(self) -> None:
        self.phrases = phrase_groups("households")

    def of_count(
        self, clause: Clause, base: Stated | None, earlier: Stated | None, *, is_support: bool
    ) -> Counted | None:
        """What a number of households counts; None for households that only get something.

        `base` is the number it explains, `earlier` the last one of the passage, also of a sentence before.
        """
        named = _NAMED_AFTER.match(clause.beside)
        after = (NEAR_POOR if named["near"] else POOR) if named else ""
        fall = adjacent(self.phrases["falls"].find(clause.before), clause.before, REACH)
        if fall is not None and fall.means["sign"] == "-" and _FALL_BY.match(clause.before, fall.end):
            subject = after or self._named_before(clause) or (base.subject if base else "")
            is_change = not starts_lower(clause, clause.before[fall.end :])
            return Counted(subject, "households.falls[1]+count", is_change) if subject else None
        if _SOME_OF_THEM.match(clause.beside):
            return None
        if base is not None and (same := self._of_base(clause, base, after)):
            return same
        told_of = _ALL_TOLD.sub(" ", clause.before)
        is_all = told_of != clause.before or self._is_only_a_moment(clause.before)
        leads = base is None and _POOR_NEXT.match(clause.following) and (is_all and self._is_when(told_of))
        if (is_everyone(clause, is_of_people=_is_of_all_people(base)) or leads) and not after:
            return Counted(EVERYONE, "households.counts[1]+people")
        cue = adjacent(self.phrases["counts"].find(clause.before), clause.before, REACH)
        if cue is not None and not (after and cue.means["indicator"] == COUNTS[EVERYONE]):
            is_given = self._is_given(clause, cue, is_support=is_support)
            return _reading(cue) if cue.means["indicator"] and not is_given else None
        beside = clause.before.rpartition(";")[2]
        if is_support or self.phrases["support"].says(beside) or self.phrases["villages"].says(beside):
            return None
        return self._unnamed_count(clause, base, earlier, after)

    def _of_base(self, clause: Clause, base: Stated, after: str) -> Counted | None:
        """Households as the number they explain makes them: some of those, as many, or by how many they fell."""
        is_poor = base.subject in (POOR, NEAR_POOR)
        if is_poor and self._is_part(clause, base):
            return Counted(base.subject, f"{base.figure.rule}+part", from_base=True)
        is_as_many = _AS_MANY.search(clause.before) is not None
        is_aside = clause.depth and clause.previous is None and not clause.before.strip()
        if (is_as_many or is_aside) and is_poor and base.figure.unit == "percent" and not base.is_fall:
            return Counted(base.subject, f"{base.figure.rule}+count")
        is_share = clause.governor is not None and self._is_share(clause) and not after
        if base.is_fall and (is_as_many or is_share):
            return Counted(base.subject, f"{base.figure.rule}+count", is_change=True)
        return None

    def of_rate(self, clause: Clause, base: Stated | None) -> Counted | None:
        """What a percentage measures; None when it is not the rate or change of poor or near-poor households."""
        reading = self._which_rate(clause, base)
        if reading is not None and reading.from_base and _OF_SOMEBODY.match(clause.after):
            return None
        if reading is None or self.phrases["plan_shares"].says(clause.after[:24]) or _OF_THE_POOR.match(clause.after):
            return None
        fall = adjacent(self.phrases["falls"].find(clause.before), clause.before, REACH)
        if fall is not None and self._is_change(clause, fall):
            sign = -1 if fall.means["sign"] == "-" else 1
            return Counted(reading.subject, f"{reading.rule}+change", True, sign, reading.from_base)
        is_level = self.phrases["levels"].says(clause.before)
        if clause.mention.unit == "pp" and not is_level:
            sign = -1 if "giam" in clause.sentence else 1
            return Counted(reading.subject, f"{reading.rule}+change", True, sign, True)
        return self._rate_explained(clause, base, reading, is_level=is_level) if reading.from_base and base else reading

    def _rate_explained(self, clause: Clause, base: Stated, reading: Counted, *, is_level: bool) -> Counted | None:
        """A percentage without a name of its own, as the number it explains makes it: a rate, a change, or nothing."""
        fall = Counted(reading.subject, f"{reading.rule}+change", True, -1, True)
        if base.is_fall and self.phrases["stated_targets"].says(clause.before):
            return fall
        if base.is_fall and (starts_lower(clause, clause.before) or self._stood_at(clause)):
            return reading
        if not self._is_share(clause) and not self._is_at_another_moment(clause, base):
            return None
        return fall if base.is_fall and not is_level else reading

    def _stood_at(self, clause: Clause) -> bool:
        """Whether a bracket tells where the rate stood in the year compared with, with nothing but when before it."""
        is_alone = not clause.before.strip() or self._is_only_a_moment(clause.before)
        return clause.depth > 0 and is_alone and COMPARED.search(clause.outside) is not None

    def _is_given(self, clause: Clause, cue: Cue, *, is_support: bool) -> bool:
        """Whether the households get something: said behind "số hộ nghèo", or anywhere around a mere "hộ nghèo".

        Under a policy a mere "hộ nghèo" counts those it is for.
        """
        is_total = "so ho" in clause.before[cue.start : cue.end]
        if is_support and not is_total and not self.phrases["whole_unit"].says(clause.sentence):
            return True
        return self.phrases["support"].says(clause.before[cue.end :] if is_total else clause.sentence)

    def _unnamed_count(self, clause: Clause, base: Stated | None, earlier: Stated | None, after: str) -> Counted | None:
        stands_alone = clause.governor is None or base is not None
        if after and stands_alone:
            is_beside = base is not None and base.subject == POOR != after and _BESIDE.fullmatch(clause.before)
            if is_beside or self.phrases["places"].says(clause.before[-40:]) or _SHARE_FOLLOWS.match(clause.following):
                return Counted(after, "households.places")
            return None
        same = base or earlier
        if same is not None and same.subject in (POOR, NEAR_POOR) and self._is_only_a_moment(clause.before):
            return Counted(same.subject, f"{same.figure.rule}+moment", from_base=True)
        if base is not None and base.subject in (POOR, NEAR_POOR) and says_only_commune(clause.before):
            return Counted(base.subject, f"{base.figure.rule}+place", from_base=True)
        is_of_the_poor = after or re.search(r"ngheo[^:]*$", clause.sentence[-REACH:])
        if PEOPLE_FOLLOW.match(clause.following) and not is_of_the_poor:
            return Counted(EVERYONE, "households.counts[1]+people")
        return None

    def _is_part(self, clause: Clause, base: Stated) -> bool:
        """Some of the households just told, or as many as there were: "giảm 90 hộ so với cuối năm 2022 (900 hộ)"."""
        if base.is_fall:
            return bool(clause.depth) and not clause.before.strip() and COMPARED.search(clause.outside) is not None
        is_told_of = (
            re.fullmatch(r"\s*(?:can )?(?:ngheo\s*,?\s*)?(?:thi |chi |trong do )?co\s*", clause.before) is not None
        )
        is_next = base.figure.breakdown != "" and not clause.before.strip(" ,")
        return (is_told_of or is_next) and self.phrases["groups"].says("ho" + clause.after)

    def _is_only_a_moment(self, before: str) -> bool:
        """Whether nothing but when is said: "cuối năm 2024 còn"."""
        cues = self.phrases["moments"].find(before)
        for cue in reversed(cues):
            before = before[: cue.start] + " " + before[cue.end :]
        return bool(cues) and not re.search(r"[^\W\d_]", before)

    def _is_when(self, before: str) -> bool:
        """Whether a text says nothing at all, or nothing but when."""
        return not before.strip(" -–+*:,") or self._is_only_a_moment(before)

    def _named_before(self, clause: Clause) -> str:
        named = re.findall(r"\b(can )?ngheo\b", clause.before[-REACH:])
        return (NEAR_POOR if named[-1] else POOR) if named else ""

    def _which_rate(self, clause: Clause, base: Stated | None) -> Counted | None:
        """The rate named before the number, right after it, or that of the count or rate it explains."""
        cue = adjacent(self.phrases["rates"].find(clause.before), clause.before, REACH)
        if cue is None:
            after = self.phrases["rates"].find(clause.after)
            cue = after[0] if after and after[0].start < 6 else None
        if cue is not None:
            return _reading(cue) if cue.means["indicator"] else None
        fall = adjacent(self.phrases["falls"].find(clause.before), clause.before, 12)
        if fall is not None and (named := _HOUSEHOLDS_AFTER.match(clause.beside)):
            return Counted(NEAR_POOR if named["near"] else POOR, "households.rates+after")
        is_target_alone = (
            fall is not None and not _FALL_BY.sub("", clause.before[fall.end :]) and not clause.after.strip()
        )
        if is_target_alone and base is None and self.phrases["targets"].says(clause.sentence):
            return Counted(POOR, "households.targets+fall")
        if fall is not None and clause.depth and base is None and _TARGET_SHARED_OUT.search(clause.outside):
            return Counted(POOR, "households.targets+bracket")
        return self._rate_explaining(clause, base) if base is not None and base.subject in RATES else None

    def _rate_explaining(self, clause: Clause, base: Stated) -> Counted | None:
        """A percentage behind a count or rate of households: of those it names itself, else of the same."""
        is_of_others = any(not cue.means["indicator"] for cue in self.phrases["counts"].find(clause.before))
        if self.phrases["other_subjects"].says(clause.before) or (is_of_others and base.figure.unit == "percent"):
            return None
        if base.figure.unit in ("percent", "pp") and (named := _POOR_NAMED.match(clause.before)):
            return Counted(NEAR_POOR if named["near"] else POOR, "households.rates+named")
        return Counted(base.subject, f"{base.figure.rule}+base", from_base=True)

    def _is_change(self, clause: Clause, fall: Cue) -> bool:
        """ "giảm 3,5%" is a change; "giảm … còn 3,91%" and "giảm từ 10% xuống …" tell where the rate stands."""
        between = clause.before[fall.end :]
        if self.phrases["levels"].says(between):
            return "so voi" in clause.after and "tang len" in clause.before
        return not starts_lower(clause, between)

    def _is_share(self, clause: Clause) -> bool:
        words = re.sub(r"^\s*(?:can )?ngheo\b", "", clause.before).strip(" ,:;*-–(=")
        return not words or self.phrases["shares"].says(words) or self.phrases["levels"].says(words)

    def _is_at_another_moment(self, clause: Clause, base: Stated | None) -> bool:
        """ "năm 2023 là 12%, năm 2024 là 10%": a rate after a rate with nothing but when, or whose, between them."""
        if base is None or base.figure.unit != "percent":
            return False
        return self._is_only_a_moment(clause.before) or says_only_commune(clause.before)


def starts_lower(clause: Clause, before: str) -> bool:
    """Whether the number is where a fall starts: "từ 12,5% năm 2022 xuống còn …"."""
    following = re.sub(r"\([^()]*\)", " ", clause.following)
    return bool(re.search(r"\btu\s*$", before) and _STARTS_LOWER.match(following))


def _is_of_all_people(base: Stated | None) -> bool:
    return base is not None and base.subject == EVERYONE and base.figure.unit == "people"


def adjacent(cues: list[Cue], before: str, reach: int) -> Cue | None:
    """The last cue, if it stands within `reach` characters of the number."""
    return cues[-1] if cues and len(before) - cues[-1].end <= reach else None


def _reading(cue: Cue) -> Counted:
    return Counted(SUBJECTS[cue.means["indicator"]], cue.rule)
