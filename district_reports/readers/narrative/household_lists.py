"""Lists of communes: what a line leading them in says they count, else the households told before they add up to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.place_names import commune_beside, says_only_commune
from district_reports.readers.narrative.drafts import Draft
from district_reports.readers.narrative.household_subjects import NEAR_POOR, POOR, RATES, SUBJECTS

_FEWEST = 2
# As "Hộ nghèo phân theo địa bàn" with a colon leads a list in.
_LEADS_IN = re.compile(r"[^.;\d]*?\bho (?P<near>can )?ngheo\b[^.;\d]*\b(?:xa|dia ban|don vi|thon)\b[^.;\d]*:\s*")


@dataclass(frozen=True)
class _Line:
    """A commune's households, with the percentage right behind them if there is one."""

    paragraph: int
    households: Clause
    percentage: Clause | None


class HouseholdLists:
    """Collects lists, over several passages too; `late` holds what they turn out to tell, by paragraph."""

    def __init__(self) -> None:
        self.late: dict[int, list[Draft]] = {}
        self._lines: list[_Line] = []
        self._told: list[Figure] = []
        self._subject = ""

    def see(self, paragraph: int, folded: str, clauses: Sequence[Clause], drafts: Sequence[Draft]) -> None:
        """Takes one passage: its words, its clauses, and what was read of them."""
        lines = [] if drafts else list(_lines(paragraph, clauses))
        if lines:
            self._lines += lines
        else:
            self.close()
            led_in = _LEADS_IN.fullmatch(folded)
            self._subject = (NEAR_POOR if led_in["near"] else POOR) if led_in else ""
        self._told += [draft.figure for draft in drafts if not draft.figure.place]

    def begin(self) -> None:
        """Forgets what was told under another main heading."""
        self.close()
        self._told = []

    def close(self) -> None:
        """Ends a list: it divides what leads it in, or what was told before it adds up to; else it tells nothing."""
        lines, self._lines = self._lines, []
        subject, self._subject = self._subject, ""
        total = sum(line.households.mention.value for line in lines)
        counts = [f for f in reversed(self._told) if f.unit == "households" and SUBJECTS.get(f.indicator) in RATES]
        whole = next((f for f in counts if SUBJECTS[f.indicator] == subject or f.value == total), None)
        if whole is None or len(lines) < _FEWEST:
            return
        for line in lines:
            self.late.setdefault(line.paragraph, []).extend(_drafts(line, whole))


def _lines(paragraph: int, clauses: Sequence[Clause]) -> list[_Line]:
    lines = []
    for clause in clauses:
        if clause.mention.unit == "households" and says_only_commune(clause.before):
            after = clauses[clause.index + 1] if clause.index + 1 < len(clauses) else None
            is_its_own = after is not None and clause.index in (after.previous, after.governor)
            is_rate = after is not None and after.mention.unit == "percent"
            lines.append(_Line(paragraph, clause, after if is_its_own and is_rate else None))
    return lines


def _drafts(line: _Line, whole: Figure) -> list[Draft]:
    mention = line.households.mention
    figure = replace(
        whole, value=mention.value, place=commune_beside(line.households.words), value_text=mention.value_text,
        unit_text=mention.unit_text, bound=mention.bound, rule=f"{whole.rule}+list",
    )  # fmt: skip
    drafts = [Draft((mention.start, mention.end), figure)]
    if (of := mention.whole) is not None:
        total = replace(figure, indicator="total_households", value=of.value, value_text=of.value_text, bound="exact")
        drafts.append(Draft((of.start, of.end), total))
    if line.percentage is not None:
        rate = line.percentage.mention
        told = replace(figure, indicator=RATES[SUBJECTS[whole.indicator]], value=rate.value, unit="percent",
                       value_text=rate.value_text, unit_text=rate.unit_text, bound=rate.bound)  # fmt: skip
        drafts.append(Draft((rate.start, rate.end), told))
    return drafts
