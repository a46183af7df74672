"""The archive of originals: files kept by the hash of their content, never changed, checked whenever they are read."""

import hashlib
import os
import tempfile
from pathlib import Path

from district_reports.problems import DistrictReportsError


class Archive:
    """A directory of read-only files named by their sha256 (`blobs/`), with the receipts beside them (`receipts/`).

    Any number of processes may write at once: a file appears under its name whole or not at all.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def receipts_dir(self) -> Path:
        """Where receipts are kept, one JSON file for each submission."""
        return self.root / "receipts"

    def find_path(self, sha256: str) -> Path:
        """Where the file of this hash is, or would be."""
        return self.root / "blobs" / sha256[:2] / sha256

    def store(self, content: bytes) -> str:
        """Keeps `content` and returns its sha256; a damaged copy of the same content is replaced."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.find_path(sha256)
        if not (path.is_file() and _hash_file(path) == sha256):
            publish_file(path, content, replaces=True)
        return sha256

    def read(self, sha256: str) -> bytes:
        """Returns the file of this hash; raises `DistrictReportsError` when it is missing or no longer what it was."""
        path = self.find_path(sha256)
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise DistrictReportsError(
                "an archived file is missing",
                place=str(path),
                remedy="restore it from a backup, or send the file again",
            ) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DistrictReportsError(
                "an archived file is damaged: its content no longer has the hash it is kept under",
                place=str(path),
                remedy="restore it from a backup, or send the same file again, which replaces the damaged copy",
            )
        return content


def publish_file(path: Path, content: bytes, *, replaces: bool) -> bool:
    """Writes a read-only file so that nobody ever sees half of it, and it survives a power cut.

    Returns False, and leaves the file that is there, when it exists and `replaces` is False.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o444)
            os.fsync(file.fileno())
        if replaces:
            Path(name).replace(path)
        else:
            os.link(name, path)
    except FileExistsError:
        return False
    finally:
        Path(name).unlink(missing_ok=True)
    _sync_directory(path.parent)
    return True


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
