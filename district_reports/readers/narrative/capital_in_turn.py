"""Amounts told one after another: "vốn đầu tư và vốn sự nghiệp lần lượt là 43 tỷ và 27 tỷ đồng, bằng 88% và 53%"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.drafts import Draft, PassageDrafts

_IN_TURN = "lan luot"
_AND = re.compile(r"[\s,;]*(?:va\s+)?")
_EQUALS = re.compile(r"[\s,;(]*(?:bang|dat|tuong ung|tuong duong|chiem|lan luot|la|khoang|\s)*")
_RATES = {"capital_disbursed": "disbursement_rate", "capital_forecast": "disbursement_forecast_rate"}


def tell_in_turn(clauses: Sequence[Clause], drafts: PassageDrafts) -> None:
    """Gives each of several numbers told in turn the type named at its place, and reads those not understood."""
    for index, clause in enumerate(clauses):
        before, found, _ = clause.before.partition(_IN_TURN)
        types = [cue.means["capital_type"] for cue in phrase_groups("capital")["capital_types"].find(before)]
        numbers = clauses[index : index + len(types)]
        first = drafts.of(clause)
        if not found or len(types) < 2 or len(numbers) < len(types) or first is None or not _are_listed(numbers):
            continue
        told = [_tell(number, first, type_, drafts) for number, type_ in zip(numbers, types, strict=True)]
        shares = clauses[index + len(types) : index + 2 * len(types)]
        are_shares = len(shares) == len(types) and _EQUALS.fullmatch(shares[0].before) and _are_listed(shares)
        if are_shares and clause.mention.unit == "vnd" and all(share.mention.unit == "percent" for share in shares):
            for share, amount in zip(shares, told, strict=True):
                _tell_rate(share, amount, drafts)


def _are_listed(numbers: Sequence[Clause]) -> bool:
    """Whether nothing but "và" or commas stand between numbers of one unit."""
    return len({number.mention.unit for number in numbers}) == 1 and all(
        _AND.fullmatch(number.before) for number in numbers[1:]
    )


def _tell(clause: Clause, first: Draft, capital_type: str, drafts: PassageDrafts) -> Draft:
    """The number of a type, in the words of the first: "vốn đầu tư và vốn sự nghiệp NSTW" are of one source."""
    mention = clause.mention
    cues = phrase_groups("capital")["sources"].find(first.clause.before if first.clause else "")
    source = first.figure.fund_source or (cues[-1].means["fund_source"] if cues else "")
    figure = replace(
        first.figure, value=mention.value, bound=mention.bound, value_text=mention.value_text,
        unit_text=mention.unit_text, capital_type=capital_type, fund_source=source,
    )  # fmt: skip
    draft = drafts.of(clause) or Draft((mention.start, mention.end), figure, clause, rate_of=first.rate_of)
    draft.figure = figure
    drafts.add(clause, draft)
    return draft


def _tell_rate(clause: Clause, amount: Draft, drafts: PassageDrafts) -> None:
    mention = clause.mention
    indicator = _RATES.get(amount.figure.indicator)
    if indicator is None:
        return
    figure = replace(
        amount.figure, indicator=indicator, value=mention.value, unit="percent", bound=mention.bound,
        value_text=mention.value_text, unit_text=mention.unit_text, rule=f"{amount.figure.rule}+rate",
    )  # fmt: skip
    drafts.add(clause, Draft((mention.start, mention.end), figure, clause, rate_of=amount))
