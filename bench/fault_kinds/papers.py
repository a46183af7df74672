"""Faults in what a document says of itself: who, when, which number, what it cites."""

import random
import re
from dataclasses import replace
from datetime import timedelta

from bench.fault_kinds.cases import Case, edit_line, fault, find_line, find_title, insert_line


@fault("DOC", "submission", moves_figures=False)
def document_number_missing(case: Case, rng: random.Random) -> Case | None:
    """The number of the document is blank."""
    index = find_line(case, "Số: ")
    return edit_line(case, index, lambda line: re.sub(r"\d+", rng.choice(("", "     ")), line)) if index else None


@fault("DOC", "submission", moves_figures=False)
def document_day_blank(case: Case, rng: random.Random) -> Case | None:
    """The day of the document is blank."""
    index = next(i for i, line in enumerate(case.draft.lines) if ", ngày " in line)
    blank = rng.choice(("ngày     tháng", "ngày … tháng", "ngày   tháng"))
    return edit_line(case, index, lambda line: re.sub(r"ngày \d+ tháng \d+", f"{blank} {rng.randint(1, 12)}", line))


@fault("DOC", "submission", moves_figures=False)
def cited_day_before_its_term(case: Case, rng: random.Random) -> Case | None:
    """A cited resolution is dated before the term it is cited for."""
    day = f"{rng.randint(10, 28)}/{rng.randint(3, 9)}/{rng.randint(2011, 2015)}"
    line = (f"Thực hiện Nghị quyết số {rng.randint(10, 90)}/NQ-HĐND ngày {day} của Hội đồng nhân dân huyện "
            "nhiệm kỳ 2021-2026 về giảm nghèo bền vững.")  # fmt: skip
    return insert_line(case, find_title(case) + 1, line)


@fault("DOC", "submission", moves_figures=False)
def cited_symbol_of_another_type(case: Case, rng: random.Random) -> Case | None:
    """A cited decision has the symbol of a plan."""
    line = (f"Căn cứ Quyết định số {rng.randint(90, 900)}/KH-UBND ngày {rng.randint(10, 28)}/{rng.randint(3, 9)}/2022 "
            "của UBND tỉnh;")  # fmt: skip
    return insert_line(case, find_title(case) + 1, line)


@fault("DOC", "submission", moves_figures=False)
def section_number_repeated(case: Case, rng: random.Random) -> Case | None:
    """A section has the number of the one before."""
    found = [(index, match[1]) for index, line in enumerate(case.draft.lines)
             if (match := re.match(r"(II|III|IV|2|3|4)\. ", line))]  # fmt: skip
    if not found:
        return None
    index, number = rng.choice(found)
    earlier = {"II": "I", "III": "II", "IV": "III", "2": "1", "3": "2", "4": "3"}[number]
    return edit_line(case, index, lambda line: line.replace(f"{number}. ", f"{earlier}. ", 1))


def _rename(case: Case, name: str, *, keeps_province: bool) -> Case:
    unit = case.submission.report.unit
    lines = []
    for line in case.draft.lines:
        if not keeps_province and line.startswith("Kính gửi"):
            continue
        lines.append(line.replace(unit.name.upper(), name.upper()).replace(unit.name, name))
    return case.with_draft(replace(case.draft, lines=tuple(lines)))


@fault("REF", "submission", moves_figures=False)
def unknown_district(case: Case, rng: random.Random) -> Case | None:
    """The district is on no list."""
    name = f"{rng.choice(('Thạch', 'Mường', 'Đăk', 'Phú', 'Hòa'))} {rng.choice(('Bưởng', 'Lĩnh Sa', 'Truông', 'Vẽn'))}"
    return _rename(case, name, keeps_province=True)


@fault("REF", "submission", moves_figures=False)
def ambiguous_district(case: Case, rng: random.Random) -> Case | None:
    """Several provinces have a district of that name, and none is named."""
    names = ("Bảo Lâm", "Chợ Mới", "Tam Nông", "An Lão", "Vĩnh Thạnh", "Châu Thành", "Phú Tân")
    if not case.submission.report.unit.name_with_type.startswith("Huyện"):
        return None
    return _rename(case, rng.choice(names), keeps_province=False)


@fault("REF TIM", "submission", moves_figures=False)
def round_missing(case: Case, rng: random.Random) -> Case | None:
    """No year and no period is told."""
    told = re.compile(r" ?(?:\d tháng đầu )?năm 202\d|(?:\d THÁNG ĐẦU )?NĂM 202\d|, ngày.*|\d+/\d+/202\d|202\d")
    lines = tuple(told.sub("", line) for line in case.draft.lines)
    return case.with_draft(replace(case.draft, lines=lines))


@fault("TIM DOC", "submission", moves_figures=False)
def year_slip_in_title(case: Case, rng: random.Random) -> Case | None:
    """The title names a later year."""
    year = case.submission.report.year
    slipped = str(year + rng.choice((1, 2, 10)))
    index = find_line(case, "BÁO CÁO")
    assert index is not None, "every narrative has a title"
    return edit_line(case, index + 1, lambda line: line.replace(str(year), slipped))


@fault("TIM DOC", "submission", moves_figures=False)
def document_day_in_the_future(case: Case, rng: random.Random) -> Case | None:
    """The document is dated after it arrived."""
    issued = case.submission.report.issued
    later = issued + timedelta(days=rng.randint(30, 120))
    index = next(i for i, line in enumerate(case.draft.lines) if ", ngày " in line)
    told = f"ngày {later.day:02} tháng {later.month:02} năm {later.year}"
    return edit_line(case, index, lambda line: re.sub(r"ngày \d+ tháng \d+ năm \d+", told, line))


@fault("TIM", "submission", moves_figures=False)
def cut_off_outside_the_round(case: Case, rng: random.Random) -> Case | None:
    """The day money is counted to lies in another year."""
    day = case.submission.report.cut_off
    slipped = f"{rng.randint(10, 28)}/{rng.randint(3, 11)}/{day.year - rng.choice((1, 2))}"
    old = f"{day.day}/{day.month}/{day.year}"
    index = next((i for i, line in enumerate(case.draft.lines) if old in line), None)
    return edit_line(case, index, lambda line: line.replace(old, slipped)) if index is not None else None


@fault("TIM", "submission", moves_figures=False, rounds=("",))
def half_a_year_titled_a_year(case: Case, rng: random.Random) -> Case | None:
    """The numbers of a year's report go up to a day in spring only."""
    day = case.submission.report.cut_off
    early = f"{rng.randint(10, 28)}/{rng.randint(3, 6)}/{day.year}"
    old = f"{day.day}/{day.month}/{day.year}"
    if not any(old in line for line in case.draft.lines):
        return None
    return case.with_draft(replace(case.draft, lines=tuple(line.replace(old, early) for line in case.draft.lines)))


@fault("TIM", "submission", moves_figures=False, rounds=("H1", ""))
def received_late(case: Case, rng: random.Random) -> Case | None:
    """The report arrives weeks after its day."""
    return replace(case, days_late=rng.randint(40, 120))
