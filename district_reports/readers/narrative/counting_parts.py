"""Which of the things a counted number is about: whose households, in what state, for what."""

import re
from collections.abc import Sequence
from itertools import pairwise

from district_reports.readers.language.phrases import Cue, phrase_groups
from district_reports.readers.narrative.counting_surroundings import ASIDE, Surroundings

_NOTHING_FOLLOWS = re.compile(r"\s*(?:[,;.)]|$|va\b)")
_PEOPLE = (
    r"(?:(?:luot|cac|nhung|ho|nguoi|doi tuong|gia dinh|hoc sinh|tre em|khau|can|moi|thoat|ngheo|chinh sach|xa hoi"
    r"|dan toc thieu so|dtts|khuyet tat|cao tuoi|co cong|bao tro)\b\s*)"
)
_AND = r"\s*(?:,|/|\b(?:va|hoac)\b)\s*(?:va\s+)?"
# "3.026 lượt hộ nghèo, hộ chính sách xã hội và hộ …": the kinds of people in a list share the number before it.
LISTED = rf"{_AND}{_PEOPLE}+[^,;.:()\d]*?(?={_AND}|[,;.:()\d]|$)"
"""One more kind of people in a list, up to the next or to what ends the list."""
_LISTED = re.compile(LISTED)
# "90 hộ nghèo, hộ cận nghèo 45 hộ": the next kind has a number of its own.
_WITH_OWN_NUMBER = re.compile(rf"{_AND}{_PEOPLE}+(?:(?:co|la|gom)\b)?[\s:]*\d")
# "chi trả 14 triệu đồng cho 30 hộ nghèo và 6 hộ chính sách": the amount before is of both.
_MORE_COUNTED = re.compile(rf"[^,;.:()\d]*\bva\s+[\d.]+\s+{_PEOPLE}+[^,;.:()\d]*(?:[,;.:()]|$)")
_LOAN_FOLLOWS = re.compile(r"\s*(?:duoc\s+)?vay\b")
_BETWEEN_LISTED = re.compile(rf"(?:{_AND}|{_PEOPLE})*")
_FOR_WHOM = re.compile(r"\b(?:cua|cho|thuoc|doi voi)\s(?:[a-z]+\s){0,3}$")
_BOTH_KINDS = ("poor", "near_poor")
_PEOPLE_PARTS = frozenset({*_BOTH_KINDS, "newly_escaped", "ethnic_minority", "disabled"})


class PartWords:
    """Tells the parts of what is counted, by the groups of `counts.yml`."""

    def __init__(self) -> None:
        self.phrases = phrase_groups("counts")

    def of_count(self, around: Surroundings, unit: str) -> str:
        """The part a count without a unit is of, and the sector of works and projects."""
        sector = self._said(around, "sectors") if unit in ("works", "projects") else ""
        return ";".join(filter(None, (self._of_whom(around), sector)))

    def of_money(self, around: Surroundings) -> str:
        """The people an amount is for: "chi phí của hộ nghèo là 12 triệu đồng"; empty where none or several are."""
        text = re.split(r"[;.(]", around.between)[-1]
        cues = [cue for cue in self.phrases["parts"].find(text) if cue.means["breakdown"] in _PEOPLE_PARTS]
        if not cues or not (_FOR_WHOM.search(text[: cues[0].start]) or _LOAN_FOLLOWS.match(text, cues[0].end)):
            return ""
        if _LISTED.match(text, cues[-1].end):
            return ""
        return cues[0].means["breakdown"] if len(cues) == 1 else self._listed_before(text) or ""

    def only_one_before(self, around: Surroundings) -> str:
        """The one part named before the number since the last stop; empty where there are several."""
        said = self.phrases["parts"].find(re.split(r"[;.(]", _own_words(around))[-1])
        named = {cue.means["breakdown"] for cue in said}
        return named.pop() if len(named) == 1 else ""

    def are_several_behind(self, around: Surroundings) -> bool:
        """Whether the number is of several kinds of people together: "90 lượt hộ nghèo, hộ chính sách xã hội"."""
        return self._listed_behind(around) is not None

    def are_more_behind(self, around: Surroundings) -> bool:
        """Whether a count of other people goes on with it: "90 hộ nghèo và 6 hộ chính sách"."""
        return _MORE_COUNTED.match(around.after) is not None

    def is_named_behind(self, around: Surroundings) -> bool:
        """Whether a part is named right behind the number: "08 chuyển tiếp"."""
        return any(cue.start == 0 for cue in self.phrases["parts"].find(around.follows))

    def is_all_around(self, around: Surroundings) -> bool:
        """Whether a part is named right before the number, and nothing behind it: "(nghèo 141, cận nghèo 302)"."""
        return self._bare(around) is not None

    def _of_whom(self, around: Surroundings) -> str:
        if bare := self._bare(around):
            return bare.means["breakdown"]
        listed = self._listed_behind(around)
        if listed is None and not self.phrases["parts"].find(around.follows):
            listed = self._listed_before(re.split(r"[;.(\d]", _own_words(around))[-1])
        return self._said(around, "parts") if listed is None else listed

    def _said(self, around: Surroundings, group: str) -> str:
        """What is said behind the number, else right before it."""
        said = self.phrases[group].find(around.follows)[:1]
        said = said or self.phrases[group].find(re.split(r"[,;.(]", around.between)[-1])[-1:]
        return said[0].means["breakdown"] if said else ""

    def _bare(self, around: Surroundings) -> Cue | None:
        if not _NOTHING_FOLLOWS.match(around.after):
            return None
        before = re.split(r"[,;.(]", around.between)[-1].strip(" :")
        cues = self.phrases["bare_parts"].find(before) + self.phrases["parts"].find(before)
        return next((cue for cue in cues if (cue.start, cue.end) == (0, len(before))), None)

    def _listed_behind(self, around: Surroundings) -> str | None:
        """The parts in a list of people behind the number that share it, as one breakdown; None for no such list."""
        first = self.phrases["parts"].find(around.follows)[:1]
        if not first:
            return None
        start = around.after.find(around.follows) + first[0].end
        kinds, end = [first[0].means["breakdown"]], start
        while (listed := _LISTED.match(around.after, end)) and not _WITH_OWN_NUMBER.match(around.after, end):
            kinds.append(self._kind(listed[0]))
            end = listed.end()
        return together(kinds) if len(kinds) > 1 else None

    def _listed_before(self, text: str) -> str | None:
        """The parts in a list of people that ends `text`, as one breakdown; None for no such list."""
        cues = [cue for cue in self.phrases["parts"].find(text) if cue.means["breakdown"] in _PEOPLE_PARTS]
        are_listed = [text[a.end : b.start] for a, b in pairwise(cues) if re.search(_AND, text[a.end : b.start])]
        if not are_listed or not all(_BETWEEN_LISTED.fullmatch(between) for between in are_listed):
            return None
        return together([cue.means["breakdown"] for cue in cues])

    def _kind(self, text: str) -> str:
        cues = self.phrases["parts"].find(text)
        return cues[0].means["breakdown"] if cues else ""


def _own_words(around: Surroundings) -> str:
    """What stands before the number without the words right behind the one before, which are that one's."""
    is_first = around.last <= around.span[0]
    return around.between if is_first else "".join(ASIDE.split(around.between, maxsplit=1)[1:])


def join(*breakdowns: str) -> str:
    """Breakdowns as one, each part once."""
    parts = [part for breakdown in breakdowns for part in breakdown.split(";") if part]
    return ";".join(dict.fromkeys(parts))


def together(kinds: Sequence[str]) -> str:
    """One breakdown of several kinds of people: the poor and the near-poor are told as both, others as everybody."""
    if len(set(kinds)) == 1:
        return kinds[0]
    return ";".join(_BOTH_KINDS) if set(kinds) == set(_BOTH_KINDS) else ""
