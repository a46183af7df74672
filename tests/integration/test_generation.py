"""Made-up submissions through the real pipeline: nothing is alarmed, and what is published is what was true."""

import csv
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import psycopg
import pytest
from click.testing import CliRunner

from bench.fault_kinds import FAULTS
from bench.faults import place_faults
from district_reports import pipeline
from district_reports.cli import main
from district_reports.warehouse.scratch import scratch_warehouse

# The day these packages arrive is today, years after the rounds they report on.
TRUE_BY_NATURE = {"TIM-001"}
MONEY = """
    select assigned_vnd, disbursed_vnd, disbursement_rate_pct from rollups.agg_province_disbursement_by_round
    where province_code = %s and round = %s and project = '' and fund_source = 'all' and capital_type = 'all'
        and budget_year = left(round, 4)
"""
POVERTY = """
    select total_households_count, poor_households_count, near_poor_households_count, poor_household_rate_pct
    from rollups.agg_province_poverty_by_year
    where province_code = %s and round = %s and review_year = left(round, 4)
"""


@pytest.fixture(scope="module")
def published(session_settings, database_url, tmp_path_factory, make_local_dir):
    """Two provinces of made-up reports after one run: settings of their own database, and the true sums."""
    directory = tmp_path_factory.mktemp("made-up")
    arguments = ["generate", "--provinces", "2", "--districts", "3", "--rounds", "2024", "--seed", "12", "-o"]
    result = CliRunner().invoke(main, [*arguments, str(directory)])
    assert result.exit_code == 0, result.output
    with scratch_warehouse(database_url, "generation") as url:
        settings = replace(session_settings, inbox_dir=directory / "inbox", local_dir=make_local_dir(),
                           database_url=url)  # fmt: skip
        pipeline.receive_inbox(settings)
        pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
        pipeline.check_submissions(settings)
        pipeline.build_rollups(settings)
        yield settings, _read_truth(directory / "truth" / "rollups.csv")


def _read_truth(path) -> dict[tuple[str, str], dict[str, Decimal]]:
    sums: dict[tuple[str, str], dict[str, Decimal]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sums.setdefault((row["province_code"], row["round"]), {})[row["measure"]] = Decimal(row["value"])
    return sums


def _rows(settings, query, *values):
    with psycopg.connect(settings.database_url) as connection:
        return connection.execute(query, values).fetchall()


def test_clean_reports_are_not_alarmed(published):
    settings, _ = published

    assert _rows(settings, "select count(*) from raw.submissions") == [(6,)]
    told = {rule for (rule,) in _rows(settings, "select rule from quality.findings")}
    assert told <= TRUE_BY_NATURE


def test_published_money_is_the_sum_of_what_is_true(published):
    settings, truth = published
    assert len(truth) == 2, "two provinces report on one round"

    for key, sums in truth.items():
        expected = tuple(sums[name] for name in ("assigned_vnd", "disbursed_vnd", "disbursement_rate_pct"))
        assert _rows(settings, MONEY, *key) == [expected]


def test_published_households_are_the_sum_of_what_is_true(published):
    settings, truth = published

    for key, sums in truth.items():
        names = ("total_households_count", "poor_households_count", "near_poor_households_count",
                 "poor_household_rate_pct")  # fmt: skip
        assert _rows(settings, POVERTY, *key) == [tuple(sums[name] for name in names)]


def test_every_kind_of_fault_finds_a_place_of_its_own():
    packages = list(place_faults(FAULTS, 1, 1))
    placed = Counter(sent.kind for sent in packages if sent.kind)

    assert placed == {kind.name: 1 for kind in FAULTS}
    assert len({sent.submission_id for sent in packages}) == len(packages)
