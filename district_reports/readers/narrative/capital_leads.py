"""Totals told before the amounts that divide them: over a list, in the heading above, in the sentence before."""

import re

from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.capital_closing import closed_total
from district_reports.readers.narrative.drafts import Draft, PassageDrafts
from district_reports.readers.outline.sections import Round, money_unit_told, years_told
from district_reports.readers.outline.structure import HeadedPassage, Heading

_LEADS_LIST = re.compile(
    r"(?:trong do|gom|cu the|sau|nhu sau|chia ra|chi tiet|chia theo [a-z ]+)\s*[:,.]?\s*$"
    r"|(?:cu the|trong do|chi tiet)[^.;:\d]{0,40}:\s*$"
)
_OF_WHAT_STANDS_ABOVE = re.compile(r"\W*(?:trong (?:tong )?so (?:tren|do|nay)|trong do)\b")
_TOTAL_FIRST = re.compile(r"\W*tong(?: so| cong| von| kinh phi| so von)?\s*:")
_BULLETS = ("dash", "plus", "bracketed")


# "Năm 2022: …", "Xã A: …": a line that needs no sign to be one.
_LINE = re.compile(r"\W*[^.;:\d]{0,40}(?:20\d\d)?\s*:")


# "Số liệu từng dự án dưới đây …", "(Số liệu về vốn ở mục này là …)": told once for all that follows in the chapter.
_OF_CHAPTER = re.compile(r"\bdu an\b.*\bduoi day\b|\bduoi day\b.*\bdu an\b|\b(?:muc|phan|chuong) nay\b")
_LONGEST_INTRO = 400
_TELLS_MONEY = re.compile(r"\d\s*(?:trieu|ty|ti|nghin|ngan|dong|trd|tr\.|%)")


class ListIntro:
    """What a line without a label says of all that it leads in: of which source it is, and the unit of its numbers.

    "Chi tiết vốn NSTW theo năm (ĐVT: triệu đồng):". One about the projects ("Số liệu từng dự án dưới đây tính trên vốn
    NSTW") or about its chapter ("Số liệu về vốn ở mục này là vốn NSTW") holds up to the end of the chapter.
    """

    def __init__(self) -> None:
        self.fund_source = ""
        self.money_unit = ""
        self.span = ""
        self._chapter: int | None = None

    def enter(self, passage: HeadedPassage, folded: str, round_: Round) -> None:
        """Forgets what was said where it is over, and learns what a line leading in says."""
        own = passage.own
        text, is_over = folded.strip(" *_()"), False
        is_of_chapter = _OF_CHAPTER.search(text) is not None
        leads_in = text.endswith(":") or "duoi day" in text or is_of_chapter
        if own is None and leads_in and len(text) < _LONGEST_INTRO and not _TELLS_MONEY.search(text):
            named = {cue.means["fund_source"] for cue in phrase_groups("capital")["sources"].find(text)}
            self.fund_source = named.pop() if len(named) == 1 else ""
            self.money_unit = money_unit_told(text)
            self.span = years_told(text, round_) if is_of_chapter else ""
            rank = passage.headings[-1].rank if passage.headings else 0
            about_projects = is_of_chapter or (text.endswith(":") and "du an" in text)
            self._chapter = rank if about_projects and (self.fund_source or self.money_unit or self.span) else None
        elif self._chapter is not None:
            is_over = own is not None and own.rank <= self._chapter
        else:
            is_over = not (own.kind in _BULLETS if own is not None else _LINE.match(folded))
        if is_over:
            self.fund_source, self.money_unit, self.span, self._chapter = "", "", "", None


class Leads:
    """What the passages read so far offer as a whole: `lead` is the total over a list that has not ended yet."""

    def __init__(self) -> None:
        self.lead: Draft | None = None
        self._rank = 0
        self._heading_rank = 0
        self._leads_letters = False
        self._has_lines = False
        self._above: Draft | None = None
        self._last: Draft | None = None
        self._totals: dict[int, Draft] = {}

    def enter(self, passage: HeadedPassage) -> None:
        """Forgets a lead that the passage does not stand under, and finds the total of the heading above it."""
        own = passage.own
        is_line = own is not None and (own.kind in _BULLETS or (self._leads_letters and self._divides(own)))
        # Running text after the lines of a list is below it no more, but for what heads further lines ("Theo năm:"); a
        # line cut in two goes on in small letters.
        heads_more = own is None and passage.text.rstrip(" *_").endswith(":")
        is_text_after = own is None and self._has_lines and passage.text[:1].isupper() and not heads_more
        if is_text_after or (own is not None and (not is_line or own.rank <= self._rank)):
            self.lead, self._rank = None, 0
        self._has_lines = is_line or (own is None and self._has_lines and not heads_more)
        stands_under = own is not None and own.kind in _BULLETS and len(passage.headings) > 1
        self._above = self._totals.get(id(passage.headings[-2])) if stands_under else None

    def _divides(self, own: Heading) -> bool:
        """Whether a letter, or a number below that of the heading a total stands under, divides the total."""
        return own.kind == "letter" or (own.kind == "arabic" and own.rank > self._heading_rank > 0)

    def leave(self, passage: HeadedPassage, folded: str, drafts: PassageDrafts) -> None:
        """Remembers the totals of a passage: one before "gồm:" leads the list below, one that ends a heading, too."""
        own = passage.own
        amounts = [d for d in drafts.all() if d.figure.unit == "vnd" and not (d.clause and d.clause.depth)]
        divides = self.lead is not None and own is not None and own.kind == "arabic" and self._divides(own)
        is_heading = own is not None and own.kind not in _BULLETS and not divides
        ends_in_total = is_heading and len(amounts) == 1 and not folded[amounts[0].span[1] :].strip(" .:*_")
        if amounts and (ends_in_total or _LEADS_LIST.search(folded.rstrip(" *_"))):
            self.lead, self._rank = amounts[-1], own.rank if own is not None and own.kind in _BULLETS else 0
            self._heading_rank = passage.headings[-1].rank if passage.headings else 0
            self._leads_letters = not ends_in_total and (own is None or own.kind not in ("letter", *_BULLETS))
            self._has_lines = False
        elif len(amounts) == 1 and own is not None and own.kind in _BULLETS and _TOTAL_FIRST.match(folded):
            # "- Tổng: …" leads the bullets that follow it.
            self.lead, self._rank, self._leads_letters, self._has_lines = amounts[0], own.rank - 1, False, True
        totals = [amount for amount in amounts if amount.listed_under is None]
        self._last = totals[-1] if totals else None
        if own is not None and len(totals) == 1:
            # Headings live as long as the document, so their identity does not come again.
            self._totals[id(own)] = totals[0]

    def whole_of(self, clause: Clause, drafts: PassageDrafts) -> Draft | None:
        """The total outside its own sentence that an amount named only by source or type divides; None if none fits."""
        if clause.depth or clause.previous is not None:
            return None
        before = drafts.last_total()
        if before is None and _OF_WHAT_STANDS_ABOVE.match(clause.before):
            before = self._last
        whole = closed_total(before, clause, drafts) if before else self._above
        return whole if whole is not None and clause.mention.value <= (whole.figure.value or 0) else None
