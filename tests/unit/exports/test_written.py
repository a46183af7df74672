"""Files of releases that stand are not made again, unless the code or the files are no longer those."""

from pathlib import Path

from district_reports.exports.written import WrittenFiles


def write(directory: Path, code_version: str = "1") -> Path:
    page = directory / "97-2024H1-001.html"
    page.write_text("<p>35</p>")
    WrittenFiles(directory, code_version).add("97-2024H1-001", [page])
    return page


def test_what_was_written_stands(tmp_path: Path):
    page = write(tmp_path)
    assert WrittenFiles(tmp_path, "1").list_of("97-2024H1-001") == [page]


def test_nothing_stands_of_a_release_that_was_never_written(tmp_path: Path):
    write(tmp_path)
    assert WrittenFiles(tmp_path, "1").list_of("98-2024H1-001") == []


def test_other_code_writes_all_anew(tmp_path: Path):
    write(tmp_path)
    assert WrittenFiles(tmp_path, "2").list_of("97-2024H1-001") == []


def test_file_that_was_changed_or_removed_is_written_anew(tmp_path: Path):
    page = write(tmp_path)
    page.write_text("<p>36</p>")
    assert WrittenFiles(tmp_path, "1").list_of("97-2024H1-001") == []
    page.unlink()
    assert WrittenFiles(tmp_path, "1").list_of("97-2024H1-001") == []


def test_damaged_note_is_as_none(tmp_path: Path):
    write(tmp_path)
    (tmp_path / ".written.json").write_text("{")
    assert WrittenFiles(tmp_path, "1").list_of("97-2024H1-001") == []
