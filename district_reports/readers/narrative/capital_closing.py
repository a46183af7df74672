"""Which of several totals just told amounts divide: the one they add up to, where that is not the nearest.

"Giao 84 tỷ đồng, giải ngân 60 tỷ đồng; trong đó vốn đầu tư 50 tỷ đồng, vốn sự nghiệp 34 tỷ đồng" divides what was
assigned.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.mentions import Mention
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.drafts import Draft, PassageDrafts
from district_reports.readers.outline.sections import Section, find_project

_SUMMED = ("capital_assigned", "capital_carried_over")
_TOTAL = re.compile(r"\btong\b")
_GROUPS = {"fund_source": "sources", "capital_type": "capital_types"}


def part_named(clause: Clause) -> dict[str, str]:
    """The source, the type and the sub-project that the words before an amount name."""
    phrases = phrase_groups("capital")
    named = {name: cues[-1].means[name] for name, group in _GROUPS.items()
             if (cues := phrases[group].find(clause.before))}  # fmt: skip
    project = find_project(clause.naming, Section(project="DA1"))
    return named | ({"subproject": project[1] or project[0]} if project else {})


def closed_total(nearest: Draft, clause: Clause, drafts: PassageDrafts) -> Draft:
    """The total that the parts from this clause on add up to, told before the nearest one; else the nearest."""
    parts = [ahead.mention for ahead in _parts_ahead(clause, drafts.clauses)]
    return _closed(nearest, parts, nearest.rivals) or nearest


def settle_parts(drafts: Sequence[Draft]) -> None:
    """Gives the lines of a list below several totals what the one they add up to says; told once the list is over."""
    for total in drafts:
        parts = [part for part in total.parts if _is_of(part, total)]
        for name in (*_GROUPS, "subproject"):
            divided = [part for part in parts if part.clause and name in part_named(part.clause)]
            whole = _closed(total, [part.figure for part in divided], total.rivals)
            if whole is not None and len({getattr(part.figure, name) for part in divided}) == len(divided):
                _move(divided, whole)


def settle_sums(drafts: Sequence[Draft]) -> None:
    """A total that is what was assigned and what was carried over together is what is available of its line.

    Where nothing else says so, as in "Như vậy tổng nguồn vốn năm 2024 là …" below the lines for both.
    """
    told: dict[tuple[str, ...], dict[str, list[Draft]]] = {}
    for draft in drafts:
        if draft.figure.indicator not in _SUMMED or draft.listed_under or not (draft.clause and not draft.clause.depth):
            continue
        line = told.setdefault(_line(draft.figure), {indicator: [] for indicator in _SUMMED})
        parts = _summands(draft.figure, *line.values()) if _TOTAL.search(draft.clause.before) else ()
        if parts:
            year, sources = parts[0].figure.budget_year, {part.figure.fund_source for part in parts}
            draft.figure = replace(
                draft.figure, indicator="capital_available", kind="assigned", budget_year=year, period=year,
                fund_source=sources.pop() if len(sources) == 1 else "",
            )  # fmt: skip
            draft.parts += parts
        else:
            line[draft.figure.indicator].append(draft)


def _summands(total: Figure, assigned: Sequence[Draft], carried: Sequence[Draft]) -> Sequence[Draft]:
    """The last two amounts, one of each, that a total is the sum of; empty where there are none."""
    pairs = ([one, other] for one in reversed(assigned) for other in reversed(carried))
    return next((pair for pair in pairs if _adds_up([one.figure for one in pair], total)), [])


def _line(figure: Figure) -> tuple[str, ...]:
    return figure.project, figure.subproject, figure.component, figure.place


def _parts_ahead(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """The amounts from a clause on, or of its bracket, each of another source, type or project, without a stage."""
    names = part_named(clause).keys()
    found: dict[str, Clause] = {}
    beside = [one for one in clauses if _place(one) == _place(clause)]
    for ahead in beside if clause.depth else [one for one in beside if one.index >= clause.index]:
        named = part_named(ahead)
        if ahead.mention.unit == "vnd" and named.keys() == names and not _says_stage(ahead):
            if str(named) in found:
                break
            found[str(named)] = ahead
    return list(found.values())


def _place(clause: Clause) -> tuple[int, int, int | None]:
    return clause.sentence_number, clause.depth, clause.governor


def _says_stage(clause: Clause) -> bool:
    return phrase_groups("capital")["stages"].says(clause.before)


def _is_of(part: Draft, total: Draft) -> bool:
    """Whether a part has its stage from the total that it is listed under."""
    is_same = (part.figure.indicator, part.figure.kind) == (total.figure.indicator, total.figure.kind)
    return is_same and part.clause is not None and not _says_stage(part.clause)


def _closed(nearest: Draft, parts: Sequence[Figure | Mention], rivals: Iterable[Draft]) -> Draft | None:
    """The last of the rivals that two parts or more add up to, where they do not add up to the nearest total."""
    if len(parts) < 2 or _adds_up(parts, nearest.figure):
        return None
    return next((rival for rival in reversed(list(rivals)) if _adds_up(parts, rival.figure)), None)


def _adds_up(parts: Sequence[Figure | Mention], total: Figure) -> bool:
    """Whether parts sum to a total as far as all are printed: half a unit of its last digit may be lost in each."""
    printed = [*parts, total]
    difference = sum((part.value or Decimal(0) for part in parts), Decimal(0)) - (total.value or Decimal(0))
    return abs(difference) <= sum((_last_digit(one) for one in printed), Decimal(0)) / 2


def _last_digit(printed: Figure | Mention) -> Decimal:
    """What one unit of the last printed digit is worth: 1 000 000 in "83.500 triệu đồng"."""
    digits = int(re.sub(r"\D", "", printed.value_text) or 0)
    return (printed.value or Decimal(0)) / digits if digits else Decimal(0)


def _move(parts: Iterable[Draft], whole: Draft) -> None:
    for part in parts:
        year = part.figure.budget_year if part.is_year_stated else whole.figure.budget_year
        part.figure = replace(
            part.figure, indicator=whole.figure.indicator, kind=whole.figure.kind, budget_year=year,
            period=whole.figure.period, as_of=whole.figure.as_of, rule=whole.figure.rule,
        )  # fmt: skip
