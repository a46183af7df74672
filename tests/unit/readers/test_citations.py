"""Slips in citations and section numbers, on made-up sentences."""

from datetime import date

import pytest

from district_reports.readers.outline.citations import (
    find_citations,
    has_wrong_issuer,
    has_wrong_symbol,
    is_after,
    is_before_its_term,
    is_far_from_its_subject,
    lacks_year,
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


@pytest.mark.parametrize(
    ("text", "is_slip"),
    [
        ("Kế hoạch số 7/KH-UBND ngày 02/3/2013 của UBND huyện về giảm nghèo năm 2023", True),
        ("Kế hoạch số 7/KH-UBND ngày 02/3/2023 của UBND huyện về giảm nghèo năm 2023", False),
        ("Kế hoạch số 7/KH-UBND ngày 02/3/2016 của UBND huyện về phát triển bền vững đến năm 2030", False),
        ("Nghị quyết số 6-NQ/TU ngày 10/5/2013 của Tỉnh ủy về nông nghiệp, năm 2023 huyện đã chỉ đạo", False),
        ("Nghị quyết số 6-NQ/TU ngày 10/5/2013 về nông nghiệp giai đoạn từ năm 2021 đến năm 2025", False),
        ("Công văn số 9/UBND-LĐ yêu cầu báo cáo trước ngày 02/3/2013 về giảm nghèo năm 2023", False),
        ("Quyết định số 9/QĐ-TTg ngày 18/01/2002 của Thủ tướng phê duyệt Chương trình giai đoạn 2021-2025", True),
        ("Kế hoạch số 9/KH-UBND ngày 5/12/2012 của UBND huyện về kế hoạch giảm nghèo giai đoạn 2021 - 2025", True),
        ("Quyết định số 9/QĐ-TTg ngày 18/01/2022 của Thủ tướng phê duyệt Chương trình giai đoạn 2021-2025", False),
        ("Quyết định số 9/QĐ-TTg ngày 4/4/2013 phê duyệt đề án giai đoạn 2012-2015 và giai đoạn 2021-2025", False),
        ("Nghị định số 5/2014/NĐ-CP ngày 16/6/2014 của Chính phủ, ban hành kế hoạch giai đoạn 2021-2025", False),
        ("Nghị định số 5/2014/NĐ-CP ngày 16/6/2014 về thi hành luật để phục vụ giai đoạn 2021-2025", False),
    ],
)
def test_a_day_far_from_the_year_in_the_title_is_a_slip(text, is_slip):
    assert is_far_from_its_subject(_only(text)) is is_slip


@pytest.mark.parametrize(("day", "is_slip"), [("12/9/2032", True), ("12/9/2023", False), ("12/12/2023", False)])
def test_a_document_dated_after_the_one_that_cites_it_is_a_slip(day, is_slip):
    assert is_after(_only(f"Công văn số 6/UBND-KT ngày {day} của UBND tỉnh"), date(2023, 12, 31)) is is_slip


def test_a_day_that_something_is_due_on_is_not_the_day_of_the_document():
    assert not is_after(_only("Công văn số 6/UBND-KT, hoàn thành trước ngày 12/9/2032"), date(2023, 12, 31))


def test_nothing_is_after_a_document_without_a_year():
    assert not is_after(_only("Công văn số 6/UBND-KT ngày 12/9/2032"), None)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Nghị định số 16/NĐ-CP ngày 18/7/2016", True),
        ("Thông tư số 7/TT-BTC", True),
        ("Nghị định số 16/2016/NĐ-CP ngày 18/7/2016", False),
        ("Nghị định số 16/NĐ-CP ngày 18/7/1994", False),
        ("Nghị quyết số 16/NQ-CP ngày 18/7/2016", False),
    ],
)
def test_a_decree_or_a_circular_has_its_year_in_its_number(text, lacks):
    assert lacks_year(_only(text)) is lacks


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Nghị định số 5/2020/NĐ-CP ngày 08/9/2020 của Thủ tướng Chính phủ", True),
        ("Nghị quyết số 5/NQ-HĐND của UBND huyện", True),
        ("Nghị định số 5/2020/NĐ-CP ngày 08/9/2020 của Chính phủ", False),
        ("Quyết định số 5/QĐ-TTg ngày 08/9/2020 của Thủ tướng Chính phủ", False),
        ("Thông báo số 5/TB-HĐND của Thường trực HĐND huyện", False),
        ("Kế hoạch số 5/KH-UBND của Phòng Nông nghiệp", False),
    ],
)
def test_who_is_named_as_issuing_a_document_fits_its_symbol(text, is_wrong):
    assert has_wrong_issuer(_only(text)) is is_wrong


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
