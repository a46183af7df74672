"""Changes of households over several years that go on from one told before, and all households beside the poor."""

import pytest
from reading import read, told

from district_reports.readers.outline.sections import Round

REVIEW = Round(2024, first_year=2021)


def test_changes_behind_one_of_several_years_are_of_them_too():
    figures = read(
        "Sau 3 năm toàn huyện giảm 90 hộ nghèo; tỷ lệ hộ nghèo giảm 9%. Tỷ lệ hộ cận nghèo tăng 2%.", round_=REVIEW
    )
    assert told(figures, "value_text", "period", "breakdown") == [
        ("90", "2021-2024", "several_years"),
        ("9", "2021-2024", "several_years"),
        ("2", "2021-2024", "several_years"),
    ]


@pytest.mark.parametrize(
    "sentence", ["Riêng năm 2024 tỷ lệ hộ nghèo giảm 2%.", "Tỷ lệ hộ nghèo giảm 2% so với năm 2023."]
)
def test_a_change_that_names_its_time_does_not_go_on(sentence):
    *_, last = read(f"Sau 3 năm tỷ lệ hộ nghèo giảm 9%. {sentence}", round_=REVIEW)
    assert (last.period, last.breakdown) == ("2024", "")


@pytest.mark.parametrize(
    "beginning",
    ["Cuối năm 2023: tổng số", "Cuối năm 2023: toàn huyện", "Năm 2023 (kết quả sơ bộ): toàn huyện có", "Tổng số"],
)
def test_households_told_before_the_poor_are_all_there_are(beginning):
    figures = read("1. Diễn biến hộ nghèo qua các năm", f"- {beginning} 9.000 hộ; hộ nghèo 900 hộ, chiếm 10%.")
    assert told(figures, "indicator", "value_text")[:2] == [
        ("total_households", "9.000"), ("poor_households", "900"),
    ]  # fmt: skip
