"""Which number of households another one explains."""

from collections.abc import Mapping, Sequence

from district_reports.readers.language.clauses import Clause
from district_reports.readers.narrative.household_subjects import EVERYONE, Stated


def base_of(clause: Clause, clauses: Sequence[Clause], stated: Mapping[int, Stated]) -> Stated | None:
    """What the number before the bracket, or the last one understood in the same sentence and bracket, counts."""
    index = _number_before(clause)
    is_rate = clause.mention.unit in ("percent", "pp")
    while index is not None and (index not in stated or (is_rate and stated[index].subject == EVERYONE)):
        if is_rate and clauses[index].mention.unit == "vnd":
            # "… 90 hộ nghèo, giải ngân 12 tỷ đồng, đạt 35%" is a rate of the money.
            return None
        index = _number_before(clauses[index])
    return stated[index] if index is not None else None


def _number_before(clause: Clause) -> int | None:
    return clause.previous if clause.previous is not None else clause.governor
