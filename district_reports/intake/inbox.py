"""The inbox: a directory where each file, and each folder of files, is a package that somebody sent."""

import hashlib
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from district_reports.problems import DistrictReportsError

# Beside the files of a package: what its sender says about it. It is no part of the package's hash.
DECLARATION = "submission.yml"


@dataclass(frozen=True)
class Package:
    """What was sent together: a file, or the files of a folder (`directory`), with paths in order of their names."""

    name: str
    paths: tuple[Path, ...]
    directory: Path | None = None

    def read_files(self) -> tuple[tuple[str, bytes], ...]:
        """Returns name (NFC, relative to the folder) and content of each file."""
        return tuple((self._name_of(path), _read_file(path)) for path in self.paths)

    def read_declaration(self) -> tuple[str | None, str | None]:
        """Returns the unit and the round its sender declared, None where not declared."""
        path = self.directory / DECLARATION if self.directory else None
        if path is None or not path.is_file():
            return None, None
        try:
            declared = yaml.safe_load(_read_file(path).decode("utf-8")) or {}
            unit, round_ = (str(declared[key]) if declared.get(key) else None for key in ("unit", "round"))
        except (yaml.YAMLError, UnicodeDecodeError, AttributeError) as error:
            raise DistrictReportsError(
                "the declaration cannot be read", place=str(path), remedy="write two lines: “unit: …” and “round: …”"
            ) from error
        return unit, round_

    def _name_of(self, path: Path) -> str:
        return _clean_name(path.relative_to(self.directory or path.parent))


def list_packages(inbox_dir: Path) -> list[Package]:
    """Lists the packages of an inbox by name. Nothing in the inbox is ever changed.

    Hidden files, lock files of Word (`~$…`), unfinished copies (`….part`) and empty folders are not packages.
    """
    if not inbox_dir.is_dir():
        raise DistrictReportsError(
            "the inbox is not a directory", place=str(inbox_dir), remedy="set INBOX to the directory reports arrive in"
        )
    packages = []
    for entry in sorted(inbox_dir.iterdir(), key=_clean_name):
        if not _is_wanted(entry.name):
            continue
        if entry.is_file():
            packages.append(Package(_clean_name(Path(entry.name)), (entry,)))
        elif entry.is_dir() and (paths := _list_files(entry)):
            packages.append(Package(_clean_name(Path(entry.name)), paths, entry))
    return packages


def submit_package(
    files: Sequence[Path],
    inbox_dir: Path,
    unit: str | None = None,
    round: str | None = None,  # noqa: A002 - the word of the contract
) -> Package:
    """Copies files into the inbox as one package, which appears there whole or not at all.

    The folder is named after the first file and the content, so the same files land in the same folder again.
    """
    if not files:
        raise DistrictReportsError("there is nothing to submit", remedy="name at least one file")
    contents = [(_clean_name(Path(path.name)), _read_file(path)) for path in files]
    if len({name for name, _ in contents}) < len(contents):
        raise DistrictReportsError(
            "two files have the same name", place=", ".join(map(str, files)), remedy="rename one of them"
        )
    package_sha256 = hash_package(hashlib.sha256(data).hexdigest() for _, data in contents)
    folder = inbox_dir / f"{Path(contents[0][0]).stem}-{package_sha256[:8]}"
    inbox_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=inbox_dir, prefix=".submitting-") as name:
        draft = Path(name) / "package"
        draft.mkdir()
        for file_name, data in contents:
            (draft / file_name).write_bytes(data)
        if declared := {key: value for key, value in (("unit", unit), ("round", round)) if value}:
            (draft / DECLARATION).write_text(yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8")
        _move_into_place(draft, folder)
    return Package(folder.name, _list_files(folder), folder)


def hash_package(sha256s: Iterable[str]) -> str:
    """The hash of a package from the hashes of its files: neither names, order nor copies matter."""
    return hashlib.sha256("\n".join(sorted(set(sha256s))).encode("ascii")).hexdigest()


def _move_into_place(draft: Path, folder: Path) -> None:
    try:
        draft.rename(folder)
    except OSError:
        # The folder is there already: the same files were submitted before. Its declaration may be newer now.
        if not folder.is_dir():
            raise
        if (draft / DECLARATION).is_file():
            (draft / DECLARATION).replace(folder / DECLARATION)
        shutil.rmtree(draft)


def _list_files(directory: Path) -> tuple[Path, ...]:
    found = (path for path in directory.rglob("*") if path.is_file() and path != directory / DECLARATION)
    wanted = [path for path in found if all(map(_is_wanted, path.relative_to(directory).parts))]
    return tuple(sorted(wanted, key=_clean_name))


def _is_wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and not name.lower().endswith(".part")


def _clean_name(path: Path) -> str:
    # A name that is no UTF-8 would be refused by every database further on.
    return unicodedata.normalize("NFC", os.fsencode(path.as_posix()).decode("utf-8", errors="replace"))


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DistrictReportsError(
            f"a file cannot be read: {error.strerror}", place=str(path), remedy="check that it exists and may be read"
        ) from error
