"""What a fault is: a small change to a clean submission, who may rightly tell it, and what it may hold."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from district_reports.generation import Submission
from district_reports.generation.capital import WINDOWS
from district_reports.generation.drafts import Draft
from district_reports.generation.facts import Fact
from district_reports.generation.forms import Grid

Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Case:
    """A submission on its way: `sent` instead of its own files where they were spoilt as bytes, how many days after
    its issue it arrives, and what the unit sent `before`."""

    submission: Submission
    sent: Files = ()
    days_late: int = 0
    before: Submission | None = None

    @property
    def draft(self) -> Draft:
        """Its narrative."""
        assert self.submission.draft is not None, "every case has a narrative"
        return self.submission.draft

    def files(self) -> Files:
        """Name and content of each file, as they arrive."""
        return self.sent or tuple(self.submission.files())

    def with_draft(self, draft: Draft) -> "Case":
        """The same with another narrative."""
        return replace(self, submission=replace(self.submission, draft=draft))

    def with_grid(self, number: int, grid: Grid) -> "Case":
        """The same with one sheet of the workbook changed."""
        grids = (*self.submission.grids[:number], grid, *self.submission.grids[number + 1 :])
        return replace(self, submission=replace(self.submission, grids=grids))


Spoil = Callable[[Case, random.Random], Case | None]
"""Puts a fault into a case; None where the case has no place for it."""


@dataclass(frozen=True)
class Fault:
    """A kind of fault: its name, the rules (or groups of them) that may rightly tell it, the subject it concerns, and
    what it is put into: windows of a year, forms of the workbook, voices, the year and window sent before, and how many
    others of the province send the same round (whether or not with faults of their own).

    Unless it `moves_figures`, the figures that are read stay true, and other rounds of the unit may be used as well.
    """

    name: str
    rules: tuple[str, ...]
    subject: str
    spoil: Spoil
    rounds: tuple[str, ...] = WINDOWS
    forms: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    moves_figures: bool = True
    before: tuple[int, str] | None = None
    neighbours: int = 0

    def is_told_by(self, rule: str, subject: str) -> bool:
        """Whether a finding of that rule on that subject is about this fault."""
        is_right = rule in self.rules or rule.partition("-")[0] in self.rules
        return is_right and (self.subject == "submission" or subject in (self.subject, "submission"))


FAULTS: list[Fault] = []
"""All kinds, in the order they are told."""


def fault(rules: str, subject: str, **wants: object) -> Callable[[Spoil], Spoil]:
    """Register a function as a kind of fault under its own name."""

    def register(spoil: Spoil) -> Spoil:
        FAULTS.append(Fault(spoil.__name__, tuple(rules.split()), subject, spoil, **wants))  # type: ignore[arg-type]
        return spoil

    return register


# Choosing a place


def choose(draft: Draft, rng: random.Random, is_wanted: Callable[[Fact], bool]) -> int | None:
    """One of the numbers that tell a fact of a kind; None where there is none."""
    found = draft.find(is_wanted)
    return rng.choice(found) if found else None


def is_total(fact: Fact) -> bool:
    """Money assigned or paid out for the whole programme and year."""
    return (
        fact.indicator in ("capital_assigned", "capital_disbursed")
        and (fact.project, fact.fund_source, fact.capital_type) == ("", "all", "all")
        and fact.kind in ("assigned", "disbursed")
        and fact.period.startswith(fact.budget_year)
    )


def retell(case: Case, number: int | None, change: Callable[[str], str]) -> Case | None:
    """The case with one number printed otherwise; None where there is no such number or the change leaves it."""
    if number is None:
        return None
    text = case.draft.told[number].text
    changed = change(text)
    return case.with_draft(case.draft.retell(number, changed)) if changed != text else None


def edit_line(case: Case, index: int, change: Callable[[str], str]) -> Case | None:
    """The case with one line changed; None where the change leaves it."""
    lines = list(case.draft.lines)
    lines[index] = change(lines[index])
    return case.with_draft(replace(case.draft, lines=tuple(lines))) if tuple(lines) != case.draft.lines else None


def insert_line(case: Case, index: int, line: str) -> Case:
    """The case with a line put before another."""
    lines = list(case.draft.lines)
    return case.with_draft(replace(case.draft, lines=(*lines[:index], line, *lines[index:])))


def find_line(case: Case, *starts: str) -> int | None:
    """The first line that begins with one of some words."""
    return next((index for index, line in enumerate(case.draft.lines) if line.startswith(starts)), None)


def find_title(case: Case) -> int:
    """The last line before the report begins: to whom it is addressed."""
    index = find_line(case, "Kính gửi")
    assert index is not None, "every narrative is addressed"
    return index


# Slips of the pen


def swap_digits(rng: random.Random) -> Callable[[str], str]:
    """Two neighbouring digits change places, so that the number differs and does not begin with a zero."""

    def change(text: str) -> str:
        # Behind the comma a slip is smaller than what rounding explains.
        places = [i for i, letter in enumerate(text.partition(",")[0]) if letter.isdigit()]
        pairs = [(a, b) for a, b in pairwise(places)
                 if text[a] != text[b] and (a != places[0] or text[b] != "0")]  # fmt: skip
        if not pairs:
            return text
        a, b = rng.choice(pairs)
        letters = list(text)
        letters[a], letters[b] = letters[b], letters[a]
        return "".join(letters)

    return change


def shift(by: str) -> Callable[[str], str]:
    """The number grows, or shrinks, by a share or an amount: "+12%", "-90%", "+3"; printed with as many decimals."""

    def change(text: str) -> str:
        whole, _, decimals = text.partition(",")
        value = int((whole.replace(".", "") + decimals) or "0")
        amount = int(by.strip("+%"))
        value += (value * amount // 100 or 1) if by.endswith("%") else amount * 10 ** len(decimals)
        digits = str(value).rjust(len(decimals) + 1, "0")
        whole, decimals = (digits[: -len(decimals)], digits[-len(decimals) :]) if decimals else (digits, "")
        return f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")

    return change


def pick_grid(case: Case, form: str) -> tuple[int, Grid]:
    """The number and a copy of the sheet of a form."""
    number = [grid.form for grid in case.submission.grids].index(form)
    grid = case.submission.grids[number]
    return number, replace(grid, cells=dict(grid.cells), facts=dict(grid.facts), merged=list(grid.merged))


def choose_cell(grid: Grid, rng: random.Random, is_wanted: Callable[[Fact], bool]) -> tuple[int, int] | None:
    """A cell that holds a fact of a kind and is not zero."""
    places: Sequence[tuple[int, int]] = [
        place for place, fact in grid.facts.items() if is_wanted(fact) and grid.cells[place]
    ]
    return rng.choice(places) if places else None
