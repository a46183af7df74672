"""Receipts: what was received, from whom and when. The same bytes are acknowledged once, whatever their names."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path, PurePath

from district_reports.figures import ReceivedFile
from district_reports.intake.archive import Archive, publish_file
from district_reports.intake.inbox import Package, hash_package
from district_reports.problems import DistrictReportsError

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Receipt:
    """What was received: kept for ever under `submission_id`. `is_new` is True only for whoever sent it first."""

    submission_id: str
    package_sha256: str
    files: tuple[ReceivedFile, ...]
    received_at: datetime
    sender: str
    declared_unit: str | None = None
    declared_round: str | None = None
    is_new: bool = False


def receive_package(package: Package, archive: Archive, received_at: datetime, sender: str) -> Receipt:
    """Archives a package, whatever is in it, and returns its receipt; the first one when the bytes came before.

    `received_at` carries its time zone. Safe to run at once with others and to run again after being cut short: the
    receipt is written last.
    """
    if received_at.tzinfo is None:
        raise DistrictReportsError("the time of receipt has no time zone", remedy="pass a time with a time zone")
    declared_unit, declared_round = package.read_declaration()
    files = tuple(_archive_file(name, content, archive) for name, content in package.read_files())
    package_sha256 = hash_package(file.sha256 for file in files)
    receipt = Receipt(
        package_sha256[:16], package_sha256, files, received_at, sender, declared_unit, declared_round, is_new=True
    )
    path = archive.receipts_dir / f"{receipt.submission_id}.json"
    if not path.exists() and publish_file(path, _write_receipt(receipt), replaces=False):
        return receipt
    first = read_receipt(path)
    if first.package_sha256 != package_sha256:
        raise DistrictReportsError(
            "two different packages have the same submission id",
            place=str(path),
            remedy="report this to the developers",
        )
    return first


def list_receipts(archive: Archive) -> list[Receipt]:
    """Lists all receipts, oldest first."""
    receipts = [read_receipt(path) for path in sorted(archive.receipts_dir.glob("[!.]*.json"))]
    return sorted(receipts, key=lambda receipt: (receipt.received_at, receipt.submission_id))


def read_receipt(path: Path) -> Receipt:
    """Reads one receipt; raises `DistrictReportsError` when it is no receipt any more."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        stored["files"] = tuple(ReceivedFile(**file) for file in stored["files"])
        stored["received_at"] = datetime.fromisoformat(stored["received_at"])
        return Receipt(**stored)
    except (ValueError, KeyError, TypeError) as error:
        raise DistrictReportsError(
            "a receipt is damaged", place=str(path), remedy="restore it from a backup, or delete it and receive again"
        ) from error


def _archive_file(name: str, content: bytes, archive: Archive) -> ReceivedFile:
    media_type = _MEDIA_TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
    return ReceivedFile(archive.store(content), name, media_type, len(content))


def _write_receipt(receipt: Receipt) -> bytes:
    stored = asdict(replace(receipt, is_new=False))
    del stored["is_new"]
    stored["received_at"] = receipt.received_at.isoformat()
    return (json.dumps(stored, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
