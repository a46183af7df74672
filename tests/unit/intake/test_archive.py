import os
import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from district_reports.intake import Archive
from district_reports.problems import DistrictReportsError


def _store_many(root: Path) -> set[str]:
    return {Archive(root).store(b"report %d" % (number % 5)) for number in range(50)}


def test_file_comes_back_as_it_was_stored(tmp_path):
    archive = Archive(tmp_path)
    sha256 = archive.store("Báo cáo".encode())

    assert archive.read(sha256) == "Báo cáo".encode()
    assert archive.store("Báo cáo".encode()) == sha256


def test_empty_file_is_stored_too(tmp_path):
    archive = Archive(tmp_path)

    assert archive.read(archive.store(b"")) == b""


def test_archived_file_is_read_only(tmp_path):
    archive = Archive(tmp_path)
    path = archive.find_path(archive.store(b"report"))

    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_damaged_file_is_named_with_its_remedy(tmp_path):
    archive = Archive(tmp_path)
    path = archive.find_path(archive.store(b"report"))
    path.chmod(0o644)
    path.write_bytes(b"rep0rt")

    with pytest.raises(DistrictReportsError) as caught:
        archive.read(path.name)

    assert caught.value.place == str(path)
    assert "send the same file again" in caught.value.remedy


def test_damaged_file_is_healed_by_sending_it_again(tmp_path):
    archive = Archive(tmp_path)
    path = archive.find_path(archive.store(b"report"))
    path.chmod(0o644)
    path.write_bytes(b"")

    archive.store(b"report")

    assert archive.read(path.name) == b"report"


def test_missing_file_is_named(tmp_path):
    with pytest.raises(DistrictReportsError, match="missing"):
        Archive(tmp_path).read("ab" * 32)


def test_writers_at_once_leave_whole_files_and_nothing_else(tmp_path):
    with ProcessPoolExecutor(4) as pool:
        stored = list(pool.map(_store_many, [tmp_path] * 4))

    names = [name for _, _, files in os.walk(tmp_path) for name in files]
    assert all(sha256s == stored[0] for sha256s in stored)
    assert sorted(names) == sorted(stored[0])
    assert {Archive(tmp_path).read(sha256) for sha256 in stored[0]} == {b"report %d" % number for number in range(5)}
