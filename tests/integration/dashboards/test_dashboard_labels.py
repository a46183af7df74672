"""Places, codes and names as boards say them: in the words that pages and findings use."""

import pytest
from hand_made import insert
from psycopg import Connection
from released_rows import PLACE, insert_release, insert_sources

from district_reports.exports.labels import label
from district_reports.wording import place_label


@pytest.mark.parametrize(
    ("locator", "told"),
    [
        ("bao cao.docx#p34", "bao cao.docx, đoạn 34"),
        ("bao_cao.docx#p34:340-352", "bao_cao.docx, đoạn 34"),
        ("bang.xlsx#Bảng vốn!F17", "bang.xlsx, trang tính “Bảng vốn”, ô F17"),
        # What stands in braces in a name is part of the name.
        ("bang{cell}.xlsx#Biểu!01!B5", "bang{cell}.xlsx, trang tính “Biểu!01”, ô B5"),
        ("bao_cao.docx#t2!R5C3", "bao_cao.docx, bảng 2, hàng 5, cột 3"),
        ("bao_cao.docx#t2", "bao_cao.docx, bảng 2"),
        ("bao_cao.docx", "bao_cao.docx"),
        ("", ""),
    ],
)
def test_a_place_is_told_on_boards_as_in_findings(connection: Connection, locator: str, told: str):
    assert connection.execute("select analytics.place_label(%s)", [locator]).fetchone() == (told,)
    assert place_label(locator) == told


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("fund_source", "central"), ("fund_source", "all"), ("capital_type", "recurrent"),
        ("household_group", "poor_and_near_poor"), ("dimension", "water_sanitation"),
        ("rate_denominator", "cumulative_assigned"), ("fund_source", "unheard_of"),
    ],
)  # fmt: skip
def test_a_code_is_called_on_boards_as_on_pages(connection: Connection, kind: str, code: str):
    [(told,)] = connection.execute("select analytics.code_label(%s, %s)", [kind, code]).fetchall()
    assert told.casefold() == label(kind, code).casefold()
    assert told[0].isupper() or told == code


def test_names_are_listed_as_vietnamese_lists_are(connection: Connection):
    names = ["Bắc Sơn", "Bình Gia", "Cao Lộc", "Đình Lập", "Hữu Lũng", "Lộc Bình", "Tràng Định", "Văn Lãng", "Ý Yên"]
    listed = connection.execute(
        "select name from unnest(%s::text[]) as named (name) order by analytics.name_order(name)", [sorted(names)]
    ).fetchall()
    assert sorted(names) != names
    assert [name for (name,) in listed] == names


COUNTRY = {"area_list": "from_2025_07", "province_code": "VN", "province_name": "Cả nước", "round": "2024H1"}


def test_units_behind_a_number_of_the_country_are_those_of_the_provinces_it_is_made_of(connection: Connection):
    line = {"fund_source": "all", "capital_type": "all", "project": "DA1", "component": "", "assigned_vnd": 9}
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-008")
        insert_release(connection, "98-2024H1-009")
        insert(connection, "release.releases", release_id="national-2024H1-001", **COUNTRY, area_view="national",
               release_number=1, content_sha256="0" * 64, published_at="2024-09-11", status="provisional",
               rule_set_version="1", code_version="1")  # fmt: skip
        insert(connection, "release.provinces", release_id="national-2024H1-001", area_list="before_2025_07",
               province_code="98", province_name="Biển Xanh", province_release_id="98-2024H1-009")  # fmt: skip
        insert(connection, "release.disbursement", release_id="national-2024H1-001",
               row_key="national|from_2025_07|VN|2024H1|DA1|all", **COUNTRY, **line, disbursed_vnd=4,
               reporting_unit_count=9, expected_unit_count=20)  # fmt: skip
        key = "before_2025_07|98|2024H1|DA1|all"
        stated = {"a": {"assigned_vnd": 5, "disbursed_vnd": 4}, "b": {"assigned_vnd": 4}}
        insert_sources(connection, "98-2024H1-009", "disbursement", key, stated)
        insert_sources(connection, "98-2024H1-009", "disbursement", key + "|other", {"c": {"assigned_vnd": 4}})
        # An older release of the province is in no sum of the country.
        insert_sources(connection, "98-2024H1-008", "disbursement", key, {"d": {"assigned_vnd": 4}})
        coverage = connection.execute("select line_coverage_label from analytics.board_capital").fetchall()
        numbers, of_that_day, of_the_day_before = (
            connection.execute(
                f"select release_id, reporting_unit_code, value::integer from analytics.unit_numbers_national{asked} "
                "where row_key = 'national|from_2025_07|VN|2024H1|DA1|all' and measure = 'assigned_vnd' order by 2"
            ).fetchall()
            for asked in ("", "_as_of('2024-09-11')", "_as_of('2024-09-10')")
        )
    assert coverage == [("vốn giao 2/20, giải ngân 1/20",)]
    assert numbers == [("national-2024H1-001", "a", 5), ("national-2024H1-001", "b", 4)]
    assert of_that_day == numbers
    assert of_the_day_before == []


def test_a_step_of_the_money_tells_of_how_many_units_it_is(connection: Connection):
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-010")
        insert(connection, "release.disbursement", release_id="98-2024H1-010", row_key="line", **PLACE, project="",
               component="", fund_source="all", capital_type="all", assigned_vnd=9, disbursed_vnd=3,
               forecast_9m_vnd=5, is_headline=True, reporting_unit_count=2, expected_unit_count=8)  # fmt: skip
        stated = {"a": {"assigned_vnd": 5, "disbursed_vnd": 3, "forecast_9m_vnd": 5}, "b": {"assigned_vnd": 4}}
        insert_sources(connection, "98-2024H1-010", "disbursement", "line", stated)
        told = connection.execute(
            "select covered_step_label from analytics.board_capital_steps order by step_label"
        ).fetchall()
    assert told == [("1 Vốn giao (2/8 đơn vị)",), ("3 Đã giải ngân (1/8 đơn vị)",), ("4 Ước 9 tháng (1/8 đơn vị)",)]


@pytest.mark.parametrize("forecast", [None, 5])
def test_money_stands_beside_its_forecast_only_where_there_is_one(connection: Connection, forecast: int | None):
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-011")
        insert(connection, "release.disbursement", release_id="98-2024H1-011", row_key="line", **PLACE, project="",
               component="", fund_source="all", capital_type="all", assigned_vnd=9, disbursed_vnd=3,
               forecast_year_vnd=forecast, is_headline=True)  # fmt: skip
        told = connection.execute("select distinct is_forecast from analytics.board_capital_steps").fetchall()
    assert told == [(forecast is not None,)]
