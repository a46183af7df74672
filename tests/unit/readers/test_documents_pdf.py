from itertools import count

import pytest

from district_reports.readers.pdf import (
    _build_passages,
    _drop_furniture,
    _measure_layout,
    _split_footnotes,
)
from district_reports.readers.pdf_lines import Line, join_lines

LEFT, RIGHT, SIZE, STEP = 85.0, 540.0, 13.0, 18.0


def _page(*lines: tuple[str, float, float], top: float = 100.0, size: float = SIZE) -> list[Line]:
    """Lines of a page from (text, left edge, right edge), one step apart."""
    tops = count(top, STEP)
    return [
        Line(text, here, here + size, left, right, size, first_word_width=30)
        for (text, left, right), here in zip(lines, tops, strict=False)
    ]


def _texts(lines: list[Line]) -> list[str]:
    return [passage.text for passage in _build_passages(lines, _measure_layout(lines))]


def test_line_that_ended_before_the_margin_ends_its_paragraph():
    lines = _page(("Một dòng dài", LEFT, RIGHT), ("rồi hết", LEFT, 300), ("Dòng khác", LEFT, RIGHT), ("nữa", LEFT, 200))

    assert _texts(lines) == ["Một dòng dài rồi hết", "Dòng khác nữa"]


def test_indented_line_begins_a_paragraph():
    lines = _page(
        ("Một", LEFT + 28, RIGHT), ("hai", LEFT, RIGHT), ("Ba", LEFT + 28, RIGHT), ("bốn", LEFT, RIGHT),
        ("Năm", LEFT + 28, RIGHT), ("sáu", LEFT, RIGHT),
    )  # fmt: skip

    assert _texts(lines) == ["Một hai", "Ba bốn", "Năm sáu"]


PROSE = [("Huyện", LEFT + 28, RIGHT), ("báo cáo.", LEFT, 300)] * 3


def test_dash_inside_a_sentence_is_no_list():
    lines = _page(
        *PROSE, ("Một", LEFT + 28, RIGHT), ("phát triển kinh tế", LEFT, RIGHT), ("- xã hội của vùng.", LEFT, 300),
        ("- Hai", LEFT + 28, RIGHT), ("ba", LEFT, 200), ("- Bốn", LEFT + 28, 200),
    )  # fmt: skip

    assert _texts(lines)[3:] == ["Một phát triển kinh tế - xã hội của vùng.", "- Hai ba", "- Bốn"]


def test_full_line_that_stands_in_like_the_line_before_it_begins_a_paragraph():
    lines = _page(
        *PROSE, ("1. Dự án 1", LEFT + 28, RIGHT), ("Kinh phí", LEFT + 28, RIGHT), ("5 triệu đồng.", LEFT, 300)
    )

    assert _texts(lines)[3:] == ["1. Dự án 1", "Kinh phí 5 triệu đồng."]


def test_abbreviation_alone_on_a_line_is_no_title():
    lines = _page(*PROSE, ("Giải ngân bằng 2,52%", LEFT + 28, RIGHT), ("KHV.", LEFT, 120))

    assert _texts(lines)[3:] == ["Giải ngân bằng 2,52% KHV."]


def test_hanging_list_item_is_one_paragraph():
    lines = _page(("- Một", LEFT, RIGHT), ("hai", LEFT + 20, RIGHT), ("ba", LEFT + 20, 300), ("- Bốn", LEFT, 200))

    assert _texts(lines) == ["- Một hai ba", "- Bốn"]


def test_sentence_goes_on_over_the_page_end():
    first = _page(*PROSE, ("- Một", LEFT + 28, RIGHT), ("Ban Chỉ đạo", LEFT, RIGHT), top=700)
    second = _page(("Chương trình họp.", LEFT, 300), ("- Hai", LEFT + 28, 200), ("- Ba", LEFT + 28, 200))

    assert _texts(first + second)[3:] == ["- Một Ban Chỉ đạo Chương trình họp.", "- Hai", "- Ba"]


@pytest.mark.parametrize(
    ("text", "line", "joined"),
    [
        ("Nghị quyết số 15/NQ-", "HĐND", "Nghị quyết số 15/NQ-HĐND"),
        ("giai đoạn 2021-", "2025", "giai đoạn 2021-2025"),
        ("kinh tế -", "xã hội", "kinh tế - xã hội"),
        ("hộ", "nghèo", "hộ nghèo"),
    ],
)
def test_words_broken_at_a_line_end_are_mended(text, line, joined):
    assert join_lines(text, line) == joined


def test_page_numbers_and_repeated_headers_are_dropped():
    pages = [
        [*_page((f"Trang {number}/3", LEFT, 200), top=30), *_page((f"UBND huyện A - {number}", LEFT, 200), top=45),
         *_page(("Thân bài", LEFT, 200), ("12", LEFT, 200), top=400)]
        for number in (1, 2, 3)
    ]  # fmt: skip

    kept = _drop_furniture(pages, [842.0] * 3)

    assert [[line.text for line in lines] for lines in kept] == [["Thân bài", "12"]] * 3


def test_small_print_with_a_mark_at_the_foot_is_footnotes():
    lines = [
        *_page(("Thân bài¹", LEFT, 200)),
        *_page(("¹ Theo", LEFT, RIGHT), ("Quyết định", LEFT, 200), top=700, size=10),
    ]

    body, notes = _split_footnotes(lines, SIZE)

    assert [line.text for line in body] == ["Thân bài¹"]
    assert [line.text for line in notes] == ["¹ Theo", "Quyết định"]
