"""What the dashboards draw: every file speaks of columns that are there, and units are told apart rightly."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hand_made import insert
from psycopg import Connection

from district_reports.settings import PROJECT_DIR
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.schema.shape import prepare_warehouse
from district_reports.warehouse.scratch import scratch_warehouse

ASSETS_DIR = PROJECT_DIR / "dashboards" / "assets"
RELEASE = {"release_id": "98-2024H1-001"}
PLACE = {"area_list": "before_2025_07", "province_code": "98", "province_name": "Biển Xanh", "round": "2024H1"}


@pytest.fixture(scope="module")
def connection(database_url: str) -> Iterator[Connection]:
    """An empty warehouse."""
    with scratch_warehouse(database_url, "boards") as url, connect(url) as connection:
        connection.autocommit = True
        yield connection


def assets(kind: str) -> dict[str, dict[str, Any]]:
    found = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in ASSETS_DIR.glob(f"{kind}/**/*.yaml")
    }
    assert found, f"no {kind} were found, so nothing was checked"
    return found


DATASETS = {dataset["uuid"]: dataset for dataset in assets("datasets").values()}
CHARTS = assets("charts")


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset["table_name"])
def test_a_dataset_is_a_view_of_its_reader_and_tells_whose_rows_it_shows(connection: Connection, dataset: dict):
    assert dataset["schema"] == "analytics"
    rows = connection.execute(
        "select column_name from information_schema.columns where table_schema = 'analytics' and table_name = %s",
        [dataset["table_name"]],
    ).fetchall()
    named = {column["column_name"] for column in dataset["columns"]}
    assert named <= {name for (name,) in rows}
    # By these, Superset's own rules keep the rows of others away.
    assert {"area_list", "province_code", "view_label", "edition_label", "status_label", "coverage_label"} <= named
    [(options,)] = connection.execute(
        "select reloptions from pg_class where oid = %s::regclass", [f"analytics.{dataset['table_name']}"]
    ).fetchall()
    assert options == ["security_invoker=true"]
    for metric in dataset["metrics"]:
        connection.execute(f"select {metric['expression']} from analytics.{dataset['table_name']}")


def words(value: Any) -> Iterator[str]:
    """Every text in a chart's settings that may name a column."""
    if isinstance(value, str):
        yield value
    for part in value if isinstance(value, list) else []:
        yield from words(part)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_names_columns_and_metrics_of_its_dataset(name: str):
    chart = CHARTS[name]
    dataset, params = DATASETS[chart["dataset_uuid"]], chart["params"]
    columns = {column["column_name"] for column in dataset["columns"]}
    metrics = {metric["metric_name"] for metric in dataset["metrics"]}
    for key in ("all_columns", "x_axis", "groupby", "entity"):
        assert set(words(params.get(key, []))) <= columns
    for key in ("metric", "metrics"):
        assert set(words(params.get(key, []))) <= metrics
    assert {condition["subject"] for condition in params["adhoc_filters"]} <= columns


def test_every_chart_hangs_on_a_dashboard_beside_coverage_and_status():
    shown = set()
    for board in assets("dashboards").values():
        here = {
            part["meta"]["uuid"]
            for part in board["position"].values()
            if isinstance(part, dict) and part["type"] == "CHART"
        }
        columns = {column for chart in CHARTS.values() if chart["uuid"] in here
                   for column in chart["params"].get("all_columns", [])}  # fmt: skip
        assert {"coverage_label", "status_label"} <= columns
        shown |= here
    assert shown == {chart["uuid"] for chart in CHARTS.values()}


def test_filters_name_columns_and_orders_of_their_dataset():
    for board in assets("dashboards").values():
        for chosen in board["metadata"]["native_filter_configuration"]:
            [target] = chosen["targets"]
            dataset = DATASETS[target["datasetUuid"]]
            assert target["column"]["name"] in {column["column_name"] for column in dataset["columns"]}
            assert chosen["controlValues"].get("sortMetric") in {
                None, *(metric["metric_name"] for metric in dataset["metrics"])
            }  # fmt: skip


def order_of(name: str) -> str:
    """How a filter orders its choices."""
    [dataset] = [dataset for dataset in DATASETS.values() if dataset["table_name"] == "board_releases"]
    [expression] = [metric["expression"] for metric in dataset["metrics"] if metric["metric_name"] == name]
    return expression


def test_rounds_are_told_in_words_and_listed_with_the_newest_first(connection: Connection):
    rounds = ("2023", "2024H1", "2024-8M", "2024H2", "2022H1", "2021-10M", "2021-2025")
    with connection.transaction(force_rollback=True):
        for number, round_ in enumerate((*rounds, "2024H1"), start=1):
            insert(connection, "release.releases", **PLACE | {"round": round_, "province_code": "97"},
                   release_id=f"97-{number}", release_number=number, content_sha256="0" * 64,
                   published_at="2024-07-10", status="provisional", rule_set_version="1",
                   code_version="1")  # fmt: skip
        listed = connection.execute(
            f"select period_label, min(round_label) from analytics.board_releases where province_code = '97' "
            f"group by period_label order by {order_of('newest')} desc"
        ).fetchall()
    assert listed == [
        ("Kỳ mới nhất", "6 tháng cuối năm 2024"),
        ("8 tháng năm 2024", "8 tháng năm 2024"),
        ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024"),
        ("6 tháng đầu năm 2024, lần 2, 10/07/2024", "6 tháng đầu năm 2024"),
        ("Năm 2023", "Năm 2023"),
        ("6 tháng đầu năm 2022", "6 tháng đầu năm 2022"),
        ("10 tháng năm 2021", "10 tháng năm 2021"),
        ("2021-2025", "2021-2025"),
    ]


def test_a_province_of_today_is_listed_before_those_that_went_into_one(connection: Connection):
    with connection.transaction(force_rollback=True):
        # The first went into the second, which is told of by itself too.
        for code, name, area_list in (
            ("1", "An Đông", "before_2025_07"), ("2", "Vân Tây", "before_2025_07"), ("3", "Vân Tây", "from_2025_07"),
        ):  # fmt: skip
            place = PLACE | {"province_code": code, "province_name": name, "area_list": area_list}
            insert(connection, "release.releases", **place, release_id=code, release_number=1,
                   area_view="as_reported" if area_list == "before_2025_07" else "recast", content_sha256="0" * 64,
                   published_at="2024-07-10", status="provisional", rule_set_version="1",
                   code_version="1")  # fmt: skip
        listed = connection.execute(
            f"select province_name from analytics.board_releases where province_code in ('1', '2') "
            f"group by province_name order by {order_of('own_province')}"
        ).fetchall()
    assert listed == [("Vân Tây",), ("An Đông",)]


def test_units_are_ranked_and_those_without_a_number_say_why(connection: Connection):
    key = {"row_key": "line", **PLACE}
    with connection.transaction():
        insert(connection, "release.releases", **RELEASE, **PLACE, release_number=1, content_sha256="0" * 64,
               published_at="2024-07-10", status="provisional", expected_unit_count=5, accepted_unit_count=3,
               rule_set_version="1", code_version="1")  # fmt: skip
        insert(connection, "release.completeness", **RELEASE, **key, missing_unit_names="Sông Vắng; Núi Xa",
               held_line_unit_names="Bãi Dài; Đồi Cao")  # fmt: skip
        insert(connection, "release.disbursement", **RELEASE, **key, project="", component="", fund_source="all",
               capital_type="all", disbursed_vnd=1, rate_denominator="assigned", is_headline=True)  # fmt: skip
        # The last of each: how late its first report was, if that says anything.
        for unit, is_accepted, assigned, disbursed, late in (
            ("Đồi Cao", True, 1000, 199, 12), ("Bãi Dài", True, 1000, 200, -3), ("Cồn Nhỏ", True, 0, 0, None),
            ("Hồ Sâu", False, 1000, None, None),
        ):  # fmt: skip
            insert(connection, "release.submissions", **RELEASE, submission_id=unit, reporting_unit_code=unit,
                   reporting_unit_name=unit, went_in=is_accepted, is_capital_accepted=is_accepted, round="2024H1",
                   first_days_late=late, is_first_on_time=late <= 0 if late else None)  # fmt: skip
            for measure, value in (("assigned_vnd", assigned), ("disbursed_vnd", disbursed)):
                if value is not None and is_accepted:
                    insert(connection, "release.sources", **RELEASE, table_name="disbursement", row_key="line",
                           measure=measure, submission_id=unit, figure_id=measure, reporting_unit_code=unit,
                           reporting_unit_name=unit, value=value, presence="stated")  # fmt: skip
        # A report of another round, of a unit that sent none of this one: what was held in it holds nothing here.
        insert(connection, "release.submissions", **RELEASE, submission_id="earlier", reporting_unit_code="Sông Vắng",
               reporting_unit_name="Sông Vắng", went_in=True, is_capital_accepted=True, round="2023")  # fmt: skip
        for submission, rule in (("Hồ Sâu", "SUM-900"), ("earlier", "SUM-901")):
            insert(connection, "release.findings", **RELEASE, submission_id=submission, finding_id="1", rule=rule,
                   severity="critical", reporting_unit_code="Hồ Sâu", reporting_unit_name="Hồ Sâu",
                   message_vi="tổng lệch")  # fmt: skip
    told = connection.execute(
        "select reporting_unit_name, unit_rate_pct, rate_band from analytics.board_units"
    ).fetchall()
    assert len(told) == 6, "each unit once"
    assert {(name, float(rate) if rate else None, band) for name, rate, band in told} == {
        ("Đồi Cao", 19.9, "Dưới 20 %"), ("Bãi Dài", 20.0, "Từ 20 đến 50 %"), ("Hồ Sâu", None, "Bị giữ"),
        ("Cồn Nhỏ", None, "Không có vốn"), ("Sông Vắng", None, "Chưa gửi"), ("Núi Xa", None, "Chưa gửi"),
    }  # fmt: skip
    reasons = connection.execute("select reporting_unit_name, reason_label from analytics.board_reasons").fetchall()
    assert set(reasons) == {
        ("Sông Vắng", "Chưa gửi báo cáo"), ("Núi Xa", "Chưa gửi báo cáo"), ("Hồ Sâu", "Bị giữ: SUM-900"),
        ("Bãi Dài", "Số tiền chưa cộng"), ("Đồi Cao", "Số tiền chưa cộng"),
    }  # fmt: skip
    punctual = connection.execute(
        "select reporting_unit_name, punctuality_label from analytics.board_reports"
    ).fetchall()
    assert set(punctual) == {
        ("Đồi Cao", "Muộn 12 ngày"), ("Bãi Dài", "Đúng hạn"), ("Cồn Nhỏ", "Không xét"), ("Hồ Sâu", "Không xét"),
        ("Sông Vắng", "Không xét"),
    }  # fmt: skip


def insert_release(connection: Connection, release_id: str) -> None:
    insert(connection, "release.releases", release_id=release_id, **PLACE, release_number=int(release_id[-3:]),
           content_sha256="0" * 64, published_at="2024-09-10", status="provisional", rule_set_version="1",
           code_version="1")  # fmt: skip


def insert_sources(connection: Connection, release_id: str, table: str, row_key: str, stated: dict) -> None:
    """What each unit states of a row: `{unit: {measure: value}}`."""
    for unit, numbers in stated.items():
        for measure, value in numbers.items():
            insert(connection, "release.sources", release_id=release_id, table_name=table, row_key=row_key,
                   measure=measure, submission_id=unit, figure_id=measure, reporting_unit_code=unit, value=value,
                   presence="not_applicable" if value is None else "stated")  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "denominator", "coverage"),
    [
        ({"a": {"assigned_vnd": 5, "allocated_vnd": 4, "disbursed_vnd": 1}, "b": {"assigned_vnd": 5},
          "c": {"disbursed_vnd": 2, "assigned_vnd": None, "available_vnd": 9}, "d": {"assigned_vnd": 1}}, "assigned",
         "vốn giao 3/12, phân bổ 1/12, giải ngân 2/12, tỷ lệ 1/12"),
        ({"a": {"assigned_vnd": 5, "allocated_vnd": 4, "disbursed_vnd": 1, "available_vnd": 7},
          "b": {"disbursed_vnd": 2, "available_vnd": 9}}, "available",
         "vốn giao 1/12, phân bổ 1/12, giải ngân 2/12, tỷ lệ 2/12"),
        ({"a": {"assigned_vnd": 5, "allocated_vnd": 4, "disbursed_vnd": 1}}, "assigned", "1/12 đơn vị"),
        # The country has no sources of its own.
        ({}, "assigned", "5/12 đơn vị"),
    ],
)  # fmt: skip
def test_coverage_of_a_line_of_capital_is_of_each_of_its_numbers(
    connection: Connection, stated: dict, denominator: str, coverage: str
):
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-004")
        insert(connection, "release.disbursement", release_id="98-2024H1-004", row_key="line", **PLACE, project="",
               component="", fund_source="all", capital_type="all", assigned_vnd=11, allocated_vnd=4, disbursed_vnd=3,
               disbursement_rate_pct=20, rate_denominator=denominator, reporting_unit_count=5,
               expected_unit_count=12)  # fmt: skip
        insert_sources(connection, "98-2024H1-004", "disbursement", "line", stated)
        # Another row, and another table with a row of that name.
        insert_sources(connection, "98-2024H1-004", "disbursement", "other", {"e": {"assigned_vnd": 1}})
        insert_sources(connection, "98-2024H1-004", "poverty", "line", {"e": {"assigned_vnd": 1}})
        told = connection.execute(
            "select line_coverage_label from analytics.board_capital where release_id = '98-2024H1-004'"
        ).fetchall()
    assert told == [(coverage,)]


def test_a_project_that_is_told_by_its_parts_alone_is_drawn_by_part(connection: Connection):
    first, second, works = {"subproject": "DA1.TDA1"}, {"subproject": "DA1.TDA2"}, "infrastructure_investment"
    lines = [
        # Without a rate, so its parts are drawn: of these the sub-project as a whole, not its component.
        {"project": "DA1"}, {"project": "DA1", **first, "rate": 10}, {"project": "DA1", **second},
        {"project": "DA1", **first, "component": works, "capital_type": "investment", "rate": 20},
        {"project": "DA1", **second, "component": works, "capital_type": "investment", "rate": 30},
        # With a rate of its own; that of one type of money says nothing of the other.
        {"project": "DA2", "rate": 40}, {"project": "DA2", "subproject": "DA2.TDA1", "rate": 50},
        {"project": "DA3", "capital_type": "investment", "rate": 60},
        {"project": "DA3", "subproject": "DA3.TDA1", "capital_type": "recurrent", "rate": 70},
        {"project": "DA3", "subproject": "DA3.TDA1", "fund_source": "local", "capital_type": "investment", "rate": 80},
    ]  # fmt: skip
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-006")
        for number, line in enumerate(lines):
            rest = {"subproject": "", "component": "", "capital_type": "all", "fund_source": "all"} | line
            rate = rest.pop("rate", None)
            insert(connection, "release.disbursement", release_id="98-2024H1-006", row_key=str(number), **PLACE,
                   budget_year="2024", assigned_vnd=100, disbursement_rate_pct=rate, **rest)  # fmt: skip
        drawn = connection.execute(
            "select line_label, disbursement_rate_pct::integer from analytics.board_capital "
            "where release_id = '98-2024H1-006' and is_project_line"
        ).fetchall()
    assert dict(drawn) == {
        "Dự án 1 (phần), tiểu dự án 1": 10,
        "Dự án 1 (phần), tiểu dự án 2, đầu tư công trình": 30,
        "Dự án 2": 40,
        "Dự án 3": 60,
        "Dự án 3 (phần), tiểu dự án 1": 70,
        "Dự án 3 (phần), tiểu dự án 1 – ĐP": 80,
    }


def test_what_came_of_forecasts_and_what_local_money_adds_have_their_own_coverage(connection: Connection):
    line = {"release_id": "98-2024H1-007", **PLACE, "project": "DA1", "subproject": "DA1.TDA2", "component": "",
            "capital_type": "all", "budget_year": "2024", "expected_unit_count": 9,
            "reporting_unit_count": 4}  # fmt: skip
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-007")
        insert(connection, "release.capital_progress", **line, row_key="told", fund_source="all",
               earlier_round="2024-3M", forecast_vnd=4000000, disbursed_of_forecast_vnd=5000000,
               forecast_difference_vnd=1000000, forecast_attainment_pct=125, forecast_unit_count=3,
               increment_unit_count=0)  # fmt: skip
        insert(connection, "release.capital_progress", **line, row_key="silent", fund_source="all",
               earlier_round="2024-3M")  # fmt: skip
        insert(connection, "release.cofinancing", **line, row_key="told", central_vnd=100000000, local_vnd=3000000,
               cofinancing_share_pct=3, cofinancing_verdict="not_judged")  # fmt: skip
        progress = connection.execute(
            "select subject_label, earlier_round_label, forecast_million::float, forecast_difference_million::float, "
            "forecast_coverage_label from analytics.board_progress"
        ).fetchall()
        cofinancing = connection.execute(
            "select subject_label, central_million::float, local_million::float, cofinancing_verdict_label, "
            "line_coverage_label from analytics.board_cofinancing"
        ).fetchall()
    assert progress == [("Dự án 1, tiểu dự án 2", "3 tháng năm 2024", 4.0, 1.0, "3/9 đơn vị")]
    assert cofinancing == [("Dự án 1, tiểu dự án 2", 100.0, 3.0, "Không xét từng dự án", "4/9 đơn vị")]


def test_coverage_of_households_is_of_each_number(connection: Connection):
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-005")
        insert(connection, "release.poverty", release_id="98-2024H1-005", row_key="year", **PLACE, review_year="2024",
               poor_households_count=30, total_households_count=100, poor_household_rate_pct=10,
               reporting_unit_count=3, expected_unit_count=4)  # fmt: skip
        both = {"poor_households_count": 10, "total_households_count": 100}
        stated = {"a": both, "b": {"poor_households_count": 10}, "c": {"poor_households_count": 10}}
        insert_sources(connection, "98-2024H1-005", "poverty", "year", stated)
        told = connection.execute(
            "select line_coverage_label from analytics.board_poverty where release_id = '98-2024H1-005'"
        ).fetchall()
    assert told == [("tổng số hộ 1/4, hộ nghèo 3/4, tỷ lệ nghèo 1/4",)]


def test_targets_are_told_in_words(connection: Connection):
    targets = {"reporting_unit_count": 2, "expected_unit_count": 3, "target_year": "2024", "project": "", **PLACE}
    with connection.transaction():
        insert(connection, "release.releases", release_id="98-2024H1-002", **PLACE, release_number=2,
               content_sha256="0" * 64, published_at="2024-08-10", status="provisional", rule_set_version="1",
               code_version="1")  # fmt: skip
        for row, (indicator, unit, breakdown) in enumerate(
            (
                ("models", "models", ""),
                ("poor_household_rate", "percent", "near_poor;rural"),
                ("unheard_of", "yaks", ""),
            )
        ):
            insert(connection, "release.target_results", release_id="98-2024H1-002", row_key=str(row),
                   indicator=indicator, unit=unit, breakdown=breakdown, **targets)  # fmt: skip
    told = connection.execute(
        "select indicator_label, unit_label, breakdown_label, line_coverage_label from analytics.board_targets"
    ).fetchall()
    assert set(told) == {
        ("Số mô hình giảm nghèo", "mô hình", "", "2/3 đơn vị"),
        ("Tỷ lệ hộ nghèo", "%", "hộ cận nghèo, nông thôn", "2/3 đơn vị"),
        ("unheard_of", "yaks", "", "2/3 đơn vị"),
    }


@pytest.mark.parametrize(
    ("direction", "stated", "told", "verdict"),
    [
        ("more", {"a": (90, 88)}, {}, (90, 88, 97.78, "Gần đạt")),
        ("more", {"a": (90, 80)}, {}, (90, 80, 88.89, "Chưa đạt")),
        # Less is better: the level wanted against the level there is.
        ("less", {"a": (20, 22)}, {}, (20, 22, 90.91, "Gần đạt")),
        ("less", {"a": (20, 24)}, {}, (20, 24, 83.33, "Chưa đạt")),
        ("more", {"a": (90, 88), "b": (50, 60)}, {}, (None, None, None, "Gần đạt")),
        ("more", {"a": (90, 88), "b": (50, 20)}, {}, (None, None, None, "Chưa đạt")),
        ("more", {}, {"reported_met_unit_count": 1}, (None, None, None, "Đạt (tự đánh giá)")),
        ("more", {}, {"reported_met_unit_count": 1, "reported_not_met_unit_count": 1},
         (None, None, None, "Chưa đạt (tự đánh giá)")),
        ("more", {}, {}, (None, None, None, "Chưa đủ số liệu")),
    ],
)  # fmt: skip
def test_rates_are_nearly_met_where_each_unit_nearly_met_them(
    connection: Connection, direction: str, stated: dict, told: dict, verdict: tuple
):
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-003")
        insert(connection, "release.target_results", release_id="98-2024H1-003", **PLACE, row_key="rate",
               indicator="rate", target_year="2024", project="", breakdown="", unit="percent", direction=direction,
               not_met_unit_count=1 if stated else 0, met_unit_count=max(len(stated) - 1, 0), **told)  # fmt: skip
        counted = {
            unit: {"target_unit_count": target, "result_unit_count": result}
            for unit, (target, result) in stated.items()
        }
        insert_sources(connection, "98-2024H1-003", "target_results", "rate", counted)
        [row] = connection.execute(
            "select target_value, result_value, attainment_pct, verdict_label from analytics.board_targets "
            "where release_id = '98-2024H1-003'"
        ).fetchall()
    assert tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row) == verdict


def test_views_of_another_shape_are_made_anew(connection: Connection):
    connection.execute("alter view analytics.board_waivers rename column rule to rule_of_before")
    connection.execute("comment on view analytics.board_releases is 'an older shape'")
    prepare_warehouse(connection)
    assert connection.execute("select count(rule) from analytics.board_waivers").fetchone() == (0,)
