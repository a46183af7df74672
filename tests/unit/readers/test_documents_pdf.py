from itertools import count

import pytest

from district_reports.readers.documents.paragraphs import TABLE, Cell
from district_reports.readers.documents.pdf import (
    _build_passages,
    _drop_furniture,
    _measure_layout,
    _split_footnotes,
)
from district_reports.readers.documents.pdf_lines import Line, join_lines
from district_reports.readers.documents.pdf_tables import join_tables

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


def test_two_pages_share_furniture_only_by_the_very_same_words():
    pages = [
        [*_page(("UBND huyện A", LEFT, 200), (f"Vốn năm {year}", LEFT, 200), top=30), *_page(("Thân bài", LEFT, 200))]
        for year in (2023, 2024)
    ]

    kept = _drop_furniture(pages, [842.0] * 2)

    assert [[line.text for line in lines] for lines in kept] == [
        ["Vốn năm 2023", "Thân bài"], ["Vốn năm 2024", "Thân bài"],
    ]  # fmt: skip


EDGES = (LEFT, 200.0, RIGHT)


def _rows(*rows: tuple[str, str], edges: tuple[float, ...] = EDGES) -> list[Line]:
    """Rows of two cells, as the first table of a page."""
    return [
        Line(" | ".join(row), 100.0 * number, 100.0 * number + 90, edges[0], edges[-1], 0.0, style=TABLE, table=1,
             cells=tuple(Cell(number, column, number, column, text) for column, text in enumerate(row)), edges=edges)
        for number, row in enumerate(rows)
    ]  # fmt: skip


def _joined(*pages: list[Line]) -> list[tuple[int, int, str]]:
    return [(line.table, line.cells[0].row if line.cells else 0, line.text) for line in join_tables(pages)]


HEADINGS = ("Nội dung", "Vốn")


def test_table_that_goes_on_leaves_its_repeated_headings_out():
    assert _joined(_rows(HEADINGS, ("Dự án 1", "5")), _rows(HEADINGS, ("Dự án 2", "7"))) == [
        (1, 0, "Nội dung | Vốn"), (1, 1, "Dự án 1 | 5"), (1, 2, "Dự án 2 | 7"),
    ]  # fmt: skip


def test_row_cut_by_a_page_end_is_one_row():
    first, second = (
        _rows(HEADINGS, ("Dự án 3: Hỗ trợ sản xuất,", "5")),
        _rows(("cải thiện dinh dưỡng", ""), ("Dự án 4", "7")),
    )

    assert [text for _, _, text in _joined(first, second)] == [
        "Nội dung | Vốn", "Dự án 3: Hỗ trợ sản xuất, cải thiện dinh dưỡng | 5", "Dự án 4 | 7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "second",
    [
        [*_page(("Bảng khác", LEFT, RIGHT)), *_rows(HEADINGS, ("Dự án 2", "7"))],
        _rows(HEADINGS, ("Dự án 2", "7"), edges=(LEFT, 300.0, RIGHT)),
    ],
)
def test_table_after_words_or_between_other_rulings_is_another_one(second):
    tables = [table for table, _, _ in _joined(_rows(HEADINGS, ("Dự án 1", "5")), second) if table]

    assert tables == [1, 1, 2, 2]
