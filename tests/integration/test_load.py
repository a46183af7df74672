"""Loading into raw: whole, once, exactly."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import psycopg
import pytest
from psycopg import sql

from district_reports.figures import FIGURE_COLUMNS, Figure, FigureBlock, Reading, SubmissionIdentity
from district_reports.problems import DistrictReportsError, Problem, Severity
from district_reports.readers.layouts import load_layouts
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import read_sheets
from district_reports.readers.workbooks.workbook import Sheet, Workbook
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.schema.shape import prepare_warehouse

SHA256 = "ab" * 32
RECEIPT = SubmissionReceipt(
    submission_id="00000000000000aa",
    package_sha256=SHA256,
    files=(ReceivedFile(SHA256, "báo cáo.txt", "text/plain", 1200),),
    received_at=datetime(2024, 7, 1, 8, 0, tzinfo=UTC),
    reader_version="1",
    sender="phong@example.invalid",
)
IDENTITY = SubmissionIdentity(
    area_list="before_2025_07", province_code="98", reporting_unit_code="981", round="2024H1", is_draft=True
)
ASSIGNED = Figure(
    figure_id="f1",
    indicator="capital_assigned",
    value=Decimal("1234567890123456789.125"),
    unit="vnd",
    kind="assigned",
    as_of=date(2024, 6, 30),
    quote="Kinh phí được giao “năm 2024”;\nchia theo\tnguồn",
)
PROBLEM = Problem("TYP-001", Severity.WARNING, "capital", "a.txt#p1", "12.3", "không rõ", "unclear")
READING = Reading(identity=IDENTITY, figures=(ASSIGNED,), problems=(PROBLEM,))


@pytest.fixture
def warehouse(database_url):
    with connect(database_url) as connection:
        prepare_warehouse(connection)
        connection.execute("delete from raw.submissions")
        for table in ("files", "figures", "problems"):
            connection.execute(f"delete from raw.{table}")
        connection.commit()
        yield connection


def count(connection: psycopg.Connection, table: str) -> int:
    return connection.execute(f"select count(*) from raw.{table}").fetchone()[0]


def versions(connection: psycopg.Connection) -> list[tuple]:
    """Which transaction wrote each row: it moves when a row is written anew."""
    return connection.execute("select figure_id, xmin::text from raw.figures order by 1").fetchall()


def test_submission_is_kept_exactly_as_read(warehouse):
    result = load_submission(warehouse, RECEIPT, READING)

    assert (result.is_changed, result.figure_count, result.problem_count) == (True, 1, 1)
    kept = warehouse.execute("select value, quote, as_of, capital_type from raw.figures").fetchone()
    assert kept == (ASSIGNED.value, ASSIGNED.quote, ASSIGNED.as_of, "")
    submission = warehouse.execute("select round, is_draft, title, received_at from raw.submissions").fetchone()
    assert submission == ("2024H1", True, None, RECEIPT.received_at)
    assert warehouse.execute("select file_name from raw.files").fetchall() == [("báo cáo.txt",)]
    assert warehouse.execute("select severity, problem_number from raw.problems").fetchall() == [("warning", 1)]


def test_rows_of_blocks_are_those_of_their_figures(warehouse):
    """A table of a workbook: loaded from its cells, it is what loading its figures one by one would write."""
    form, odd = load_layouts()["household_review_1_v1"], {7: "-", 8: "", 9: "như trên", 10: 12.5}
    cells = [["", f"Thôn Khòn {number}", *[float(number)] * 14] for number in range(40)]
    for row, value in odd.items():
        cells[row][5] = value
    headings = [column.headings[0] for column in form.columns if column.name not in ("code", "note")]
    sheet = Sheet("Biểu 1", False, [[form.title], headings, *cells])
    figures = read_sheets(Workbook("a.xlsx", SHA256, (sheet,)), Round(2024)).figures
    assert any(isinstance(part, FigureBlock) for part in figures.parts)

    load_submission(warehouse, RECEIPT, replace(READING, figures=figures))

    columns = sql.SQL(", ").join(map(sql.Identifier, FIGURE_COLUMNS))
    kept = warehouse.execute(sql.SQL('select {} from raw.figures order by figure_id collate "C"').format(columns))
    told = sorted(tuple(getattr(figure, name) for name in FIGURE_COLUMNS) for figure in figures)
    assert kept.fetchall() == told
    assert len(told) == 40 * 14 - 2
    before = versions(warehouse)
    assert not load_submission(warehouse, RECEIPT, replace(READING, figures=tuple(figures))).is_changed
    assert versions(warehouse) == before


def test_loading_the_same_again_writes_nothing(warehouse):
    load_submission(warehouse, RECEIPT, READING)
    before = versions(warehouse)

    result = load_submission(warehouse, RECEIPT, READING)

    assert not result.is_changed
    assert versions(warehouse) == before


def test_submission_read_anew_replaces_the_old_reading_whole(warehouse):
    load_submission(warehouse, RECEIPT, READING)
    newer = replace(
        READING, figures=(replace(ASSIGNED, figure_id="f2"), replace(ASSIGNED, figure_id="f3")), problems=()
    )

    assert load_submission(warehouse, RECEIPT, newer).is_changed
    assert [figure_id for figure_id, _ in versions(warehouse)] == ["f2", "f3"]
    assert count(warehouse, "problems") == 0
    assert count(warehouse, "submissions") == 1


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (replace(ASSIGNED, quote="a\0b"), "quote of figures row 'f1' holds a NUL character"),
        (replace(ASSIGNED, place="\ud83d"), "half a surrogate pair"),
        (replace(ASSIGNED, value=Decimal("NaN")), "the number NaN"),
    ],
)
def test_value_that_cannot_be_kept_is_named_and_nothing_changes(warehouse, figure, said):
    load_submission(warehouse, RECEIPT, READING)

    with pytest.raises(DistrictReportsError, match=said) as error:
        load_submission(warehouse, RECEIPT, replace(READING, figures=(figure,)))

    assert "báo cáo.txt" in error.value.place
    assert [figure_id for figure_id, _ in versions(warehouse)] == ["f1"]


def test_failure_half_way_leaves_the_old_reading(warehouse):
    load_submission(warehouse, RECEIPT, READING)
    twice = replace(READING, figures=(ASSIGNED, replace(ASSIGNED, quote="again")))

    with pytest.raises(psycopg.errors.UniqueViolation):
        load_submission(warehouse, RECEIPT, twice)

    assert warehouse.execute("select quote from raw.figures").fetchall() == [(ASSIGNED.quote,)]


def test_warehouse_of_before_loses_the_revisions_that_were_numbered_while_loading(warehouse):
    warehouse.execute("alter table raw.submissions add column revision integer")
    warehouse.execute("create view staging.stg_submissions_of_before as select revision from raw.submissions")
    prepare_warehouse(warehouse)
    columns = "select column_name from information_schema.columns where table_name = 'submissions'"
    assert ("revision",) not in warehouse.execute(f"{columns} and table_schema = 'raw'").fetchall()
    assert load_submission(warehouse, RECEIPT, READING).is_changed


def test_what_was_sent_is_never_updated(warehouse):
    load_submission(warehouse, RECEIPT, READING)
    with pytest.raises(psycopg.errors.RestrictViolation):
        warehouse.execute("update raw.figures set value = 0")


def test_preparing_a_prepared_warehouse_keeps_what_is_there(warehouse):
    load_submission(warehouse, RECEIPT, READING)
    prepare_warehouse(warehouse)
    assert count(warehouse, "figures") == 1


def test_transformer_reads_raw_and_cannot_write_it(warehouse):
    load_submission(warehouse, RECEIPT, READING)
    warehouse.execute("set local role district_reports_transformer")
    assert count(warehouse, "figures") == 1
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        warehouse.execute("delete from raw.figures")
