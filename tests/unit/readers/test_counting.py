"""What the programme did, counted: classes, jobs, houses, works, and their parts and places."""

from decimal import Decimal

import pytest
from reading import read_all, read_counted, told


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mở 4 lớp đào tạo nghề cho 90 lao động.", [("vocational_classes_opened", "4"), ("vocational_trainees", "90")]),
        ("Giải quyết việc làm cho 90 lao động.", [("jobs_created", "90")]),
        ("Có 9 lao động đi làm việc ở nước ngoài.", [("workers_sent_abroad", "9")]),
        ("Cấp 900 thẻ BHYT cho người nghèo.", [("health_insurance_cards", "900")]),
        ("Tổ chức cân đo cho 90 trẻ em.", [("children_measured", "90")]),
        ("Xây mới 9 nhà, sửa chữa 4 nhà.", [("houses_built", "9"), ("houses_repaired", "4")]),
        ("Xây dựng 4 mô hình giảm nghèo.", [("models", "4")]),
        ("Cho 45 lượt hộ nghèo vay 10 tỷ đồng.", [("loan_borrowers", "45"), ("loans_disbursed", "10000000000")]),
        ("Tổ chức 4 cuộc tuyên truyền.", [("communication_sessions", "4")]),
        ("Tỷ lệ hộ dân sử dụng nước hợp vệ sinh đạt 85%.", [("hygienic_water_rate", "85")]),
        ("48% hộ nghèo sử dụng nhà tiêu hợp vệ sinh.", [("hygienic_latrine_rate", "48")]),
    ],
)
def test_counted_things_are_read_by_their_wording(sentence, expected):
    assert told(read_counted(sentence), "indicator", "value") == [(name, Decimal(value)) for name, value in expected]


def test_part_and_whole_are_two_figures():
    figures = read_counted("Giải quyết việc làm cho 45/90 lao động, đạt 50% kế hoạch; có 9/9 xã, thị trấn thực hiện.")
    assert told(figures, "indicator", "value", "kind") == [
        ("jobs_created", Decimal(45), "actual"),
        ("jobs_created", Decimal(90), "planned"),
        ("target_completion_rate", Decimal(50), "actual"),
        ("communes_covered", Decimal(9), "actual"),
        ("communes_total", Decimal(9), "actual"),
    ]


def test_number_goes_on_with_the_same_things():
    figures = read_counted(
        "Dự án 2: Phê duyệt 9 dự án, 45 hộ tham gia (20 hộ nghèo; 15 hộ cận nghèo; 10 hộ mới thoát nghèo)."
    )
    assert told(figures, "indicator", "breakdown")[1:] == [
        ("participating_households", ""),
        ("participating_households", "poor"),
        ("participating_households", "near_poor"),
        ("participating_households", "newly_escaped"),
    ]


def test_each_commune_has_its_own_figure():
    figures = read_counted("Xã Tân Lâm tổ chức cân đo cho 90 trẻ em; xã Khe Sành tổ chức cân đo cho 45 trẻ em.")
    assert told(figures, "place", "value_text") == [("Tân Lâm", "90"), ("Khe Sành", "45")]


@pytest.mark.parametrize("communes", ["xã Tân Lâm 5 nhà; xã Khe Sành 4 nhà", "Tân Lâm: 5; Khe Sành: 4"])
def test_list_of_communes_is_no_figure_of_the_whole_unit(communes):
    figures = read_counted(f"Đã hỗ trợ xây 9 nhà ({communes}).")
    assert told(figures, "place", "value_text") == [("", "9"), ("Tân Lâm", "5"), ("Khe Sành", "4")]


def test_deprivations_are_told_by_their_official_names():
    figures = read_counted(
        "3. Mức độ thiếu hụt các dịch vụ xã hội cơ bản:", "- Nhà tiêu hợp vệ sinh: 450 hộ, chiếm 45%;",
        "- Trình độ giáo dục của người lớn: 90 hộ, chiếm 9%.",
    )  # fmt: skip
    assert told(figures, "indicator", "dimension") == [
        ("deprived_households", "water_sanitation"),
        ("deprived_household_rate", "water_sanitation"),
        ("deprived_households", "education"),
        ("deprived_household_rate", "education"),
    ]


def test_parts_named_before_their_numbers():
    figures = read_counted("Dự án 2: 45 hộ tham gia (nghèo 20, cận nghèo 15, mới thoát nghèo 10).")
    assert told(figures, "value_text", "breakdown") == [
        ("45", ""),
        ("20", "poor"),
        ("15", "near_poor"),
        ("10", "newly_escaped"),
    ]


def test_recipients_of_a_report_are_none_of_its_figures():
    assert read_all("Nơi nhận:", "- UBND 15 xã, thị trấn;", "- Lưu: VT.") == []


def test_footnote_counts_what_its_mark_stands_behind():
    figures = read_counted("Tổ chức cân đo cho 90 trẻ em¹.", "¹ Gồm xã Tân Lâm 40 trẻ em, xã Khe Sành 50 trẻ em.")
    assert told(figures, "indicator", "value_text") == [("children_measured", n) for n in ("90", "40", "50")]


def test_footnote_stands_in_the_section_of_its_mark():
    paragraphs = ("II. KẾT QUẢ", "1. Dự án 2: Đa dạng hóa sinh kế", "Đã hỗ trợ các xã¹.", "III. NHIỆM VỤ NĂM 2025",
                  "Tiếp tục thực hiện.", "¹ Hỗ trợ 4 mô hình chăn nuôi.")  # fmt: skip
    (figure,) = read_counted(*paragraphs)
    assert (figure.project, figure.period) == ("DA2", "2024")


@pytest.mark.parametrize(
    "sentence",
    [
        "Quyết định số 52/QĐ-UBND ngày 15/12/2023 của UBND huyện.",
        "Nghị quyết số 24/2021/QH15 giai đoạn 2021 - 2025.",
        "Theo Biểu số 05 kèm theo, 6 tháng đầu năm 2024.",
        "Thuộc Tiểu dự án 1 - Dự án 3, lần 01.",
        "Năm 2024 hỗ trợ các xã.",
    ],
)
def test_years_documents_and_labels_are_no_figures(sentence):
    assert read_all(sentence) == []


def test_parts_of_those_who_take_part_are_counted_as_they():
    figures = read_counted("2. Dự án 2: 90 hộ đăng ký tham gia, trong đó hộ nghèo 60 hộ, hộ cận nghèo 20 hộ, "
                           "hộ mới thoát nghèo 10 hộ.")  # fmt: skip
    assert told(figures, "indicator", "breakdown") == [
        ("participating_households", ""),
        ("participating_households", "poor"),
        ("participating_households", "near_poor"),
        ("participating_households", "newly_escaped"),
    ]


def test_a_new_verb_begins_something_else():
    figures = read_counted("Hỗ trợ 12 lao động đi làm việc ở nước ngoài; cập nhật dữ liệu việc làm cho 900 lao động.")
    assert told(figures, "indicator") == [("workers_sent_abroad",), ("workers_info_updated",)]


def test_houses_not_begun_are_not_under_construction():
    figures = read_counted("Dự án 5: hoàn thành 18 nhà, đang thi công 14 nhà, chưa khởi công 4 nhà.")
    assert told(figures, "indicator")[1:] == [("houses_under_construction",), ("houses_supported",)]


def test_deprivations_listed_are_no_houses():
    figures = read_counted("Số hộ nghèo thiếu hụt: chất lượng nhà ở 28 hộ; nước sinh hoạt 63 hộ; thông tin 15 hộ.")
    assert told(figures, "indicator", "dimension") == [
        ("deprived_households", "housing"),
        ("deprived_households", "water_sanitation"),
        ("deprived_households", "information"),
    ]


def test_another_piece_of_work_has_its_own_wording():
    figures = read_counted("Mặt trận vận động xây mới 34 nhà Đại đoàn kết, sửa chữa 12 nhà cho hộ nghèo.")
    assert told(figures, "indicator") == [("houses_built",), ("houses_repaired",)]


def test_counts_under_a_span_of_years_are_of_all_of_them():
    figures = read_counted("V. KẾT QUẢ TỪNG DỰ ÁN (2022 - 2024)", "1. Dự án 6: thực hiện 90 tin, bài.")
    assert told(figures, "indicator", "period") == [("news_items", "2022-2024")]


def test_parts_without_a_noun_are_followed_by_parts_with_one():
    figures = read_counted("Mở lớp nghề cho 350 học viên (trong đó 200 nữ, 310 người DTTS).")
    assert told(figures, "breakdown") == [("",), ("female",), ("ethnic_minority",)]


def test_a_sub_project_named_in_a_sentence_holds_up_to_the_next_semicolon():
    figures = read_counted(
        "4. Dự án 4: Phát triển giáo dục nghề nghiệp",
        "Đối với Tiểu dự án 2 đã hỗ trợ 12 lao động đi làm việc ở nước ngoài; Tiểu dự án 3 tổ chức 2 phiên giao dịch việc làm.",  # noqa: E501
        "Đã tổ chức 3 phiên giao dịch việc làm.",
    )  # fmt: skip
    assert told(figures, "value_text", "subproject") == [("12", "DA4.TDA2"), ("2", "DA4.TDA3"), ("3", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xuất cảnh 30 lao động (Nhật 20, nước khác 10).", [("workers_sent_abroad", n) for n in (30, 20, 10)]),
        (
            "Tổ chức 02 phiên giao dịch việc làm, thu hút 90 lao động tham gia.",
            [("job_fairs", 2), ("participants", 90)],
        ),
        ("Hỗ trợ tiền điện 9 tỷ đồng.", [("policy_spending", 9 * 10**9)]),
        ("Chi phí học tập: 40 em, 9 triệu đồng.", [("policy_beneficiaries", 40), ("policy_spending", 9 * 10**6)]),
    ],
)
def test_things_told_in_few_words_are_counted(text, expected):
    assert told(read_counted(text), "indicator", "value") == expected


def test_share_of_the_poor_is_no_rate_of_poverty_but_a_part():
    figures = read_counted("Hộ nghèo DTTS 90 hộ, chiếm 60% tổng số hộ nghèo.")
    assert told(figures, "indicator", "value") == [("part_rate", 60)]


def test_classes_of_the_project_for_officials_train_officials():
    figures = read_counted("7. Dự án 7: Nâng cao năng lực", "- TDA1: 03 lớp, 90 lượt cán bộ.")
    assert told(figures, "indicator", "value") == [("training_classes", 3), ("trainees", 90)]


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("Cán bộ làm công tác giảm nghèo được tập huấn 100%.", "poverty_officials_trained_rate"),
        ("Xã có hệ thống truyền thanh cơ sở hoạt động tốt 100%.", "loudspeaker_coverage_rate"),
    ],
)
def test_a_rate_told_behind_what_it_is_of_is_read(sentence, indicator):
    assert told(read_counted(sentence), "indicator", "value_text") == [(indicator, "100")]
