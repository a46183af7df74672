"""Who reports on what: made-up documents with real area names, for the registry knows no others."""

from datetime import date

import pytest

from district_reports.readers.documents.document import read_document
from district_reports.readers.outline.identity import parse_round, recognise
from district_reports.readers.outline.sections import Round

REPORT = """ỦY BAN NHÂN DÂN
HUYỆN BA BỂ

Số: {number}/BC-UBND

Ba Bể, ngày {day} tháng {month} năm 2023

BÁO CÁO

Kết quả thực hiện Chương trình giảm nghèo bền vững {period}

I. KẾT QUẢ

1. Vốn: Đến 15/6/2023 đã giải ngân 12 triệu đồng trên địa bàn huyện, tỉnh Bắc Kạn.
"""


def _recognise(text, **declared):
    return recognise([read_document("bao-cao.txt", text.encode())], **declared)


def test_a_report_tells_unit_province_number_date_and_cut_off():
    identity = _recognise(REPORT.format(number=27, day=20, month=6, period="6 tháng đầu năm 2023")).identity
    assert (identity.reporting_unit_code, identity.province_code, identity.area_list) == ("061", "06", "before_2025_07")
    assert (identity.document_number, identity.document_date) == ("27/BC-UBND", date(2023, 6, 20))
    assert (identity.round, identity.document_type, identity.is_draft) == ("2023H1", "report", False)
    assert identity.cut_off_date == date(2023, 6, 15)


@pytest.mark.parametrize(
    ("period", "round_"),
    [
        ("năm 2023", "2023"),
        ("6 tháng đầu năm 2023", "2023H1"),
        ("9 tháng năm 2023", "2023-9M"),
        ("8 tháng đầu năm 2023", "2023-8M"),
        ("tính đến ngày 15/8/2023", "2023-8M"),
        ("đến ngày 20/6/2023", "2023H1"),
        ("năm 2023 (số liệu đến ngày 15/8/2023)", "2023-8M"),
        ("năm 2023 (số liệu đến ngày 31/10/2023)", "2023"),
        ("giai đoạn 2021 - 2025 trên địa bàn năm 2022", "2022"),
        ("quý I năm 2023", "2023Q1"),
        ("giai đoạn 2021-2023", "2023"),
        ("giai đoạn 2021 - 2022; kế hoạch, nhiệm vụ năm 2023", "2022"),
        ("giai đoạn 2021 - 2022 và phương hướng, nhiệm vụ trọng tâm năm 2023", "2022"),
        ("năm 2022; nhiệm vụ năm 2023", "2022"),
    ],
)
def test_the_title_tells_the_round(period, round_):
    assert _recognise(REPORT.format(number=1, day=5, month=7, period=period)).identity.round == round_


def test_blank_number_and_day_mark_a_draft_and_keep_what_is_printed():
    recognised = _recognise(REPORT.format(number="", day="", month=7, period="năm 2023"))
    assert recognised.identity.is_draft
    assert recognised.identity.document_number is None
    assert recognised.identity.document_date is None
    assert recognised.number_text == "Số: /BC-UBND"


def test_a_plan_reports_on_the_period_its_results_are_about():
    text = (
        "UBND HUYỆN BA BỂ\n\nKẾ HOẠCH\n\nThực hiện Chương trình giảm nghèo năm 2025\n\n"
        "A. KẾT QUẢ THỰC HIỆN 6 THÁNG ĐẦU NĂM 2024\n\nNội dung.\n\nB. KẾ HOẠCH NĂM 2025\n\nNội dung.\n"
    )
    recognised = _recognise(text)
    assert (recognised.identity.document_type, recognised.identity.round) == ("plan", "2024H1")


def test_a_plan_without_results_is_of_its_own_year_and_all_still_to_come():
    recognised = _recognise("UBND HUYỆN BA BỂ\n\nKẾ HOẠCH\n\nGiảm nghèo bền vững năm 2025\n\n1. Mục tiêu\n")
    assert recognised.identity.round == "2025"
    assert recognised.reading_round == Round(2024)


def test_a_name_that_two_provinces_share_is_settled_by_the_province_named():
    text = "UBND HUYỆN TAM NÔNG\n\nBÁO CÁO\n\nGiảm nghèo năm 2023\n\nTrên địa bàn huyện Tam Nông{province}.\n"
    assert _recognise(text.format(province=", tỉnh Đồng Tháp")).identity.province_code == "87"
    undecided = _recognise(text.format(province=""))
    assert undecided.identity.reporting_unit_code is None
    assert len(undecided.candidates) == 2


@pytest.mark.parametrize(
    "head", ["ỦY BAN NHÂN DÂN\nTỈNH YÊN BÁI", "UBND TỈNH YÊN BÁI\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
)
def test_a_provinces_report_is_not_that_of_the_city_of_its_name(head):
    report = REPORT.replace("ỦY BAN NHÂN DÂN\nHUYỆN BA BỂ", head).replace("Ba Bể, ngày", "Yên Bái, ngày")
    text = report.replace("trên địa bàn huyện, tỉnh Bắc Kạn", "tại huyện Trạm Tấu và thành phố Yên Bái")
    recognised = _recognise(text.format(number=27, day=20, month=6, period="năm 2023"))

    assert recognised.identity.reporting_unit_code is None
    assert recognised.unit_text == "TỈNH YÊN BÁI"


def test_the_province_above_a_district_in_its_letterhead_is_not_who_reports():
    text = REPORT.replace("ỦY BAN NHÂN DÂN\nHUYỆN BA BỂ", "UBND TỈNH BẮC KẠN\n\nỦY BAN NHÂN DÂN HUYỆN BA BỂ")
    identity = _recognise(text.format(number=27, day=20, month=6, period="năm 2023")).identity

    assert identity.reporting_unit_code == "061"


def test_a_unit_in_no_list_is_named_as_printed():
    recognised = _recognise("UBND HUYỆN SƠN THỦY LÂM\n\nBÁO CÁO\n\nGiảm nghèo năm 2023 của huyện Sơn Thủy Lâm\n")
    assert recognised.identity.reporting_unit_code is None
    assert recognised.unit_text == "Sơn Thủy Lâm"


def test_since_july_2025_communes_report():
    text = (
        "UBND XÃ ĐĂK TÔ\n\nĐăk Tô, ngày 02 tháng 12 năm 2025\n\n"
        "BÁO CÁO\n\nGiảm nghèo năm 2025 xã Đăk Tô, tỉnh Quảng Ngãi\n"
    )
    identity = _recognise(text).identity
    assert (identity.area_list, identity.unit_level, identity.province_code) == ("from_2025_07", "commune", "51")


def test_what_the_sender_declares_wins():
    recognised = _recognise(REPORT.format(number=1, day=5, month=7, period="năm 2023"), declared_unit="065",
                            declared_round="2022-9M")  # fmt: skip
    assert recognised.identity.reporting_unit_code == "065"
    assert recognised.identity.round == "2022-9M"
    assert recognised.reading_round == Round(2022, "9M")


def test_day_a_title_counts_to_is_the_cut_off():
    text = REPORT.format(number=1, day=20, month=8, period="tính đến ngày 15/8/2023")
    recognised = _recognise(text.replace("Đến 15/6/2023 đã", "Đã"))
    assert recognised.identity.cut_off_date == date(2023, 8, 15)


@pytest.mark.parametrize(("code", "same"), [("2024-6M", "2024H1"), ("2024-12m", "2024")])
def test_months_that_are_a_standing_period_are_called_by_its_name(code, same):
    assert parse_round(code).code == same


@pytest.mark.parametrize("code", ["2024", "2024H1", "2024-9M", "2024-8M", "2024Q3"])
def test_round_codes_are_read_back(code):
    assert parse_round(code).code == code


def test_what_is_no_round_is_none():
    assert parse_round("năm nay") is None


def test_small_letters_after_the_word_for_a_district_are_no_name():
    said = "Ủy ban nhân dân huyện đã chỉ đạo, huyện ở vùng cao, huyện được giao, huyện đang làm.\n\n" * 9
    recognised = _recognise(f"BÁO CÁO\n\nGiảm nghèo năm 2023 trên địa bàn huyện Ba Bể\n\n{said}")
    assert recognised.identity.reporting_unit_code == "061"


@pytest.mark.parametrize(("line", "code"), [("ỦY BAN NHÂN DÂN XÃ SƠN KIM 2", "18199"), ("UBND xã Sơn Kim 1", "18196")])
def test_a_number_that_ends_a_name_is_part_of_it(line, code):
    text = f"{line}\nTỉnh Hà Tĩnh\n\nBÁO CÁO\nKết quả giảm nghèo năm 2025\n\n1. Năm 2025 xã Sơn Kim 2 hộ thoát nghèo.\n"
    assert _recognise(text).identity.reporting_unit_code == code


@pytest.mark.parametrize(
    ("name", "province", "code"),
    [
        ("phường 3 Bảo Lộc", "Lâm Đồng", "24841"),
        ("phường Xuân Hương - Đà Lạt", "Lâm Đồng", "24781"),
        ("xã Sơn Kim 2", "Hà Tĩnh", "18199"),
    ],
)
def test_a_name_may_hold_a_number_or_a_dash(name, province, code):
    place = name if "3" in name else name.split(" ", 1)[1]
    text = f"""UBND {name.upper()}
Số: 27/BC-UBND
{place[0].upper()}{place[1:]}, ngày 12 tháng 01 năm 2026
BÁO CÁO
Kết quả giảm nghèo năm 2025
Trên đây là báo cáo của {name}, tỉnh {province}."""
    identity = _recognise(text).identity
    assert (identity.reporting_unit_code, identity.is_draft) == (code, False)


@pytest.mark.parametrize("motto", ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam"])
def test_the_other_half_of_a_letterhead_in_the_same_line_is_no_part_of_the_name(motto):
    halves = f"UBND HUYỆN BA BỂ {motto}\nSố: 51/BC-BCĐ Ba Bể, ngày 12 tháng 01 năm 2024"
    identity = _recognise(f"{halves}\nBÁO CÁO\nNăm 2023").identity
    assert (identity.reporting_unit_code, identity.document_number) == ("061", "51/BC-BCĐ")


def test_a_dash_between_district_and_province_joins_no_name():
    text = "UBND HUYỆN BA BỂ - BẮC KẠN\nBắc Kạn - Ba Bể, ngày 12 tháng 01 năm 2024\nBÁO CÁO\nGiảm nghèo năm 2023"
    assert _recognise(text).identity.reporting_unit_code == "061"


def test_the_area_list_is_that_of_the_periods_last_day():
    text = "UBND xã Sơn Kim 1\nTỉnh Hà Tĩnh\n\nBÁO CÁO\nKết quả giảm nghèo {period} năm 2025\n"
    assert _recognise(text.format(period="")).identity.area_list == "from_2025_07"
    assert _recognise(text.format(period="6 tháng đầu")).identity.area_list != "from_2025_07"


def test_a_declared_code_nobody_has_names_no_unit():
    recognised = _recognise(REPORT.format(number=27, day=20, month=6, period="năm 2023"), declared_unit="99999")
    assert (recognised.candidates, recognised.unit_text) == ((), "99999")


SPAN = "giai đoạn 2021-2025"


@pytest.mark.parametrize(
    ("day", "month", "round_"), [("18", "11", "2023"), ("05", "02", "2022"), ("20", "6", None), ("", "11", None)]
)
def test_a_review_of_a_term_not_over_is_of_the_last_year_that_was(day, month, round_):
    identity = _recognise(REPORT.format(number=27, day=day, month=month, period=SPAN)).identity
    assert identity.round == round_


def test_a_review_is_read_as_one_of_all_its_years():
    of_term = _recognise(REPORT.format(number=27, day="18", month="11", period=SPAN))
    of_years = _recognise(REPORT.format(number=27, day="18", month="11", period="giai đoạn 2021 - 2022"))
    of_year = _recognise(REPORT.format(number=27, day="18", month="11", period=f"năm 2023, {SPAN}"))
    assert [told.reading_round.span for told in (of_term, of_years, of_year)] == ["2021-2023", "2021-2022", ""]


def test_a_review_may_say_apart_from_the_term_which_years_it_is_about():
    told = _recognise(REPORT.format(number=27, day="20", month="11", period=f"{SPAN} (từ năm 2021 đến tháng 10/2023)"))
    assert told.reading_round == Round(2023, first_year=2021)


def test_a_report_without_a_round_is_read_by_the_year_it_was_written_in():
    recognised = _recognise(REPORT.format(number=27, day=20, month=6, period="trên địa bàn"))
    assert (recognised.identity.round, recognised.reading_round) == (None, Round(2023))


def test_a_report_without_round_and_day_is_read_by_the_year_it_names_most():
    said = "BÁO CÁO\n\nKết quả giảm nghèo\n\nNăm 2022 giao vốn. Năm 2023 đã chi. Hết năm 2023 còn lại."
    assert _recognise(said).reading_round == Round(2023)


def test_a_document_that_names_no_year_has_no_round_to_be_read_by():
    assert _recognise("BÁO CÁO\n\nKết quả giảm nghèo").reading_round is None


@pytest.mark.parametrize(("unit", "code"), [("huyện Cai Lậy", "820"), ("thị xã Cai Lậy", "817"), ("Quận 4", "773")])
def test_the_type_before_a_name_tells_areas_of_one_name_apart(unit, code):
    province = "Thành phố Hồ Chí Minh" if unit == "Quận 4" else "tỉnh Tiền Giang"
    text = f"""UBND {unit.upper()}

{unit.split(" ", 1)[-1].removeprefix("xã ")}, ngày 20 tháng 6 năm 2023

BÁO CÁO

Kết quả giảm nghèo 6 tháng đầu năm 2023

1. Đến nay, {unit}, {province} còn 12 hộ nghèo."""
    assert _recognise(text).identity.reporting_unit_code == code


@pytest.mark.parametrize(
    ("title", "round_"),
    [
        ("Sơ kết 2 năm thực hiện Chương trình giảm nghèo (2021-2022)", "2022"),
        ("Tổng kết Chương trình giai đoạn 2016 - 2020, định hướng giai đoạn 2021 - 2025", "2020"),
        ("KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH GIẢM NGHÈO\n\n6 THÁNG ĐẦU NĂM 2023", "2023H1"),
        ("KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH\n\nMỤC TIÊU QUỐC GIA GIẢM NGHÈO\n\nNĂM 2023", "2023"),
        ("Kết quả thực hiện Chương trình giảm nghèo\n\n(6 tháng đầu năm 2023)", "2023H1"),
        ("Kết quả thực hiện các Chương trình đến ngày 30/6/2023", "2023H1"),
        ("Kết quả giảm nghèo quý III/2023", "2023Q3"),
        ("Kết quả giảm nghèo 2023", "2023"),
        ("Kết quả thực hiện Nghị quyết ngày 12 tháng 12 năm 2021 về giảm nghèo năm 2023", "2023"),
        ("Kết quả thực hiện Quyết định 90/QĐ-TTg ngày 18/01/2022", None),
        ("Kết quả giảm nghèo\n\nThực hiện Công văn số 12/SLĐ ngày 3/5/2023 về báo cáo năm 2022", None),
    ],
)
def test_the_period_of_titles_in_many_shapes(title, round_):
    head = "ỦY BAN NHÂN DÂN\nHUYỆN BA BỂ\n\nBa Bể, ngày 20 tháng 6 năm 2023"
    assert _recognise(f"{head}\n\nBÁO CÁO\n\n{title}\n\nI. KẾT QUẢ\n\n1. Đã giải ngân.").identity.round == round_


def test_a_document_may_call_itself_a_report_in_small_letters_on_a_line_of_its_own():
    identity = _recognise("HUYỆN BA BỂ\n\nBáo cáo\n\nKết quả giảm nghèo bền vững năm 2023").identity
    assert (identity.document_type, identity.round) == ("report", "2023")


def test_a_number_without_a_colon_is_a_number():
    text = REPORT.format(number=27, day=5, month=7, period="năm 2023").replace("Số: ", "Số ")
    identity = _recognise(text).identity
    assert (identity.document_number, identity.is_draft) == ("27/BC-UBND", False)


def test_a_day_that_is_striven_for_is_no_day_of_counting():
    text = REPORT.format(number=27, day=5, month=7, period="năm 2023")
    ahead = text.replace("Đến 15/6/2023 đã giải ngân", "Phấn đấu đến 31/12/2023 giải ngân")
    assert _recognise(text).identity.cut_off_date == date(2023, 6, 15)
    assert _recognise(ahead).identity.cut_off_date is None
