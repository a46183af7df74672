"""One function per step, for DAGs and the command line; each runs without Airflow and is safe to run twice."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from district_reports import exports, notify, releases
from district_reports.figures import Reading
from district_reports.intake.archive import Archive
from district_reports.intake.inbox import list_packages, submit_package
from district_reports.intake.receipts import Receipt, list_receipts, receive_package
from district_reports.problems import DistrictReportsError
from district_reports.readers.submissions import read_package
from district_reports.rules import rule_set_version
from district_reports.settings import Settings
from district_reports.versions import code_version, reader_version
from district_reports.warehouse.building import load
from district_reports.warehouse.database.connection import LOADER, PUBLISHER, act_as, connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.quality import history, waivers
from district_reports.warehouse.schema.shape import prepare_warehouse

if TYPE_CHECKING:
    import psycopg

    from district_reports.gates import GateResult
    from district_reports.releases import ReleaseResult
    from district_reports.warehouse.building.transform import StaleSource

SENDER = "inbox"


@dataclass(frozen=True)
class IngestResult:
    """What became of one submission; `error` says why it could not even be loaded, which is ours to mend."""

    submission_id: str
    is_loaded: bool
    figure_count: int = 0
    problem_count: int = 0
    error: str = ""


def submit_files(settings: Settings, files: Sequence[Path], unit: str | None, round_: str | None) -> Receipt:
    """Put files into the inbox as one package, archive it, and return its receipt."""
    package = submit_package(files, settings.inbox_dir, unit, round_)
    return receive_package(package, Archive(settings.archive_dir), received_at=datetime.now(UTC), sender=SENDER)


def receive_inbox(settings: Settings) -> list[Receipt]:
    """Archive everything in the inbox; the receipts, `is_new` for what had not come before."""
    archive, received_at = Archive(settings.archive_dir), datetime.now(UTC)
    if settings.has_own_inbox:
        settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    return [
        receive_package(package, archive, received_at=received_at, sender=SENDER)
        for package in list_packages(settings.inbox_dir)
    ]


def list_pending_submissions(settings: Settings) -> list[str]:
    """Ids of what was received and is not in the warehouse as this version of the readers reads it, oldest first."""
    with open_warehouse(settings) as connection:
        loaded = load.list_loaded_submissions(connection, reader_version())
    receipts = list_receipts(Archive(settings.archive_dir))
    return [receipt.submission_id for receipt in receipts if receipt.submission_id not in loaded]


def ingest_submissions(settings: Settings, submission_ids: Sequence[str]) -> list[IngestResult]:
    """Read and load submissions, each in a transaction of its own: one that fails fails alone.

    Raises DistrictReportsError naming them all when any could not be loaded, after the others were.
    """
    archive = Archive(settings.archive_dir)
    receipts = {receipt.submission_id: receipt for receipt in list_receipts(archive)}
    with open_warehouse(settings, role=LOADER) as connection:
        results = [_ingest(connection, archive, receipts, submission_id) for submission_id in submission_ids]
    if failed := [f"{result.submission_id}: {result.error}" for result in results if result.error]:
        raise DistrictReportsError(
            f"{len(failed)} of {len(results)} submissions could not be loaded",
            place="; ".join(failed),
            remedy="mend what is named and run the step again; the others are loaded",
        )
    return results


def _ingest(
    connection: "psycopg.Connection", archive: Archive, receipts: dict[str, Receipt], submission_id: str
) -> IngestResult:
    receipt = receipts.get(submission_id)
    if receipt is None:
        return IngestResult(submission_id, False, error="no receipt with this id is in the archive")
    try:
        result = load_submission(connection, receipt, read_receipt_files(archive, receipt))
    except Exception as error:
        # Whatever goes wrong with one submission, a fault of ours included, must not keep the others waiting.
        names = ", ".join(file.name for file in receipt.files)
        return IngestResult(submission_id, False, error=f"{names}: {type(error).__name__}: {error}")
    return IngestResult(submission_id, result.is_changed, result.figure_count, result.problem_count)


def read_receipt_files(archive: Archive, receipt: Receipt) -> Reading:
    """The reading of an archived submission."""
    files = [(file.name, archive.read(file.sha256)) for file in receipt.files]
    return read_package(files, receipt.declared_unit, receipt.declared_round)


def load_submission(connection: "psycopg.Connection", receipt: Receipt, reading: Reading) -> load.LoadResult:
    """Put a reading into `raw` under its receipt."""
    row = load.SubmissionReceipt(
        receipt.submission_id, receipt.package_sha256, receipt.files, receipt.received_at, reader_version(),
        receipt.sender,
    )  # fmt: skip
    return load.load_submission(connection, row, reading)


def check_submissions(settings: Settings, on: date | None = None) -> "GateResult":
    """Relations of every submission (dbt), judged by gate 1; findings replaced, and what changed added to the history.

    The waivers of the day `on` (today in Viet Nam) are settled first: all steps after this go by them.
    """
    with open_warehouse(settings) as connection:
        waivers.settle_waivers(connection, on or notify.today_in_vietnam())
        connection.commit()
        with running_database(settings) as url:
            result = check_warehouse(settings, url)
        history.record_quality(connection, datetime.now(UTC))
    return result


def check_warehouse(settings: Settings, url: str) -> "GateResult":
    """The same for a warehouse at hand, such as the scratch one of `district-reports check`."""
    from district_reports import gates
    from district_reports.warehouse.building import transform

    transform.build(url, ["staging", "intermediate"], settings.local_dir)
    return gates.run_gate_1(url)


def build_rollups(settings: Settings) -> "GateResult":
    """Marts and rollups of what passed gate 1 (dbt), judged by gate 2; Data Docs of both gates for engineers."""
    from district_reports import gates
    from district_reports.warehouse.building import transform

    with running_database(settings) as url:
        transform.build(url, ["marts", "rollups"], settings.local_dir)
        result = gates.run_gate_2(url)
        gates.write_data_docs(url, settings.data_docs_dir, datetime.now(UTC))
    return result


def publish_releases(settings: Settings) -> "list[ReleaseResult]":
    """A release for every province and round whose content changed and passed gate 2."""
    with open_warehouse(settings, autocommit=True, role=PUBLISHER) as connection:
        return releases.publish_releases(connection, datetime.now(UTC), code_version(), rule_set_version())


def export_releases(settings: Settings) -> list[Path]:
    """Page and workbook of the newest release of every province and round, and an index."""
    with open_warehouse(settings) as connection:
        return exports.write_newest(connection, settings.output_dir)


def write_feedback(settings: Settings) -> list[Path]:
    """Feedback on every submission whose findings changed since it was written last."""
    archive = Archive(settings.archive_dir)
    with open_warehouse(settings) as connection:
        return exports.write_feedback(connection, settings.feedback_dir, archive.read)


def send_digests(settings: Settings) -> list[str]:
    """Tell every recipient what is new, worse and mended in its provinces; the titles of what was sent."""
    with open_warehouse(settings, autocommit=True) as connection:
        sent = notify.send_digests(connection, settings, datetime.now(UTC))
    return [f"{thread.address}: {digest.title}" for thread, digest in sent]


def remind_reporting_units(settings: Settings, on: date) -> list[str]:
    """Tell every recipient who has not reported as of a day, on change and weekly; the titles of what was sent."""
    with open_warehouse(settings, autocommit=True) as connection:
        sent = notify.send_reminders(connection, settings, datetime.now(UTC), on)
    return [f"{thread.address}: {digest.title}" for thread, digest in sent]


def list_missing_units(settings: Settings, on: date) -> list[notify.MissingUnit]:
    """Units of provinces with any submission that have not reported for a round, as of a day."""
    with open_warehouse(settings) as connection:
        return notify.list_missing_units(connection, on)


def list_stale_sources(settings: Settings) -> "tuple[StaleSource, ...]":
    """What nothing came into for longer than from one round to the next (dbt): a sign that the way in is shut."""
    from district_reports.warehouse.building import transform

    with open_warehouse(settings), running_database(settings) as url:
        return transform.list_stale_sources(url, settings.local_dir)


def show_summary(settings: Settings) -> str:
    """What was published, as text: the table, the findings, and where page, workbook and feedback are."""
    with open_warehouse(settings) as connection:
        told = exports.summary(connection, settings.output_dir)
    return f"{told}\nPhản hồi cho đơn vị gửi / feedback to senders:\n  {settings.feedback_dir}\n"


def list_release_ids(settings: Settings) -> list[str]:
    """Ids of everything published so far."""
    with open_warehouse(settings) as connection:
        return [header["release_id"] for header in releases.list_releases(connection)]


def revert_release(settings: Settings, release_id: str) -> "ReleaseResult":
    """Publish an older release again, as a new one."""
    with open_warehouse(settings, autocommit=True, role=PUBLISHER) as connection:
        return releases.revert_release(connection, release_id, datetime.now(UTC), code_version(), rule_set_version())


@contextmanager
def open_warehouse(
    settings: Settings, *, autocommit: bool = False, role: str = ""
) -> "Iterator[psycopg.Connection[Any]]":
    """A connection to the warehouse with all that it needs in place; the embedded server runs meanwhile.

    It has no rights but those of a role, where one is named and the login may act as it.
    """
    with running_database(settings) as url, connect(url) as connection:
        prepare_warehouse(connection)
        connection.commit()
        if role:
            act_as(connection, role)
        connection.autocommit = autocommit
        yield connection
