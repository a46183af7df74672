"""How reports of a made-up country come in: in time or late, once or again, right or wrong, full or empty."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import timedelta

from district_reports.generation.capital import Line
from district_reports.generation.model import DistrictRound
from district_reports.generation.packages import Submission, make_nil_return
from district_reports.problems import DistrictReportsError

Write = Callable[[DistrictRound], Submission]

_DUE_AFTER = timedelta(days=21)
_LATE = ("Chờ số liệu của các xã", "Chờ đối chiếu với Kho bạc Nhà nước", "Cán bộ phụ trách chuyển công tác")
_REVISED = "Bổ sung chứng từ giải ngân về sau và hộ nghèo theo kết quả rà soát chính thức"
_MENDED = "Sửa theo phản hồi"
_NIL = "Không được giao vốn trong năm"


@dataclass(frozen=True)
class Mishaps:
    """How many of a hundred reports meet which mishap; all others come once, in time and right.

    `silent`: never sent. `late`: after it was due. `revised`: sent again with other numbers. `faulty`: with a fault
    that holds a subject; sent right afterwards, or never, or only after it had been sent right. `nil`: of units
    without money, in all rounds.
    """

    silent: int = 0
    late: int = 0
    revised: int = 0
    faulty: int = 0
    nil: int = 0

    def __post_init__(self) -> None:
        if self.late + self.revised + self.faulty > 100 or not all(0 <= percent <= 100 for percent in astuple(self)):
            raise DistrictReportsError("more mishaps than reports", remedy="give percents that add to 100 at most")


def make_history(reports: Iterable[DistrictRound], seed: int, mishaps: Mishaps, write: Write) -> Iterator[Submission]:
    """What is sent for each report, in the words of `write`: nothing, one submission, or two in the order they came."""
    for report in reports:
        if _is_met(mishaps.silent, f"{seed} silent {report.unit.code} {report.round}"):
            continue
        if _is_met(mishaps.nil, f"{seed} nil {report.unit.code}"):
            yield replace(make_nil_return(_without_money(report), seed), reason=_NIL)
            continue
        dice = random.Random(f"{seed} mishap {report.unit.code} {report.round}")
        met = dice.random() * 100
        if met < mishaps.late:
            yield replace(write(_come_late(report, dice)), reason=dice.choice(_LATE))
        elif met < mishaps.late + mishaps.revised:
            yield write(_know_less(report, dice))
            yield _send_again(write(_follow(report, dice)), _REVISED)
        elif met < mishaps.late + mishaps.revised + mishaps.faulty:
            yield from _go_wrong(report, dice, write)
        else:
            yield write(report)


def _is_met(percent: int, name: str) -> bool:
    return random.Random(name).random() * 100 < percent


def _go_wrong(report: DistrictRound, dice: random.Random, write: Write) -> Iterator[Submission]:
    """Wrong and never mended, wrong and mended, or right and then made wrong."""
    subject = dice.choice(tuple(FAULTS))
    what, spoil = FAULTS[subject]
    course = dice.choice(("stays", "is mended", "comes later"))
    if course == "comes later":
        yield write(report)
        spoilt = _send_again(write(spoil(_follow(report, dice))), what)
    else:
        spoilt = replace(write(spoil(report)), reason=what)
    yield replace(spoilt, held_subject=subject)
    if course == "is mended":
        yield _send_again(write(_follow(report, dice)), _MENDED)


def _send_again(submission: Submission, reason: str) -> Submission:
    return replace(submission, revision=1, reason=reason)


def _come_late(report: DistrictRound, dice: random.Random) -> DistrictRound:
    return replace(report, issued=report.cut_off + _DUE_AFTER + timedelta(days=dice.randint(1, 75)))


def _follow(report: DistrictRound, dice: random.Random) -> DistrictRound:
    """The same in a later letter."""
    return replace(report, issued=report.issued + timedelta(days=dice.randint(15, 80)),
                   document_number=report.document_number + dice.randint(20, 200))  # fmt: skip


def _know_less(report: DistrictRound, dice: random.Random) -> DistrictRound:
    """What the unit knew first: some payments not yet booked, some households not yet struck off."""
    capital, review = report.capital, report.review
    disbursed = {
        line: amount * 9 // 10_000 * 1000 if dice.random() < 0.5 else amount
        for line, amount in capital.amounts["disbursed"].items()
    }
    more = dice.randint(2, 9)
    first, *others = review.communes
    counts = {**first.counts, "poor_households": first.counts["poor_households"] + more}
    movements = {**first.movements, "new": first.movements["new"] + more}
    early = replace(review, communes=(replace(first, counts=counts, movements=movements), *others))
    return replace(report, capital=capital.with_amounts({**capital.amounts, "disbursed": disbursed}), review=early)


def _without_money(report: DistrictRound) -> DistrictRound:
    nothing: Mapping[str, Mapping[Line, int]] = {measure: {} for measure in report.capital.amounts}
    return replace(report, capital=report.capital.with_amounts(nothing))


def _pay_out_too_much(report: DistrictRound) -> DistrictRound:
    """Three times what was assigned is paid out of every line."""
    amounts = report.capital.amounts
    disbursed = {line: amount * 3 for line, amount in amounts["assigned"].items()}
    return replace(report, capital=report.capital.with_amounts({**amounts, "disbursed": disbursed}))


def _lose_households(report: DistrictRound) -> DistrictRound:
    """In every commune there are half as many households as poor ones."""
    communes = (
        replace(one, counts={**one.counts, "total_households": one.counts["poor_households"] // 2})
        for one in report.review.communes
    )
    return replace(report, review=replace(report.review, communes=tuple(communes)))


FAULTS: Mapping[str, tuple[str, Callable[[DistrictRound], DistrictRound]]] = {
    "capital": ("Cộng trùng chứng từ giải ngân", _pay_out_too_much),
    "poverty": ("Lấy nhầm cột tổng số hộ", _lose_households),
}
"""Faults by the subject they hold: what the unit did, and what becomes of its report."""
