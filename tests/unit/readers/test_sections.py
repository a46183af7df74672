import pytest

from district_reports.readers.documents.document import Paragraph
from district_reports.readers.outline.sections import Round, Section, find_project, period_code, read_section
from district_reports.readers.outline.structure import build_passages
from district_reports.readers.outline.years import last_year
from district_reports.values import fold_letters


def _section(*texts, title="", round_=Round(2024)):  # noqa: B008 - a frozen value
    passages = build_passages([Paragraph(number, text) for number, text in enumerate(texts, start=1)])
    return read_section(passages[-1], round_, title=fold_letters(title))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("du an 2: da dang hoa", ("DA2", "")),
        ("tieu du an 1 - du an 3", ("DA3", "DA3.TDA1")),
        ("tieu du an 2 thuoc du an 4", ("DA4", "DA4.TDA2")),
        ("du an 2 va du an 3", None),
        ("du an 12", None),
        ("thuc hien 09 du an", None),
    ],
)
def test_project_is_found_by_its_number(text, found):
    assert find_project(text, Section()) == found


def test_sub_project_belongs_to_the_project_above():
    assert find_project("tieu du an 2", Section(project="DA6")) == ("DA6", "DA6.TDA2")


def test_project_is_found_by_its_official_name():
    section = _section('1. Tiểu dự án "Cải thiện dinh dưỡng"', "Kinh phí 5 tỷ đồng")
    assert (section.project, section.subproject) == ("DA3", "DA3.TDA2")


def test_target_named_under_a_heading_of_what_became_of_the_targets_is_told_with_its_result():
    results = "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU"
    assert not _section(results, "1. Chỉ tiêu giảm nghèo", "Cuối năm còn 90 hộ nghèo.").is_target
    assert _section(results, "1. Giảm nghèo", "- Chỉ tiêu năm 2024: giảm 90 hộ").is_target
    assert _section(results, "III. NĂM TỚI", "1. Chỉ tiêu giảm nghèo", "Còn 90 hộ nghèo.").is_target


def test_roman_heading_ends_the_project():
    assert _section("I. DỰ ÁN", "1. Dự án 2", "II. KẾT QUẢ", "Đã giải ngân").project == ""


@pytest.mark.parametrize(
    ("heading", "breakdown"),
    [
        ("1. Chương trình MTQG xây dựng nông thôn mới", "new_rural_programme"),
        ("1. Chương trình MTQG phát triển KT-XH vùng đồng bào DTTS", "ethnic_minority_programme"),
        ("1. Các Chương trình mục tiêu quốc gia", "all_programmes"),
        ("1. Chương trình MTQG giảm nghèo bền vững", ""),
    ],
)
def test_heading_tells_whose_money_stands_below_it(heading, breakdown):
    assert _section(heading, "Vốn giao 5 tỷ đồng").breakdown == breakdown


def test_projects_of_another_programme_are_not_ours():
    section = _section("1. Chương trình MTQG xây dựng nông thôn mới", "- Dự án 1: Vốn giao 5 tỷ đồng")
    assert section.project == ""


def test_heading_of_a_coming_year_is_a_plan_and_of_this_year_is_not():
    assert _section("II. NHIỆM VỤ NĂM 2025", "Vốn 5 tỷ đồng").is_plan
    assert not _section("II. KẾT QUẢ NĂM 2024", "Vốn 5 tỷ đồng").is_plan


def test_title_of_a_plan_is_undone_by_the_heading_over_last_years_results():
    title = "Kế hoạch năm 2025 thực hiện Chương trình"
    assert _section("A. NỘI DUNG", "Vốn 5 tỷ đồng", title=title).is_plan
    assert not _section("A. KẾT QUẢ 6 THÁNG NĂM 2024", "Vốn 5 tỷ đồng", title=title).is_plan


def test_aims_are_targets_unless_the_heading_tells_their_results():
    assert _section("I. MỤC TIÊU", "Giảm 3%").is_target
    assert not _section("I. KẾT QUẢ THỰC HIỆN MỤC TIÊU", "Giảm 3%").is_target


def test_heading_may_say_what_happened_with_the_money():
    assert _section("1. Kết quả giải ngân", "- Vốn đầu tư: 5 tỷ đồng").stage == ("capital_disbursed", "disbursed")
    assert _section("1. Ước giải ngân", "- Vốn đầu tư: 5 tỷ đồng").stage == ("capital_forecast", "forecast")
    assert _section("1. Phân bổ và giải ngân", "- Vốn đầu tư: 5 tỷ đồng").stage is None
    assert _section("1. Vốn năm 2023 kéo dài sang năm 2024", "- Kế hoạch vốn: 5 tỷ đồng").is_carried_over


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("kinh phi nam 2023 giao", "2023"),
        ("giam so voi nam 2023", ""),
        ("giai doan 2022 - 2024", "2022-2024"),
        ("tu nam 2022 den het thang 9 nam 2024", "2022-2024"),
        ("tu nam 2022 den ngay 30/9/2024", "2022-2024"),
        ("nam 2022 va nam 2023", "2022-2023"),
        ("giai doan 2022 - 2023, rieng nam 2024", "2024"),
        ("giai doan 2021-2030", ""),
    ],
)
def test_year_is_the_last_one_named_and_not_compared_with(text, year):
    assert last_year(text, 2024) == year


def test_period_code_names_a_window_of_a_year():
    assert [period_code(2024, window) for window in ("", "year", "H1", "9M", "Q1")] == [
        "2024",
        "2024",
        "2024H1",
        "2024-9M",
        "2024Q1",
    ]


@pytest.mark.parametrize(
    "text", ["- Xã Xuân Lộc: giao 5 tỷ đồng", "Thị trấn Phú Lộc: giao 5 tỷ đồng", "1. Xã Xuân Lộc"]
)
def test_line_that_begins_with_a_commune_is_about_it(text):
    assert _section("I. KẾT QUẢ", text).place in ("Xuân Lộc", "Phú Lộc")


@pytest.mark.parametrize(
    "text", ["- Xã Xuân Lộc đã giao 5 tỷ đồng", "Tại xã Xuân Lộc: giao 5 tỷ đồng", "Toàn xã: 5 tỷ đồng"]
)
def test_line_that_only_speaks_of_a_commune_is_not_about_it(text):
    assert _section("I. KẾT QUẢ", text).place == ""
