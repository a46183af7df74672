"""Faults that only show against what the unit told before, or against its neighbours."""

import random
from dataclasses import replace

from bench.fault_kinds.cases import Case, fault
from district_reports.generation import make_submission
from district_reports.generation.model import DistrictRound


def _remake(case: Case, report: DistrictRound) -> Case:
    forms = [grid.form for grid in case.submission.grids]
    return replace(case, submission=make_submission(report, 0, voice=case.submission.voice, forms=forms))


def _with_amounts(case: Case, **amounts: object) -> Case:
    report = case.submission.report
    capital = report.capital.with_amounts({**report.capital.amounts, **amounts})  # type: ignore[dict-item]
    return _remake(case, replace(report, capital=capital))


@fault("CAP", "capital", rounds=("9M",), before=(0, "H1"))
def disbursement_falls_within_the_year(case: Case, rng: random.Random) -> Case | None:
    """Nine months tell less money paid out than six months did."""
    assert case.before is not None, "the half year is sent first"
    earlier = case.before.report.capital.amounts["disbursed"]
    return _with_amounts(case, disbursed={line: amount * 7 // 10 for line, amount in earlier.items()})


@fault("CHG-005", "capital", rounds=("H1",), voices=("by_project",), before=(-1, ""))
def carried_over_more_than_was_left(case: Case, rng: random.Random) -> Case | None:
    """Half as much again is carried over as was left."""
    carried = case.submission.report.capital.amounts["carried_over"]
    return _with_amounts(case, carried_over={line: amount * 3 // 2 for line, amount in carried.items()})


@fault("CHG-002 CHG-004 BAL", "poverty", rounds=("H1",), before=(-1, ""))
def opening_is_not_last_closing(case: Case, rng: random.Random) -> Case | None:
    """The year begins with fewer poor households than the last one ended with."""
    report = case.submission.report
    share = rng.uniform(0.7, 0.9)
    communes = tuple(
        replace(one, counts={**one.counts, "poor_households": int(one.counts["poor_households"] * share)})
        for one in report.review.communes
    )
    return _remake(case, replace(report, review=replace(report.review, communes=communes)))


@fault("OUT", "poverty", neighbours=6)
def far_poorer_than_every_neighbour(case: Case, rng: random.Random) -> Case | None:
    """Nine households in ten are poor."""
    report = case.submission.report
    communes = tuple(
        replace(one, counts={**one.counts, "poor_households": int(one.counts["total_households"] * 0.93),
                             "near_poor_households": one.counts["total_households"] // 50})
        for one in report.review.communes
    )  # fmt: skip
    return _remake(case, replace(report, review=replace(report.review, communes=communes)))
