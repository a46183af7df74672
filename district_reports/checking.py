"""The pipeline's own checks over a submission that nobody has sent yet, in a scratch database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from district_reports import exports, pipeline
from district_reports.figures import ReceivedFile
from district_reports.intake.inbox import hash_package
from district_reports.intake.receipts import Receipt
from district_reports.problems import Severity
from district_reports.readers.submissions import read_package
from district_reports.settings import Settings
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.quality.feedback import Feedback, read_feedback
from district_reports.warehouse.quality.findings import findings_as_rows
from district_reports.warehouse.scratch import scratch_warehouse

FINDING_COLUMNS = ("rule", "severity", "subject", "where", "stated", "computed", "difference", "figures",
                   "message_vi", "message_en")  # fmt: skip


@dataclass(frozen=True)
class CheckResult:
    """Findings, most important first, by FINDING_COLUMNS, and the feedback the sender would get."""

    rows: list[dict[str, Any]]
    feedback: Feedback
    contents: Mapping[str, bytes]

    @property
    def is_read(self) -> bool:
        """False when no figure could be read."""
        return bool(self.feedback.figures)

    def feedback_files(self) -> list[tuple[str, bytes]]:
        """Name and content of the workbook that tells the findings, and of own workbooks with their cells marked."""
        return list(exports.build_feedback_files(self.feedback, self.contents.__getitem__))

    @property
    def exit_code(self) -> int:
        """0 nothing critical, 2 something critical, 1 could not be read."""
        if not self.is_read:
            return 1
        return 2 if any(row["severity"] == Severity.CRITICAL for row in self.rows) else 0


def check_files(
    settings: Settings, files: Sequence[tuple[str, bytes]], unit: str | None = None, round_: str | None = None
) -> CheckResult:
    """Read and check the files of one submission together, just as the pipeline would after they were sent."""
    reading = read_package(files, unit, round_)
    receipt = _unsent_receipt(files)
    with running_database(settings) as server_url, scratch_warehouse(server_url, "check") as url:
        with connect(url) as connection:
            pipeline.load_submission(connection, receipt, reading)
        pipeline.check_warehouse(settings, url)
        with connect(url) as connection:
            rows = findings_as_rows(connection, [receipt.submission_id])
            feedback = replace(read_feedback(connection, receipt.submission_id), is_sent=False)
    return CheckResult(rows, feedback, {sha256(content).hexdigest(): content for _, content in files})


def _unsent_receipt(files: Sequence[tuple[str, bytes]]) -> Receipt:
    received = tuple(
        ReceivedFile(sha256(content).hexdigest(), name, "application/octet-stream", len(content))
        for name, content in files
    )
    package_sha256 = hash_package(file.sha256 for file in received)
    return Receipt(package_sha256[:16], package_sha256, received, datetime.now(UTC), sender="check")
