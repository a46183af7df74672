"""The two gates: Great Expectations judges relations and rollups; the rows that fail become findings.

The only package that imports Great Expectations, and only when a gate runs. Suites are data (`expectations/*.json`);
each expectation names its rule. An expectation that cannot be evaluated holds what it guards, for everything the gate
judged, and leaves its neighbours alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from district_reports.gates.data_docs import write_data_docs
from district_reports.gates.evaluation import Outcome, evaluate
from district_reports.gates.suites import Suite, load_suites, suites_directory
from district_reports.gates.wording import word_row, word_unchecked
from district_reports.problems import Severity
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality import findings as store
from district_reports.warehouse.quality.findings import Finding

__all__ = ["GateResult", "run_gate_1", "run_gate_2", "suites_directory", "write_data_docs"]


@dataclass(frozen=True)
class GateResult:
    """What a gate found: counts of findings by severity, and how its expectations went."""

    gate: int
    findings: Mapping[str, int]
    evaluated_count: int
    failed_count: int
    error_count: int = 0

    @property
    def is_passed(self) -> bool:
        """Whether nothing is held. What is held concerns its own submission, or province and round, and no other."""
        return not self.findings.get(Severity.CRITICAL, 0)


def run_gate_1(database_url: str) -> GateResult:
    """Judge the relations and figures of every submission, in one pass, and store what was found beside the problems.

    Needs the intermediate models built. Raises DistrictReportsError when the warehouse does not answer.
    """
    return _run_gate(1, database_url)


def run_gate_2(database_url: str) -> GateResult:
    """Judge the rollups of every province and round; what is critical holds the release of that one alone."""
    return _run_gate(2, database_url)


def _run_gate(gate: int, database_url: str) -> GateResult:
    suites = load_suites(suites_directory(), gate)
    outcomes = evaluate(suites, database_url)
    with connect(database_url) as connection:
        judged = store.list_submission_ids(connection) if gate == 1 else store.list_province_keys(connection)
        found = list(_find(connection, gate, suites, outcomes, judged))
        if gate == 1:
            found += store.list_problem_findings(connection)
        results = [outcome.result for suite in suites for outcome in outcomes[suite.name]]
        store.replace_findings(connection, gate, judged, found, results)
    severities = {(finding.submission_id, finding.finding_id): str(finding.severity) for finding in found}
    return GateResult(
        gate,
        Counter(severities.values()),
        evaluated_count=len(results),
        failed_count=sum(not result.is_success for result in results),
        error_count=sum(bool(result.error) for result in results),
    )


def _find(
    connection: Connection,
    gate: int,
    suites: Sequence[Suite],
    outcomes: Mapping[str, Sequence[Outcome]],
    judged: Sequence[str],
) -> Iterator[Finding]:
    for suite in suites:
        keys = sorted({key for outcome in outcomes[suite.name] for key in outcome.keys})
        rows = store.fetch_rows(connection, suite.schema, suite.table, suite.index_columns, keys) if keys else []
        by_key: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in rows:
            by_key.setdefault(tuple(str(row[column]) for column in suite.index_columns), []).append(row)
        for outcome in outcomes[suite.name]:
            if outcome.result.error:
                yield from word_unchecked(gate, outcome.result, judged)
            for key in outcome.keys:
                # What a re-cast province or the country repeats is told once, of the province that reported.
                for row in by_key[key]:
                    if row.get("area_view", "as_reported") == "as_reported":
                        yield word_row(suite.row, gate, outcome.result.rule, row)
