"""One thing counted in several years, one after the other."""

import pytest
from reading import read_counted, told

from district_reports.readers.outline.sections import Round

REVIEW = Round(2024, first_year=2021)


@pytest.mark.parametrize(
    "sentence",
    [
        "NHCSXH cho 90 lượt hộ vay vốn với 412 tỷ đồng (năm 2022: 98 tỷ đồng; năm 2023: 112 tỷ đồng).",
        "Doanh số cho vay 412 tỷ đồng, phân theo năm là 98 tỷ đồng (2022) và 112 tỷ đồng (2023).",
        "Doanh số cho vay 412 tỷ đồng, trong đó năm 2022 là 98 tỷ đồng, năm 2023 là 112 tỷ đồng.",
    ],
)
def test_loans_are_told_of_each_year(sentence):
    loans = [f for f in read_counted("3. Tín dụng ưu đãi", sentence, round_=REVIEW) if f.unit == "vnd"]
    assert told(loans, "value_text", "indicator", "kind", "period")[1:] == [
        ("98", "loans_disbursed", "disbursed", "2022"),
        ("112", "loans_disbursed", "disbursed", "2023"),
    ]


def test_a_rate_is_told_of_each_year():
    figures = read_counted("Suy dinh dưỡng thấp còi năm 2022 là 30,4%, năm 2023 là 28,1%, năm 2024 còn 26,7%.")
    assert told(figures, "value_text", "indicator", "period") == [
        ("30,4", "child_stunting_rate", "2022"),
        ("28,1", "child_stunting_rate", "2023"),
        ("26,7", "child_stunting_rate", "2024"),
    ]


def test_counts_told_in_turn_are_each_of_their_year():
    figures = read_counted(
        "4. Dự án 4: Đào tạo nghề cho 1.516 lao động, các năm 2022, 2023, 2024 lần lượt là 356, 612 và 548 lao động.",
        round_=REVIEW,
    )
    assert told(figures, "value_text", "indicator", "period") == [
        ("1.516", "vocational_trainees", "2021-2024"),
        ("356", "vocational_trainees", "2022"),
        ("612", "vocational_trainees", "2023"),
        ("548", "vocational_trainees", "2024"),
    ]


def test_counts_told_in_turn_of_anything_else_keep_the_year():
    figures = read_counted(
        "Đưa 90 lao động đi làm việc ở nước ngoài; Nhật Bản, Hàn Quốc, Lào lần lượt là 50, 30, 10 người."
    )
    assert told(figures, "value_text", "period") == [("90", "2024"), ("50", "2024"), ("30", "2024"), ("10", "2024")]
