"""Great Expectations at work: every expectation of every suite over its whole table, and the rows that broke it.

The import alone takes seconds, so it waits until a gate runs.
"""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from district_reports.gates.suites import Suite
from district_reports.warehouse.quality.findings import ExpectationResult

_LONGEST_ERROR = 200
# Great Expectations tells twenty of the rows that fail unless it is given another limit; none is not offered.
_ALL_ROWS = 2**62


@dataclass
class Outcome:
    """How one expectation went: the keys of the rows that broke it, or why it could not be evaluated."""

    result: ExpectationResult
    keys: list[tuple[str, ...]] = field(default_factory=list)


def evaluate(suites: Sequence[Suite], database_url: str) -> dict[str, list[Outcome]]:
    """The outcome of every expectation, by suite, from one context that leaves nothing on disk."""
    with quiet_context() as context:
        source = context.data_sources.add_postgres("warehouse", connection_string=_sqlalchemy_url(database_url))
        outcomes = {suite.name: _evaluate_suite(source, suite) for suite in suites}
        # Connections left open would keep a scratch database from being dropped.
        source.get_engine().dispose()
        for asset in list(source.assets):
            source.delete_asset(asset.name)
    return outcomes


@contextmanager
def quiet_context() -> Iterator[Any]:
    """A context of Great Expectations in memory that shows no progress and tells nobody."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations

    # The second sets a level of its own when it is imported.
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}  # type: ignore[assignment]
    yield context


def _evaluate_suite(source: Any, suite: Suite) -> list[Outcome]:
    try:
        asset = source.add_table_asset(suite.name, table_name=suite.table, schema_name=suite.schema)
        batch = asset.add_batch_definition_whole_table("all").get_batch()
        results = _validate(batch, suite.expectations, {"result_format": "BASIC", "partial_unexpected_count": 0})
        # Rows cost three times what their count does, and most expectations are met.
        broken = [one for one in suite.expectations if _is_broken(results[one["meta"]["number"]])]
        if broken:
            results |= _validate(batch, broken, {
                "result_format": "COMPLETE", "unexpected_index_column_names": list(suite.index_columns),
                "partial_unexpected_count": _ALL_ROWS,
            })  # fmt: skip
    # Whatever goes wrong in a suite, its expectations were not evaluated, and the other suites still are.
    except Exception as error:
        return [_failed_to_run(suite, expectation, str(error)) for expectation in suite.expectations]
    return [
        _read_result(suite, expectation, results[expectation["meta"]["number"]]) for expectation in suite.expectations
    ]


def _validate(
    batch: Any, expectations: Sequence[Mapping[str, Any]], result_format: Mapping[str, Any]
) -> dict[int, Any]:
    """What Great Expectations says of each expectation, by number: they come back in an order of their own."""
    import great_expectations

    suite = great_expectations.ExpectationSuite(
        "gate", expectations=[dict(expectation) for expectation in expectations]
    )
    results = batch.validate(suite, result_format=dict(result_format)).results
    return {result.expectation_config.meta["number"]: result for result in results}


def _is_broken(result: Any) -> bool:
    return not result.success and not _exception_message(result.exception_info or {})


def _read_result(suite: Suite, expectation: Mapping[str, Any], result: Any) -> Outcome:
    if error := _exception_message(result.exception_info or {}):
        return _failed_to_run(suite, expectation, error)
    details = result.result
    rows = details.get("unexpected_index_list") or (details.get("details") or {}).get("unexpected_rows") or []
    unexpected = details.get("unexpected_count", details.get("observed_value")) or 0
    if len(rows) != unexpected:
        return _failed_to_run(suite, expectation, f"{unexpected} rows fail, {len(rows)} of them were told")
    keys = [tuple(str(row[column]) for column in suite.index_columns) for row in rows]
    # A suite may say that all is well although rows are unexpected, where most of them may be; none of ours does.
    return Outcome(
        ExpectationResult(
            suite.name, expectation["meta"]["number"], expectation["meta"]["rule"], expectation["type"],
            bool(result.success), int(details.get("element_count") or 0), len(keys),
        ),
        keys,
    )  # fmt: skip


def _failed_to_run(suite: Suite, expectation: Mapping[str, Any], error: str) -> Outcome:
    meta = expectation["meta"]
    return Outcome(
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


def _sqlalchemy_url(database_url: str) -> str:
    return urlunsplit(urlsplit(database_url)._replace(scheme="postgresql+psycopg2"))
