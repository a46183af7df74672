from datetime import UTC, date, datetime

import pytest

from district_reports import registry
from district_reports.exports.labels import (
    coverage_sentence,
    labels,
    project_label,
    received_label,
    row_label,
    verdict_label,
    year_label,
)  # fmt: skip
from district_reports.exports.numbers import unit_label
from district_reports.warehouse.releases.content import RELEASED_TABLES


def test_every_number_that_can_be_released_has_a_vietnamese_name():
    released = {name for table in RELEASED_TABLES for name in (*table.measures, *table.texts)}
    assert released <= labels()["measures"].keys()


@pytest.mark.parametrize(
    ("accepted", "area_list", "sentence"),
    [
        (1, "before_2025_07", "Mới có 1 trên 11 huyện báo cáo"),
        (11, "before_2025_07", "Đủ 11 trên 11 huyện báo cáo"),
        (1, "from_2025_07", "Mới có 1 trên 11 xã báo cáo"),
    ],
)
def test_coverage_is_a_sentence(accepted: int, area_list: str, sentence: str):
    header = {
        "area_view": "as_reported",
        "area_list": area_list,
        "accepted_unit_count": accepted,
        "expected_unit_count": 11,
    }
    assert coverage_sentence(header) == sentence


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({}, "Toàn Chương trình"),
        ({"project": "DA2"}, "Dự án 2"),
        ({"project": "DA3", "subproject": "DA3.TDA1"}, "Tiểu dự án 1 – Dự án 3"),
        ({"project": "DA1", "component": "maintenance"}, "Dự án 1: Duy tu, bảo dưỡng"),
    ],
)
def test_line_of_capital_is_named(row: dict[str, str], name: str):
    assert project_label(row) == name


def test_every_unit_of_an_indicator_has_a_vietnamese_name():
    units = {unit for indicator in registry.indicators().values() for unit in indicator.units}
    # The same in every language.
    assert {unit for unit in units if unit_label(unit) == unit} <= {"ha", "km", "kg"}


@pytest.mark.parametrize(("unit", "told"), [("models", "tính theo mô hình"), ("pp", "tính theo điểm %"), ("", "")])
def test_rows_are_told_apart_by_vietnamese_units(unit: str, told: str):
    row = {"indicator": "models", "target_year": "2024", "project": "", "dimension": "", "breakdown": "", "unit": unit}
    assert row_label("target_results", row).partition("2024")[2].removeprefix(" · ") == told


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((2, 1, 0, 0), "2 đơn vị đạt, 1 đơn vị chưa đạt"),
        ((0, 0, 1, 0), "1 đơn vị tự đánh giá đạt"),
        # Computed and self-told verdicts of the same units are told once.
        ((1, 0, 1, 0), "1 đơn vị đạt"),
        ((0, 1, 1, 1), "1 đơn vị chưa đạt, 1 đơn vị tự đánh giá đạt"),
        ((0, 0, 0, 0), ""),
    ],
)
def test_verdict_says_of_how_many_units_a_target_is_met(counts: tuple[int, ...], told: str):
    names = ("met_unit_count", "not_met_unit_count", "reported_met_unit_count", "reported_not_met_unit_count")
    assert verdict_label(dict(zip(names, counts, strict=True))) == told


def test_budget_year_that_is_not_stated_is_not_a_word():
    assert [year_label(years) for years in ("2022-2024", "2022+2023", "not_stated", None)] == [
        "2022–2024", "2022 + 2023", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("is_on_time", "days_late", "told"),
    [
        (False, 26, "16/02/2025 (hạn 21/01/2025; báo cáo đầu tiên muộn 26 ngày)"),
        (True, -3, "16/02/2025 (hạn 21/01/2025; báo cáo đầu tiên đúng hạn)"),
        (None, None, "16/02/2025"),
    ],
)
def test_day_a_report_came_is_told_with_how_punctual_the_first_one_was(
    is_on_time: bool | None, days_late: int | None, told: str
):
    report = {
        "received_at": datetime(2025, 2, 16, tzinfo=UTC),
        "due_date": date(2025, 1, 21),
        "is_first_on_time": is_on_time,
        "first_days_late": days_late,
    }
    assert received_label(report) == told
