"""Every rule on two small submissions: one that breaks it and one that keeps it. One warehouse, one build, one gate."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pytest
from psycopg import Connection, sql
from rule_examples import Example, load_examples, read_submissions

from district_reports import gates
from district_reports.problems import Severity
from district_reports.rules import load_rules
from district_reports.settings import Settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality.findings import findings_as_rows, province_key
from district_reports.warehouse.scratch import scratch_warehouse
from district_reports.wording import LANGUAGES

ALL = load_examples()
OF_GATE_1 = [example for example in ALL if not example.is_rollup]
OF_GATE_2 = [example for example in ALL if example.is_rollup]
Findings = dict[str, list[dict]]
CODES = {
    "a locator": r"#[pt]\d|![A-Z]{1,3}\d|!R\d+C\d",
    "a round": r"\b\d{4}(?:H[12]|-\d{1,2}M)\b",
    "a project": r"\bDA\d|\bTDA\d",
    "a name of ours": r"(?<!\w)[a-z]+(?:_[a-z0-9]+)+",
}
SENT = re.compile(r"“[^”]*”")
"""What was sent stands between quotes, as it was."""


@pytest.fixture(scope="module")
def findings(database_url: str, session_settings: Settings) -> Iterator[Findings]:
    """The findings of every example by its name."""
    with scratch_warehouse(database_url, "examples") as url:
        with connect(url) as connection:
            ids = {example.name: _load(connection, example, number) for number, example in enumerate(OF_GATE_1)}
        transform.build(url, ["staging", "intermediate"], session_settings.local_dir)
        gates.run_gate_1(url)
        with connect(url) as connection:
            found = {name: findings_as_rows(connection, [submission_id]) for name, submission_id in ids.items()}
        transform.build(url, ["marts", "rollups"], session_settings.local_dir)
        with connect(url) as connection:
            keys = {example.name: _put(connection, example, number) for number, example in enumerate(OF_GATE_2)}
        gates.run_gate_2(url)
        with connect(url) as connection:
            yield found | {name: findings_as_rows(connection, [key]) for name, key in keys.items()}


def _load(connection: Connection, example: Example, number: int) -> str:
    """The id of the submission that is looked at: the last of the example's."""
    for place, (received, reading) in enumerate(read_submissions(example, number)):
        sha256 = f"{number:032x}{place:032x}"
        submission_id = f"{number:08x}{place:08x}"
        moment = datetime.combine(received, time(8), UTC)
        files = (ReceivedFile(sha256, "a.txt", "text/plain", 1),)
        load_submission(connection, SubmissionReceipt(submission_id, sha256, files, moment, "1"), reading)
    return submission_id


def _put(connection: Connection, example: Example, number: int) -> str:
    """The example's rows, in the place of everything about a province and round that exists nowhere else."""
    area = {"area_list": "before_2025_07", "province_code": "00", "round": str(3000 + number)}
    counts = {"expected_unit_count": 1, "received_unit_count": 1, "accepted_unit_count": 1}
    known = {"agg_province_completeness_by_round": [counts]}
    for table, rows in (known | example.content["rollups"]).items():
        schema, _, name = table.rpartition(".")
        named = {"row_key": f"{example.name} {table}", "province_name": "Tỉnh ví dụ", "area_view": "as_reported"}
        of_rollup = {} if schema else named | area
        for row in rows:
            # A row of a mart says with nothing in a column that it is the example's own.
            own = {column: area[column] for column, value in row.items() if value is None and column in area}
            _insert(connection, schema or "rollups", name, of_rollup | row | own)
    return province_key(**{name: area[name] for name in ("area_list", "province_code")}, round_=area["round"])


def _insert(connection: Connection, schema: str, table: str, values: dict[str, Any]) -> None:
    statement = sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier(schema, table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join([sql.Placeholder()] * len(values)),
    )
    connection.execute(statement, list(values.values()))


def _told(found: list[dict]) -> Counter[str]:
    return Counter(finding["rule"] for finding in found)


@pytest.mark.parametrize("example", [one for one in ALL if one.side == "breaks"], ids=lambda one: one.rule)
def test_what_breaks_a_rule_gets_one_finding_of_that_rule(example: Example, findings: Findings):
    told = _told(findings[example.name])
    assert told.pop(example.rule, 0) == 1, told
    assert told.keys() == example.also.keys()


@pytest.mark.parametrize("example", [one for one in ALL if one.side == "keeps"], ids=lambda one: one.rule)
def test_what_keeps_a_rule_gets_nothing_louder_than_a_note(example: Example, findings: Findings):
    assert example.rule not in _told(findings[example.name])
    loud = {found["rule"] for found in findings[example.name] if found["severity"] != Severity.INFO}
    assert loud == example.also.keys()


@pytest.mark.parametrize("example", [one for one in ALL if one.side == "breaks"], ids=lambda one: one.rule)
def test_a_finding_has_the_severity_of_its_rule_and_says_all_it_promises(example: Example, findings: Findings):
    (found,) = [found for found in findings[example.name] if found["rule"] == example.rule]
    assert found["severity"] == load_rules()[example.rule].severity
    for message in (found["message_vi"], found["message_en"]):
        assert message
        assert "{" not in message
        assert "None" not in message


@pytest.mark.parametrize("example", ALL, ids=lambda one: one.name)
def test_messages_are_words_and_no_codes(example: Example, findings: Findings):
    messages = [found[f"message_{language}"] for found in findings[example.name] for language in LANGUAGES]
    assert messages or example.side == "keeps"
    told = [(what, said) for said in messages for what, code in CODES.items() if re.search(code, SENT.sub("", said))]
    assert told == []
