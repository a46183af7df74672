"""Feedback as files, a directory for each submission: workbook, the sender's own workbooks marked, receipt."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from psycopg import Connection

from district_reports.exports.feedback.findings import (
    ToldFinding,
    count_by_severity,
    period_label,
    sender_label,
    tell_findings,
    verdict,
)
from district_reports.exports.feedback.marked_workbook import mark_workbook
from district_reports.exports.feedback.workbook import build_feedback_workbook
from district_reports.exports.files import write_file
from district_reports.warehouse.quality.feedback import Feedback, list_feedback_states, read_feedback
from district_reports.wording import FEEDBACK_FILE

log = logging.getLogger(__name__)

RECEIPT_FILE = "bien-nhan.json"
_WORKBOOK = ".xlsx"


def write_feedback(connection: Connection, directory: Path, read_file: Callable[[str], bytes]) -> list[Path]:
    """Write the feedback on every submission whose findings changed since it was written last; list the paths.

    `read_file` gives the bytes of a file that was sent, by its sha256. The receipt is written last: what was cut short
    is written again.
    """
    written: list[Path] = []
    for submission_id, state in list_feedback_states(connection).items():
        target = directory / submission_id
        if _written_state(target / RECEIPT_FILE) == state:
            continue
        feedback = read_feedback(connection, submission_id)
        target.mkdir(parents=True, exist_ok=True)
        contents = [*build_feedback_files(feedback, read_file), (RECEIPT_FILE, _receipt(feedback, state))]
        # A file that was marked before and has nothing wrong any more would tell old news.
        for old in set(target.iterdir()) - {target / name for name, _ in contents}:
            old.unlink()
        written += [write_file(target / name, content) for name, content in contents]
    return written


def build_feedback_files(feedback: Feedback, read_file: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the feedback's workbook, and of the sender's own workbooks with marked cells."""
    yield FEEDBACK_FILE, build_feedback_workbook(feedback)
    told = tell_findings(feedback.findings)
    locators = {figure["figure_id"]: figure["locator"] for figure in feedback.figures}
    for file in feedback.files:
        name = Path(file["file_name"])
        if name.suffix.lower() != _WORKBOOK:
            continue
        marked = _marked(file["file_name"], read_file(file["file_sha256"]), told, locators)
        if marked is not None:
            yield f"{name.stem}.danh-dau{_WORKBOOK}", marked


def _marked(file_name: str, content: bytes, told: Sequence[ToldFinding], locators: Mapping[str, str]) -> bytes | None:
    try:
        return mark_workbook(file_name, content, told, locators)
    except Exception:
        # Not every workbook that can be read can be written again; the feedback itself must not wait for that.
        log.warning("%s cannot be given back with its cells marked", file_name, exc_info=True)
        return None


def _written_state(receipt: Path) -> str:
    try:
        return json.loads(receipt.read_text(encoding="utf-8"))["state"]
    except (FileNotFoundError, ValueError, KeyError):
        return ""


def _receipt(feedback: Feedback, state: str) -> bytes:
    submission = feedback.submission
    content: dict[str, Any] = {
        "submission_id": submission["submission_id"],
        "received_at": submission["received_at"].isoformat(),
        "sender": submission["sender"],
        "reporting_unit": sender_label(feedback),
        "reporting_unit_code": submission["reporting_unit_code"],
        "round": submission["round"],
        "period": period_label(feedback),
        "package_sha256": submission["package_sha256"],
        "files": [{name: file[name] for name in ("file_name", "file_sha256", "byte_count")} for file in feedback.files],
        "figure_count": len(feedback.figures),
        "finding_counts": count_by_severity(feedback),
        "held": dict(feedback.held),
        "verdict": verdict(feedback),
        "state": state,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
