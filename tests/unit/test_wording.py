from decimal import Decimal

import pytest

from district_reports.wording import describe_line, format_amount, place_label, round_label


@pytest.mark.parametrize(
    ("round_", "vietnamese", "english"),
    [
        ("2024", "năm 2024", "2024"),
        ("2024H1", "6 tháng đầu năm 2024", "the first half of 2024"),
        ("2024H2", "6 tháng cuối năm 2024", "the second half of 2024"),
        ("2024-9M", "9 tháng năm 2024", "the first 9 months of 2024"),
        ("–", "–", "–"),
    ],
)
def test_a_round_is_told_in_words(round_: str, vietnamese: str, english: str):
    assert (round_label(round_), round_label(round_, "en")) == (vietnamese, english)


@pytest.mark.parametrize(
    ("locator", "vietnamese", "english"),
    [
        ("bieu.xlsx#Bảng vốn!F17", "bieu.xlsx, trang tính “Bảng vốn”, ô F17", "bieu.xlsx, sheet “Bảng vốn”, cell F17"),
        ("report.docx#p12:340-352", "report.docx, đoạn 12", "report.docx, paragraph 12"),
        ("report.docx#p12", "report.docx, đoạn 12", "report.docx, paragraph 12"),
        ("report.docx#t2!R5C3", "report.docx, bảng 2, hàng 5, cột 3", "report.docx, table 2, row 5, column 3"),
        ("report.docx#t2", "report.docx, bảng 2", "report.docx, table 2"),
        ("report.docx", "report.docx", "report.docx"),
    ],
)
def test_a_place_is_told_in_words(locator: str, vietnamese: str, english: str):
    assert (place_label(locator), place_label(locator, "en")) == (vietnamese, english)


@pytest.mark.parametrize(
    ("value", "unit", "vietnamese", "english"),
    [
        ("9336000000", "vnd", "9.336 triệu đồng", "9,336 million VND"),
        ("695740000", "vnd", "695,74 triệu đồng", "695.74 million VND"),
        ("10491503000", "vnd", "10.491,503 triệu đồng", "10,491.503 million VND"),
        ("0", "vnd", "0 triệu đồng", "0 million VND"),
        ("11.238095", "percent", "11,2381 %", "11.2381 %"),
        ("-2.03", "pp", "-2,03 điểm phần trăm", "-2.03 percentage points"),
        ("13306", "households", "13.306 hộ", "13,306 households"),
    ],
)
def test_amount_is_written_as_its_reader_writes_it(value: str, unit: str, vietnamese: str, english: str):
    assert format_amount(Decimal(value), unit) == (vietnamese, english)


def test_line_is_named_from_the_widest_to_the_narrowest_dimension():
    line = {"project": "DA1", "subproject": "DA1.TDA2", "component": "maintenance", "measure": "disbursed",
            "budget_year": "2024", "fund_source": "local", "capital_type": "recurrent"}  # fmt: skip
    vietnamese, english = describe_line(line)
    assert vietnamese == (
        "Dự án 1, Tiểu dự án 2, duy tu bảo dưỡng, vốn đã giải ngân năm 2024, ngân sách địa phương, vốn sự nghiệp"
    )
    assert english == "Project 1, Sub-project 2, maintenance, capital disbursed 2024, local budget, recurrent capital"


def test_line_of_the_whole_programme_leaves_out_what_is_not_divided():
    line = {"measure": "assigned", "is_capital": "yes", "fund_source": "all", "capital_type": "all"}
    assert describe_line(line) == ("toàn chương trình, vốn được giao", "whole programme, capital assigned")


def test_several_years_are_joined_in_words():
    line = {"measure": "assigned", "budget_year": "2022+2023"}
    assert describe_line(line) == ("vốn được giao năm 2022 và 2023", "capital assigned 2022 and 2023")


def test_a_code_without_a_word_of_its_own_is_told_without_its_strokes():
    assert describe_line({"breakdown": "poor;single_parent"}) == ("hộ nghèo, single parent", "poor, single parent")
