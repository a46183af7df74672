"""SQL of the gates: what they judge, and the findings they leave in `quality`."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import dict_row

from district_reports.rules import load_rules, rule_set_version
from district_reports.warehouse.database.rows import write_rows

_COLUMNS = (
    "submission_id", "finding_id", "gate", "rule", "severity", "subject", "location", "stated", "computed",
    "difference", "unit", "figure_ids", "message_vi", "message_en", "rule_set_version",
)  # fmt: skip
_RESULT_COLUMNS = (
    "gate", "suite", "expectation_number", "rule", "expectation", "is_success", "evaluated_count", "unexpected_count",
    "error", "rule_set_version",
)  # fmt: skip
_RULE_COLUMNS = ("rule", "rule_group", "subject", "severity", "reason", "message_vi", "message_en", "rule_set_version")


MOST_IMPORTANT_FIRST = sql.SQL(
    """
    case severity when 'critical' then 1 when 'warning' then 2 else 3 end,
    case
        -- Nothing to mend: rounded, or cut off.
        when rule in ('RAT-002', 'SUM-013') then 4
        when severity = 'info' and rule like 'TYP%%' then 3
        when rule like 'TYP%%' or rule like 'REF%%' then 1
        else 2
    end,
    submission_id, abs(difference) desc nulls last, rule, location, finding_id
    """
)
"""The order in which a sender reads findings."""


@dataclass(frozen=True)
class Finding:
    """One thing a gate found. `figure_ids` are the figures it is about; money is in đồng, the rest in `unit`."""

    submission_id: str
    gate: int
    rule: str
    severity: str
    subject: str
    location: str
    message_vi: str
    message_en: str
    stated: Decimal | None = None
    computed: Decimal | None = None
    difference: Decimal | None = None
    unit: str = ""
    figure_ids: tuple[str, ...] = ()

    @property
    def finding_id(self) -> str:
        """The same for the same contradiction, run after run: a hash of rule, figures and place."""
        text = "\x1f".join(
            (self.rule, *self.figure_ids, self.location, *(() if self.figure_ids else (self.message_en,)))
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ExpectationResult:
    """How one expectation of one suite went; `error` is not empty where it could not be evaluated."""

    suite: str
    number: int
    rule: str
    expectation: str
    is_success: bool
    evaluated_count: int
    unexpected_count: int
    error: str = ""


def fetch_rows(
    connection: Connection, schema: str, table: str, index_columns: Sequence[str], keys: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    """The rows of `schema.table` whose index columns hold one of `keys`."""
    query = sql.SQL("select * from {table} where ({columns}) in (select * from unnest({arrays}))").format(
        table=sql.Identifier(schema, table),
        columns=sql.SQL(", ").join(map(sql.Identifier, index_columns)),
        arrays=sql.SQL(", ").join([sql.SQL("%s::text[]")] * len(index_columns)),
    )
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, [[key[i] for key in keys] for i in range(len(index_columns))]).fetchall()


def list_submission_ids(connection: Connection) -> list[str]:
    """Every submission in the warehouse: what gate 1 judges."""
    return [row[0] for row in connection.execute("select submission_id from raw.submissions order by 1")]


def list_province_keys(connection: Connection) -> list[str]:
    """Every province and round with a rollup, as findings of gate 2 name them; empty where no rollup was built.

    As reported: a re-cast province is held by what holds a province it is made of.
    """
    if connection.execute("select to_regclass('rollups.agg_province_completeness_by_round')").fetchone() == (None,):
        return []
    rows = connection.execute(
        """
        select distinct area_list, province_code, round
        from rollups.agg_province_completeness_by_round
        where area_view = 'as_reported'
        order by area_list, province_code, round
        """
    )
    return [province_key(*row) for row in rows]


def province_key(area_list: str, province_code: str, round_: str) -> str:
    """What stands in `submission_id`'s place for a finding about a province's rollup."""
    return f"province:{area_list}:{province_code}:{round_}"


def list_problem_findings(connection: Connection) -> list[Finding]:
    """What the readers found wrong with the documents, unchanged."""
    rows = connection.execute(
        "select submission_id, rule, severity, subject, location, found, message_vi, message_en from raw.problems"
    )
    return [
        Finding(submission_id, 1, rule, severity, subject, location or found, message_vi, message_en)
        for submission_id, rule, severity, subject, location, found, message_vi, message_en in rows
    ]


def list_gate_results(connection: Connection, gate: int) -> list[ExpectationResult]:
    """How each expectation of a gate went in its newest run."""
    rows = connection.execute(
        """
        select
            suite, expectation_number, rule, expectation, is_success, evaluated_count, unexpected_count, error
        from quality.gate_results
        where gate = %s
        order by suite, expectation_number
        """,
        [gate],
    )
    return [ExpectationResult(*row) for row in rows]


def replace_findings(
    connection: Connection,
    gate: int,
    judged_ids: Sequence[str],
    findings: Iterable[Finding],
    results: Iterable[ExpectationResult],
) -> None:
    """Put the findings of a gate in the place of those of its last run, in one transaction.

    Submissions that are gone lose theirs as well; the rule catalogue is stored beside them.
    """
    version, judged = rule_set_version(), frozenset(judged_ids)
    rows = {
        (finding.submission_id, finding.finding_id): _as_row(finding, version)
        for finding in findings
        if finding.submission_id in judged
    }
    told = [
        (gate, result.suite, result.number, result.rule, result.expectation, result.is_success,
         result.evaluated_count, result.unexpected_count, result.error, version)
        for result in results
    ]  # fmt: skip
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("delete from quality.findings where gate = %s", [gate])
        write_rows(cursor, "quality", "findings", _COLUMNS, rows.values())
        cursor.execute("delete from quality.gate_results where gate = %s", [gate])
        write_rows(cursor, "quality", "gate_results", _RESULT_COLUMNS, told)
        _replace_rules(cursor, version)


def findings_as_rows(connection: Connection, submission_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Findings as `district-reports check` prints them, most important first; money in đồng."""
    with connection.cursor(row_factory=dict_row) as cursor:
        query = sql.SQL(
            """
            select
                rule, severity, subject, location as "where", stated, computed, difference, figure_ids as figures,
                message_vi, message_en
            from quality.findings
            where submission_id = any(%s)
            order by {order}
            """
        )
        return cursor.execute(query.format(order=MOST_IMPORTANT_FIRST), [list(submission_ids)]).fetchall()


def _as_row(finding: Finding, version: str) -> tuple[Any, ...]:
    return (
        finding.submission_id, finding.finding_id, finding.gate, finding.rule, finding.severity, finding.subject,
        finding.location, finding.stated, finding.computed, finding.difference, finding.unit,
        ";".join(finding.figure_ids), finding.message_vi, finding.message_en, version,
    )  # fmt: skip


def _replace_rules(cursor: Any, version: str) -> None:
    cursor.execute("delete from quality.rules")
    rules = (
        (rule.code, rule.group, rule.subject, rule.severity, rule.reason, rule.message_vi, rule.message_en, version)
        for rule in load_rules().values()
    )
    write_rows(cursor, "quality", "rules", _RULE_COLUMNS, rules)
