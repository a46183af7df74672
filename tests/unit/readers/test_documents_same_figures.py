"""The same report as text, Word and PDF, the last two damaged as such files are, yields the same figures."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from report_files import Report, as_pdf, as_text, as_word, decompose, hides_an_end, space_numbers, wrap_text

from district_reports.figures import FIGURE_COLUMNS
from district_reports.readers.documents.document import read_document
from district_reports.readers.submissions import read_package

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "reading").glob("*.txt"))
# Reports whose lines and pages break where it hurts, and a spread of the others; all of them would take too long here.
HARD = ("prose_with_footnotes", "committee_minutes_style", "carry_over_nested", "plan_with_last_years_result",
        "housing_and_children_by_commune")  # fmt: skip
TRIED = [path for number, path in enumerate(SAMPLES) if number % 5 == 0 or path.stem in HARD]
SEED = 20261122
FEW_WIDTHS = [66, 90, 120]
WIDTHS = [60, *FEW_WIDTHS, 72, 78, 84, 96, 100, 110, *Random(SEED).sample(range(58, 128), 3)]
ASIDE = {"figure_id", "quote", "locator", "value_text"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _source(path: Path) -> Report:
    paragraphs = read_document(path.name, path.read_bytes()).paragraphs
    notes = [(one.footnote_mark.translate(_RAISED), one.text) for one in paragraphs if one.is_footnote]
    return Report([one.text for one in paragraphs if not one.is_footnote], notes)


def _damage(text: str) -> str:
    return decompose(space_numbers(text))


def _figures(name: str, content: bytes) -> Counter[tuple[str, ...]]:
    figures = read_package([(name, content)]).figures
    return Counter(tuple(str(getattr(one, column)) for column in FIGURE_COLUMNS if column not in ASIDE)
                   for one in figures)  # fmt: skip


def test_there_are_reports_of_many_kinds():
    assert len(TRIED) > 10


@pytest.mark.parametrize("path", TRIED, ids=lambda path: path.stem)
def test_every_format_yields_the_same_figures(path):
    source = _source(path)
    as_printed = _figures("a.txt", as_text(source))

    assert sum(as_printed.values()) > 15
    assert _figures("a.docx", as_word(source, _damage)) == as_printed
    assert _figures("a.pdf", as_pdf(source, _damage)) == as_printed


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_wrapped_lines_yield_the_same_figures(path):
    source = _source(path)
    hidden = [width for width in WIDTHS if hides_an_end(source, width)]

    _assert_same(source, {width: wrap_text(source, width) for width in WIDTHS if width not in hidden})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_indents_and_straight_margins_show_every_end(path):
    source = _source(path)

    _assert_same(source, {width: wrap_text(source, width, first="    ") for width in FEW_WIDTHS})
    _assert_same(source, {width: wrap_text(source, width, rest="    ") for width in FEW_WIDTHS})
    # A short report has too few full lines of 120 letters to show that they are justified.
    shown = [width for width in FEW_WIDTHS[:2] if not hides_an_end(source, width)]
    _assert_same(source, {width: wrap_text(source, width, is_justified=True) for width in shown})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_end_that_a_full_line_hides_loses_no_number(path):
    source = _source(path)
    wrapped = [wrap_text(source, width) for width in WIDTHS if hides_an_end(source, width)]

    assert all(_numbers(one) == _numbers(as_text(source)) for one in wrapped if _texts(one) != _texts(as_text(source)))


def _assert_same(source: Report, wrapped: dict[int, bytes]) -> None:
    """The same paragraphs yield the same figures; only where some differ are figures read."""
    plain = as_text(source)
    for width, content in wrapped.items():
        if _texts(content) != _texts(plain):
            assert _figures("a.txt", content) == _figures("a.txt", plain), f"wrapped at {width}"


def _texts(content: bytes) -> list[str]:
    return [one.text for one in read_document("a.txt", content).paragraphs]


def _numbers(content: bytes) -> Counter[tuple[str, str]]:
    return Counter((str(one.value), one.unit) for one in read_package([("a.txt", content)]).figures)


def test_marks_that_begin_again_cite_notes_of_their_own():
    to_next_page = ["Các xã, thị trấn đã triển khai đúng tiến độ."] * 40
    source = Report(
        ["1. Dự án 2: Đa dạng hóa sinh kế", "Đã hỗ trợ 45 hộ¹.", "Nhà có diện tích trên 30 m² được ưu tiên.",
         *to_next_page,
         "2. Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng", "Tổ chức cân đo cho 90 trẻ em¹."],
        [("¹", "Gồm 20 hộ nghèo, 25 hộ cận nghèo."), ("¹", "Gồm xã Tân Lâm 40 trẻ em, xã Khe Sành 50 trẻ em.")],
    )  # fmt: skip
    files = {"a.txt": as_text(source), "a.docx": as_word(source, _damage), "a.pdf": as_pdf(source, _damage)}

    told = [read_package([file], "huyện Văn Quan, tỉnh Lạng Sơn", "2024H1").figures for file in files.items()]
    read = [sorted((one.project, one.value_text) for one in figures) for figures in told]

    assert read[0] == [
        *(("DA2", one) for one in ("20", "25", "30", "45")),
        *(("DA3", one) for one in ("40", "50", "90")),
    ]
    assert read[1] == read[2] == read[0]


def test_damage_is_really_done():
    source = _source(next(path for path in SAMPLES if path.stem == "prose_with_footnotes"))
    whole = " ".join(block for block in source.blocks if isinstance(block, str))

    assert source.notes
    assert _damage(whole) != decompose(whole) != whole
    assert as_pdf(source, _damage).count(b"/Type /Page ") > 1
