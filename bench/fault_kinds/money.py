"""Faults in money told in a narrative."""

import random
import re
from dataclasses import replace
from decimal import Decimal

from bench.fault_kinds.cases import (
    Case,
    choose,
    edit_line,
    fault,
    find_line,
    insert_line,
    is_total,
    retell,
    shift,
    swap_digits,
)
from district_reports import registry
from district_reports.generation import make_submission
from district_reports.generation.capital import Capital
from district_reports.generation.facts import Fact
from district_reports.generation.numbers import print_number

_CLOSING = "SUM RAT CAP DUP"


def _is_money(fact: Fact, *, of: str = "project") -> bool:
    is_amount = fact.indicator in ("capital_assigned", "capital_disbursed") and fact.kind in ("assigned", "disbursed")
    return (
        is_amount
        and {
            "project": bool(fact.project) and not fact.subproject,
            "subproject": bool(fact.subproject),
            "source": fact.fund_source in ("central", "local") and not fact.project and fact.capital_type == "all",
            "type": fact.capital_type in ("investment", "recurrent") and not fact.project,
        }[of]
    )


@fault(_CLOSING, "capital")
def digits_swapped_in_total(case: Case, rng: random.Random) -> Case | None:
    """Two digits of the money assigned to or paid out for the whole programme change places."""
    return retell(case, choose(case.draft, rng, is_total), swap_digits(rng))


@fault(_CLOSING, "capital")
def digit_dropped_in_total(case: Case, rng: random.Random) -> Case | None:
    """A digit of such a total is left out."""

    def drop(text: str) -> str:
        digits = [index for index, letter in enumerate(text.partition(",")[0]) if letter.isdigit()]
        place = rng.choice(digits[1:])
        kept = (text[:place] + text[place + 1 :]).partition(",")
        return print_number(Decimal(kept[0].replace(".", "") + (f".{kept[2]}" if kept[2] else "")))

    return retell(case, choose(case.draft, rng, is_total), drop)


@fault(_CLOSING, "capital")
def digits_swapped_in_project(case: Case, rng: random.Random) -> Case | None:
    """Two digits of a project's money change places."""
    return retell(case, choose(case.draft, rng, _is_money), swap_digits(rng))


@fault(_CLOSING, "capital", voices=("by_project", "prose"))
def subproject_off(case: Case, rng: random.Random) -> Case | None:
    """A sub-project's money grows by 9 %."""
    return retell(case, choose(case.draft, rng, lambda fact: _is_money(fact, of="subproject")), shift("+9%"))


@fault("SUM CAP RAT DUP", "capital", voices=("by_source", "prose", "households_first"))
def source_off(case: Case, rng: random.Random) -> Case | None:
    """Money of one source grows by 4 %."""
    return retell(case, choose(case.draft, rng, lambda fact: _is_money(fact, of="source")), shift("+4%"))


@fault("SUM RAT CAP DUP LAB", "capital", voices=("by_source", "by_project", "households_first"))
def type_off(case: Case, rng: random.Random) -> Case | None:
    """Money of one type grows by 3 %."""
    return retell(case, choose(case.draft, rng, lambda fact: _is_money(fact, of="type")), shift("+3%"))


@fault("SUM CAP", "capital", rounds=("H1",), voices=("prose",))
def unallocated_off(case: Case, rng: random.Random) -> Case | None:
    """What is not yet allocated grows by 40 %."""
    return retell(case, choose(case.draft, rng, lambda fact: fact.kind == "unallocated"), shift("+40%"))


@fault("SUM", "capital", rounds=("",), voices=("by_project",))
def years_off(case: Case, rng: random.Random) -> Case | None:
    """Money of one year, or of all years together, grows by 7 %."""
    return retell(case, choose(case.draft, rng, lambda fact: "-" in fact.budget_year), shift("+7%"))


def _change_unit(case: Case, number: int | None, old: str, new: str) -> Case | None:
    if number is None:
        return None
    return edit_line(
        case, case.draft.line_of(number), lambda line: line.replace(f"⟦{number}⟧ {old}", f"⟦{number}⟧ {new}")
    )


@fault("SUM RAT CAP OUT DUP", "capital")
def unit_slip_thousand_in_total(case: Case, rng: random.Random) -> Case | None:
    """A total has "tỷ đồng" for "triệu đồng"."""
    return _change_unit(case, choose(case.draft, rng, is_total), "triệu đồng", "tỷ đồng")


@fault("SUM RAT CAP OUT DUP", "capital")
def unit_slip_million_in_total(case: Case, rng: random.Random) -> Case | None:
    """A total has "đồng" for "triệu đồng"."""
    return _change_unit(case, choose(case.draft, rng, is_total), "triệu đồng", "đồng")


@fault("OUT", "capital", before=(-1, ""))
def unit_slip_everywhere(case: Case, rng: random.Random) -> Case | None:
    """Every amount has "tỷ đồng" for "triệu đồng"; the unit reported a year before."""
    lines = tuple(re.sub(r"⟧ triệu đồng", "⟧ tỷ đồng", line) for line in case.draft.lines)
    changed = case.with_draft(replace(case.draft, lines=lines))
    return changed if lines != case.draft.lines else None


@fault("RAT", "capital", moves_figures=False)
def rate_off(case: Case, rng: random.Random) -> Case | None:
    """A disbursement rate is some points too high."""
    by = rng.choice(("+2", "+7", "+13"))
    return retell(case, choose(case.draft, rng, lambda fact: fact.indicator == "disbursement_rate"), shift(by))


@fault("RAT", "capital", moves_figures=False)
def rate_of_another_line(case: Case, rng: random.Random) -> Case | None:
    """A project has the disbursement rate of another."""
    rates = case.draft.find(lambda fact: fact.indicator == "disbursement_rate" and bool(fact.project))
    if len(rates) < 2:
        return None
    number, other = rng.sample(rates, 2)
    return retell(case, number, lambda _: case.draft.told[other].text)


@fault("RAT", "capital", moves_figures=False, rounds=("H1", "9M"), voices=("by_project",))
def forecast_rate_off(case: Case, rng: random.Random) -> Case | None:
    """The rate of the expected disbursement is 8 points too high."""
    return retell(
        case, choose(case.draft, rng, lambda fact: fact.indicator == "disbursement_forecast_rate"), shift("+8")
    )


def _is_forecast(fact: Fact) -> bool:
    return fact.indicator == "capital_forecast"


@fault("CAP", "capital", moves_figures=False, rounds=("H1", "9M"), voices=("by_project",))
def forecast_above_what_there_is(case: Case, rng: random.Random) -> Case | None:
    """More than twice what there is is expected to be paid out."""
    return retell(case, choose(case.draft, rng, _is_forecast), shift("+160%"))


@fault("CAP", "capital", moves_figures=False, rounds=("H1", "9M"), voices=("by_project",))
def forecast_below_what_is_paid(case: Case, rng: random.Random) -> Case | None:
    """By the end of the year less is expected to be paid out than was by its middle."""
    return retell(case, choose(case.draft, rng, _is_forecast), shift("-95%"))


def _remake(case: Case, capital: Capital) -> Case:
    """The whole report written again from other money, in the same words."""
    report = replace(case.submission.report, capital=capital)
    voice = case.submission.voice
    made = make_submission(report, 0, voice=voice, forms=[grid.form for grid in case.submission.grids])
    return replace(case, submission=made)


@fault("CAP", "capital")
def disbursed_above_assigned(case: Case, rng: random.Random) -> Case | None:
    """A project paid out a quarter more than it was assigned; totals and rates follow."""
    capital = case.submission.report.capital
    code = rng.choice([code for code in capital.codes() if "." not in code])
    spent = {
        line: amount * 5 // 4 if line.code.startswith(code) else capital.amounts["disbursed"][line]
        for line, amount in capital.amounts["assigned"].items()
    }
    return _remake(case, capital.with_amounts({**capital.amounts, "disbursed": spent}))


@fault("CAP", "capital")
def disbursed_above_everything(case: Case, rng: random.Random) -> Case | None:
    """Three times what was assigned is paid out; totals and rates follow."""
    capital = case.submission.report.capital
    spent = {line: amount * 3 for line, amount in capital.amounts["assigned"].items()}
    return _remake(case, capital.with_amounts({**capital.amounts, "disbursed": spent}))


@fault("CAP", "capital", forms=("capital",))
def counterpart_off(case: Case, rng: random.Random) -> Case | None:
    """Co-financing of one project is twice the share of the others; totals follow."""
    capital = case.submission.report.capital
    code = rng.choice([code for code in capital.codes() if "." not in code])
    assigned = {
        line: amount * 2 if line.code.startswith(code) and line.fund_source == "local" else amount
        for line, amount in capital.amounts["assigned"].items()
    }
    allocated = {line: max(assigned[line], amount) for line, amount in capital.amounts["allocated"].items()}
    return _remake(case, capital.with_amounts({**capital.amounts, "assigned": assigned, "allocated": allocated}))


@fault("LAB SUM", "capital", voices=("by_source", "by_project", "households_first"))
def type_label_repeated(case: Case, rng: random.Random) -> Case | None:
    """Recurrent capital is called investment, as the amount before it."""
    labels = r"vốn sự nghiệp|vốn SN"
    for index, line in enumerate(case.draft.lines):
        if re.search(r"[Vv]ốn (đầu tư|ĐTPT)", line) and re.search(labels, line) and "⟦" in line:
            return edit_line(case, index, lambda line: re.sub(labels, "vốn đầu tư", line))
    return None


@fault("LAB", "capital", voices=("by_project", "prose"))
def project_title_swapped(case: Case, rng: random.Random) -> Case | None:
    """A project has the title of another."""
    codes = [code for code in case.submission.report.capital.codes() if "." not in code]
    code, other = rng.sample(codes, 2)
    names = registry.project_names()
    for index, line in enumerate(case.draft.lines):
        if f"Dự án {code[-1]}: {names[code].name_vi}" in line and "Tiểu" not in line:
            return edit_line(case, index, lambda line: line.replace(names[code].name_vi, names[other].name_vi))
    return None


@fault("LAB", "submission", moves_figures=False)
def other_programme_under_heading(case: Case, rng: random.Random) -> Case | None:
    """Money of another programme among this one's."""
    other = rng.choice((
        "Chương trình mục tiêu quốc gia xây dựng nông thôn mới", "Chương trình MTQG xây dựng nông thôn mới",
        "Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi",
    ))  # fmt: skip
    number = choose(case.draft, rng, is_total)
    if number is None:
        return None
    line = f"{other}: kế hoạch vốn giao {print_number(rng.randint(9000, 60000))} triệu đồng."
    return insert_line(case, case.draft.line_of(number) + 1, line)


@fault("DUP SUM RAT CAP", "capital", voices=("by_project", "by_source", "prose"))
def total_told_twice(case: Case, rng: random.Random) -> Case | None:
    """The paragraph before tells a total that is 11 % above the one told after."""
    number = choose(case.draft, rng, is_total)
    if number is None:
        return None
    told, report = case.draft.told[number], case.submission.report
    unit = re.search(rf"⟦{number}⟧ (\S* ?đồng)", case.draft.lines[case.draft.line_of(number)])
    assert unit is not None, "money is always told with its unit"
    word = "tổng vốn được giao" if told.fact.kind == "assigned" else "tổng số vốn đã giải ngân"
    line = f"Năm {report.year}, {word} là {shift('+11%')(told.text)} {unit[1]}."
    return insert_line(case, case.draft.line_of(number), line)


@fault("TYP", "capital")
def decimal_point(case: Case, rng: random.Random) -> Case | None:
    """An amount with a decimal point ("3075.4")."""
    number = choose(case.draft, rng, lambda fact: fact.indicator == "capital_disbursed" and bool(fact.project))
    return retell(case, number, lambda text: f"{text.replace('.', '').replace(',', '')[:4]}.{rng.randint(1, 9)}")


@fault("ELI", "capital")
def project_not_applicable_with_money(case: Case, rng: random.Random) -> Case | None:
    """A project with money is said not to apply to the unit."""
    number = choose(case.draft, rng, _is_money)
    if number is None:
        return None
    project = case.draft.told[number].fact.project
    end = find_line(case, "4. Kết quả", "IV. ", "II. Kết quả giảm nghèo")
    line = f"Dự án {project[-1]}: {case.submission.report.unit.name_with_type} không thuộc đối tượng thụ hưởng."
    return insert_line(case, end, line) if end is not None else None
