"""What relations say together, on made-up reports small enough to see; each rule's own examples are `samples/rules`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from related_rates import OWN_MONEY, RATES
from related_stages import STAGES
from related_sums import HELD, SUMS

from district_reports import gates, registry
from district_reports.figures import Figure, Reading, SubmissionIdentity
from district_reports.settings import Settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality.findings import findings_as_rows
from district_reports.warehouse.scratch import scratch_warehouse

SENTENCES = SUMS | RATES | STAGES
UNITS = [registry.districts_of(province.code)[place] for place in (0, 1) for province in registry.provinces()]


@pytest.fixture(scope="module")
def built(database_url: str, session_settings: Settings) -> Iterator[tuple[str, dict[str, str]]]:
    """A warehouse with every example as a submission of its own, built and judged once, and their ids."""
    examples = {sentence: figures for table in (SENTENCES, HELD) for sentence, (figures, _) in table.items()}
    with scratch_warehouse(database_url, "relations") as url:
        with connect(url) as connection:
            ids = {name: _load(connection, number, figures) for number, (name, figures) in enumerate(examples.items())}
        transform.build(url, ["staging", "intermediate"], session_settings.local_dir)
        gates.run_gate_1(url)
        yield url, ids


@pytest.fixture(scope="module")
def findings(built: tuple[str, dict[str, str]]) -> dict[str, list[dict]]:
    url, ids = built
    with connect(url) as connection:
        return {name: findings_as_rows(connection, [submission_id]) for name, submission_id in ids.items()}


def _load(connection, number: int, figures: list[Figure]) -> str:
    sha256 = f"{number:064x}"
    receipt = SubmissionReceipt(f"{number:016x}", sha256, (ReceivedFile(sha256, "a.txt", "text/plain", 1),),
                                datetime(2025, 1, 10, tzinfo=UTC), "1")  # fmt: skip
    placed = tuple(
        replace(figure, figure_id=f"f{place:02}", locator=figure.locator or f"a.txt#p{place}:0-9")
        for place, figure in enumerate(figures)
    )
    unit = UNITS[number]
    identity = SubmissionIdentity(unit.area_list, unit.province_code, "", unit.code, unit.name, "district", "2024")
    load_submission(connection, receipt, Reading(identity, placed))
    return receipt.submission_id


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_holds_that(sentence: str, findings: dict[str, list[dict]]):
    assert [found["rule"] for found in findings[sentence]] == SENTENCES[sentence][1]


@pytest.mark.parametrize("sentence", HELD)
def test_the_line_held_is(sentence: str, built: tuple[str, dict[str, str]]):
    url, ids = built
    with connect(url) as connection:
        held = connection.execute(
            "select figure_id from intermediate.int_capital_lines_held where submission_id = %s", [ids[sentence]]
        ).fetchall()
    assert {figure for (figure,) in held} == HELD[sentence][1]


def test_a_finding_says_that_its_line_is_left_out(findings: dict[str, list[dict]]):
    (left_out,) = findings["a total that no other sum supports, and not its parts"]
    (kept,) = findings["no total that another sum supports"]
    assert "tạm để ngoài số tổng hợp" in left_out["message_vi"]
    assert "tạm để ngoài số tổng hợp" not in kept["message_vi"]


def test_a_line_that_is_held_is_in_no_rollup_and_its_neighbours_are(
    built: tuple[str, dict[str, str]], session_settings: Settings
):
    url, _ = built
    transform.build(url, ["marts", "rollups"], session_settings.local_dir)
    query = """
        select held.figure_id is null, chosen.figure_id is null
        from intermediate.int_figures_measured as figures
        inner join intermediate.int_submissions_latest as latest
            on figures.submission_id = latest.submission_id and latest.subject = 'capital'
        left join intermediate.int_capital_lines_held as held
            on figures.submission_id = held.submission_id and figures.figure_id = held.figure_id
        left join intermediate.int_capital_measures_chosen as chosen
            on figures.submission_id = chosen.submission_id and figures.figure_id = chosen.figure_id
            and not chosen.is_held
        where figures.unit = 'vnd' and figures.presence = 'stated' and not figures.is_superseded
    """
    with connect(url) as connection:
        rows = connection.execute(query).fetchall()
    # Free and counted, or held and left out: both are there, and nothing else.
    assert set(rows) == {(True, False), (False, True)}


def test_a_finding_says_where_what_was_stated_and_what_follows(findings: dict[str, list[dict]]):
    (found,) = findings["a rate is told with what it is nearest to"]
    assert found["where"] == "a.txt#p2:0-9"
    assert (found["stated"], round(found["computed"], 3)) == (Decimal("2.52"), Decimal("2.487"))
    assert found["figures"].split(";")[0] == "f02"
    assert "16,74 triệu đồng / 673 triệu đồng" in found["message_vi"]


def test_a_rate_is_recomputed_from_its_own_money(findings: dict[str, list[dict]]):
    (found,) = findings[OWN_MONEY]
    assert round(found["computed"], 2) == Decimal("34.54")


def test_the_finding_of_one_cause_names_the_other_contradictions(findings: dict[str, list[dict]]):
    (found,) = findings["one stray amount that breaks two sums is one finding"]
    assert "Dự án 6, Tiểu dự án 1" in found["message_vi"]
    assert len(set(found["figures"].split(";"))) == len(found["figures"].split(";")) >= 5
