"""Data Docs for engineers: which expectations the gates evaluated and how many rows broke them, as Great Expectations'
own pages. Built from the stored counts, so that no page can hold a row, a value or a unit's name.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from district_reports.gates.evaluation import quiet_context
from district_reports.gates.suites import Suite, load_suites, suites_directory
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality import findings as store
from district_reports.warehouse.quality.findings import ExpectationResult

GATES = (1, 2)
_SITE = "engineers"


def write_data_docs(database_url: str, directory: Path, at: datetime) -> Path:
    """Write the pages of the newest run of both gates in the place of what `directory` held; the path of the first.

    `at` is the moment the pages bear. A gate that has not run has no pages.
    """
    with connect(database_url) as connection:
        results = {(gate, result.suite, result.number): result
                   for gate in GATES for result in store.list_gate_results(connection, gate)}  # fmt: skip
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    with quiet_context() as context:
        context.add_data_docs_site(_SITE, _site_configuration(directory))
        for gate in GATES:
            for suite in load_suites(suites_directory(), gate):
                told = [results.get((gate, suite.name, one["meta"]["number"])) for one in suite.expectations]
                if any(told):
                    _put(context, gate, suite, told, at)
        context.build_data_docs(site_names=[_SITE])
    return directory / "index.html"


def _site_configuration(directory: Path) -> dict[str, Any]:
    return {
        "class_name": "SiteBuilder",
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(directory)},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }


def _put(context: Any, gate: int, suite: Suite, told: Sequence[ExpectationResult | None], at: datetime) -> None:
    """Give the context what one suite came to, as it would have kept it of a run of its own."""
    from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types import resource_identifiers as names

    paired = zip(suite.expectations, told, strict=True)
    results = [_as_validation(expectation, result) for expectation, result in paired if result is not None]
    passed = sum(bool(result.success) for result in results)
    run = RunIdentifier(run_name=f"gate_{gate}", run_time=at)
    validation = ExpectationSuiteValidationResult(
        success=passed == len(results), results=results, suite_name=suite.name,
        statistics={
            "evaluated_expectations": len(results), "successful_expectations": passed,
            "unsuccessful_expectations": len(results) - passed,
            "success_percent": 100 * passed / len(results),
        },
        meta={"run_id": run, "active_batch_definition": {"data_asset_name": f"{suite.schema}.{suite.table}"}},
    )  # fmt: skip
    key = names.ValidationResultIdentifier(
        expectation_suite_identifier=names.ExpectationSuiteIdentifier(name=suite.name),
        run_id=run,
        batch_identifier=suite.table,
    )
    context.validation_results_store.set(key, validation)


def _as_validation(expectation: Mapping[str, Any], result: ExpectationResult) -> Any:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    evaluated, unexpected = result.evaluated_count, result.unexpected_count
    return ExpectationValidationResult(
        success=result.is_success,
        expectation_config=ExpectationConfiguration(
            type=expectation["type"], kwargs=dict(expectation["kwargs"]), meta=dict(expectation["meta"])
        ),
        result={
            "element_count": evaluated, "unexpected_count": unexpected,
            "unexpected_percent": 100 * unexpected / evaluated if evaluated else 0.0,
        },
        exception_info={
            "raised_exception": bool(result.error), "exception_message": result.error or None,
            "exception_traceback": None,
        },
    )  # fmt: skip
