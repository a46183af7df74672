"""Tables that a text tells as a list: signs part the numbers, or each line repeats the headings."""

import pytest

from district_reports.readers.documents.text_tables import find_tables
from district_reports.readers.submissions import read_package

ROWS = (("Dự án 1", "900", "450", "50,0"), ("Dự án 2", "60", "30", "50"), ("Tổng cộng", "960", "480", "50"))
HEADINGS = ("Nội dung", "Kế hoạch vốn", "Giải ngân", "Tỷ lệ %")
HEAD = (
    "ỦY BAN NHÂN DÂN HUYỆN BA BỂ", "Số: 12/BC-UBND", "Ba Bể, ngày 05 tháng 7 năm 2023", "BÁO CÁO",
    "Kết quả Chương trình mục tiêu quốc gia giảm nghèo bền vững 6 tháng đầu năm 2023 của huyện Ba Bể, tỉnh Bắc Kạn",
    "I. KẾT QUẢ", "Kết quả như sau (ĐVT: triệu đồng):",
)  # fmt: skip


def _figures(*lines: str, blank: bool = True) -> list[tuple]:
    table = ("\n\n" if blank else "\n").join(lines)
    figures = read_package([("a.txt", "\n\n".join([*HEAD, table, "II. ĐÁNH GIÁ"]).encode())]).figures
    return [(one.indicator, one.project, one.value) for one in figures if "#t" in one.locator]


EXPECTED = [
    ("capital_assigned", "DA1", 900_000_000), ("capital_disbursed", "DA1", 450_000_000),
    ("disbursement_rate", "DA1", 50), ("capital_assigned", "DA2", 60_000_000), ("capital_disbursed", "DA2", 30_000_000),
    ("disbursement_rate", "DA2", 50), ("capital_assigned", "", 960_000_000), ("capital_disbursed", "", 480_000_000),
    ("disbursement_rate", "", 50),
]  # fmt: skip


@pytest.mark.parametrize("sign", ["; ", " / ", " - ", " – "])
@pytest.mark.parametrize("blank", [True, False])
def test_signs_part_numbers_below_headings_parted_alike(sign, blank):
    assert _figures(*(sign.join(row) for row in (HEADINGS, *ROWS)), blank=blank) == EXPECTED


@pytest.mark.parametrize("bullet", ["", "- ", "+ "])
def test_each_line_may_repeat_the_headings(bullet):
    lines = [f"{bullet}{row[0]}: " + "; ".join(map(" ".join, zip(HEADINGS[1:], row[1:], strict=True))) for row in ROWS]
    assert _figures(*lines) == EXPECTED


def test_a_list_keeps_its_lines_as_printed():
    lines = ["Xã A: hộ nghèo 90; hộ cận nghèo 40", "Xã B: hộ nghèo 30; hộ cận nghèo 20"]
    (table,) = find_tables(lines)
    assert table.printed == {1: lines[0], 2: lines[1]}
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Đơn vị", "hộ nghèo", "hộ cận nghèo"], ["Xã A", "90", "40"], ["Xã B", "30", "20"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["Dự án 1: kế hoạch 900; giải ngân 450", "Dự án 2: giải ngân 30; kế hoạch 60"],
        ["Năm 2023: 900; 450", "Năm 2024: 60; 30; 50"],
        ["Dự án 1: kế hoạch 900 triệu đồng; giải ngân 450", "Dự án 2: kế hoạch 60 triệu đồng; giải ngân 30"],
        ["Quyết định số 12; 13", "Công văn số 14; 15"],
        ["Dự án 1: kế hoạch 900; giải ngân 450"],
    ],
)
def test_lines_that_are_not_parted_alike_are_no_table(lines):
    assert find_tables(["Kết quả phân bổ như sau.", "", *lines]) == []
