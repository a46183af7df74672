"""A release of real parts throughout, made again from the archive after a correction has taken its place."""

import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest

from district_reports import pipeline
from district_reports.exports.page.render import render_page
from district_reports.exports.workbook.build import build_workbook
from district_reports.problems import DistrictReportsError
from district_reports.rebuilding import Rebuilt, rebuild_release
from district_reports.settings import PROJECT_DIR, Settings
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.scratch import scratch_warehouse

SAMPLE = PROJECT_DIR / "samples" / "tuan_giao_2023.txt"


def receive(settings: Settings) -> None:
    pipeline.receive_inbox(settings)
    pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))


def run(settings: Settings, meanwhile: Callable[[], None] = lambda: None) -> list[str]:
    """The whole pipeline once, with what happens while it runs; the ids of what stands as reported."""
    receive(settings)
    pipeline.check_submissions(settings)
    meanwhile()
    pipeline.build_rollups(settings)
    results = pipeline.publish_releases(settings)
    return [result.release_id for result in results if result.area_view == "as_reported" and result.release_id]


@pytest.fixture(scope="module")
def corrected(session_settings, database_url, tmp_path_factory, make_local_dir):
    """Settings of a warehouse with two releases of one province: of a report, and of the same sent again.

    Another province reports while the second is made, and at last the first is published again.
    """
    inbox = tmp_path_factory.mktemp("inbox")
    with scratch_warehouse(database_url, "rebuilding") as url:
        settings = replace(session_settings, inbox_dir=inbox, local_dir=make_local_dir(),
                           database_url=url)  # fmt: skip
        shutil.copy(SAMPLE, inbox / "lan_1.txt")
        [first] = run(settings)
        text = SAMPLE.read_text(encoding="utf-8")
        (inbox / "lan_2.txt").write_text(f"{text}\n\nBáo cáo này thay báo cáo đã gửi.\n", encoding="utf-8")
        [second] = run(settings, meanwhile=lambda: report_elsewhere(settings))
        assert (first[-3:], second[-3:]) == ("001", "002")
        pipeline.revert_release(settings, first)
        yield settings, first


def report_elsewhere(settings: Settings) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new in (("Tuần Giáo", "Than Uyên"), ("TUẦN GIÁO", "THAN UYÊN"), ("Điện Biên", "Lai Châu")):
        text = text.replace(old, new)
    (settings.inbox_dir / "tinh_khac.txt").write_text(text, encoding="utf-8")
    receive(settings)


@pytest.fixture(scope="module")
def rebuilt(corrected) -> Rebuilt:
    settings, release_id = corrected
    return rebuild_release(settings, release_id)


def test_older_release_comes_out_of_the_archive_with_the_same_hash_and_the_same_bytes(rebuilt: Rebuilt):
    assert [row["table"] for row in rebuilt.compare() if not row["is_same"]] == []
    assert rebuilt.sha256 == rebuilt.release.header["content_sha256"]
    assert rebuilt.is_same
    assert rebuilt.notes == []
    assert sum(row["rebuilt_rows"] for row in rebuilt.compare()) > 50, "there was little to compare"


def test_release_of_the_country_comes_out_without_what_came_while_it_was_made(corrected):
    settings, _ = corrected
    rebuilt = rebuild_release(settings, "national-2023-002")
    assert [row["table"] for row in rebuilt.compare() if not row["is_same"]] == []
    assert rebuilt.is_same
    [completeness] = rebuilt.content["completeness"]
    assert completeness["received_unit_count"] == 1, "the other province's report is the next run's"


def test_revert_comes_out_as_what_it_publishes_again(corrected):
    settings, first = corrected
    rebuilt = rebuild_release(settings, f"{first[:-3]}003")
    assert rebuilt.release.release_id == first
    assert rebuilt.is_same


def test_page_and_workbook_of_what_was_rebuilt_are_those_of_the_release(rebuilt: Rebuilt):
    again = PublishedRelease(rebuilt.release.header, {**rebuilt.release.tables, **rebuilt.content})
    assert render_page(again) == render_page(rebuilt.release)
    assert build_workbook(again) == build_workbook(rebuilt.release)


def test_other_code_is_told(rebuilt: Rebuilt):
    release = PublishedRelease({**rebuilt.release.header, "code_version": "0+older"}, rebuilt.release.tables)
    [note] = Rebuilt(release, rebuilt.content).notes
    assert "code_version was 0+older" in note


def test_archive_that_was_tampered_with_is_refused(corrected, tmp_path):
    settings, release_id = corrected
    tampered = replace(settings, local_dir=tmp_path)
    shutil.copytree(settings.archive_dir, tampered.archive_dir)
    for path in (tampered.archive_dir / "blobs").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(path.read_bytes().replace(b"100", b"900", 1))
    with pytest.raises(DistrictReportsError, match="damaged"):
        rebuild_release(tampered, release_id)


def test_archive_without_the_receipt_is_refused(corrected, tmp_path):
    settings, release_id = corrected
    emptied = replace(settings, local_dir=tmp_path)
    shutil.copytree(settings.archive_dir / "blobs", emptied.archive_dir / "blobs")
    with pytest.raises(DistrictReportsError, match="does not hold what release"):
        rebuild_release(emptied, release_id)
