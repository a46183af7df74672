"""The releases of the four real reports against what an expert makes of these, both as reported and re-cast.

`real_reports_truth.csv` names every core number there is to publish and how it stands:

- `published`: it is published, with this value
- `held`: the report contradicts itself here, so nothing is published

No two of the four are of one unit, so no payment meets an earlier one or its forecast; none tells who left poverty and
who fell back, and none what households lack. The tables of `NOT_TOLD` are therefore empty.
"""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from district_reports import pipeline
from district_reports.settings import Settings
from district_reports.warehouse.releases.content import (
    COFINANCING,
    DISBURSEMENT,
    POVERTY,
    SUPPORT,
    TABLE_BY_NAME,
)  # fmt: skip
from district_reports.warehouse.scratch import scratch_warehouse

TRUTH = Path(__file__).parent / "real_reports_truth.csv"
VIEWS = {"": "province_code", "_recast": "successor_province_code"}

# What tells the rows of a province and round apart, and the measures a report states.
LINES = {
    "disbursement": ("project", "subproject", "component", "fund_source", "capital_type", "budget_year"),
    "cofinancing": ("project", "subproject", "component", "capital_type", "budget_year"),
    "poverty": ("review_year",),
    "support": ("support_year", "policy", "project", "breakdown"),
    "targets": ("indicator", "target_year", "breakdown", "unit"),
    "target_results": ("indicator", "target_year", "project", "dimension", "breakdown", "unit"),
}
COMPUTED = ("multidimensional_poor_households_count", "spending_per_household_vnd")
STATED = {
    "disbursement": [
        name for name in DISBURSEMENT.measures if name.endswith("_vnd") or name.startswith(("reported_", "forecast_"))
    ],
    "cofinancing": list(COFINANCING.measures),
    "poverty": [
        name
        for name in POVERTY.measures
        if name not in COMPUTED and (name.endswith("_count") or name.startswith("reported_"))
    ],
    "support": [name for name in SUPPORT.measures if name not in COMPUTED],
    "targets": ["lowest_target", "highest_target"],
    "target_results": ["target_value", "result_value", "attainment_pct"],
}
NOT_TOLD = ("capital_progress", "household_movements", "deprivations")
# Made of whole reports and of no number in them.
OF_REPORTS = ("completeness", "timeliness")

Cell = tuple[str, ...]
Cells = dict[Cell, Decimal]


@pytest.fixture(scope="module")
def settings(session_settings, database_url, reports_dir, tmp_path_factory, make_local_dir) -> Iterator[Settings]:
    """An installation that has received, checked and published the four reports."""
    inbox = tmp_path_factory.mktemp("inbox")
    for report in sorted(reports_dir.iterdir()):
        shutil.copy(report, inbox)
    with scratch_warehouse(database_url, "real_reports") as url:
        settings = replace(session_settings, inbox_dir=inbox, local_dir=make_local_dir(),
                           database_url=url)  # fmt: skip
        pipeline.receive_inbox(settings)
        pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
        pipeline.check_submissions(settings)
        pipeline.build_rollups(settings)
        pipeline.publish_releases(settings)
        yield settings


def read_rows(settings: Settings, query: str) -> list[dict]:
    with psycopg.connect(settings.database_url) as connection, connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query).fetchall()


def read_published(settings: Settings, view: str) -> Cells:
    """Every stated number that is published, by province, round, table, line and measure."""
    return {
        (row["province_code"], row["round"], name, line_of(name, row), measure): row[measure]
        for name, measures in STATED.items()
        for row in read_rows(settings, f"select * from analytics.{name}{view}")
        for measure in measures
        if row[measure] is not None
    }


def line_of(table_name: str, row: dict) -> str:
    """The line of a row as the truth writes it: what is empty is left out."""
    return ";".join(f"{name}={row[name]}" for name in LINES[table_name] if row[name])


def read_truth(code: str) -> dict[Cell, dict[str, str]]:
    """The rows of the table of truth by the cell they are about, under the provinces that `code` names."""
    with TRUTH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = {(row[code], row["round"], row["table_name"], row["line"], row["measure"]): row for row in rows}
    assert len(truth) == len(rows), "a cell stands twice in the table of truth"
    return truth


def is_as_told(row: dict[str, str], published: Decimal | None) -> bool:
    """Whether a cell is published as its row of the truth says."""
    return published == (None if row["state"] == "held" else Decimal(row["value"]))


@pytest.mark.parametrize(("view", "code"), VIEWS.items())
def test_every_core_number_of_the_real_reports_is_published_as_the_truth_says(settings, view, code):
    published = read_published(settings, view)
    unlike = {cell: (row["state"], row["value"], published.get(cell))
              for cell, row in read_truth(code).items() if not is_as_told(row, published.get(cell))}  # fmt: skip
    assert unlike == {}


@pytest.mark.parametrize(("view", "code"), VIEWS.items())
def test_nothing_is_published_that_the_truth_does_not_know(settings, view, code):
    published = read_published(settings, view)
    assert {cell: value for cell, value in published.items() if cell not in read_truth(code)} == {}


@pytest.mark.parametrize("view", VIEWS)
def test_no_report_tells_what_the_other_tables_are_about(settings, view):
    assert TABLE_BY_NAME.keys() == {*STATED, *NOT_TOLD, *OF_REPORTS}, "a table is not held against the reports"
    for name in NOT_TOLD:
        assert read_rows(settings, f"select * from analytics.{name}{view}") == [], name


def test_the_truth_has_all_four_reports_and_says_why_a_number_is_held():
    rows = read_truth("province_code").values()
    assert {row["province_code"] for row in rows} == {"06", "11", "20", "62"}
    assert {row["state"] for row in rows} == {"published", "held"}
    assert all(row["comment"] for row in rows if row["state"] == "held")


def test_provinces_stand_as_themselves_as_reported_and_under_those_of_today_when_recast(settings):
    provinces = {
        view: sorted(
            (row["round"], row["province_name"], row["accepted_unit_count"])
            for row in read_rows(settings, f"select * from analytics.releases{view}")
        )
        for view in VIEWS
    }
    assert provinces[""] == [("2022H1", "Bắc Kạn", 1), ("2023", "Điện Biên", 1), ("2024", "Kon Tum", 1),
                             ("2024H1", "Lạng Sơn", 1)]  # fmt: skip
    assert provinces["_recast"] == [("2022H1", "Thái Nguyên", 1), ("2023", "Điện Biên", 1), ("2024", "Quảng Ngãi", 1),
                                    ("2024H1", "Lạng Sơn", 1)]  # fmt: skip


def test_totals_of_provinces_agree_as_reported_recast_and_for_the_country(settings):
    for name, measures in STATED.items():
        additive = [measure for measure in measures if measure.endswith(("_vnd", "_count"))]
        if not additive:
            continue
        sums = ", ".join(f"sum({measure}) as {measure}" for measure in additive)
        reported, recast, national = (
            read_rows(settings, f"select round, {sums} from analytics.{name}{view} group by round order by round")
            for view in (*VIEWS, "_national")
        )
        assert any(row[measure] for row in reported for measure in additive), "there is nothing to compare"
        assert reported == recast == national
