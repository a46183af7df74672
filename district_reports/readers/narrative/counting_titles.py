"""The titles a counted thing stands under: those of its headings, and three that no label tells."""

import re

from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.outline.structure import HeadedPassage, Heading
from district_reports.values import fold_letters

_BULLETS = ("dash", "plus")
_POLICY_TITLE = re.compile(
    r"(?:(?:thuc hien|ve|ket qua)\s+)*(?:cac\s+)?(?:chinh sach|linh vuc|ve|cong tac|ho tro)\b\D*"
)
_SENTENCE_ENDS = re.compile(r"[.;]\s+")


class TitlesOver:
    """Gives the titles over one passage after another, outermost first, in folded letters.

    Beside those of the headings these are: the last sentence of a passage that leads in what stands below it ("…; hỗ
    trợ tiền ăn cho học sinh:"); a line without a label that leads in the bullets behind it; and a bullet that is
    nothing but the title of a policy ("- Chính sách về y tế."), for the bullets of its own sign up to the next such.
    """

    def __init__(self) -> None:
        self._leads: dict[Heading, str] = {}
        self._line = ""
        self._policy: Heading | None = None

    def enter(self, passage: HeadedPassage) -> tuple[str, ...]:
        """The titles of the next passage of the text."""
        if not passage.paragraph.is_footnote:
            self._learn(passage)
        titles, line = [], self._line
        for heading in passage.headings:
            if heading.kind in _BULLETS and line:
                titles.append(line)
                line = ""
            if self._policy and heading.rank == self._policy.rank and heading != self._policy:
                titles.append(self._policy.folded)
            titles += [heading.folded, self._leads.get(heading, "") if heading is not passage.own else ""]
        return tuple(filter(None, titles))

    def _learn(self, passage: HeadedPassage) -> None:
        own, text = passage.own, passage.text.strip(" *_")
        lead = fold_letters(_SENTENCE_ENDS.split(text)[-1]) if text.endswith(":") else ""
        if own is None:
            self._line = lead
            return
        if own.kind not in _BULLETS:
            self._line = ""
        self._leads[own] = lead if lead != own.folded else ""
        if self._policy and own.rank < self._policy.rank:
            self._policy = None
        is_all = passage.text[passage.body_start :].strip(" *_.:") == own.title
        if own.kind in _BULLETS and is_all and _is_policy(own.folded):
            self._policy, self._line = own, ""


def _is_policy(title: str) -> bool:
    return _POLICY_TITLE.fullmatch(title) is not None and phrase_groups("counts")["policies"].says(title)
