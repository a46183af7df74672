"""Figures while their passage is still being read, and how one number finds those it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.mentions import Mention
from district_reports.readers.language.tokens import Token


@dataclass
class Draft:
    """A figure without id and quote; `span` is its number's place in the passage, or that of the words that say it.

    `listed_under` is the figure before "trong đó" that this one is a part of, `rate_of` the amount a rate measures;
    `parts` are the amounts in its bracket; `told_of` is the part of which this amount tells what became of it;
    `whole` is what it is printed over: "13 tỷ đồng/24 tỷ đồng"; `rivals` are other totals of its line told before it,
    which the amounts after it may divide as well.
    """

    span: tuple[int, int]
    figure: Figure
    clause: Clause | None = None
    listed_under: "Draft | None" = None
    rate_of: "Draft | None" = None
    told_of: "Draft | None" = None
    whole: "Draft | None" = None
    is_year_stated: bool = False
    parts: list["Draft"] = field(default_factory=list)
    rivals: list["Draft"] = field(default_factory=list)

    @property
    def amount(self) -> "Draft":
        """The draft itself, or for a rate the amount it is a rate of."""
        return self.rate_of or self


def range_end(least: Figure, most: Mention | Token) -> Draft:
    """ "giảm 4 - 5%": the most that is meant, as `least` is the least."""
    sign = -1 if least.unit == "pp" and (least.value or 0) < 0 else 1
    figure = replace(least, value=sign * most.value, value_text=most.value_text, bound="at_most",
                     rule=f"{least.rule}+range")  # fmt: skip
    return Draft((most.start, most.end), figure)


class PassageDrafts:
    """The drafts of one passage so far, by the clauses of their numbers; `clauses` are all there are."""

    def __init__(self, clauses: Sequence[Clause] = ()) -> None:
        self.clauses = clauses
        self._by_clause: dict[int, Draft] = {}

    def add(self, clause: Clause, draft: Draft) -> None:
        """Files the draft of a clause's number."""
        self._by_clause[clause.index] = draft

    def of(self, clause: Clause) -> Draft | None:
        """What was read from the number of a clause."""
        return self._by_clause.get(clause.index)

    def all(self) -> list[Draft]:
        """Every draft, in the order of the text."""
        return list(self._by_clause.values())

    def governor(self, clause: Clause) -> Draft | None:
        """The amount before the bracket that the clause stands in."""
        draft = self._by_clause.get(clause.governor) if clause.governor is not None else None
        return draft.amount if draft else None

    def previous(self, clause: Clause) -> Draft | None:
        """What was read from the number just before, in the same sentence and bracket."""
        return self._by_clause.get(clause.previous) if clause.previous is not None else None

    def previous_amount(self, clause: Clause) -> Draft | None:
        """The amount just before, rates between left out; None when the number before was not read."""
        draft = self.previous(clause)
        while draft is not None and draft.figure.unit != "vnd":
            draft = self.previous(draft.clause) if draft.clause else None
        return draft

    def rivals(self, figure: Figure) -> list[Draft]:
        """The totals of the passage so far that are of a figure's line and told something else of it."""
        line = (figure.project, figure.subproject, figure.component, figure.place)
        return [draft for draft in self._by_clause.values()
                if draft.figure.unit == "vnd" and draft.listed_under is None and draft.clause and not draft.clause.depth
                and draft.figure.indicator != figure.indicator
                and line == (draft.figure.project, draft.figure.subproject, draft.figure.component, draft.figure.place)
                ]  # fmt: skip

    def last_total(self) -> Draft | None:
        """The last amount of the passage so far that divides no other and stands in no bracket."""
        totals = (draft for draft in reversed(self._by_clause.values()) if draft.figure.unit == "vnd")
        return next((d for d in totals if d.listed_under is None and d.clause and not d.clause.depth), None)

    def last_amount(self) -> Draft | None:
        """The last amount of the passage so far."""
        return next((draft for draft in reversed(self._by_clause.values()) if draft.figure.unit == "vnd"), None)
