"""Amounts told one after another: "vốn đầu tư và vốn sự nghiệp lần lượt là 43 tỷ và 27 tỷ đồng, bằng 88% và 53%".

So are those of several years: "kinh phí các năm 2022, 2023 lần lượt là 43 tỷ đồng; 27 tỷ đồng".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.drafts import Draft, PassageDrafts

_IN_TURN = "lan luot"
_YEARS = re.compile(r"\bnam\s+(20\d\d(?:(?:\s*[,;]\s*|\s+va\s+)(?:nam\s+)?20\d\d)+)\s*$")
_AND = re.compile(r"[\s,;]*(?:va\s+)?")
_EQUALS = re.compile(r"[\s,;(]*(?:bang|dat|tuong ung|tuong duong|chiem|lan luot|la|khoang|\s)*")
_RATES = {"capital_disbursed": "disbursement_rate", "capital_forecast": "disbursement_forecast_rate"}


def tell_in_turn(clauses: Sequence[Clause], drafts: PassageDrafts) -> None:
    """Gives each of several numbers told in turn the type or year named at its place, and reads those not understood.

    What was spent of the money of one of several years keeps its period.
    """
    for index, clause in enumerate(clauses):
        before, found, _ = clause.before.partition(_IN_TURN)
        named = _named(before)
        numbers = clauses[index : index + len(named)]
        first = drafts.of(clause)
        if not found or len(named) < 2 or len(numbers) < len(named) or first is None or not _are_listed(numbers):
            continue
        told = [_tell(number, first, fields, drafts) for number, fields in zip(numbers, named, strict=True)]
        shares = clauses[index + len(named) : index + 2 * len(named)]
        are_shares = len(shares) == len(named) and _EQUALS.fullmatch(shares[0].before) and _are_listed(shares)
        if are_shares and clause.mention.unit == "vnd" and all(share.mention.unit == "percent" for share in shares):
            for share, amount in zip(shares, told, strict=True):
                _tell_rate(share, amount, drafts)


def _named(before: str) -> list[dict[str, str]]:
    """What is named before the numbers: several years, else types."""
    if years := _YEARS.search(before):
        return [{"budget_year": year} for year in re.findall(r"20\d\d", years[1])]
    return [{"capital_type": cue.means["capital_type"]}
            for cue in phrase_groups("capital")["capital_types"].find(before)]  # fmt: skip


def _are_listed(numbers: Sequence[Clause]) -> bool:
    """Whether nothing but "và" or commas stand between numbers of one unit."""
    return len({number.mention.unit for number in numbers}) == 1 and all(
        _AND.fullmatch(number.before) for number in numbers[1:]
    )


def _tell(clause: Clause, first: Draft, named: dict[str, str], drafts: PassageDrafts) -> Draft:
    """The number of a type or year, in the words of the first: "vốn đầu tư và vốn sự nghiệp NSTW" are of one source."""
    mention = clause.mention
    cues = phrase_groups("capital")["sources"].find(first.clause.before if first.clause else "")
    source = first.figure.fund_source or (cues[-1].means["fund_source"] if cues else "")
    figure = replace(
        first.figure, value=mention.value, bound=mention.bound, value_text=mention.value_text,
        unit_text=mention.unit_text, fund_source=source,
    )  # fmt: skip
    if type_ := named.get("capital_type"):
        figure = replace(figure, capital_type=type_)
    if year := named.get("budget_year"):
        is_spent = figure.indicator in _RATES
        figure = replace(figure, budget_year=year, period=figure.period if is_spent else year)
    draft = drafts.of(clause) or Draft((mention.start, mention.end), figure, clause, rate_of=first.rate_of)
    draft.figure = figure
    draft.is_year_stated = draft.is_year_stated or "budget_year" in named
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
