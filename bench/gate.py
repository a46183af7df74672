"""Gate 1 against its own conditions as bare SQL: `python -m bench.gate` prints the ratio and writes results.json.

About 700 submissions with 300 000 figures, in a scratch warehouse that is gone afterwards: the sample reports, each
sent by many districts for two years, with lines by commune. Bare SQL asks the same tables the same conditions and
fetches the rows that break them; the gate besides words them in two languages and stores them as findings.
"""

import itertools
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from district_reports import gates, registry
from district_reports.figures import Figure, Reading
from district_reports.gates.evaluation import quiet_context
from district_reports.readers.submissions import read_package
from district_reports.settings import PROJECT_DIR, Settings, load_settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.scratch import scratch_warehouse

RESULTS = Path(__file__).with_name("results.json")
SUBMISSIONS, FIGURES, YEARS, ROUNDS = 700, 300_000, 2, 2


def read_samples() -> list[Reading]:
    """The readings of the sample packages of this repository."""
    packages = [[path] if path.is_file() else sorted(path.iterdir()) for path in sorted(PROJECT_DIR.glob("samples/*"))]
    return [read_package([(path.name, path.read_bytes()) for path in paths], None, None) for paths in packages]


def make_submissions(readings: list[Reading]) -> Iterator[Reading]:
    """Each sample under the name of many districts, for its own year and the one before, grown by lines of communes."""
    districts = [district for province in registry.provinces() for district in registry.districts_of(province.code)]
    grown = [_grow(reading) for reading in readings]
    for number, district in enumerate(districts[: SUBMISSIONS // YEARS]):
        for years in range(YEARS):
            reading = _move_back(grown[number % len(grown)], years)
            identity = replace(
                reading.identity, area_list=district.area_list, province_code=district.province_code,
                province_name="", reporting_unit_code=district.code, reporting_unit_name=district.name,
            )  # fmt: skip
            yield replace(reading, identity=identity)


def _grow(reading: Reading) -> Reading:
    """The same with its lines told for communes as well, until it has its share of all figures."""
    repeated = itertools.islice(itertools.cycle(reading.figures), FIGURES // SUBMISSIONS)
    figures = tuple(
        figure if number < len(reading.figures) else _of_commune(figure, number)
        for number, figure in enumerate(repeated)
    )
    return replace(reading, figures=figures, problems=())


def _of_commune(figure: Figure, number: int) -> Figure:
    return replace(figure, figure_id=f"c{number:05}", place=f"Xã {number}", locator=f"tables.xlsx#Xã!C{number}")


def _move_back(reading: Reading, years: int) -> Reading:
    """The same of an earlier year: every year in the round and in the keys of the figures is that much smaller."""

    def earlier(text: str) -> str:
        return re.sub(r"\d{4}", lambda year: str(int(year[0]) - years), text)

    figures = tuple(
        replace(figure, period=earlier(figure.period), budget_year=earlier(figure.budget_year))
        for figure in reading.figures
    )
    return replace(
        reading, identity=replace(reading.identity, round=earlier(reading.identity.round or "")), figures=figures
    )


def load_submissions(connection: Connection) -> tuple[int, int]:
    """Load what was made; how many submissions and figures that is."""
    counts = [0, 0]
    for number, reading in enumerate(make_submissions(read_samples())):
        package = sha256(str(number).encode()).hexdigest()
        file = ReceivedFile(package, "report.txt", "text/plain", 1)
        receipt = SubmissionReceipt(package[:16], package, (file,), datetime(2025, 1, 10, tzinfo=UTC), "bench")
        counts[1] += load_submission(connection, receipt, reading).figure_count
        counts[0] += 1
    return counts[0], counts[1]


def ask_bare_sql(connection: Connection) -> int:
    """Ask every condition of the suites of gate 1 and fetch the rows that break it; how many those are."""
    broken = 0
    for path in sorted(gates.suites_directory().glob("*.json")):
        suite = json.loads(path.read_text(encoding="utf-8"))
        if suite["meta"]["gate"] == 1:
            table = sql.Identifier(suite["meta"]["schema"], suite["meta"]["table"])
            for expectation in suite["expectations"]:
                query = sql.SQL("select * from {} where {}").format(table, _breaks(expectation))
                broken += len(connection.execute(query).fetchall())
    return broken


def _breaks(expectation: Mapping[str, Any]) -> sql.Composable:
    """The condition of the rows an expectation does not expect."""
    arguments = expectation["kwargs"]
    column = sql.Identifier(arguments["column"])
    if expectation["type"] == "expect_column_values_to_be_in_set":
        unexpected = sql.SQL("{} <> all ({})").format(column, sql.Literal(arguments["value_set"]))
    else:
        unexpected = sql.SQL("{} < {}").format(column, sql.Literal(arguments["min_value"]))
    conditions = [
        sql.SQL("{} = {}").format(sql.Identifier(condition["column"]["name"]), sql.Literal(condition["parameter"]))
        for condition in arguments.get("row_condition", {}).get("conditions", ())
    ]
    return sql.SQL(" and ").join([unexpected, *conditions])


def measure(settings: Settings) -> dict[str, float]:
    """Seconds of gate and bare SQL over the same tables, best of two rounds in turn, and what both went through."""
    gate, bare = [], []
    with running_database(settings) as server_url, scratch_warehouse(server_url, "bench_gate") as url:
        with connect(url) as connection:
            submissions, figures = load_submissions(connection)
        began = time.perf_counter()
        transform.parse_project(transform.project_directory(), settings.local_dir)
        parsed = time.perf_counter()
        transform.build(url, ["staging", "intermediate"], settings.local_dir)
        built = time.perf_counter()
        # What the library takes to come up is told by itself.
        with quiet_context():
            imported = time.perf_counter()
        for _ in range(ROUNDS):
            start = time.perf_counter()
            result = gates.run_gate_1(url)
            gate.append(time.perf_counter() - start)
            with connect(url) as connection:
                start = time.perf_counter()
                broken = ask_bare_sql(connection)
                bare.append(time.perf_counter() - start)
    return {
        "submissions": submissions, "figures": figures, "findings": sum(result.findings.values()),
        "expectations": result.evaluated_count, "broken_rows": broken, "parse_seconds": round(parsed - began, 2),
        "relations_seconds": round(built - parsed, 2), "import_seconds": round(imported - built, 2),
        "first_gate_seconds": round(gate[0], 2), "gate_seconds": round(min(gate), 2),
        "bare_sql_seconds": round(min(bare), 3), "first_ratio": round(gate[0] / bare[0], 2),
        "ratio": round(min(gate) / min(bare), 2),
    }  # fmt: skip


def main() -> None:
    """Measures and adds the result to results.json."""
    result = measure(load_settings())
    print("gate", *(f"{name}={value}" for name, value in result.items()))
    told = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    RESULTS.write_text(json.dumps(told | {"gate": result}, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
