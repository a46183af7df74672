"""The country is the sum of the releases it names: two made-up provinces, and a third that is silent."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from exported.cells import assert_page_shows, assert_workbook_shows
from hand_made import hand_made_warehouse, insert
from psycopg import Connection
from two_provinces import AUGUST, BEFORE, FIRST, JULY, LATE, ROUND, SEPTEMBER, place_units, state

from district_reports.exports import trace_by_words, write_newest
from district_reports.exports.page.render import render_page
from district_reports.releases import (
    Outcome,
    ReleaseResult,
    publish_releases,
    revert_release,
    show_release,
)  # fmt: skip
from district_reports.warehouse.releases.published import PublishedRelease, read_to_show

SILENT = "99"


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    with hand_made_warehouse(database_url, "national_releases_test") as connection:
        place_units(connection)
        insert(connection, "marts.dim_unit_provinces", area_view="as_reported", area_list=BEFORE,
               reporting_unit_code="991", own_province_code=SILENT, province_area_list=BEFORE, province_code=SILENT,
               province_name="Núi Bạc")  # fmt: skip
        state(connection, FIRST, with_country=True)
        yield connection


def publish(connection: Connection, when: datetime = JULY) -> ReleaseResult:
    """What publishing made of the country."""
    results = publish_releases(connection, when, "test", "rules-1")
    [national] = [result for result in results if result.area_view == "national"]
    return national


def publish_correction(connection: Connection) -> ReleaseResult:
    publish(connection)
    state(connection, LATE, with_country=True)
    return publish(connection, AUGUST)


def disbursed(connection: Connection, suffix: str) -> int:
    query = f"select coalesce(sum(disbursed_vnd), 0) / 1000000 from analytics.disbursement{suffix}"
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def test_country_adds_up_the_provinces_releases_and_names_each_with_its_coverage(connection: Connection):
    assert publish(connection).release_id == "national-2024H1-001"
    assert disbursed(connection, "_national") == disbursed(connection, "") == 35
    provinces = connection.execute(
        """select province_code, province_release_id, status, expected_unit_count, accepted_unit_count
           from analytics.provinces_national order by 1"""
    ).fetchall()
    assert provinces == [
        ("97", "97-2024H1-001", "provisional", 3, 1),
        ("98", "98-2024H1-001", "provisional", 3, 1),
        (SILENT, None, None, 1, 0),
    ]


def test_any_day_tells_the_same_total_of_country_and_provinces(connection: Connection):
    publish_correction(connection)
    for day, total in ((date(2024, 7, 9), 0), (date(2024, 7, 10), 35), (date(2024, 8, 10), 95)):
        assert disbursed(connection, f"_national_as_of('{day}')") == total
        assert disbursed(connection, f"_as_of('{day}')") == total


def test_same_releases_of_provinces_make_no_new_one_of_the_country(connection: Connection):
    publish(connection)
    assert publish(connection, AUGUST).outcome == Outcome.UNCHANGED


def test_change_of_the_country_is_told_by_province_and_adds_up(connection: Connection):
    publish_correction(connection)
    changes = show_release(connection, "national-2024H1-002").rows("changes")
    paid = {
        row["reporting_unit_code"]: (row["new_value"] - row["old_value"], row["reason_en"])
        for row in changes
        if row["measure"] == "disbursed_vnd"
    }
    assert paid == {
        "": (60_000_000, "Changed in: Mây Trắng."),
        "97": (60_000_000, "Release 97-2024H1-002 replaces release 97-2024H1-001."),
    }


def test_country_waits_while_a_province_is_reverted_and_comes_with_its_next_content(connection: Connection):
    publish_correction(connection)
    reverted = revert_release(connection, "97-2024H1-001", SEPTEMBER, "test", "rules-1")
    assert "national-2024H1-002" in reverted.reason_en, "who reverts a province is told what else holds its numbers"
    waiting = publish(connection, SEPTEMBER)
    assert waiting.outcome == Outcome.HELD
    assert "97-2024H1-003" in waiting.reason_en
    state(connection, {**LATE, "nui-1": ("972", 100, 70)}, with_country=True)
    assert publish(connection, SEPTEMBER).release_id == "national-2024H1-003"
    assert disbursed(connection, "_national") == disbursed(connection, "") == 105


def test_what_holds_a_province_holds_the_country(connection: Connection):
    insert(connection, "quality.findings", submission_id=f"province:{BEFORE}:97:{ROUND}", finding_id="1",
           rule="SUM-900", severity="critical", message_vi="tổng lệch", message_en="the total is off")  # fmt: skip
    assert publish(connection).outcome == Outcome.HELD


def test_number_of_the_country_is_traced_to_the_sentences_of_all_provinces(connection: Connection):
    publish(connection)
    paid = trace_by_words(connection, ["national", ROUND, "disbursed"])
    assert [(unit.code, unit.value) for unit in paid.units] == [("971", 30_000_000), ("981", 5_000_000)]
    assert paid.figures[1]["quote"] == "là 5 triệu đồng"


def test_waived_finding_of_a_province_marks_the_release_of_the_country(connection: Connection):
    insert(connection, "quality.findings", submission_id=f"province:{BEFORE}:97:{ROUND}", finding_id="1",
           rule="SUM-900", severity="critical", message_vi="tổng lệch", message_en="the total is off")  # fmt: skip
    insert(connection, "quality.waivers", waiver_id=7, rule="SUM-900", reporting_unit_code="97",
           reporting_unit_name="Mây Trắng", approved_by="Lê C", reason="đã đối chiếu",
           valid_until=JULY.date())  # fmt: skip
    publish(connection)
    marked = connection.execute("select release_id, waived_finding_count from release.releases order by 1").fetchall()
    assert marked == [
        ("97-2024H1-001", 1), ("98-2024H1-001", 0), ("national-2024H1-001", 1), ("recast-96-2024H1-001", 1),
    ]  # fmt: skip


def test_page_of_the_country_shows_provinces_as_it_shows_units_of_a_province(connection: Connection, tmp_path: Path):
    publish(connection)
    assert "national-2024H1-001.docx" in {path.name for path in write_newest(connection, tmp_path)}
    page = (tmp_path / "national-2024H1-001.html").read_text(encoding="utf-8")
    assert "Chưa có đợt công bố của: Núi Bạc." in page
    assert "không phải số của cả nước" in page
    assert 'href="97-2024H1-001.html"' in page, "a number of the country leads to the page that quotes its reports"
    assert assert_page_shows(read_to_show(connection, "national-2024H1-001")) > 0
    assert assert_workbook_shows(read_to_show(connection, "national-2024H1-001")) > 0


def test_rate_of_a_province_is_the_released_one_where_sums_do_not_give_it(connection: Connection):
    publish(connection)
    release = read_to_show(connection, "national-2024H1-001")
    sources = [
        {**source, "value": Decimal("41.00")}
        if (source["measure"], source["reporting_unit_code"]) == ("disbursement_rate_pct", "97") else source
        for source in release.rows("sources")
    ]  # fmt: skip
    formula, told = "Đã giải ngân 30,0 ÷ Vốn giao 90,0 × 100 = 33,33 %", "riêng từng tỉnh"
    assert formula in text_of(release)
    assert told not in text_of(release)
    restated = text_of(replace(release, tables={**release.tables, "sources": sources}))
    assert formula not in restated
    assert "41,00" in restated
    assert told in restated, "a rate that the two sums do not give is not explained by them"


def text_of(release: PublishedRelease) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", render_page(release)).split())
