"""Which files were written of which release: it never changes, so they are made anew only by other code."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from district_reports.exports.files import write_file


class WrittenFiles:
    """What stands in a directory, as noted in it when it was written; files that somebody changed do not count."""

    def __init__(self, directory: Path, code_version: str) -> None:
        self._directory, self._code_version = directory, code_version
        self._note = directory / ".written.json"
        self._noted: dict[str, dict[str, str]] = self._read()

    def list_of(self, release_id: str) -> list[Path]:
        """The files of a release as this code writes them; none where any of them is missing or changed."""
        noted = self._noted.get(release_id, {})
        paths = [self._directory / name for name in noted]
        is_whole = all(path.is_file() and _hash(path) == noted[path.name] for path in paths)
        return paths if is_whole else []

    def add(self, release_id: str, paths: Sequence[Path]) -> None:
        """Note files that were just written."""
        self._noted[release_id] = {path.name: _hash(path) for path in paths}
        told = {"code_version": self._code_version, "files": self._noted}
        write_file(self._note, json.dumps(told, indent=1, sort_keys=True).encode())

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            told = json.loads(self._note.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return told["files"] if told["code_version"] == self._code_version else {}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
