"""Headings in tiers as units draw them: what narrows a bare heading, years over columns, titles that say the source."""

import pytest
from workbook_forms import build_sheet, read_sheet, told

from district_reports.readers.layouts import find_layout
from district_reports.readers.workbooks.rows import RowReader


def _rows(*rows: str) -> list[list[str]]:
    """Rows of headings, each written as its cells between bars, all as wide as the widest."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    width = max(map(len, cells))
    return [row + [""] * (width - len(row)) for row in cells]


def _told_by(reading) -> list[tuple[str, str, str, str]]:
    return [(one.indicator, one.breakdown, one.period, str(one.value)) for one in reading.figures]


def _review(*rows):
    headings = _rows(
        "TT | Xã, thị trấn | Tổng số hộ dân cư | | Kết quả rà soát cuối năm 2023 | | Diễn biến hộ nghèo trong năm 2024"
        " | | | Kết quả rà soát cuối năm 2024 | | ",
        " | | Số hộ | Số khẩu | Hộ nghèo | | Thoát nghèo | Tái nghèo | Phát sinh mới | Hộ nghèo | | ",
        " | | | | Số hộ | Tỷ lệ (%) | | | | Số hộ | Số khẩu | Tỷ lệ (%)",
    )
    title = ["TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2024"]
    merged = [((1, column), (3, column)) for column in (0, 1)]
    merged += [((1, first), (1, last)) for first, last in ((2, 3), (4, 5), (6, 8), (9, 11))]
    merged += [((2, column), (3, column)) for column in (2, 3, 6, 7, 8)] + [((2, 4), (2, 5)), ((2, 9), (2, 11))]
    return build_sheet(*rows, head=(title, *headings), merged=merged)


def test_a_review_of_two_years_is_read_though_one_of_its_headings_reads_like_the_title_of_another_form():
    reading = read_sheet(_review([1, "Tân Đoàn", 900, 3600, 100, 11.11, 30, 1, 9, 80, 310, 8.89]))

    assert reading.problems == []
    assert _told_by(reading) == [
        ("total_households", "", "2024", "900"), ("total_population", "", "2024", "3600"),
        ("poor_households", "poor", "2023", "100"), ("poor_household_rate", "poor", "2023", "11.11"),
        ("households_escaped_poverty", "", "2024", "30"), ("households_fallen_back", "", "2024", "1"),
        ("households_newly_poor", "", "2024", "9"), ("poor_households", "poor", "2024", "80"),
        ("poor_people", "", "2024", "310"), ("poor_household_rate", "poor", "2024", "8.89"),
    ]  # fmt: skip


def _groups(above: str):
    headings = _rows(
        f"TT | Xã, thị trấn | Tổng số hộ nghèo | {above} | ",
        " | | | Số hộ | Tỷ lệ (%)",
    )
    merged = [*(((1, column), (2, column)) for column in range(3)), ((1, 3), (1, 4))]
    return build_sheet([1, "Tân Đoàn", 80, 52, 65], head=(["HỘ NGHÈO NĂM 2024"], *headings), merged=merged)


def test_a_bare_heading_below_a_group_counts_that_group():
    reading = read_sheet(_groups("Hộ nghèo không có khả năng lao động"))

    assert reading.problems == []
    assert [(one.indicator, one.breakdown) for one in reading.figures] == [
        ("poor_households", "poor"), ("poor_households", "poor;no_labour"), ("part_rate", "poor;no_labour"),
    ]  # fmt: skip


def test_a_bare_heading_below_a_group_that_no_form_knows_is_never_all_households():
    reading = read_sheet(_groups("Hộ nghèo nuôi ong"))

    assert "total_households" not in {one.indicator for one in reading.figures}
    assert ("TYP-014", "D3") in told(reading)


def test_counts_below_a_heading_of_rural_areas_are_not_those_of_the_unit():
    headings = _rows("Xã, thị trấn | Tổng số hộ | Khu vực nông thôn | ", " | | Hộ nghèo | ", " | | Số hộ | Tỷ lệ (%)")
    merged = [*(((1, column), (3, column)) for column in (0, 1)), *(((row, 2), (row, 3)) for row in (1, 2))]
    reading = read_sheet(build_sheet(["Tân Đoàn", 900, 80, 8.89], head=(["NĂM 2024"], *headings), merged=merged))

    assert "poor_households" not in {one.indicator for one in reading.figures}
    assert reading.problems


def _carried_over(*titles: str, row=("Dự án 2", 5.0, 6.0, 1.0, 2.0, 8.0)):
    headings = _rows(
        "TT | Nội dung | Vốn năm 2023 được kéo dài | | Đã giải ngân | | Còn lại",
        " | | Vốn đầu tư | Vốn sự nghiệp | Vốn đầu tư | Vốn sự nghiệp | ",
    )
    above = len(titles)
    merged = [((above, column), (above + 1, column)) for column in (0, 1, 6)]
    merged += [((above, 2), (above, 3)), ((above, 4), (above, 5))]
    return build_sheet([1, *row], head=(*([one] for one in titles), *headings), merged=merged)


def test_carried_over_money_is_read_by_type_with_what_is_left_and_the_source_of_its_title():
    reading = read_sheet(_carried_over("VỐN KÉO DÀI SANG NĂM 2024 (nguồn NSTW)", "ĐVT: triệu đồng"))

    assert reading.problems == []
    assert [(one.indicator, one.capital_type, str(one.value)) for one in reading.figures] == [
        ("capital_carried_over", "investment", "5000000"), ("capital_carried_over", "recurrent", "6000000"),
        ("capital_disbursed", "investment", "1000000"), ("capital_disbursed", "recurrent", "2000000"),
        ("capital_remaining", "all", "8000000"),
    ]  # fmt: skip
    assert {(one.fund_source, one.budget_year, one.project) for one in reading.figures} == {("central", "2023", "DA2")}


def test_new_and_carried_over_money_stand_side_by_side_by_type():
    headings = _rows(
        "Nội dung | Kế hoạch vốn năm 2023 kéo dài sang năm 2024 | | Kế hoạch vốn năm 2024 |"
        " | Giải ngân vốn năm 2023 kéo dài | | Giải ngân vốn năm 2024 | ",
        " | ĐTPT | SN" + " | ĐTPT | SN" * 3,
    )
    merged = [((1, 0), (2, 0)), *(((1, column), (1, column + 1)) for column in (1, 3, 5, 7))]
    reading = read_sheet(build_sheet(["Dự án 1", *range(1, 9)], head=(["ĐVT: đồng"], *headings), merged=merged))

    assert reading.problems == []
    assert [(one.indicator, one.capital_type, one.budget_year) for one in reading.figures] == [
        (indicator, capital_type, year)
        for indicator, year in (
            ("capital_carried_over", "2023"),
            ("capital_assigned", "2024"),
            ("capital_disbursed", "2023"),
            ("capital_disbursed", "2024"),
        )
        for capital_type in ("investment", "recurrent")
    ]


def test_a_title_gives_no_source_where_a_row_names_one():
    sheet = _carried_over("VỐN KÉO DÀI SANG NĂM 2024 (nguồn NSTW)", "ĐVT: đồng", row=("Tổng số", 5, 6, 1, 2, 8))
    sheet.rows.append([2, "NSĐP", 1, 1, 1, 1, 0])

    assert [one.fund_source for one in read_sheet(sheet).figures] == [""] * 5 + ["local"] * 5


@pytest.mark.parametrize("label", ["Dự án 3 - Tiểu dự án 2", "DA3.TDA2", "Dự án 3/TDA 2", "Dự án số 3: Tiểu dự án 2"])
def test_a_label_may_name_the_project_before_its_part(label):
    meaning = RowReader(find_layout("capital")).read(label)

    assert meaning is not None
    assert meaning.dims == {"project": "DA3", "subproject": "DA3.TDA2"}


def test_a_project_between_its_parts_and_those_of_the_next_stays_apart():
    rows = RowReader(find_layout("capital"))

    assert [rows.read(one).dims.get("subproject", "") for one in ("Dự án 3", "TDA1", "Dự án 4 - TDA1", "TDA2")] == [
        "", "DA3.TDA1", "DA4.TDA1", "DA4.TDA2",
    ]  # fmt: skip


LOANS = ["Chương trình cho vay", "Doanh số cho vay", "Số khách hàng vay", "Dư nợ", "Số khách hàng còn dư nợ"]


@pytest.mark.parametrize("unit", ["ĐVT: tỷ đồng", "Đơn vị: tỷ đồng, khách hàng"])
def test_loans_are_read_by_programme_and_those_who_still_owe_are_kept_apart(unit):
    reading = read_sheet(build_sheet(["Hộ cận nghèo", 24.6, 342, 88.905, 1466], ["Tổng cộng", 60.1, 900, 200, 4000],
                                     head=(["KẾT QUẢ CHO VAY"], [unit], LOANS)))  # fmt: skip

    assert reading.problems == []
    assert [(one.policy, one.indicator, one.breakdown, one.kind, one.fund_source) for one in reading.figures[:4]] == [
        ("credit", "loans_disbursed", "near_poor", "disbursed", "policy_bank"),
        ("credit", "loan_borrowers", "near_poor", "actual", ""),
        ("credit", "loans_outstanding", "near_poor", "actual", "policy_bank"),
        ("credit", "loan_borrowers", "near_poor;still_owing", "actual", ""),
    ]
    assert (str(reading.figures[4].value), reading.figures[4].breakdown) == ("60100000000.0", "")


def test_schemes_tell_what_they_count_by_their_names_and_money_by_source():
    headings = _rows("STT | Nội dung chính sách | ĐVT | Số lượng | Kinh phí | | ", " | | | | Tổng số | NSTW | NSĐP")
    merged = [((2, column), (3, column)) for column in range(4)] + [((2, 4), (2, 6))]
    rows = ([1, "Cấp thẻ BHYT cho người nghèo", "thẻ", "1.486 (*)", 900.0, 600.0, 300.0],
            [2, "Miễn, giảm học phí", "học sinh", 1842, 20.5, "", "-"])  # fmt: skip
    head = (["KẾT QUẢ THỰC HIỆN CÁC CHÍNH SÁCH GIẢM NGHÈO"], ["ĐVT kinh phí: triệu đồng"], *headings)
    reading = read_sheet(build_sheet(*rows, head=head, merged=merged))

    assert reading.problems == []
    figures = reading.figures
    assert [(one.indicator, one.policy, one.breakdown, one.fund_source, str(one.value)) for one in figures] == [
        ("health_insurance_cards", "health", "poor", "", "1486"),
        ("policy_spending", "health", "poor", "", "900000000"),
        ("policy_spending", "health", "poor", "central", "600000000"),
        ("policy_spending", "health", "poor", "local", "300000000"),
        ("policy_beneficiaries", "education", "tuition_exemption", "", "1842"),
        ("policy_spending", "education", "tuition_exemption", "", "20500000.0"),
        ("policy_spending", "education", "tuition_exemption", "local", "0"),
    ]  # fmt: skip
