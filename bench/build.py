"""`dbt build` from nothing over a handful of reports: `python -m bench.build [INBOX]` prints where its seconds go.

Without an inbox, the samples of this repository. Beside it, the same build again with nothing new, as a share of the
first. Adds to `bench/results.json`.
"""

import json
import sys
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from bench.gate import RESULTS
from district_reports.intake import list_packages
from district_reports.readers.submissions import read_package
from district_reports.settings import PROJECT_DIR, Settings, load_settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.scratch import scratch_warehouse

STEPS = (("intermediate", ["staging", "intermediate"]), ("rollups", ["marts", "rollups"]))


def load_inbox(url: str, inbox: Path) -> int:
    """Read and load every package of an inbox; how many there are."""
    packages = list_packages(inbox)
    with connect(url) as connection:
        for package in packages:
            read = package.read_files()
            files = tuple(ReceivedFile(sha256(content).hexdigest(), name, "", len(content)) for name, content in read)
            digest = sha256(package.name.encode()).hexdigest()
            receipt = SubmissionReceipt(digest[:16], digest, files, datetime(2025, 1, 10, tzinfo=UTC), "bench")
            load_submission(connection, receipt, read_package(read, *package.read_declaration()))
    return len(packages)


def measure(settings: Settings, inbox: Path) -> dict[str, float]:
    """Seconds of reading the project, of each step of a first build, and of all steps once more."""
    told: dict[str, float] = {}
    with running_database(settings) as server_url, scratch_warehouse(server_url, "bench_build") as url:
        told["submissions"] = load_inbox(url, inbox)
        began = time.perf_counter()
        transform.parse_project(transform.project_directory(), settings.local_dir)
        told["parse_seconds"] = time.perf_counter() - began
        for name, models in STEPS:
            start = time.perf_counter()
            transform.build(url, models, settings.local_dir)
            told[f"{name}_seconds"] = time.perf_counter() - start
        told["build_seconds"] = time.perf_counter() - began
        start = time.perf_counter()
        for _, models in STEPS:
            transform.build(url, models, settings.local_dir)
        told["again_ratio"] = (time.perf_counter() - start) / told["build_seconds"]
    return {name: round(value, 2) for name, value in told.items()}


def main() -> None:
    """Measures and adds the result to results.json."""
    inbox = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT_DIR / "samples"
    result = measure(load_settings(), inbox)
    print("build", *(f"{name}={value}" for name, value in result.items()))
    stood = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    RESULTS.write_text(json.dumps(stood | {"build": result}, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
