"""Money in a review of several years: told for a chapter, year by year in bullets, and of the year planned after it."""

from reading import read

from district_reports.readers.outline.sections import Round

REVIEW = Round(2024, first_year=2021)
TITLE = "Kết quả thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2024; nhiệm vụ năm 2025"


def told(*paragraphs: str) -> list[tuple[str, str, str]]:
    return [(f.indicator, f.budget_year, f.period) for f in read(*paragraphs, round_=REVIEW, title=TITLE)]


def test_years_told_once_for_a_chapter_hold_up_to_its_end():
    figures = told(
        "I. KẾT QUẢ THỰC HIỆN CÁC DỰ ÁN",
        "Các số liệu trong mục này tính cho giai đoạn 2022 - 2024; kinh phí là vốn ngân sách trung ương.",
        "1. Dự án 2",
        "- Kinh phí giao 27 triệu đồng, giải ngân 19 triệu đồng.",
        "II. KINH PHÍ CHUNG",
        "Tổng vốn được giao là 90 triệu đồng, trong đó năm 2021: 10 triệu đồng.",
    )
    assert figures == [
        ("capital_assigned", "2022-2024", "2022-2024"),
        ("capital_disbursed", "2022-2024", "2022-2024"),
        ("capital_assigned", "2021-2024", "2021-2024"),
        ("capital_assigned", "2021", "2021"),
    ]


def test_money_without_a_year_is_of_the_years_money_was_assigned_for():
    figures = told(
        "1. Vốn ngân sách trung ương được giao giai đoạn 2022 - 2024 là 90 triệu đồng.",
        "2. Lũy kế đến 31/10/2024 đã giải ngân 60 triệu đồng, đạt 66,67%.",
    )
    assert figures == [
        ("capital_assigned", "2022-2024", "2022-2024"),
        ("capital_disbursed", "2022-2024", "2022-2024"),
        ("disbursement_rate", "2022-2024", "2022-2024"),
    ]


def test_money_assigned_for_all_years_of_a_review_keeps_them():
    figures = told(
        "1. Vốn được giao giai đoạn 2021 - 2024 là 90 triệu đồng; giai đoạn 2022 - 2024 được giao 80 triệu đồng.",
        "2. Lũy kế đã giải ngân 60 triệu đồng.",
    )
    assert figures[-1] == ("capital_disbursed", "2021-2024", "2021-2024")


def test_aims_for_households_keep_the_years_of_the_review():
    figures = told(
        "1. Vốn được giao giai đoạn 2022 - 2024 là 90 triệu đồng.",
        "2. Tỷ lệ hộ nghèo bình quân mỗi năm giảm 7%, vượt mục tiêu Nghị quyết (giảm 6%/năm).",
    )
    assert [period for indicator, _, period in figures if indicator == "poor_household_rate_change"] == [
        "2021-2024"
    ] * 2


def test_amounts_beside_nothing_but_their_years_are_told_of_each():
    figures = told(
        "1. Vốn giao từng năm", "Đối ứng của địa phương như sau: năm 2022 là 4 triệu đồng, năm 2023 là 9 triệu đồng."
    )
    assert figures == [("capital_assigned", "2022", "2022"), ("capital_assigned", "2023", "2023")]


def test_what_was_left_of_an_earlier_year_is_of_the_year_before_it_was_carried_into():
    figures = told(
        "1. Tình hình giải ngân vốn ngân sách trung ương",
        "- Năm 2022 giải ngân 39 triệu đồng. Số vốn chưa sử dụng chuyển sang năm 2023 là 63 triệu đồng.",
    )
    assert figures[-1] == ("capital_carried_over", "2022", "2023")


def test_what_a_bullet_tells_of_a_year_was_spent_in_it_also_of_older_money():
    figures = told(
        "1. Tình hình giải ngân vốn ngân sách trung ương",
        "- Năm 2023, vốn giao trong năm giải ngân 74 triệu đồng; vốn năm 2022 chuyển sang giải ngân 51 triệu đồng.",
    )
    assert figures == [("capital_disbursed", "2023", "2023"), ("capital_disbursed", "2022", "2023")]


def test_chapters_of_the_part_on_the_year_to_come_plan_for_it():
    figures = told(
        "Phần thứ hai", "KẾ HOẠCH, NHIỆM VỤ NĂM 2025", "I. DỰ KIẾN KINH PHÍ", "1. Ngân sách trung ương 128 triệu đồng."
    )
    assert figures == [("capital_planned", "2025", "2025")]
