"""Amounts told one after another: "vốn đầu tư và vốn sự nghiệp lần lượt là 43 tỷ và 27 tỷ đồng, bằng 88% và 53%".

So are those of several years: "kinh phí các năm 2022, 2023 lần lượt là 43 tỷ đồng; 27 tỷ đồng".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.narrative.drafts import Draft, PassageDrafts
from district_reports.readers.outline.sections import Round, Section, find_project

_IN_TURN = re.compile(r"\b(?:lan luot|tuong ung)\b")
_THE_SAME = re.compile(r"\b(?:con )?so(?: lieu)? tuong ung\b")
_YEARS = re.compile(r"\bnam\s+(20\d\d(?:(?:\s*[,;]\s*|\s+va\s+)(?:nam\s+)?20\d\d)+)\s*$")
# What a number at its place is said to be: names of a figure's fields with their values.
_Fields = dict[str, Any]
_GROUPS = {"capital_types": ("capital_type",), "sources": ("fund_source",), "stages": ("indicator", "kind")}
_PROJECT = re.compile(r"\b(?:tieu du an|du an|tda|da)\s*\d")
_AND = re.compile(r"[\s,;]*(?:va\s+)?")
_EQUALS = re.compile(r"[\s,;(]*(?:bang|dat|tuong ung|tuong duong|chiem|lan luot|la|khoang|\s)*")
_RATES = {"capital_disbursed": "disbursement_rate", "capital_forecast": "disbursement_forecast_rate"}


def tell_in_turn(clauses: Sequence[Clause], drafts: PassageDrafts, round_: Round) -> None:
    """Gives each of several numbers told in turn what is named at its place, and reads those not understood.

    These are types, sources, projects or years, or what became of the money; a second list ("…, giải ngân tương ứng …")
    has the names of the first. What was spent of the money of one of several years keeps its period.
    """
    named: list[_Fields] = []
    for index, clause in enumerate(clauses):
        before, *found = _IN_TURN.split(clause.before, maxsplit=1)
        if not found:
            continue
        if _THE_SAME.search(clause.before) and drafts.of(clause) is None:
            _tell_the_same(clauses[index:], drafts)
            continue
        named = _named(before) or named
        numbers, first = clauses[index : index + len(named)], drafts.of(clause)
        if len(named) < 2 or len(numbers) < len(named) or first is None or not _are_listed(numbers):
            continue
        told = [_tell(number, first, fields, drafts, round_) for number, fields in zip(numbers, named, strict=True)]
        shares = clauses[index + len(named) : index + 2 * len(named)]
        are_shares = len(shares) == len(named) and _EQUALS.fullmatch(shares[0].before) and _are_listed(shares)
        if are_shares and clause.mention.unit == "vnd" and all(share.mention.unit == "percent" for share in shares):
            for share, amount in zip(shares, told, strict=True):
                _tell_rate(share, amount, drafts)


def _named(before: str) -> list[_Fields]:
    """What is named before the numbers: several years, else projects, types, sources or stages; empty for none."""
    if years := _YEARS.search(before):
        return [{"budget_year": year} for year in re.findall(r"20\d\d", years[1])]
    lists = [_projects_named(before)]
    lists += [[{name: cue.means[name] for name in names} for cue in phrase_groups("capital")[group].find(before)]
              for group, names in _GROUPS.items()]  # fmt: skip
    return next((named for named in lists if len(named) > 1), [])


def _projects_named(before: str) -> list[_Fields]:
    """The projects of "Dự án 1 và Dự án 2", the sub-projects of "Tiểu dự án 1, Tiểu dự án 2 của Dự án 3"."""
    labels = _PROJECT.findall(before)
    parts = [label for label in labels if label.startswith("t")]
    whole = [label for label in labels if not label.startswith("t")]
    if parts and len(whole) != 1:
        return []
    found = [find_project(f"{label} {' '.join(whole)}" if parts else label, Section()) for label in parts or whole]
    return [{"project": one[0], "subproject": one[1]} for one in found if one is not None]


def _tell_the_same(clauses: Sequence[Clause], drafts: PassageDrafts) -> None:
    """ "Dự án 2 giao 4 tỷ đồng, giải ngân 3 tỷ đồng; Dự án 4 con số tương ứng là 5 tỷ đồng và 2 tỷ đồng"."""
    first = clauses[0]
    listed = [first]
    for clause in clauses[1:]:
        if clause.sentence_number != first.sentence_number or not _AND.fullmatch(clause.before):
            break
        listed.append(clause)
    before = [draft for draft in drafts.all() if draft.clause and draft.clause.index < first.index][-len(listed) :]
    said = [(draft.figure.indicator, draft.figure.unit) for draft in before]
    are_alike = [unit for _, unit in said] == [clause.mention.unit for clause in listed]
    about = _about(first.before)
    if not about or not are_alike or len(set(said)) < max(2, len(listed)):
        return
    amount = None
    for clause, draft in zip(listed, before, strict=True):
        told = replace(draft, figure=replace(draft.figure, **about), rate_of=amount if draft.rate_of else None)
        if "budget_year" in about and told.figure.kind == "assigned":
            told.figure = replace(told.figure, period=about["budget_year"])
        drafts.add(clause, _with_value(told, clause))
        amount = drafts.of(clause) if clause.mention.unit == "vnd" else amount


def _about(before: str) -> _Fields:
    """The one project, year, type or source that numbers are told of instead of that of those before."""
    about: _Fields = {}
    if project := find_project(before, Section()):
        about |= {"project": project[0], "subproject": project[1]}
    if len(years := set(re.findall(r"\bnam (20\d\d)\b", before))) == 1:
        about["budget_year"] = years.pop()
    for group, (name, *more) in _GROUPS.items():
        cues = phrase_groups("capital")[group].find(before) if not more else []
        about |= {name: cues[0].means[name]} if len(cues) == 1 else {}
    return about


def _are_listed(numbers: Sequence[Clause]) -> bool:
    """Whether nothing but "và" or commas stand between numbers of one unit."""
    return len({number.mention.unit for number in numbers}) == 1 and all(
        _AND.fullmatch(number.before) for number in numbers[1:]
    )


def _tell(clause: Clause, first: Draft, named: _Fields, drafts: PassageDrafts, round_: Round) -> Draft:
    """The number at its place in the words of the first: "vốn đầu tư và vốn sự nghiệp NSTW" are of one source."""
    cues = phrase_groups("capital")["sources"].find(first.clause.before if first.clause else "")
    source = first.figure.fund_source or (cues[-1].means["fund_source"] if cues else "")
    figure = replace(first.figure, **{"fund_source": source, **named})
    is_spent = figure.indicator in (*_RATES, *_RATES.values())
    if "budget_year" in named and not is_spent:
        figure = replace(figure, period=figure.budget_year)
    elif "indicator" in named:
        figure = replace(figure, period=round_.code if is_spent else figure.budget_year,
                         as_of=figure.as_of if is_spent else None)  # fmt: skip
    draft = drafts.of(clause) or Draft((0, 0), figure, clause, rate_of=first.rate_of)
    draft.is_year_stated = draft.is_year_stated or "budget_year" in named
    draft.figure = figure
    draft = _with_value(draft, clause)
    drafts.add(clause, draft)
    return draft


def _with_value(draft: Draft, clause: Clause) -> Draft:
    """A draft with the number of a clause."""
    mention = clause.mention
    figure = replace(draft.figure, value=mention.value, bound=mention.bound, value_text=mention.value_text,
                     unit_text=mention.unit_text)  # fmt: skip
    draft.figure, draft.span, draft.clause = figure, (mention.start, mention.end), clause
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
