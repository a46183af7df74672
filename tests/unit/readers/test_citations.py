"""Slips in citations and section numbers, on made-up sentences."""

import pytest

from district_reports.readers.outline.citations import (
    find_citations,
    has_wrong_symbol,
    is_before_its_term,
    odd_section_numbers,
)
from district_reports.readers.outline.structure import Heading


def _only(text):
    citations = list(find_citations(text))
    assert len(citations) == 1
    return citations[0]


def test_a_citation_tells_number_and_date():
    citation = _only("Theo Quyết định số 15/QĐ-UBND ngày 02/3/2023 của UBND tỉnh")
    assert (citation.text, citation.year, citation.date_text) == ("Quyết định số 15/QĐ-UBND", 2023, "02/3/2023")


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Quyết định số 9/KH-UBND", True),
        ("Kế hoạch số 12/QĐ-UBND", True),
        ("Quyết định số 9/QĐ-UBND", False),
        ("Nghị quyết số 47-NQ/TU", False),
        ("Nghị quyết số 24/2021/QH15", False),
        ("Kế hoạch số 93/KH-HU", False),
        ("Quyết định: 722 /QĐ-UBND", False),
    ],
)
def test_the_symbol_of_another_kind_is_noticed(text, is_wrong):
    assert any(has_wrong_symbol(citation) for citation in find_citations(text)) is is_wrong


@pytest.mark.parametrize(("year", "is_slip"), [(2012, True), (2020, False), (2022, False)])
def test_a_day_before_the_term_it_belongs_to_is_a_slip(year, is_slip):
    text = f"Thông báo số 7/TB-HĐND ngày 05/10/{year} về Kỳ họp thứ 3, nhiệm kỳ 2021-2026."
    assert is_before_its_term(_only(text), text) is is_slip


def test_an_old_law_cited_without_a_term_is_no_slip():
    text = "theo Nghị định số 86/2015/NĐ-CP ngày 02/10/2015 của Chính phủ"
    assert not is_before_its_term(_only(text), text)


def _romans(*numbers):
    return [Heading("part", 0, "", "A") if number == "A" else Heading("roman", 10, number, "") for number in numbers]


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (("I", "II", "III"), ()),
        (("I", "II", "II", "IV"), ("I", "II", "II", "IV")),
        (("I", "III"), ("I", "III")),
        (("A", "I", "II", "A", "I", "II"), ()),
        ((), ()),
    ],
)
def test_main_sections_count_up_within_each_part(numbers, odd):
    assert odd_section_numbers(_romans(*numbers)) == odd


def _arabic(*numbers):
    """Headings "1", "1.1"; a roman number opens the section they stand in."""
    return [
        Heading("roman", 10, number, "") if number.isalpha() else Heading("arabic", 20 + number.count("."), number, "")
        for number in numbers
    ]


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (("I", "1", "2", "2", "II", "1"), ("1", "2", "2")),
        (("I", "1", "1.1", "1.1", "2"), ("1.1", "1.1")),
        (("I", "1", "1.1", "2", "2.1", "II", "1", "1.1"), ()),
        (("I", "1", "2", "1", "2"), ()),
        (("I", "1", "3"), ()),
    ],
)
def test_numbers_below_main_sections_are_odd_where_the_one_before_is_told_again(numbers, odd):
    assert odd_section_numbers(_arabic(*numbers)) == odd
