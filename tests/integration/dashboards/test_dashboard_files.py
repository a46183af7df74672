"""Every file of the dashboards speaks of datasets, columns and metrics that are there."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from dashboard_files import CHARTS, DATASETS, assets
from psycopg import Connection

from district_reports.settings import PROJECT_DIR
from district_reports.warehouse.schema.shape import prepare_warehouse

STYLE_FILE = PROJECT_DIR / "dashboards" / "boards.css"


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


@pytest.mark.parametrize("name", [name for name, chart in CHARTS.items() if chart["viz_type"] == "table"])
def test_a_table_formats_what_it_shows_and_is_ordered_by_columns_of_its_dataset(name: str):
    params = CHARTS[name]["params"]
    shown = set(words([params.get("all_columns"), params.get("metrics")]))
    dressed = params["column_config"].keys() | {one["column"] for one in params["conditional_formatting"]}
    assert dressed <= shown
    ordering = {json.loads(order)[0] for order in params.get("order_by_cols") or []}
    assert ordering <= {column["column_name"] for column in DATASETS[CHARTS[name]["dataset_uuid"]]["columns"]}


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


def test_a_number_that_stands_alone_has_its_coverage_and_status_under_it():
    styled = set(re.findall(r'data-test-chart-name="([^"]+)"', STYLE_FILE.read_text(encoding="utf-8")))
    alone = {
        chart["slice_name"]: chart["params"] for chart in CHARTS.values()
        if chart["viz_type"].startswith("big_number") or chart["params"].get("query_mode") == "aggregate"
    }  # fmt: skip
    assert alone.keys() == styled
    for params in alone.values():
        coverage, status = params["groupby"]
        assert coverage.endswith("coverage_label")
        assert status == "status_label"
        assert len(params["metrics"]) == 1


def test_filters_name_columns_and_orders_of_their_dataset():
    for board in assets("dashboards").values():
        filters = board["metadata"]["native_filter_configuration"]
        assert {"Tỉnh", "Kỳ báo cáo", "Cách xem"} <= {chosen["name"] for chosen in filters}
        for chosen in filters:
            [target] = chosen["targets"]
            dataset = DATASETS[target["datasetUuid"]]
            assert target["column"]["name"] in {column["column_name"] for column in dataset["columns"]}
            assert chosen["controlValues"].get("sortMetric") in {
                None, *(metric["metric_name"] for metric in dataset["metrics"])
            }  # fmt: skip


def test_views_of_another_shape_are_made_anew(connection: Connection):
    connection.execute("alter view analytics.board_waivers rename column rule to rule_of_before")
    connection.execute("comment on view analytics.board_releases is 'an older shape'")
    prepare_warehouse(connection)
    assert connection.execute("select count(rule) from analytics.board_waivers").fetchone() == (0,)
