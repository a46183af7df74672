"""Tables in plain text are read through the layouts, whatever parts their cells; what is unclear is told."""

import random
import time
from collections import Counter
from pathlib import Path

import pytest
from report_files import Report, Table, as_pdf, as_word
from text_tables_written import KEEPING_BLANKS, WAYS, with_tabs

from district_reports.figures import FIGURE_COLUMNS, Figure, Reading
from district_reports.readers.documents.document import read_document
from district_reports.readers.layouts import load_layouts
from district_reports.readers.submissions import read_package
from district_reports.values import parse_number

HEAD = (
    "ỦY BAN NHÂN DÂN HUYỆN BA BỂ", "Số: 12/BC-UBND", "Ba Bể, ngày 05 tháng 7 năm 2023", "BÁO CÁO",
    "Kết quả Chương trình mục tiêu quốc gia giảm nghèo bền vững 6 tháng đầu năm 2023 của huyện Ba Bể, tỉnh Bắc Kạn",
    "I. NGUỒN VỐN",
)  # fmt: skip
TAIL = ("II. HỘ NGHÈO", "Số hộ nghèo là 1.234 hộ, tỷ lệ 12,5%.")
UNIT = "Kết quả giao vốn và giải ngân (ĐVT: triệu đồng):"
MONEY = (
    ("TT", "Nội dung", "Kế hoạch vốn giao", "Giải ngân", "Tỷ lệ (%)"),
    ("", "Tổng cộng", "1.500", "300", "20,0"),
    ("1", "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng", "1.000", "300", "30%"),
    ("2", "Dự án 2: Đa dạng hóa sinh kế", "500", "-", "0"),
)
ASIDE = {"figure_id", "quote", "locator"}


def _read(body: str, *, above: str = UNIT) -> Reading:
    text = "\n\n".join([*HEAD, above]) + "\n\n" + body + "\n\n" + "\n\n".join(TAIL)
    return read_package([("a.txt", text.encode())])


def _in_tables(reading: Reading) -> list[Figure]:
    return [figure for figure in reading.figures if "#t" in figure.locator]


def _meant(figures: list[Figure]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(str(getattr(one, name)) for name in FIGURE_COLUMNS if name not in ASIDE) for one in figures)


def _told(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.rule, problem.location.partition("#")[2]) for problem in reading.problems]


@pytest.mark.parametrize("way", WAYS)
def test_a_table_reads_the_same_as_text_word_and_pdf(way):
    report = Report([*HEAD, UNIT, Table(MONEY), *TAIL])
    word = read_package([("a.docx", as_word(report, str))])
    pdf = read_package([("a.pdf", as_pdf(report, str))])

    text = _read(WAYS[way](MONEY))

    assert len(_in_tables(word)) == 9
    assert _meant(list(text.figures)) == _meant(list(word.figures)) == _meant(list(pdf.figures))
    assert _told(text) == []


@pytest.mark.parametrize("way", KEEPING_BLANKS)
def test_a_blank_cell_states_nothing(way):
    rows = [list(row) for row in MONEY]
    rows[2][3] = ""

    figures = {one.locator.partition("!")[2]: one.value_text for one in _in_tables(_read(WAYS[way](rows)))}

    assert "R3C4" not in figures
    assert (figures["R3C3"], figures["R3C5"], figures["R4C4"]) == ("1.000", "30%", "-")


def test_a_row_that_lacks_a_cell_nobody_can_name_is_told_and_the_others_are_read():
    rows = [MONEY[0], *([str(n), f"Dự án {n}", "500", "100", "20"] for n in range(1, 5)), ["5", "Dự án 5", "500", "20"]]

    reading = _read(WAYS["with_gaps"](rows))

    assert {one.project for one in _in_tables(reading)} == {"DA1", "DA2", "DA3", "DA4"}
    assert _told(reading) == [("TYP-022", "t2")]


def test_words_of_headings_are_divided_as_forms_write_them():
    heading = "STT Tên xã, thị trấn Tổng số hộ Hộ nghèo Tỷ lệ Hộ cận nghèo"
    body = f"{heading}\n1 Khang Ninh 1.000 100 10,0 50\n2 Thị trấn Chợ Rã 800 200 25,0 40"

    figures = _in_tables(_read(body, above="Kết quả rà soát cuối năm 2022:"))

    assert [(one.place, one.indicator, str(one.value), one.period) for one in figures[:4]] == [
        ("Khang Ninh", "total_households", "1000", "2022"),
        ("Khang Ninh", "poor_households", "100", "2022"),
        ("Khang Ninh", "poor_household_rate", "10.0", "2022"),
        ("Khang Ninh", "near_poor_households", "50", "2022"),
    ]
    assert len(figures) == 8


def test_headings_may_be_listed_in_the_sentence_above():
    body = "Khang Ninh 1.000 100 10,0\nThị trấn Chợ Rã 800 200 25,0"

    figures = _in_tables(_read(body, above="Hộ nghèo các xã (xã - tổng số hộ - hộ nghèo - tỷ lệ %):"))

    assert [one.indicator for one in figures[:3]] == ["total_households", "poor_households", "poor_household_rate"]
    assert len(figures) == 6


@pytest.mark.parametrize(
    "heading",
    [
        "TT\tNội dung\tKế hoạch\nvốn giao\tGiải\nngân\tTỷ lệ (%)",  # line ends inside cells
        "TT\tNội dung\tKế hoạch\tGiải\tTỷ lệ\n\t\tvốn giao\tngân\t(%)",  # a row for each line
    ],
)
def test_headings_on_several_lines_are_joined(heading):
    figures = _in_tables(_read(f"{heading}\n{with_tabs(MONEY[1:])}"))

    assert len(figures) == 9


SUBHEADINGS = "Tổng số\tVốn đầu tư\tVốn sự nghiệp"


@pytest.mark.parametrize(
    "heading",
    [
        f"TT\tNội dung\tKế hoạch vốn\t\t\tĐã giải ngân\t\t\tTỷ lệ\n\t\t{SUBHEADINGS}\t{SUBHEADINGS}\t",
        f"TT\tNội dung\tKế hoạch vốn\tĐã giải ngân\tTỷ lệ\n{SUBHEADINGS}\t{SUBHEADINGS}",
    ],
)
def test_headings_in_two_tiers_keep_what_stands_under_them(heading):
    figures = _in_tables(
        _read(f"{heading}\n1\tDự án 1\t900\t800\t100\t90\t85\t5\t10\n2\tDự án 2\t500\t\t500\t50\t\t50\t10")
    )

    assert [(one.kind, one.capital_type) for one in figures if one.project == "DA1" and one.unit == "vnd"] == [
        ("assigned", "all"), ("assigned", "investment"), ("assigned", "recurrent"),
        ("disbursed", "all"), ("disbursed", "investment"), ("disbursed", "recurrent"),
    ]  # fmt: skip
    assert len(figures) == 12


def test_a_unit_on_a_line_of_its_own_belongs_to_the_heading_above_it():
    lines = [
        "TT",
        "Xã",
        "Hộ nghèo",
        "(hộ)",
        "Tỷ lệ",
        "(%)",
        "1",
        "Khang Ninh",
        "100",
        "10,0",
        "2",
        "Địa Linh",
        "200",
        "20",
    ]

    figures = _in_tables(_read("\n".join(lines)))

    assert [one.indicator for one in figures] == ["poor_households", "poor_household_rate"] * 2


def test_a_sum_that_spans_the_column_of_numbers_is_one_cell_shorter():
    rows = [MONEY[0], *MONEY[2:], ("Tổng cộng", "1.500", "300", "20,0")]

    sums = [one for one in _in_tables(_read("\n".join("\t".join(row) for row in rows))) if not one.project]

    assert [one.value_text for one in sums] == ["1.500", "300", "20,0"]


def test_a_label_that_goes_on_below_its_row_is_one():
    rows = ["Nội dung    Kế hoạch vốn giao    Giải ngân", "Dự án 1: Hỗ trợ đầu tư phát triển    900    90", "hạ tầng",
            "Dự án 2    500    50"]  # fmt: skip

    figures = _in_tables(_read("\n".join(rows)))

    assert figures[0].quote.startswith("Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng")
    assert len(figures) == 4


def test_a_table_that_no_form_knows_is_told_once():
    rows = [["TT", "Họ tên", "Năm công tác", "Điểm"], ["1", "Nguyễn Văn An", "12", "85"], ["2", "Trần Bình", "7", "92"]]
    for way in WAYS.values():
        assert _told(_read(way(rows), above="Cán bộ làm công tác giảm nghèo:")) == [("TYP-022", "t1")]


PROSE = (
    "Huyện có 12 xã, 98 thôn.\nNăm 2023 giải ngân 500 triệu đồng.",
    "Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\t\tCHỦ TỊCH\n- Lưu: VT.\t\tNguyễn Văn A",
    "Số: 12/BC-UBND        Ba Bể, ngày 05 tháng 7 năm 2023\nĐộc lập  -  Tự do  -  Hạnh phúc",
    "- Dự án 1:   900 triệu đồng\n- Dự án 2:   500 triệu đồng",
    "1. Xã Khang Ninh: 12 hộ\n2. Xã Cao Thượng: 15 hộ",
    "Kế hoạch giai đoạn 2021 2025\ncủa huyện gồm các năm 2021 2022",
    "Các xã đạt chuẩn:\nKhang Ninh\nCao Thượng\nĐịa Linh\n12\nxã còn lại",
)


@pytest.mark.parametrize("text", PROSE)
def test_prose_letterheads_and_lists_are_no_tables(text):
    assert [one.text for one in read_document("a.txt", text.encode()).paragraphs if one.table] == []


def test_no_running_text_of_the_samples_is_taken_for_a_table():
    samples = sorted((Path(__file__).parents[2] / "samples" / "reading").glob("*.txt"))
    found = [path.stem for path in samples
             if any(one.table for one in read_document(path.name, path.read_bytes()).paragraphs)]  # fmt: skip

    assert len(samples) > 30
    assert found == []


@pytest.mark.parametrize("line", ["a\tb", "a  1  b\tc", "xã a 1 2", "a | b", "Xã", "1"])
def test_many_divided_lines_take_no_longer_than_their_number(line):
    rng = random.Random(line)
    text = "\n".join(line + " x" * rng.randrange(3) for _ in range(5_000))

    began = time.process_time()
    read_document("a.txt", text.encode())

    assert time.process_time() - began < 8


# Made-up tables of every small form, written in every way

LABELS = {
    "places": ["Khang Ninh", "Thị trấn Chợ Rã", "Xã Cao Thượng", "Địa Linh"],
    "projects": ["Dự án 1", "Dự án 2: Đa dạng hóa sinh kế", "Dự án 5", "Dự án 6"],
}
FORMS = [code for code, layout in load_layouts().items()
         if layout.row_kind in LABELS and "small tables" in layout.basis
         and not any(column.under for column in layout.columns)]  # fmt: skip
VALUES = {"vnd": 1_000_000}


def _make(code: str, rng: random.Random) -> tuple[list[list[str]], Counter[tuple[str, str, str]]]:
    """A form's table, and for each of its numbers indicator, label and value."""
    layout = load_layouts()[code]
    columns = [one for one in layout.columns if one.is_required or (one.role != "note" and rng.random() < 0.5)]
    columns = [one for one in columns if one.role != "unit"]
    rows = [[rng.choice(one.headings).replace("{year}", "2023") for one in columns]]
    truth: Counter[tuple[str, str, str]] = Counter()
    labels = rng.sample(LABELS[layout.row_kind], 3)
    blank = rng.randrange(12)
    for number, label in enumerate(rng.choice([["Tổng cộng", *labels], [*labels, "Cộng"]])):
        cells = []
        for column in columns:
            if column is columns[-1] and number == blank:
                text = ""
            elif column.role == "value":
                text = f"{rng.randint(1, 9)}.{rng.randint(100, 999)}" if column.unit != "percent" else "12,5"
                value = parse_number(text) * VALUES.get(column.unit, 1)
                truth[column.indicator, "" if "ộng" in label else label.partition(":")[0], str(value.normalize())] += 1
            else:
                text = {"label": label, "order": str(number + 1)}.get(column.role, "")
            cells.append(text)
        rows.append(cells)
    return rows, truth


def _read_from_cells(reading: Reading, row_kind: str) -> Counter[tuple[str, str, str]]:
    names = {f"DA{n}": f"Dự án {n}" for n in range(1, 8)} if row_kind == "projects" else {}
    return Counter((one.indicator, one.place or names.get(one.project, ""), str(one.value.normalize()))
                   for one in _in_tables(reading))  # fmt: skip


@pytest.mark.parametrize("code", FORMS)
def test_every_way_of_writing_a_small_form_is_read_exactly_or_told(code):
    exact = tried = 0
    for seed in range(8):
        rng = random.Random(f"{code}{seed}")
        rows, truth = _make(code, rng)
        way = rng.choice(list(WAYS))
        layout = load_layouts()[code]
        title = rng.choice(layout.titles).capitalize() if layout.is_told_by_title else "Kết quả giao vốn và giải ngân"
        reading = _read(WAYS[way](rows), above=f"{title} (ĐVT: triệu đồng):")
        read = _read_from_cells(reading, layout.row_kind)
        tried += 1
        exact += read == truth
        assert not read - truth, f"{code} seed {seed} {way}: {read - truth}"
        assert read == truth or reading.problems, f"{code} seed {seed} {way}: {truth - read}"
    assert exact * 2 > tried
