"""Every exported number is the released one, and every released number is exported."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from exported.cells import assert_page_shows, assert_workbook_shows
from exported.pages import ShownPage

from district_reports.exports.page.render import render_page
from district_reports.exports.tables import SHOWN_TABLES
from district_reports.warehouse.releases.content import TABLE_BY_NAME
from district_reports.warehouse.releases.published import PublishedRelease


def test_page_and_release_have_the_same_numbers(release: PublishedRelease):
    assert assert_page_shows(release) >= 12


def test_workbook_and_release_have_the_same_numbers(release: PublishedRelease):
    assert assert_workbook_shows(release) == 21


def test_numbers_of_tables_that_came_later_are_exported_too(release: PublishedRelease):
    measured = dict.fromkeys(TABLE_BY_NAME["target_results"].measures)
    result = measured | {
        "row_key": "97|2024H1|models", "indicator": "models", "target_year": "2024", "project": "", "dimension": "",
        "breakdown": "", "unit": "models", "target_value": 51, "result_value": 20, "attainment_pct": Decimal("39.22"),
        "target_unit_count": 2, "result_unit_count": 2, "met_unit_count": 0, "not_met_unit_count": 2,
        # How many units say so themselves: no number that a report prints beside a computed one.
        "reported_met_unit_count": 1, "reported_not_met_unit_count": 0, "is_exact": True,
        "reporting_unit_count": 2, "accepted_unit_count": 2, "expected_unit_count": 3,
    }  # fmt: skip
    with_results = replace(release, tables={**release.tables, "target_results": [result]})
    assert assert_page_shows(with_results) > assert_page_shows(release)
    # Seven numbers, and of how many units each is.
    assert assert_workbook_shows(with_results) == assert_workbook_shows(release) + 14
    assert "mô hình" in render_page(with_results)


def test_forecast_rates_stand_with_their_amounts_and_approved_budgets_in_a_column(release: PublishedRelease):
    told = {
        "assigned_vnd": 100_000_000, "forecast_9m_vnd": 45_000_000, "forecast_9m_rate_pct": Decimal("45.00"),
        "reported_forecast_9m_rate_pct": Decimal("44.9"), "reported_forecast_year_rate_pct": Decimal(95),
        "approved_vnd": 70_000_000,
    }  # fmt: skip
    row = release.rows("disbursement")[-1] | {"row_key": "97|2024H1|DA3|all", "project": "DA3", "disbursed_vnd": None}
    read = release.rows("sources")[0] | {"row_key": row["row_key"]}
    sources = [
        read | {"measure": measure, "value": value, "unit": "vnd" if measure.endswith("_vnd") else "percent"}
        for measure, value in told.items()
        if measure != "forecast_9m_rate_pct"
    ]
    tables = {
        **release.tables,
        "disbursement": [*release.rows("disbursement"), row | told],
        "sources": [*release.rows("sources"), *sources],
    }
    forecast = replace(release, tables=tables)
    assert assert_page_shows(forecast) >= assert_page_shows(release) + len(told)
    assert assert_workbook_shows(forecast) > assert_workbook_shows(release)
    page = " ".join(re.sub(r"<[^>]+>", " ", render_page(forecast)).split())
    assert "45,00 45,00 % báo cáo ghi 44,9 %" in page
    assert "báo cáo ghi 95 %" in page
    assert re.search(r'<th scope="col" class="v">Kinh phí phê duyệt', render_page(forecast))
    assert not re.search(r'<th scope="col" class="v">Tỷ lệ ước', render_page(forecast))


def test_every_released_table_with_numbers_is_shown():
    assert TABLE_BY_NAME.keys() - {"completeness"} == {shown.table_name for shown in SHOWN_TABLES}


def test_every_unit_s_own_number_and_rate_is_shown(release: PublishedRelease):
    numbers = ShownPage(render_page(release)).numbers
    rates = {number.row.rpartition(" · ")[2]: number.text for number in numbers if number.measure == "Tỷ lệ giải ngân"}
    assert (rates["Suối Mơ"], rates["Núi Xa"]) == ("33,33", "50,00")


def test_comparison_notices_a_page_of_another_release(release: PublishedRelease, monkeypatch: pytest.MonkeyPatch):
    other = release.rows("poverty")[0] | {"poor_households_count": 897}
    page = render_page(replace(release, tables={**release.tables, "poverty": [other]}))
    monkeypatch.setattr("exported.cells.render_page", lambda _: page)
    with pytest.raises(AssertionError, match="is not what was released"):
        assert_page_shows(release)
