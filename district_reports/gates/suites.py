"""Expectation suites as data: which table each judges, how its rows are found again, and what kind of rows they are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from district_reports.problems import DistrictReportsError


@dataclass(frozen=True)
class Suite:
    """One file of `expectations/`; `row` says how a row that fails is worded (`relation`, `figure`, …)."""

    name: str
    schema: str
    table: str
    index_columns: tuple[str, ...]
    row: str
    expectations: tuple[Mapping[str, Any], ...]


def suites_directory() -> Path:
    """Where the suites are: beside the package in a checkout, inside it when installed as a wheel."""
    package = Path(__file__).resolve().parent.parent
    for candidate in (package.parent / "expectations", package / "expectations"):
        if candidate.is_dir():
            return candidate
    raise DistrictReportsError("the expectations are missing", place=str(package.parent), remedy="run from a checkout")


def load_suites(directory: Path, gate: int) -> list[Suite]:
    """The suites of a gate, by file name; each expectation numbered from 1 in its `meta`."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(directory.glob("*.json"))]
    return [_read_suite(document) for document in documents if document["meta"]["gate"] == gate]


def _read_suite(document: Mapping[str, Any]) -> Suite:
    meta = document["meta"]
    # The number finds an expectation again among results that come back in another order.
    expectations = tuple(
        expectation | {"meta": expectation["meta"] | {"number": number}}
        for number, expectation in enumerate(document["expectations"], start=1)
    )
    return Suite(
        document["name"], meta["schema"], meta["table"], tuple(meta["index_columns"]), meta["row"], expectations
    )
