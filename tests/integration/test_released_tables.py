"""What holds of every table of a release: any day answers, a correction's change adds up, a revert and a trace work."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from hand_made import hand_made_warehouse, insert
from psycopg import Connection, sql

from district_reports.exports import trace_by_words
from district_reports.gates.suites import load_suites, suites_directory
from district_reports.releases import Outcome, publish_releases, revert_release, show_release, trace
from district_reports.warehouse.building.transform import project_directory
from district_reports.warehouse.releases.content import (
    COMPLETENESS,
    RELEASED_TABLES,
    TABLE_BY_ROLLUP,
    TIMELINESS,
    ReleasedTable,
    parts_of,
)  # fmt: skip

JULY, AUGUST, SEPTEMBER = (datetime(2024, month, 10, 2, 0, tzinfo=UTC) for month in (7, 8, 9))
PROVINCE = {"area_view": "as_reported", "area_list": "before_2025_07", "province_code": "97", "round": "2024H1"}
KEY = "before_2025_07|97|2024H1"
QUOTE = "con số này là của huyện Suối Mơ"
OLD, NEW = 10, 25

# Of the others whole submissions are counted, and no figure of them.
OF_FIGURES = [table for table in RELEASED_TABLES if table not in (COMPLETENESS, TIMELINESS)]
of_every_table = pytest.mark.parametrize("table", RELEASED_TABLES, ids=lambda table: table.name)
of_every_table_of_figures = pytest.mark.parametrize("table", OF_FIGURES, ids=lambda table: table.name)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A warehouse whose rollups hold one row each, with nothing published."""
    with hand_made_warehouse(database_url, "released_tables_test") as connection:
        state(connection, "suoi-1", OLD)
        yield connection


@pytest.fixture(scope="module")
def history(database_url: str) -> Iterator[Connection]:
    """The same after a first release in July, a correction of every number in August and a revert in September."""
    with hand_made_warehouse(database_url, "released_history_test") as connection:
        state(connection, "suoi-1", OLD)
        publish(connection, JULY)
        state(connection, "suoi-2", NEW)
        publish(connection, AUGUST)
        revert_release(connection, "97-2024H1-001", SEPTEMBER, "test", "rules-1")
        yield connection


def state(connection: Connection, submission_id: str, value: int) -> None:
    """Make every rollup hold one row with this in each of its numbers, from one figure of one submission."""
    connection.execute("truncate raw.submissions, raw.figures, rollups.agg_province_sources")
    insert(connection, "raw.submissions", submission_id=submission_id, reporting_unit_code="971",
           reporting_unit_name="Suối Mơ", received_at=JULY, area_list=PROVINCE["area_list"], province_code="97",
           round="2024H1")  # fmt: skip
    insert(connection, "raw.figures", submission_id=submission_id, figure_id="f1", value=value, unit="vnd",
           presence="stated", value_text=str(value), quote=QUOTE, locator="a.docx#p1:0-9")  # fmt: skip
    for table in RELEASED_TABLES:
        connection.execute(sql.SQL("truncate {}").format(sql.Identifier("rollups", table.rollup)))
        numbers: dict[str, Any] = dict.fromkeys(table.measures, value)
        insert(connection, f"rollups.{table.rollup}", row_key=KEY, province_name="Mây Trắng", is_exact=True,
               **PROVINCE, **numbers)  # fmt: skip
        for measure in table.measures if table in OF_FIGURES else ():
            insert(connection, "rollups.agg_province_sources", table_name=table.rollup, row_key=KEY, measure=measure,
                   submission_id=submission_id, figure_id="f1", unit_value=value, **PROVINCE)  # fmt: skip


def publish(connection: Connection, when: datetime) -> Outcome:
    [result] = publish_releases(connection, when, "test", "rules-1")
    return result.outcome


def numbers_on(connection: Connection, table: ReleasedTable, day: date) -> set[int]:
    """All numbers of the table that were published on a day."""
    columns = sql.SQL(", ").join(map(sql.Identifier, table.measures))
    query = sql.SQL("select {} from analytics.{}(%s)").format(columns, sql.Identifier(f"{table.name}_as_of"))
    return {int(number) for row in connection.execute(query, [day]) for number in row}


@of_every_table
def test_query_as_of_the_day_of_each_release_returns_that_release(history: Connection, table: ReleasedTable):
    days = (date(2024, 7, 9), JULY.date(), AUGUST.date(), SEPTEMBER.date())
    assert [numbers_on(history, table, day) for day in days] == [set(), {OLD}, {NEW}, {OLD}]


@of_every_table_of_figures
def test_change_of_the_revised_unit_and_of_the_province_is_new_minus_old(history: Connection, table: ReleasedTable):
    changes = show_release(history, "97-2024H1-002").rows("changes")
    for measure in table.measures:
        moved = {
            row["reporting_unit_code"]: row["new_value"] - row["old_value"]
            for row in changes
            if (row["table_name"], row["measure"]) == (table.name, measure)
        }
        assert moved == {"": NEW - OLD, "971": NEW - OLD}
    assert {row["reason_en"] for row in changes if row["reporting_unit_code"]} == {
        "Submission suoi-2 replaces submission suoi-1."
    }


@of_every_table
def test_every_number_is_traced_to_its_submission_and_what_is_made_of_figures_to_the_sentence(
    history: Connection, table: ReleasedTable
):
    row = show_release(history, "97-2024H1-002").rows(table.name)[0]
    for measure in table.measures:
        traced = trace(history, "97-2024H1-002", table.name, KEY, measure)
        sides = traced.parts or (traced,)
        assert len(sides) == (2 if parts_of(measure, row) else 1)
        for side in sides:
            assert [unit.submissions[0].submission["submission_id"] for unit in side.units] == ["suoi-2"]
            assert [figure["quote"] for figure in side.figures] == ([QUOTE] if table in OF_FIGURES else [])


def test_one_query_leads_from_a_number_to_file_and_sentence(history: Connection):
    [told] = history.execute(
        """select sources.reporting_unit_name, sources.submission_id, sources.locator, sources.quote
           from analytics.support join analytics.sources using (release_id, row_key)
           where sources.table_name = 'support' and sources.measure = 'spending_vnd'"""
    )
    assert told == ("Suối Mơ", "suoi-1", "a.docx#p1:0-9", QUOTE)


@pytest.mark.parametrize(
    ("words", "table_name", "measure"),
    [
        (["spending"], "support", "spending_vnd"),
        (["escaped"], "household_movements", "escaped_count"),
        (["poor households"], "poverty", "poor_households_count"),
        (["most days late"], "timeliness", "most_days_late"),
    ],
)
def test_words_find_numbers_of_every_table(history: Connection, words: list[str], table_name: str, measure: str):
    found = trace_by_words(history, ["Mây Trắng", "2024H1", *words])
    assert (found.table_name, found.measure) == (table_name, measure)


def test_what_was_reverted_does_not_come_back_by_itself(history: Connection):
    assert publish(history, SEPTEMBER) == Outcome.WITHDRAWN


def test_punctuality_is_released_and_makes_no_release_by_itself(connection: Connection):
    publish(connection, JULY)
    connection.execute("update rollups.agg_province_timeliness_by_round set most_days_late = 99")
    assert publish(connection, AUGUST) == Outcome.UNCHANGED


def test_every_row_of_every_table_says_how_many_units_were_not_due_when_it_was_published(connection: Connection):
    connection.execute(
        "update rollups.agg_province_completeness_by_round"
        " set expected_unit_count = 12, received_unit_count = 5, due_date = '2024-07-31',"
        " missing_unit_names = 'A; B; C; D; E; G; H'"
    )
    publish(connection, JULY)
    assert show_release(connection, "97-2024H1-001").header["not_due_unit_count"] == 7
    for table in RELEASED_TABLES:
        [row] = show_release(connection, "97-2024H1-001").rows(table.name)
        assert row["not_due_unit_count"] == 7, table.name


def test_what_rows_repeat_of_their_province_makes_a_release_where_completeness_says_it(connection: Connection):
    publish(connection, JULY)
    repeated = "households_covered_pct = 5, planned_capital_covered_pct = 6, nil_return_unit_count = 1, is_final = true"
    for table in RELEASED_TABLES:
        if table is not COMPLETENESS:
            connection.execute(f"update rollups.{table.rollup} set {repeated}, provisional_reasons = 'held_line'")
    assert publish(connection, AUGUST) == Outcome.UNCHANGED
    connection.execute(f"update rollups.{COMPLETENESS.rollup} set {repeated}")
    assert publish(connection, AUGUST) == Outcome.PUBLISHED


def test_units_whose_changes_even_out_are_told(connection: Connection):
    publish(connection, JULY)
    connection.execute(
        "update rollups.agg_province_sources set unit_value = unit_value + 1 where measure = 'loans_vnd'"
    )
    publish(connection, AUGUST)
    changes = show_release(connection, "97-2024H1-002").rows("changes")
    assert [(row["measure"], row["reporting_unit_code"], row["new_value"]) for row in changes] == [
        ("loans_vnd", "971", OLD + 1)
    ]


def test_every_rollup_is_released_with_every_column(connection: Connection):
    documents = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in project_directory().glob("models/rollups/*.yml")
    ]
    rollups = {
        model["name"]: {column["name"] for column in model["columns"]}
        for document in documents
        for model in document.get("models", ())
    }
    # What a number was made of is released as `sources`, with all that the figures say.
    del rollups["agg_province_sources"]
    assert rollups.keys() == TABLE_BY_ROLLUP.keys()
    released = {
        table.rollup: {
            name
            for (name,) in connection.execute(
                "select column_name from information_schema.columns where table_schema = 'release' and table_name = %s",
                [table.name],
            )
        }
        for table in RELEASED_TABLES
    }
    assert {name: columns - released[name] for name, columns in rollups.items() if columns - released[name]} == {}


@of_every_table
def test_every_rollup_is_judged_before_it_is_released(table: ReleasedTable):
    judged = {(suite.schema, suite.table) for suite in load_suites(suites_directory(), 2)}
    assert ("rollups", table.rollup) in judged
