"""Every exported number is the released one, and every released number is exported."""

from dataclasses import replace

import pytest
from exported.cells import assert_page_shows, assert_workbook_shows
from exported.pages import ShownPage

from district_reports.exports.page import render_page
from district_reports.warehouse.published import PublishedRelease


def test_page_and_release_have_the_same_numbers(release: PublishedRelease):
    assert assert_page_shows(release) >= 12


def test_workbook_and_release_have_the_same_numbers(release: PublishedRelease):
    assert assert_workbook_shows(release) == 15


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
