"""The two gates: Great Expectations judges relations and rollups; the rows that fail become findings.

The only module that imports Great Expectations, and only when a gate runs: the import alone takes seconds. Suites are
data (`expectations/*.json`); each expectation names its rule. An expectation that cannot be evaluated holds what it
guards, for everything the gate judged, and leaves its neighbours alone.
"""

import json
import logging
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from psycopg import Connection

from district_reports import rules
from district_reports.problems import DistrictReportsError, Severity
from district_reports.warehouse import findings as store
from district_reports.warehouse.connection import connect
from district_reports.warehouse.findings import ExpectationResult, Finding

_UNCHECKED = "CHK-001"
_LONGEST_ERROR = 200


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


@dataclass(frozen=True)
class _Suite:
    name: str
    schema: str
    table: str
    index_columns: tuple[str, ...]
    row: str
    expectations: tuple[Mapping[str, Any], ...]


@dataclass
class _Outcome:
    """How one expectation went: the keys of the rows that broke it, or why it could not be evaluated."""

    result: ExpectationResult
    keys: list[tuple[str, ...]] = field(default_factory=list)


def run_gate_1(database_url: str) -> GateResult:
    """Judge the relations and figures of every submission, in one pass, and store what was found beside the problems.

    Needs the intermediate models built. Raises DistrictReportsError when the warehouse does not answer.
    """
    return _run_gate(1, database_url)


def run_gate_2(database_url: str) -> GateResult:
    """Judge the rollups of every province and round; what is critical holds the release of that one alone."""
    return _run_gate(2, database_url)


def _run_gate(gate: int, database_url: str) -> GateResult:
    suites = _load_suites(gate)
    outcomes = _evaluate(suites, database_url)
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


def suites_directory() -> Path:
    """Where the suites are: beside the package in a checkout, inside it when installed as a wheel."""
    package = Path(__file__).resolve().parent
    for candidate in (package.parent / "expectations", package / "expectations"):
        if candidate.is_dir():
            return candidate
    raise DistrictReportsError("the expectations are missing", place=str(package.parent), remedy="run from a checkout")


def _load_suites(gate: int) -> list[_Suite]:
    suites = []
    for path in sorted(suites_directory().glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        meta = document["meta"]
        if meta["gate"] == gate:
            # The number finds an expectation again among results that come back in another order.
            expectations = tuple(
                expectation | {"meta": expectation["meta"] | {"number": number}}
                for number, expectation in enumerate(document["expectations"], start=1)
            )
            suites.append(
                _Suite(document["name"], meta["schema"], meta["table"], tuple(meta["index_columns"]), meta["row"],
                       expectations)
            )  # fmt: skip
    return suites


def _evaluate(suites: Sequence[_Suite], database_url: str) -> dict[str, list[_Outcome]]:
    """The outcome of every expectation, by suite, from one context that leaves nothing on disk."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations

    # The second sets a level of its own when it is imported.
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}  # type: ignore[assignment]
    source = context.data_sources.add_postgres("warehouse", connection_string=_sqlalchemy_url(database_url))
    outcomes = {suite.name: _evaluate_suite(source, suite) for suite in suites}
    # Connections left open would keep a scratch database from being dropped.
    source.get_engine().dispose()
    for asset in list(source.assets):
        source.delete_asset(asset.name)
    return outcomes


def _evaluate_suite(source: Any, suite: _Suite) -> list[_Outcome]:
    import great_expectations

    try:
        asset = source.add_table_asset(suite.name, table_name=suite.table, schema_name=suite.schema)
        batch = asset.add_batch_definition_whole_table("all").get_batch()
        expectations = great_expectations.ExpectationSuite(
            name=suite.name, expectations=[dict(expectation) for expectation in suite.expectations]
        )
        results = batch.validate(
            expectations,
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": list(suite.index_columns),
            },
        )
    # Whatever goes wrong in a suite, its expectations were not evaluated, and the other suites still are.
    except Exception as error:
        return [_failed_to_run(suite, expectation, str(error)) for expectation in suite.expectations]
    by_number = {result.expectation_config.meta["number"]: result for result in results.results}
    return [
        _read_result(suite, expectation, by_number[expectation["meta"]["number"]]) for expectation in suite.expectations
    ]


def _read_result(suite: _Suite, expectation: Mapping[str, Any], result: Any) -> _Outcome:
    if error := _exception_message(result.exception_info or {}):
        return _failed_to_run(suite, expectation, error)
    details = result.result
    rows = details.get("unexpected_index_list") or (details.get("details") or {}).get("unexpected_rows") or []
    keys = [tuple(str(row[column]) for column in suite.index_columns) for row in rows]
    # A suite may say that all is well although rows are unexpected, where most of them may be; none of ours does.
    return _Outcome(
        ExpectationResult(
            suite.name, expectation["meta"]["number"], expectation["meta"]["rule"], expectation["type"],
            bool(result.success), int(details.get("element_count") or 0), len(keys),
        ),
        keys,
    )  # fmt: skip


def _failed_to_run(suite: _Suite, expectation: Mapping[str, Any], error: str) -> _Outcome:
    meta = expectation["meta"]
    return _Outcome(
        ExpectationResult(suite.name, meta["number"], meta["rule"], expectation["type"], False, 0, 0,
                          " ".join(error.split())[:_LONGEST_ERROR])
    )  # fmt: skip


def _exception_message(info: Mapping[str, Any]) -> str:
    """What was raised: the information is flat for one metric, and nested by metric for several."""
    if "raised_exception" in info:
        return str(info.get("exception_message") or "no message") if info["raised_exception"] else ""
    return next(
        filter(None, (_exception_message(nested) for nested in info.values() if isinstance(nested, Mapping))), ""
    )


def _find(
    connection: Connection,
    gate: int,
    suites: Sequence[_Suite],
    outcomes: Mapping[str, Sequence[_Outcome]],
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
                yield from _find_unchecked(gate, outcome.result, judged)
            for key in outcome.keys:
                for row in by_key[key]:
                    yield _WORDED[suite.row](gate, outcome.result.rule, row)


def _find_unchecked(gate: int, result: ExpectationResult, judged: Sequence[str]) -> Iterator[Finding]:
    subject = rules.find_rule(result.rule).subject
    message_vi, message_en = rules.render(_UNCHECKED, {"rule": result.rule, "error": result.error})
    for submission_id in judged:
        yield Finding(submission_id, gate, _UNCHECKED, rules.find_rule(_UNCHECKED).severity, subject,
                      f"{result.suite}#{result.number}", message_vi, message_en)  # fmt: skip


def _word_relation(gate: int, code: str, row: Mapping[str, Any]) -> Finding:
    message_vi, message_en = rules.render(code, rules.word_relation(row))
    return Finding(
        row["submission_id"], gate, code, rules.find_rule(code).severity, row["subject"], row["location"] or "",
        message_vi, message_en, row["stated"], _rounded(row["computed"]), _rounded(row["difference"]), row["unit"],
        tuple(dict.fromkeys(row["figure_ids"].split(";"))),
    )  # fmt: skip


def _word_figure(gate: int, code: str, row: Mapping[str, Any]) -> Finding:
    line = dict(row) | {"measure": row["indicator"].removeprefix("capital_"), "is_capital": "yes"}
    values = {"where": rules.describe_line(line), "stated": rules.format_amount(row["value"], row["unit"])}
    message_vi, message_en = rules.render(code, values)
    return Finding(
        row["submission_id"], gate, code, rules.find_rule(code).severity, row["subject"], row["locator"],
        message_vi, message_en, stated=row["value"], unit=row["unit"], figure_ids=(row["figure_id"],),
    )  # fmt: skip


def _word_rollup(gate: int, code: str, row: Mapping[str, Any]) -> Finding:
    place = f"{row.get('province_name') or row['province_code']} {row['round']}"
    message_vi, message_en = rules.render(code, {"place": place, "row_key": row["row_key"]})
    rule = rules.find_rule(code)
    key = store.province_key(row["area_list"], row["province_code"], row["round"])
    return Finding(key, gate, code, rule.severity, rule.subject, row["row_key"], message_vi, message_en)


_WORDED = {"relation": _word_relation, "figure": _word_figure, "rollup": _word_rollup}


def _rounded(value: Any) -> Any:
    """Ratios have endless digits; six are kept."""
    return None if value is None else round(value, 6)


def _sqlalchemy_url(database_url: str) -> str:
    return urlunsplit(urlsplit(database_url)._replace(scheme="postgresql+psycopg2"))
