"""Tables of a PDF without rulings are read as those with: white space alone parts their cells."""

from collections import Counter

import pytest
from report_files import Report, Table, as_pdf

from district_reports.figures import Reading
from district_reports.readers.documents.document import read_document
from district_reports.readers.submissions import read_package

HEAD = (
    "ỦY BAN NHÂN DÂN HUYỆN BA BỂ", "Số: 12/BC-UBND", "Ba Bể, ngày 05 tháng 7 năm 2023", "BÁO CÁO",
    "Kết quả Chương trình mục tiêu quốc gia giảm nghèo bền vững 6 tháng đầu năm 2023 của huyện Ba Bể, tỉnh Bắc Kạn",
    "I. KẾT QUẢ",
)  # fmt: skip
COMMUNES = [
    ["TT", "Xã, thị trấn", "Tổng số hộ", "Hộ nghèo", "Tỷ lệ (%)", "Hộ cận nghèo"],
    ["1", "Thị trấn Chợ Rã", "1.205", "95", "7,88", "60"],
    ["2", "Bành Trạch", "890", "240", "26,97", "110"],
    ["3", "Cao Thượng", "1.020", "380", "37,25", "-"],
    ["", "Tổng cộng", "3.115", "715", "22,95", "170"],
]
MONEY = [
    ["Dự án", "Kế hoạch vốn năm 2023", "Đã giải ngân", "Tỷ lệ (%)"],
    ["Dự án 1", "10.000", "2.400", "24"],
    ["Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", "2.345,5", "600", "25,58"],
    ["Tổng cộng", "12.345,5", "3.000", "24,3"],
]
NAMES = ("Bành Trạch", "Cao Thượng", "Chu Hương", "Đồng Phúc", "Hà Hiệu", "Khang Ninh", "Mỹ Phương", "Nam Mẫu")
LONG = [COMMUNES[0], *([str(number), name, str(500 + number), str(100 + number), "20", "50"]
                       for number, name in enumerate(NAMES * 6, start=1))]  # fmt: skip
LED_IN = {"communes": ("Kết quả rà soát theo xã:",), "money": ("Kết quả giải ngân như sau:", "ĐVT: triệu đồng")}


def _read(lead: tuple[str, ...], rows: list[list[str]], is_ruled: bool) -> Reading:
    report = Report([*HEAD, *lead, Table(rows), "II. HỘ NGHÈO", "Số hộ nghèo là 1.234 hộ, tỷ lệ 12,5%."])
    return read_package([("a.pdf", as_pdf(report, is_ruled=is_ruled))])


def _told(reading: Reading) -> Counter[tuple[str, ...]]:
    return Counter((one.indicator, one.project, one.breakdown, str(one.value), one.locator) for one in reading.figures)


@pytest.mark.parametrize(
    ("lead", "rows"),
    [(LED_IN["communes"], COMMUNES), (LED_IN["money"], MONEY), (LED_IN["communes"], LONG)],
    ids=["communes", "money", "two pages"],
)
def test_table_is_read_without_its_rulings(lead, rows):
    bare, ruled = _read(lead, rows, is_ruled=False), _read(lead, rows, is_ruled=True)

    assert len([one for one in bare.figures if "#t1!" in one.locator]) > 8
    assert _told(bare) == _told(ruled)


def test_row_whose_cells_nothing_parts_is_told():
    touching = ["4", "Xã Khang Ninh.", "891", "241", "27,05", "111"]
    rows = [*COMMUNES[:4], touching, *COMMUNES[4:]]

    reading = _read(LED_IN["communes"], rows, is_ruled=False)

    assert not {"891", "241", "111"} & {one.value_text for one in reading.figures}
    assert [(one.rule, one.found) for one in reading.problems if one.rule == "TYP-022"] == [
        ("TYP-022", "891; 241; 27,05; 111")
    ]


def test_letterhead_side_by_side_is_no_table():
    lines = ["Số hộ nghèo là 95 hộ, tỷ lệ 7,88%.", "Số hộ cận nghèo là 60 hộ, tỷ lệ 4,98%."]

    paragraphs = read_document("a.pdf", as_pdf(Report([*HEAD, *lines]))).paragraphs

    assert {paragraph.table for paragraph in paragraphs} == {0}
