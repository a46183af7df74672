"""Faults in households and other counts."""

import random

from bench.fault_kinds.cases import Case, choose, choose_cell, fault, find_line, insert_line, pick_grid, retell, shift
from district_reports.generation.facts import Fact
from district_reports.generation.forms import Grid
from district_reports.generation.numbers import print_number


def _before_policies(case: Case) -> int:
    return find_line(case, "4. Kết quả thực hiện các chính", "IV. Kết quả", "III. Các chính", "II. Kết quả thực") or 12


def _is_poor(fact: Fact) -> bool:
    return fact.indicator == "poor_households" and not fact.breakdown


@fault("SUM RAT", "poverty")
def poor_above_all_households(case: Case, rng: random.Random) -> Case | None:
    """More poor households than households."""
    review = case.submission.report.review
    number = choose(case.draft, rng, _is_poor)
    return retell(case, number, lambda _: print_number(review.count("total_households") + rng.randint(5, 900)))


@fault("RAT CHG", "poverty")
def household_rate_off(case: Case, rng: random.Random) -> Case | None:
    """A rate of poor or near-poor households is some points too high."""
    rates = ("poor_household_rate", "near_poor_household_rate")
    by = rng.choice(("+1", "+3"))
    return retell(case, choose(case.draft, rng, lambda fact: fact.indicator in rates), shift(by))


@fault("CHG RAT", "poverty", rounds=("",), before=(-1, ""))
def change_is_not_the_difference(case: Case, rng: random.Random) -> Case | None:
    """A rate changed by two points more than since the report of the year before."""
    number = choose(case.draft, rng, lambda fact: fact.indicator.endswith("rate_change"))
    return retell(case, number, shift("+2"))


@fault("DUP", "poverty")
def poor_households_told_twice(case: Case, rng: random.Random) -> Case | None:
    """The next sentence tells another number of poor households."""
    number = choose(case.draft, rng, _is_poor)
    if number is None:
        return None
    review, count = case.submission.report.review, case.submission.report.review.count("poor_households")
    when = f"Cuối năm {review.year}" if not case.submission.report.window else f"Đầu năm {review.year + 1}"
    line = f"{when}, số hộ nghèo toàn huyện là {print_number(count + rng.randint(11, 90))} hộ."
    return insert_line(case, case.draft.line_of(number) + 1, line)


@fault("STA", "poverty", rounds=("",), moves_figures=False)
def figures_are_preliminary(case: Case, rng: random.Random) -> Case | None:
    """Household figures are called preliminary."""
    number = choose(case.draft, rng, _is_poor)
    line = rng.choice(("Số liệu hộ nghèo, hộ cận nghèo nêu trên là kết quả sơ bộ.",
                       "(Kết quả rà soát hộ nghèo, hộ cận nghèo sơ bộ)"))  # fmt: skip
    return insert_line(case, case.draft.line_of(number) + 1, line) if number is not None else None


@fault("ELI", "support", moves_figures=False)
def more_communes_than_there_are(case: Case, rng: random.Random) -> Case | None:
    """More communes than the unit has, all of them."""
    count = len(case.submission.report.review.communes) + rng.randint(2, 5)
    line = f"{count}/{count} xã, thị trấn đã thành lập Ban quản lý Chương trình."
    return insert_line(case, _before_policies(case), line)


@fault("ELI SUM RAT", "support", moves_figures=False)
def part_above_whole(case: Case, rng: random.Random) -> Case | None:
    """More communes did something than there are."""
    count = len(case.submission.report.review.communes)
    line = f"{count + rng.randint(1, 4)}/{count} xã, thị trấn đã thành lập Ban quản lý Chương trình."
    return insert_line(case, _before_policies(case), line)


@fault("SUM", "support", voices=("households_first",))
def houses_do_not_add(case: Case, rng: random.Random) -> Case | None:
    """Houses supported are more than those built and repaired."""
    number = choose(case.draft, rng, lambda fact: fact.indicator == "houses_supported")
    return retell(case, number, lambda text: str(int(text) + rng.randint(2, 30)))


@fault("TYP RAT SUM", "support")
def count_with_decimals(case: Case, rng: random.Random) -> Case | None:
    """A count of persons or households with a decimal."""
    number = choose(case.draft, rng, lambda fact: fact.indicator in ("policy_beneficiaries", "loan_borrowers"))
    return retell(case, number, lambda text: f"{text},{rng.randint(1, 9)}")


@fault("SUM", "poverty", rounds=("",))
def towns_and_villages_do_not_add(case: Case, rng: random.Random) -> Case | None:
    """Poor households of villages, and of towns, are more than all poor households."""
    number = choose(case.draft, rng, lambda fact: fact.breakdown == "rural")
    return retell(case, number, shift("+9%"))


# Forms of the household review


@fault("SUM BAL RAT DUP", "poverty", rounds=("",), forms=("household_review_1",))
def communes_do_not_add(case: Case, rng: random.Random) -> Case | None:
    """A commune's households differ from what the district's sum holds."""
    number, grid = pick_grid(case, "household_review_1")
    place = choose_cell(grid, rng, lambda fact: bool(fact.place) and fact.indicator in
                        ("total_households", "poor_households", "near_poor_households"))  # fmt: skip
    return _add(case, number, grid, place, rng.randint(7, 60))


@fault("BAL", "poverty", rounds=("",), forms=("household_review_2",))
def movements_do_not_balance(case: Case, rng: random.Random) -> Case | None:
    """A movement of poor households is some too many."""
    number, grid = pick_grid(case, "household_review_2")
    moves = ("poor_movement_escaped", "poor_movement_to_near_poor", "poor_movement_new")
    return _add(case, number, grid, choose_cell(grid, rng, lambda fact: fact.indicator in moves), rng.randint(3, 20))


@fault("BAL DUP", "poverty", rounds=("",), forms=("household_review_1", "household_review_2"))
def movement_ends_elsewhere(case: Case, rng: random.Random) -> Case | None:
    """Movements balance and end at another number than the review."""
    number, grid = pick_grid(case, "household_review_2")
    rows, more = sorted({place[0] for place in grid.facts})[:2], rng.randint(4, 30)
    for place, fact in grid.facts.items():
        if place[0] in rows and fact.indicator in ("poor_movement_new", "poor_movement_end"):
            grid.cells[place] = int(str(grid.cells[place])) + more
    return case.with_grid(number, grid)


@fault("ELI SUM", "poverty", rounds=("",), forms=("household_review_4",))
def deprived_above_poor(case: Case, rng: random.Random) -> Case | None:
    """More deprived poor households in a commune than poor ones."""
    number, grid = pick_grid(case, "household_review_4")
    place = choose_cell(grid, rng, lambda fact: fact.indicator == "deprived_households" and bool(fact.place))
    poor = sum(one.counts["poor_households"] for one in case.submission.report.review.communes)
    return _add(case, number, grid, place, poor)


def _add(case: Case, number: int, grid: Grid, place: tuple[int, int] | None, more: int) -> Case | None:
    if place is None:
        return None
    grid.cells[place] = int(str(grid.cells[place])) + more
    return case.with_grid(number, grid)
