"""The whole way, on the repository's own samples and the faulty packages beside them, with real parts throughout."""

import csv
import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from district_reports import pipeline
from district_reports.settings import PROJECT_DIR
from district_reports.warehouse.releases.content import (
    COMPLETENESS,
    DISBURSEMENT,
    POVERTY,
    RELEASED_TABLES,
    SUPPORT,
    TIMELINESS,
)  # fmt: skip
from district_reports.warehouse.releases.published import list_newest_headers, read_with_evidence
from district_reports.warehouse.releases.tracing import Tracer
from district_reports.warehouse.scratch import scratch_warehouse

FAULTY = {
    "empty_file.txt": "TYP-001",
    "photo_named_docx.docx": "TYP-002",
    "scanned.pdf": "TYP-003",
    "damaged.docx": "TYP-004",
    "no_figures.txt": "TYP-005",
    "unknown_district.txt": "REF-001",
}

# What a line of the table of truth is about, besides its province and measure.
KEY = ("round", "table_name", "project", "subproject", "component", "fund_source", "capital_type", "year")


def _run(settings):
    pipeline.receive_inbox(settings)
    results = pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
    pipeline.check_submissions(settings)
    pipeline.build_rollups(settings)
    return results, pipeline.publish_releases(settings)


@pytest.fixture(scope="module")
def published(session_settings, database_url, tmp_path_factory, make_local_dir):
    """One run over samples and faulty packages together: settings of its own database, and what it published."""
    inbox = tmp_path_factory.mktemp("inbox")
    shutil.copytree(PROJECT_DIR / "samples", inbox, dirs_exist_ok=True, ignore=shutil.ignore_patterns("source"))
    for name in FAULTY:
        shutil.copy(PROJECT_DIR / "tests" / "samples" / name, inbox)
    with scratch_warehouse(database_url, "pipeline") as url:
        settings = replace(session_settings, inbox_dir=inbox, local_dir=make_local_dir(),
                           database_url=url)  # fmt: skip
        yield settings, _run(settings)


def _rows(settings, query):
    with psycopg.connect(settings.database_url) as connection:
        return connection.execute(query).fetchall()


def test_every_round_of_four_provinces_is_published_provisional_with_its_coverage(published):
    settings, _ = published
    rows = _rows(
        settings,
        "select province_name, round, status, accepted_unit_count, expected_unit_count from analytics.releases",
    )
    assert sorted(rows) == [
        ("Bắc Kạn", "2022H1", "provisional", 1, 8),
        ("Kon Tum", "2024", "provisional", 1, 10),
        ("Kon Tum", "2024H1", "provisional", 1, 10),
        ("Lạng Sơn", "2024H1", "provisional", 1, 11),
        ("Điện Biên", "2023", "provisional", 1, 10),
    ]


@pytest.mark.parametrize(("view", "code"), [("", "province_code"), ("_recast", "successor_province_code")])
def test_every_core_number_of_the_reports_is_published_under_both_provinces(published, view, code):
    settings, _ = published
    with (Path(__file__).parent / "published_truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    assert len({row["province_code"] for row in truth}) == 4
    numbers = _published_numbers(settings, view)
    unlike = [
        row
        for row in truth
        if Decimal(row["value"]) not in numbers.get(tuple(row[name] for name in (code, *KEY, "measure")), ())
    ]
    assert unlike == []


@pytest.mark.parametrize(("view", "code"), [("", "province_code"), ("_recast", "successor_province_code")])
def test_support_targets_and_comparisons_of_the_reports_are_published_under_both_provinces(published, view, code):
    settings, _ = published
    with (Path(__file__).parent / "published_lines_truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    with psycopg.connect(settings.database_url) as connection, connection.cursor(row_factory=dict_row) as cursor:
        rows = {
            name: cursor.execute(f"select * from analytics.{name}{view}").fetchall()
            for name in {row["table_name"] for row in truth}
        }
    unlike = [row for row in truth if Decimal(row["value"]) not in _numbers_of_line(rows[row["table_name"]], row, code)]
    assert unlike == []


def _numbers_of_line(rows, truth, code):
    """What is published of the measure in every row that has the place and the dimensions of a line of truth."""
    line = dict(part.split("=") for part in truth["line"].split(";"))
    wanted = {"province_code": truth[code], "round": truth["round"]} | line
    return {row[truth["measure"]] for row in rows if wanted.items() <= row.items()}


def _published_numbers(settings, view):
    """Published numbers by the key of the table of truth, where no capital type means any."""
    numbers = defaultdict(set)
    with psycopg.connect(settings.database_url) as connection, connection.cursor(row_factory=dict_row) as cursor:
        for released in (DISBURSEMENT, POVERTY):
            for row in cursor.execute(f"select * from analytics.{released.name}{view}"):
                told = row | {"table_name": released.name, "year": row.get("budget_year") or row.get("review_year")}
                for capital_type in {told.get("capital_type") or "", ""}:
                    key = [(told | {"capital_type": capital_type}).get(name) or "" for name in KEY]
                    for measure in released.measures:
                        numbers[row["province_code"], *key, measure].add(row[measure])
    return numbers


def test_every_published_number_leads_to_sentences_whose_units_add_up_to_it(published):
    settings, _ = published
    with psycopg.connect(settings.database_url) as connection:
        headers = list_newest_headers(connection, with_national=True)
        releases = [read_with_evidence(connection, header["release_id"]) for header in headers]
    traced = [number for release in releases for number in _trace_numbers(release)]
    assert len({number.table_name for number in traced}) >= 6
    for number in traced:
        for side in number.parts or (number,):
            assert all(figure["quote"] and figure["locator"] for figure in side.figures)
            assert side.figures, f"{side.release_id} {side.table_name} {side.row_key} {side.measure}"
            if not number.parts and number.measure.endswith(("_vnd", "_count", "_value")):
                assert sum(unit.value or 0 for unit in side.units) == side.value


def _trace_numbers(release):
    """Every number that is made of figures; none of nobody, such as no unit that reached its target."""
    tracer = Tracer(release)
    for table in RELEASED_TABLES:
        for row in release.rows(table.name) if table not in (COMPLETENESS, TIMELINESS) else ():
            for measure, unit in table.measures.items():
                if row[measure] is not None and not (unit == "units" and row[measure] == 0):
                    yield tracer.trace(table.name, row["row_key"], measure)


def test_country_has_the_sums_of_the_provinces(published):
    settings, _ = published
    for released in (DISBURSEMENT, POVERTY, SUPPORT):
        additive = [name for name in released.measures if name.endswith(("_vnd", "_count"))]
        sums = ", ".join(f"sum({measure})" for measure in additive if measure != "spending_per_household_vnd")
        provinces, country = (
            _rows(settings, f"select round, {sums} from analytics.{released.name}{view} group by round order by 1")
            for view in ("", "_national")
        )
        assert provinces, "there is nothing to compare"
        assert provinces == country


def test_provinces_of_today_take_the_place_of_those_that_reported_when_recast(published):
    settings, _ = published
    rows = _rows(
        settings,
        """select release_id, province_name, accepted_unit_count, expected_unit_count from analytics.releases_recast
           order by release_id""",
    )
    assert rows == [
        ("recast-11-2023-001", "Điện Biên", 1, 10),
        ("recast-19-2022H1-001", "Thái Nguyên", 1, 17),
        ("recast-20-2024H1-001", "Lạng Sơn", 1, 11),
        ("recast-51-2024-001", "Quảng Ngãi", 1, 23),
        ("recast-51-2024H1-001", "Quảng Ngãi", 1, 23),
    ]


def test_both_views_of_the_map_have_the_same_totals(published):
    settings, _ = published
    for released in (DISBURSEMENT, POVERTY):
        additive = [name for name in released.measures if name.endswith(("_vnd", "_count"))]
        sums = ", ".join(f"sum({measure})" for measure in additive)
        for_views = [
            _rows(
                settings,
                f"select round, count(*), {sums} from analytics.{released.name}{view} group by round order by 1",
            )
            for view in ("", "_recast")
        ]
        assert len(for_views[0]) >= 2, "there is nothing to compare"
        assert for_views[0] == for_views[1]


@pytest.mark.parametrize(
    ("province", "source", "year", "expected"),
    [
        ("20", "central", "2024", (98_801_000_000, 89_801_000_000, 17_015_000_000, Decimal("17.22"), Decimal("17.22"))),
        ("62", "all", "2022-2024", (21_821_000_000, None, 10_491_500_000, Decimal("48.08"), Decimal("48.07"))),
    ],
)
def test_published_money_is_the_reports_money(published, province, source, year, expected):
    settings, _ = published
    rows = _rows(
        settings,
        f"""select assigned_vnd, allocated_vnd, disbursed_vnd, disbursement_rate_pct, reported_disbursement_rate_pct
            from analytics.disbursement where province_code = '{province}' and project = '' and capital_type = 'all'
            and fund_source = '{source}' and budget_year = '{year}'""",
    )
    assert rows == [expected]


def test_published_households_are_the_reports_households(published):
    settings, _ = published
    rows = _rows(
        settings,
        """select poor_households_count, total_households_count, poor_household_rate_pct, status, standard
           from analytics.poverty where province_code = '62' and round = '2024' and is_headline""",
    )
    assert rows == [(896, 13306, Decimal("6.73"), "preliminary", "2021-2025")]


def test_amounts_in_no_sum_are_counted_named_and_have_their_row(published):
    settings, _ = published
    held = _rows(
        settings,
        """
        select
            province_code, reporting_unit_name, project, subproject, component, fund_source, capital_type, budget_year,
            measure
        from marts.fct_capital_lines_held inner join marts.dim_reporting_units using (area_list, reporting_unit_code)
        """,
    )
    assert held, "no report has an amount in no sum, so nothing was checked"
    told = _rows(settings, "select province_code, held_line_count, held_line_unit_names from analytics.completeness")
    lines = _rows(
        settings,
        """
        select
            disbursement.province_code, project, subproject, component, fund_source, capital_type, budget_year
        from analytics.disbursement inner join analytics.completeness using (release_id)
        -- Beyond the units of which all capital is held.
        where disbursement.held_unit_count > completeness.held_capital_unit_count
        """,
    )
    count = Counter(row[0] for row in held)
    names = {row[0]: row[1] for row in held}
    assert {code: (number, name) for code, number, name in told if number} == {
        code: (count[code], names[code]) for code in names
    }
    assert {(row[0], *row[2:-1]) for row in held} == set(lines)
    reasons = dict(_rows(settings, "select province_code, status_reason_vi from analytics.releases"))
    assert all(f"{count[code]} số tiền của dòng vốn" in reasons[code] for code in names)


def test_what_a_report_does_not_state_is_empty_and_not_zero(published):
    settings, _ = published
    zeros = "select count(*) from analytics.disbursement where province_code = '06' and disbursed_vnd = 0"
    known = "select count(*) from analytics.poverty where province_code = '06' and poor_households_count is not null"
    assert _rows(settings, zeros) == [(0,)]
    assert _rows(settings, known) == [(0,)]


@pytest.mark.parametrize(("name", "rule"), FAULTY.items())
def test_a_faulty_package_is_archived_and_held_with_a_message_in_two_languages(published, name, rule):
    settings, _ = published
    rows = _rows(
        settings,
        f"""select findings.rule, severity, message_vi, message_en, location from quality.findings
            join raw.files using (submission_id) where file_name = '{name}' and severity = 'critical'""",
    )
    assert rule in [row[0] for row in rows]
    for _, _, message_vi, message_en, location in rows:
        assert message_vi
        assert message_en != message_vi
        assert Path(name).name in location


def test_a_second_run_changes_nothing_and_says_so(published):
    settings, _ = published
    before = _rows(settings, "select * from release.releases order by release_id")
    results, releases = _run(settings)
    assert results == []
    assert {result.outcome for result in releases if result.release_id} == {"unchanged"}
    assert _rows(settings, "select * from release.releases order by release_id") == before


def test_the_same_bytes_under_another_name_are_no_new_submission(published):
    settings, _ = published
    shutil.copy(settings.inbox_dir / "dak_to_2024.docx", settings.inbox_dir / "bao_cao_gui_lai.docx")
    receipts = pipeline.receive_inbox(settings)
    assert not any(receipt.is_new for receipt in receipts)
    assert len({receipt.submission_id for receipt in receipts}) == len(receipts) - 1


def test_page_workbook_and_summary_are_made_from_the_releases(published):
    settings, _ = published
    names = {path.name for path in pipeline.export_releases(settings)}
    assert {"62-2024-001.html", "62-2024-001.xlsx", "index.html"} <= names
    summary = pipeline.show_summary(settings)
    for province in ("Lạng Sơn", "Kon Tum", "Điện Biên", "Bắc Kạn"):
        assert province in summary
    for name in FAULTY:
        assert name in summary
