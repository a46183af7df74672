from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from district_reports.intake import Archive, Receipt, list_packages, list_receipts, receive_package
from district_reports.problems import DistrictReportsError

FIRST, LATER = datetime(2024, 7, 5, 8, tzinfo=UTC), datetime(2024, 7, 6, 8, tzinfo=UTC)


def _receive(inbox: Path, archive_dir: Path, at: datetime = FIRST) -> list[Receipt]:
    return [receive_package(package, Archive(archive_dir), at, "phòng LĐTBXH") for package in list_packages(inbox)]


def _make_folder(path: Path, **files: bytes) -> Path:
    path.mkdir(parents=True)
    for name, content in files.items():
        (path / f"{name}.txt").write_bytes(content)
    return path


def test_receipt_tells_what_was_received(tmp_path):
    inbox = _make_folder(tmp_path / "inbox", bao_cao=b"report")

    (receipt,) = _receive(inbox, tmp_path / "archive")

    assert receipt.is_new
    assert (receipt.received_at, receipt.sender) == (FIRST, "phòng LĐTBXH")
    assert [(file.name, file.byte_count, file.media_type) for file in receipt.files] == [
        ("bao_cao.txt", 6, "text/plain")
    ]
    assert receipt.submission_id == receipt.package_sha256[:16]


def test_same_bytes_under_another_name_get_the_first_receipt(tmp_path):
    first = _receive(_make_folder(tmp_path / "a", bao_cao=b"report"), tmp_path / "archive")[0]
    again = _receive(_make_folder(tmp_path / "b", ban_sao=b"report"), tmp_path / "archive", LATER)[0]

    assert not again.is_new
    assert (again.received_at, again.files) == (FIRST, first.files)
    assert len(list_receipts(Archive(tmp_path / "archive"))) == 1


def test_names_and_order_of_files_do_not_make_another_submission(tmp_path):
    _make_folder(tmp_path / "inbox" / "mot", a=b"report", b=b"annex")
    _make_folder(tmp_path / "inbox" / "hai", x=b"annex", y=b"report")

    receipts = _receive(tmp_path / "inbox", tmp_path / "archive")

    assert len({receipt.submission_id for receipt in receipts}) == 1
    assert [receipt.is_new for receipt in receipts] == [True, False]


def test_one_changed_byte_is_another_submission(tmp_path):
    receipts = _receive(_make_folder(tmp_path / "inbox", a=b"report", b=b"rep0rt"), tmp_path / "archive")

    assert len({receipt.submission_id for receipt in receipts}) == 2


def test_receipts_survive_as_written_and_are_listed_by_time(tmp_path):
    archive = Archive(tmp_path / "archive")
    later = _receive(_make_folder(tmp_path / "a", a=b"second"), archive.root, LATER)[0]
    first = _receive(_make_folder(tmp_path / "b", b=b"first"), archive.root, FIRST)[0]

    listed = list_receipts(archive)

    assert [receipt.submission_id for receipt in listed] == [first.submission_id, later.submission_id]
    assert listed[0].files == first.files


def test_receiving_leaves_the_inbox_as_it_was(tmp_path):
    inbox = _make_folder(tmp_path / "inbox", a=b"report")
    before = [(path, path.stat().st_mtime_ns) for path in sorted(inbox.rglob("*"))]

    _receive(inbox, tmp_path / "archive")

    assert [(path, path.stat().st_mtime_ns) for path in sorted(inbox.rglob("*"))] == before


def test_of_receivers_at_once_exactly_one_is_first(tmp_path):
    inbox = _make_folder(tmp_path / "inbox", **{f"file{number}": b"report %d" % number for number in range(10)})

    with ProcessPoolExecutor(4) as pool:
        runs = list(pool.map(_receive, [inbox] * 4, [tmp_path / "archive"] * 4))

    assert [len(receipts) for receipts in runs] == [10] * 4
    for receipts in zip(*runs, strict=True):
        assert sum(receipt.is_new for receipt in receipts) == 1


def test_time_without_zone_is_refused(tmp_path):
    with pytest.raises(DistrictReportsError, match="time zone"):
        _receive(_make_folder(tmp_path / "inbox", a=b"x"), tmp_path / "archive", datetime(2024, 7, 5))  # noqa: DTZ001


def test_damaged_receipt_is_named(tmp_path):
    receipt = _receive(_make_folder(tmp_path / "inbox", a=b"x"), tmp_path / "archive")[0]
    path = Archive(tmp_path / "archive").receipts_dir / f"{receipt.submission_id}.json"
    path.chmod(0o644)
    path.write_text("{", encoding="utf-8")

    with pytest.raises(DistrictReportsError) as caught:
        list_receipts(Archive(tmp_path / "archive"))

    assert caught.value.place == str(path)
