"""A release made again from the archive, in a scratch database: what was published follows from what was sent."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from district_reports import gates, pipeline
from district_reports.intake.archive import Archive
from district_reports.intake.inbox import hash_package
from district_reports.intake.receipts import Receipt, list_receipts
from district_reports.notify.missing_units import VIETNAM
from district_reports.problems import DistrictReportsError
from district_reports.rules import rule_set_version
from district_reports.settings import Settings
from district_reports.versions import code_version
from district_reports.warehouse.building import transform
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.quality.history import list_judged
from district_reports.warehouse.quality.waiver_copies import enter_again, list_entered
from district_reports.warehouse.quality.waivers import settle_waivers
from district_reports.warehouse.releases import published
from district_reports.warehouse.releases.content import CHILD_TABLES
from district_reports.warehouse.releases.hashing import hash_content, write_table
from district_reports.warehouse.releases.province_rounds import SUBJECT_COLUMNS, ProvinceRound
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.publishing import write_release
from district_reports.warehouse.releases.rollup_content import read_rollups
from district_reports.warehouse.scratch import scratch_warehouse

_BOUND_TO_OTHERS = {"written_by_transaction", "replaces_release_id", "reverts_to_release_id"}
TABLE_COLUMNS = ("table", "published_rows", "rebuilt_rows", "is_same")


@dataclass(frozen=True)
class Rebuilt:
    """A release as it stands, and the content that comes out again."""

    release: PublishedRelease
    content: dict[str, list[dict[str, Any]]]

    @property
    def sha256(self) -> str:
        return hash_content(self.content)

    @property
    def notes(self) -> list[str]:
        """What is not as it was when the release was made."""
        now = {"code_version": code_version(), "rule_set_version": rule_set_version()}
        return [
            f"{name} was {self.release.header[name]}, is {version}: a difference may come from the newer one"
            for name, version in now.items()
            if self.release.header[name] != version
        ]

    @property
    def is_same(self) -> bool:
        """Whether the content has the hash it was published under and every table comes out with the same bytes."""
        return self.sha256 == self.release.header["content_sha256"] and all(row["is_same"] for row in self.compare())

    def compare(self) -> list[dict[str, Any]]:
        """One row by TABLE_COLUMNS for each table of the release."""
        return [
            {
                "table": name,
                "published_rows": len(self.release.rows(name)),
                "rebuilt_rows": len(self.content.get(name, ())),
                "is_same": write_table(self.release.rows(name)) == write_table(self.content.get(name, ())),
            }
            for name in CHILD_TABLES
            # What changed since the release before is said of two releases, and rebuilt with neither.
            if name != "changes"
        ]


def rebuild_release(settings: Settings, release_id: str) -> Rebuilt:
    """Read every submission that had been judged by then from the archive, and make of them what was published.

    The code is that of today: `notes` say so where the release was made by another. One that publishes an older one
    again is rebuilt as that. Raises DistrictReportsError when the archive lacks or no longer holds what went in.
    """
    archive = Archive(settings.archive_dir)
    with pipeline.open_warehouse(settings) as connection:
        release = _find_original(connection, release_id)
        receipts = _list_receipts(archive, release, list_judged(connection, release.header["published_at"]))
        granted = list_entered(connection, release.header["published_at"])
    with running_database(settings) as server, scratch_warehouse(server, "rebuild") as url:
        with connect(url) as connection:
            for receipt in receipts:
                pipeline.load_submission(connection, receipt, pipeline.read_receipt_files(archive, receipt))
                connection.commit()
            enter_again(connection, granted)
            settle_waivers(connection, release.header["published_at"].astimezone(VIETNAM).date())
        pipeline.check_warehouse(settings, url)
        transform.build(url, ["marts", "rollups"], settings.local_dir)
        gates.run_gate_2(url)
        with connect(url) as connection:
            content = _publish_again(connection, release)
    return Rebuilt(release, content)


def _publish_again(connection: Connection, release: PublishedRelease) -> dict[str, list[dict[str, Any]]]:
    """What the scratch warehouse would publish, written as a release and read as one."""
    subject = ProvinceRound(*(release.header[name] for name in SUBJECT_COLUMNS))
    # The seal is the transaction's own, and no other release is in the scratch warehouse to point to.
    header = {name: value for name, value in release.header.items() if name not in _BOUND_TO_OTHERS}
    write_release(connection, header, read_rollups(connection, subject) | {"provinces": []})
    content = dict(published.read_release(connection, release.release_id).tables)
    # Of the country its sums are rebuilt; the releases it names are each rebuilt by themselves.
    return content | {"provinces": release.rows("provinces")}


def _find_original(connection: Connection, release_id: str) -> PublishedRelease:
    release = published.read_release(connection, release_id)
    while older := release.header["reverts_to_release_id"]:
        release = published.read_release(connection, older)
    return release


def _list_receipts(archive: Archive, release: PublishedRelease, judged: set[str]) -> list[Receipt]:
    """All that had been received by then: what other units and rounds say is compared with as well.

    Without what came while the release was being made, and had not been judged when it was published.
    """
    receipts = [
        receipt
        for receipt in list_receipts(archive)
        if receipt.received_at <= release.header["published_at"] and (not judged or receipt.submission_id in judged)
    ]
    archived = {receipt.submission_id: hash_package(file.sha256 for file in receipt.files) for receipt in receipts}
    lost = [
        row["submission_id"]
        for row in release.rows("submissions")
        if archived.get(row["submission_id"]) != row["package_sha256"]
    ]
    if lost:
        raise DistrictReportsError(
            f"the archive does not hold what release {release.release_id} was made of: submission {', '.join(lost)}",
            place=str(archive.receipts_dir),
            remedy="restore the archive from a backup; the release itself stays readable without it",
        )
    return receipts
